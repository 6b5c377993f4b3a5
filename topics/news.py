"""What the last revisions changed for one area: figures that are new, changed or gone, and statuses that turned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from data.datasets import INDICATORS, OBSERVATIONS, PLEDGES, SCHOOLS, TARGETS, all_datasets, kind_of
from data.schemas.revision import Revision
from data.schemas.target import EACH_COUNTRY
from data.store import Snapshot
from exhibits.exhibit import Block, Exhibit, Heading, Lead, Link, Notice, Remark, Text, WayOn, said
from exhibits.origins import by_words, why_words
from i18n import counted, text
from metrics.judgement import Judgement
from services.difference import KIND, NEW, OLD, Difference, change_records
from services.groups import custom_members, is_custom
from services.previewing import Consequence
from services.publishing import changes_since
from services.scorecard import judge_row
from services.sentences import area_phrase
from services.tracker import State, Tracker, read_whole
from services.view import View
from topics.changes import change_lines, change_table, consequence_table, revision_entry

REGISTERS = (SCHOOLS, PLEDGES)
"""Datasets that say more with a revision than their rows."""
SHOWN = 12


@dataclass(frozen=True)
class News:
    """The last revision of a dataset, and what it changed for an area."""

    revision: Revision
    difference: Difference


def latest_revisions(snapshot: Snapshot) -> list[Revision]:
    """Return the revision in force of every dataset that has one after the built-in figures, the newest first."""
    found = [snapshot.revision(dataset) for dataset in all_datasets()]
    return sorted((one for one in found if one.revision), key=lambda one: one.at, reverse=True)


def untouched_datasets(snapshot: Snapshot) -> list[str]:
    """Return the datasets that are still as they came with the product."""
    return [dataset for dataset in all_datasets() if not snapshot.revision(dataset).revision]


def is_of_areas(dataset: str) -> bool:
    """Return whether the rows of a dataset are figures of areas or targets for them."""
    return kind_of(dataset).name in (OBSERVATIONS, TARGETS)


def find_changes(tracker: Tracker, revision: Revision) -> Difference:
    """Return what a revision changed in its dataset, without the state afterwards: that would be held in memory.

    Only figures and targets are of areas; what a revision of schools or pledges means for one shows in its targets.
    """
    if not is_of_areas(revision.dataset):
        return Difference(pd.DataFrame(), pd.DataFrame(), 0, 0, 0, 0)
    found = changes_since(tracker, revision.dataset, revision.revision - 1, revision.revision)
    return replace(found, state=found.state.iloc[:0])


def news_of(revision: Revision, changes: Difference, ref_area: str) -> News:
    """Return what a revision changed for an area; for a group put together by the reader, in any of its countries."""
    rows = changes.rows
    if len(rows):
        areas = custom_members(ref_area) if is_custom(ref_area) else (ref_area,)
        fits = _of_targets(rows, areas) if revision.dataset == TARGETS else rows["ref_area"].isin(areas)
        rows = rows.loc[fits].reset_index(drop=True)
    counts = {kind: int((rows[KIND] == kind).sum()) if len(rows) else 0 for kind in ("new", "changed", "gone")}
    return News(revision, Difference(changes.state, rows, counts["new"], counts["changed"], 0, counts["gone"]))


def _of_targets(rows: pd.DataFrame, areas: Sequence[str]) -> "pd.Series[bool]":
    fits = pd.Series(data=False, index=rows.index)
    for side in (OLD, NEW):
        fits |= rows[f"{side}ref_area"].isin(areas) | (rows[f"{side}applies_to"] == EACH_COUNTRY)
    return fits


def state_before(tracker: Tracker, snapshot: Snapshot, known_on: date | None = None) -> State:
    """Return the data as it would be without the last revision of each dataset.

    Args:
        tracker: The tracker.
        snapshot: The data as it is.
        known_on: The day looked back to: figures that came out later are left out, as in the state itself.
    """
    before = {dataset: _revision_before(tracker, snapshot.revision(dataset)) for dataset in all_datasets()}
    before[INDICATORS] = snapshot.revision(INDICATORS)  # figures from before keep their indicator
    tables = {dataset: tracker.store.read(dataset, before[dataset].revision) for dataset in read_whole()}
    facts = {dataset: before[dataset].facts for dataset in REGISTERS}
    return tracker.build_state(f"before {snapshot.key}", tables, facts, known_on)


def _revision_before(tracker: Tracker, revision: Revision) -> Revision:
    wanted = max(revision.revision - 1, 0)
    return next(one for one in tracker.store.history(revision.dataset) if one.revision == wanted)


def turned_statuses(view: View, before: State, ref_area: str) -> tuple[Consequence, ...]:
    """Return the targets of an area whose status is another one than without the last revisions.

    Args:
        view: The data as it is, and the day by which both are judged.
        before: The data before the last revisions.
        ref_area: The area.
    """
    after = view.state
    found = []
    for target_id in {**before.by_id, **after.by_id}:
        sides = [_judged(view, state, target_id, ref_area) for state in (before, after)]
        if any(side is not None for side in sides):
            found.append(Consequence(target_id, ref_area, sides[0], sides[1]))
    return tuple(one for one in found if one.changes_status)


def _judged(view: View, state: State, target_id: str, ref_area: str) -> Judgement | None:
    target = state.by_id.get(target_id)
    if target is None or not (target.ref_area == ref_area or target.for_each_country):
        return None
    return judge_row(replace(view, state=state), target, ref_area).judgement


# ------------------------------------------------------------------------------------------------------ as an exhibit


def show_news(
    news: Sequence[News], before: State | None, untouched: Sequence[str], view: View, ref_area: str
) -> Exhibit:
    """Return the last revision of each dataset with what it changed for an area, and the statuses that turned.

    Args:
        news: What the last revisions changed.
        before: The data before them; None where there are none.
        untouched: The datasets that are still as they came with the product.
        view: The data as it is.
        ref_area: The area.
    """
    heading = Heading(text("country.news"))
    if before is None:
        return Exhibit("country_news", [heading, Notice(text("country.news_none"))])
    texts = [
        *_turned(turned_statuses(view, before, ref_area), before, view),
        *(_news(one, view, ref_area) for one in news),
    ]
    if untouched:
        datasets = ", ".join(text(f"dataset.{dataset}") for dataset in untouched)
        texts.append(Block([Remark(text("revisions.still_built_in", datasets=datasets))]))
    return Exhibit("country_news", [heading, said("country_news", *texts)])


def _turned(turned: Sequence[Consequence], before: State, view: View) -> list[Text]:
    if not turned:
        return [Lead(text("country.news_not_turned"))]
    targets = {**before.by_id, **view.state.by_id}
    return [Lead(counted("country.news_turned", len(turned))), consequence_table(turned, targets, view.reference)]


def _news(news: News, view: View, ref_area: str) -> Block:
    revision, difference, phrase = news.revision, news.difference, area_phrase(ref_area, view.reference)
    entry, rows = revision_entry(revision, in_use=True), len(difference.rows)
    if not rows:
        key = "country.news_untouched" if is_of_areas(revision.dataset) else "country.news_register"
        return Block([entry, Remark(text(key, area=phrase))])
    counts = {name: getattr(difference, name) for name in ("new", "changed", "gone")}
    about = counted("country.news_rows", rows, area=phrase, **counts)
    table = change_table(change_lines(revision.dataset, difference, view.reference, SHOWN))
    more = text("country.news_more", shown=SHOWN) if rows > SHOWN else ""
    link = Link(text("country.news_all"), f"revisions?view=changes&dataset={revision.dataset}")
    return Block([entry, Remark(about), table, WayOn(more, link)])


def news_rows(news: Sequence[News]) -> list[dict[str, Any]]:
    """Return every figure of the area that the last revisions changed, with the revision that did."""
    return [
        {"revision": one.revision.revision, "by": by_words(one.revision), "why": why_words(one.revision), **row}
        for one in news
        for row in change_records({one.revision.dataset: one.difference})
    ]
