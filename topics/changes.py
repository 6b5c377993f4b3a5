"""What publications change, in words: a revision, rows that are new, changed or gone, what becomes of targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from data.datasets import INDICATORS, OBSERVATIONS, PLEDGES, SCHOOLS, TARGETS, all_datasets, kind_of
from data.reference import Reference
from data.schemas.fields import is_absent
from data.schemas.revision import Revision
from data.schemas.target import EACH_COUNTRY, Target
from data.store import Snapshot
from exhibits.changes import ChangeLine, ChangeTable, ConsequenceLine, ConsequenceTable, RevisionEntry
from exhibits.exhibit import Block, Exhibit, Heading, Link, Remark, WayOn, said
from exhibits.origins import by_words, edition_words, row_words, why_words
from i18n import counted, format_date, format_period, format_plain, format_value, text, unit_words
from i18n.problems import clean
from metrics.judgement import Judgement
from services.difference import (
    KIND,
    NEW,
    OLD,
    Difference,
    GoneSeries,
    change_records,
    changed_columns,
    is_of_targets,
    parts_of,
    sort_changes,
    write_periods,
)
from services.groups import area_name, name_list
from services.previewing import Consequence
from services.publishing import changes_since
from services.tracker import Tracker
from services.view import View
from topics.sentences import area_phrase
from topics.wording import target_unit

Line = Mapping[str, Any]
SHOWN_OTHERS, SHOWN_TARGETS, SHOWN_ROWS = 4, 25, 12
LONGEST, LONGEST_BY, LONGEST_WHY = 60, 40, 500
BUILT_IN = "built-in"


def change_table(lines: Sequence[ChangeLine]) -> ChangeTable:
    """Return the lines of differences under their headings."""
    return ChangeTable([text(f"publish.column_{part}") for part in ("change", "what", "area", "when", "values")], lines)


def change_lines(dataset: str, difference: Difference, reference: Reference, most: int) -> list[ChangeLine]:
    """Return the first lines of a difference, ready to read."""
    rows = sort_changes(difference).head(most).to_dict("records")
    lines = [row_words({str(name): cell for name, cell in row.items()}) for row in rows]
    return [_line(line, dataset, reference) for line in lines]


def _line(line: Line, dataset: str, reference: Reference) -> ChangeLine:
    if is_of_targets(dataset):
        return _target_line(line, dataset, reference)
    if kind_of(dataset).name == OBSERVATIONS:
        return _observation_line(line, dataset, reference)
    columns = changed_columns(line, dataset) if line[KIND] == "changed" else []
    return REGISTER_LINES.get(dataset, row_line)(line, _others(line, columns), reference)


def _observation_line(line: Line, dataset: str, reference: Reference) -> ChangeLine:
    kind = str(line[KIND])
    columns = changed_columns(line, dataset) if kind == "changed" else []
    others = [name for name in columns if name != "obs_value"]
    sides = {side: _value(line, side) if kind != missing else "" for side, missing in ((OLD, "new"), (NEW, "gone"))}
    if kind == "changed" and "obs_value" not in columns:
        sides = {OLD: "", NEW: sides[NEW]}
    indicator = reference.indicators.get(str(line["indicator"]))
    parts = part_words([(name, str(value)) for name, value in parts_of(line)])
    return ChangeLine(
        kind=kind,
        word=text(f"publish.{kind}"),
        name=indicator.short_name if indicator else str(line["indicator"]),
        area=area_name(str(line["ref_area"]), reference),
        period=format_period(str(line["time_period"])),
        edition=str(line["edition"]),
        before=sides[OLD],
        after=sides[NEW],
        note="; ".join(part for part in (parts, _others(line, others)) if part),
    )


def _value(line: Line, side: str) -> str:
    value, unit = line[f"{side}obs_value"], str(line[f"{side}unit_measure"] or "")
    return format_value(None if is_absent(value) else float(value), unit)


def _target_line(line: Line, dataset: str, reference: Reference) -> ChangeLine:
    kind = str(line[KIND])
    side = OLD if kind == "gone" else NEW
    columns = changed_columns(line, dataset) if kind == "changed" else []
    return ChangeLine(
        kind=kind,
        word=text(f"publish.{kind}"),
        name=_cut(line[f"{side}wording"], 2 * LONGEST),
        area=area_name(str(line[f"{side}ref_area"]), reference),
        period=str(line[f"{side}target_year"]),
        edition=str(line[f"{side}framework"]),
        before=text("publish.gone_target") if kind == "gone" else "",
        after=text("publish.new_target") if kind == "new" else "",
        note=_others(line, columns),
    )


def _others(line: Line, columns: Sequence[str]) -> str:
    """Return what else changed beside the value: obs_status: E → A."""
    parts = [
        text("publish.other_columns", column=name, old=_cut(line[f"{OLD}{name}"]), new=_cut(line[f"{NEW}{name}"]))
        for name in columns[:SHOWN_OTHERS]
    ]
    return "; ".join([*parts, "…"] if len(columns) > SHOWN_OTHERS else parts)


def _cut(value: object, limit: int = LONGEST) -> str:
    if is_absent(value) or value == "":
        return text("publish.nothing_there")
    written = f"{value:.15g}" if isinstance(value, float) else str(value)
    return written if len(written) <= limit else f"{written[: limit - 1]}…"


def part_words(parts: Sequence[tuple[str, str]]) -> str:
    """Return which part of the people is meant, in words: women, 15 to 24 years."""
    return ", ".join(code_word(column, code) for column, code in parts)


def code_word(column: str, code: str) -> str:
    """Return what a code of a column stands for; a breakdown is in words already."""
    if column == "breakdown":
        return code
    pairs = (entry.partition(" = ") for entry in text(f"template.codes.{column}").splitlines())
    return next((words.strip() for found, _, words in pairs if found.strip() == code), code)


def gone_line(series: GoneSeries, reference: Reference) -> tuple[str, str]:
    """Return a series of which rows are taken away, and the periods of these rows."""
    indicator = reference.indicators.get(series.indicator)
    names = ("sex", "age", "urbanisation", "breakdown")
    parts = part_words([pair for pair in zip(names, series.dimensions, strict=True) if pair[1] != "_T"])
    name = indicator.short_name if indicator else series.indicator
    words = [name, area_name(series.ref_area, reference), parts, edition_words(series.edition)]
    return ", ".join(word for word in words if word), f"{write_periods(series.periods)} ({len(series.periods)})"


# ------------------------------------------------------------------------------------ schools, pledges and indicators


def row_line(line: Line, note: str, reference: Reference) -> ChangeLine:
    """Return a row of a kind without words of its own: the cells that identify it."""
    key = {name: str(cell) for name, cell in line.items() if name != KIND and not name.startswith((OLD, NEW))}
    area = key.pop("ref_area", "")
    return ChangeLine(
        kind=str(line[KIND]),
        word=text(f"publish.{line[KIND]}"),
        name=" · ".join(key.values()),
        area=area_name(area, reference) if area else "",
        period="",
        edition="",
        before="",
        after="",
        note=note,
    )


def school_line(line: Line, note: str, reference: Reference) -> ChangeLine:
    """Return a school that is new, changed or gone: its name, where it is, and whether it is connected."""
    side = _side(line)
    return ChangeLine(
        kind=str(line[KIND]),
        word=text(f"publish.{line[KIND]}"),
        name=str(line[f"{side}school_name"] or line["school_id"]),
        area=" · ".join(part for part in (area_name(str(line["ref_area"]), reference), line[f"{side}admin1"]) if part),
        period=_period(line[f"{side}checked_on"]),
        edition=str(line["school_id"]),
        before=_answer(line, OLD),
        after=_answer(line, NEW),
        note=note,
    )


def pledge_line(line: Line, note: str, reference: Reference) -> ChangeLine:
    """Return a pledge that is new, changed or gone: who, for whom, and how much."""
    side = _side(line)
    areas = [area_name(code, reference) for code in str(line[f"{side}beneficiaries"] or "").split(";") if code]
    return ChangeLine(
        kind=str(line[KIND]),
        word=text(f"publish.{line[KIND]}"),
        name=str(line[f"{side}pledger"]),
        area=name_list(areas),
        period=_period(line[f"{side}pledged_on"]),
        edition=str(line["pledge_id"]),
        before=_amount(line, OLD),
        after=_amount(line, NEW),
        note=note,
    )


def indicator_line(line: Line, note: str, reference: Reference) -> ChangeLine:
    """Return an indicator of one's own that is new, changed or gone: its name, code and unit."""
    del reference
    sides = {side: "" if line[KIND] == absent else _unit(line, side) for side, absent in ((OLD, "new"), (NEW, "gone"))}
    return ChangeLine(
        kind=str(line[KIND]),
        word=text(f"publish.{line[KIND]}"),
        name=str(line[f"{_side(line)}name"]),
        area="",
        period="",
        edition=str(line["indicator"]),
        before=sides[OLD],
        after=sides[NEW],
        note=note,
    )


def _unit(line: Line, side: str) -> str:
    unit = str(line[f"{side}unit_measure"])
    words = unit_words(unit)
    return str(line[f"{side}unit_words"] or unit) if words == unit else words


def _side(line: Line) -> str:
    return OLD if line[KIND] == "gone" else NEW


def _period(value: object) -> str:
    return format_period(str(value)) if value else ""


def _answer(line: Line, side: str) -> str:
    answer = line[f"{side}connectivity"]
    absent = line[KIND] == ("new" if side == OLD else "gone")
    return "" if absent or not answer else text(f"publish.connected_{answer}")


def _amount(line: Line, side: str) -> str:
    amount = line[f"{side}amount"]
    if line[KIND] == ("new" if side == OLD else "gone"):
        return ""
    if is_absent(amount):
        return text("publish.no_amount")
    return f"{line[f'{side}currency']} {format_plain(float(amount), 0)}"


REGISTER_LINES = {SCHOOLS: school_line, PLEDGES: pledge_line, INDICATORS: indicator_line}


# -------------------------------------------------------------------------------------------- what becomes of targets


def consequence_table(
    some: Sequence[Consequence], targets: Mapping[str, Target], reference: Reference, *, by_area: bool = True
) -> ConsequenceTable:
    """Return judgements before and after, cut at a stated number; all of one area need no column for it."""
    heads = [text(f"publish.column_{part}") for part in ("target", "area", "status", "latest")]
    lines = [_consequence(one, targets[one.target_id], reference) for one in some[:SHOWN_TARGETS]]
    count = format_plain(len(some), 0)
    cut = text("publish.consequences_cut", shown=SHOWN_TARGETS, count=count) if len(some) > SHOWN_TARGETS else ""
    return ConsequenceTable(heads, lines, cut, by_area)


def _consequence(consequence: Consequence, target: Target, reference: Reference) -> ConsequenceLine:
    unit = target_unit(target, reference)
    query = {"target": target.target_id, "area": consequence.ref_area}
    return ConsequenceLine(
        number=target.number,
        wording=target.wording,
        area=area_name(consequence.ref_area, reference),
        link=f"target?{urlencode(query)}",
        before=_status(consequence.before),
        after=_status(consequence.after),
        value_before=_latest(consequence.before, unit),
        value_after=_latest(consequence.after, unit),
        nothing=text("publish.no_target"),
    )


def _status(judgement: Judgement | None) -> tuple[str, str] | None:
    return (judgement.status, text(f"status.{judgement.status}")) if judgement else None


def _latest(judgement: Judgement | None, unit: str) -> str:
    latest = judgement.latest if judgement else None
    if latest is None:
        return text("publish.no_value")
    return text("publish.value_in", value=format_value(latest.value, unit), period=format_period(latest.period))


# --------------------------------------------------------------------------------------------------------- a revision


def describe_moment(at: datetime) -> str:
    """Return a moment: 22 November 2026, 05:19 UTC."""
    return text("revisions.when", day=format_date(at.date()), time=at.strftime("%H:%M"))


def revision_why(revision: Revision) -> str:
    """Return why a revision was made."""
    first = revision.deed == BUILT_IN and revision.revision == 0
    return text("revisions.built_in_why") if first else clean(why_words(revision), LONGEST_WHY)


def revision_by(revision: Revision) -> str:
    """Return who made a revision."""
    first = revision.deed == BUILT_IN and revision.revision == 0
    return text("revisions.built_in_by") if first else clean(by_words(revision), 100)


def revision_option(revision: Revision) -> str:
    """Return a revision as an entry of a list to choose from, in one line."""
    why = clean(revision_why(revision), LONGEST)
    words = {"why": why, "by": clean(revision_by(revision), LONGEST_BY), "day": format_date(revision.at.date())}
    return text("revisions.option", revision=revision.revision, **words)


def revision_entry(revision: Revision, *, in_use: bool) -> RevisionEntry:
    """Return a revision in words: number and dataset, reason, who and when, what changed."""
    origin = text("revisions.from_file", file=clean(revision.file)) if revision.file else ""
    about = (text(f"revisions.deed_{revision.deed}"), origin, _row_counts(revision))
    return RevisionEntry(
        number=text("revisions.number", revision=revision.revision),
        in_use=text("revisions.in_use") if in_use else "",
        dataset=text(f"dataset.{revision.dataset}"),
        why=revision_why(revision),
        by=text("revisions.by_line", by=revision_by(revision), when=describe_moment(revision.at)),
        about=" · ".join(part for part in about if part),
    )


def _row_counts(revision: Revision) -> str:
    counts = {name: format_plain(getattr(revision, name), 0) for name in ("new", "changed", "gone", "rows")}
    words = text("revisions.rows_only" if revision.revision == 0 else "revisions.counts", **counts)
    return f"{words}, {counted('refused.in_revision', revision.refused)}" if revision.refused else words


# --------------------------------------------------------------------------------- what a revision means for an area


@dataclass(frozen=True)
class News:
    """A revision of a dataset, and what it changed for an area."""

    revision: Revision
    difference: Difference


def latest_revisions(snapshot: Snapshot) -> list[Revision]:
    """Return the revision in force of every dataset that has one after the built-in figures, the newest first."""
    found = [snapshot.revision(dataset) for dataset in all_datasets() if snapshot.is_readable(dataset)]
    return sorted((one for one in found if one.revision), key=lambda one: one.at, reverse=True)


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


def news_of(revision: Revision, changes: Difference, areas: Sequence[str]) -> News:
    """Return what a revision changed for any of some areas."""
    rows = changes.rows
    if len(rows):
        fits = _of_targets(rows, areas) if revision.dataset == TARGETS else rows["ref_area"].isin(areas)
        rows = rows.loc[fits].reset_index(drop=True)
    counts = {kind: int((rows[KIND] == kind).sum()) if len(rows) else 0 for kind in ("new", "changed", "gone")}
    return News(revision, Difference(changes.state, rows, counts["new"], counts["changed"], 0, counts["gone"]))


def _of_targets(rows: pd.DataFrame, areas: Sequence[str]) -> "pd.Series[bool]":
    fits = pd.Series(data=False, index=rows.index)
    for side in (OLD, NEW):
        fits |= rows[f"{side}ref_area"].isin(areas) | (rows[f"{side}applies_to"] == EACH_COUNTRY)
    return fits


def show_revision(news: News, view: View, ref_area: str) -> Exhibit:
    """Return a revision with the rows that it changed for an area and its countries."""
    revision, difference, phrase = news.revision, news.difference, area_phrase(ref_area, view.reference)
    entry, rows = revision_entry(revision, in_use=False), len(difference.rows)
    if not rows:
        key = "changes.untouched" if is_of_areas(revision.dataset) else "changes.register"
        texts = [entry, Remark(text(key, area=phrase))]
    else:
        counts = {name: getattr(difference, name) for name in ("new", "changed", "gone")}
        table = change_table(change_lines(revision.dataset, difference, view.reference, SHOWN_ROWS))
        more = text("changes.rows_more", shown=SHOWN_ROWS) if rows > SHOWN_ROWS else ""
        link = Link(text("changes.rows_all"), f"revisions?view=changes&dataset={revision.dataset}")
        texts = [entry, Remark(counted("changes.rows", rows, area=phrase, **counts)), table, WayOn(more, link)]
    return Exhibit(
        "changes_revision", [Heading(text("changes.revision_title")), said("changes_revision", Block(texts))]
    )


def news_rows(news: Sequence[News]) -> list[dict[str, Any]]:
    """Return every row that revisions changed for an area, with the revision that did."""
    return [
        {"revision": one.revision.revision, "by": by_words(one.revision), "why": why_words(one.revision), **row}
        for one in news
        for row in change_records({one.revision.dataset: one.difference})
    ]
