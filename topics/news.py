"""What changed, in words: the answer, what moved line by line, the few lines of a first screen."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from data.schemas.revision import Revision
from data.schemas.target import Target
from data.store import Snapshot
from exhibits.changes import MovedLine, MovedLines, NewsLine, ShortNews
from exhibits.exhibit import (
    Caption,
    Cell,
    Chip,
    Exhibit,
    Grid,
    Heading,
    Lead,
    Link,
    Part,
    Remark,
    Small,
    Text,
    WayOn,
    said,
)
from exhibits.origins import edition_words
from i18n import counted, format_change, format_date, format_period, format_value, text
from metrics.judgement import UNKNOWN_STATUSES
from services.groups import name_list
from services.previewing import Consequence
from services.tracker import Tracker
from services.view import View
from topics.changes import News, consequence_table, latest_revisions, news_rows, revision_by
from topics.links import COMPARE, area_link, indicator_link
from topics.moved import (
    Comparison,
    Moved,
    MovedFigure,
    MovedMembers,
    Since,
    TwoEditions,
    YearBefore,
    edition_pairs,
    is_first_verdict,
    since_day,
    since_revision,
    usual_pair,
    weight,
    year_before,
)
from topics.profile import AMOUNTS
from topics.projection_words import chance_words
from topics.scorecard import Figure
from topics.sentences import area_phrase, topic_of, value_words

SHOWN, SHOWN_FIGURES, SHORT = 12, 25, 4
COLUMNS = ("figure", "before", "after", "change")
PAGE = "changes"


# --------------------------------------------------------------------------------------------------------- the answer


def answer_words(comparison: Comparison, moved: Moved) -> tuple[str, str]:
    """Return against what it is compared and where, and how much moved and what most, as one reads it out."""
    view = comparison.after
    head = text("changes.in_area", head=head_words(comparison), area=area_phrase(moved.area, view.reference))
    if moved.is_empty:
        return head, text("changes.nothing_whole" if view.members_of(moved.area) else "changes.nothing")
    parts = [
        counted(f"changes.count.{name}", count, compared=moved.compared) for name, count in _counts(moved) if count
    ]
    most = [f"{turned_words(one, comparison)}." for one in moved.turned[:1]]
    most += [
        f"{figure_words(one, comparison)} ({figure_note(one, comparison)})." for one in moved.figures[:1] if one.size
    ]
    return head, " ".join([f"{name_list(parts, len(parts))}.", *most])


def head_words(comparison: Comparison) -> str:
    """Return against what it is compared: Since 30 November 2025."""
    if isinstance(comparison, TwoEditions):
        names = {"newer": edition_words(comparison.newer), "older": edition_words(comparison.older)}
        return text("changes.head.editions", **names)
    if not isinstance(comparison, Since):
        return text("changes.head.year")
    revision = comparison.revision
    if revision is None:
        return text("changes.head.date", day=format_date(comparison.before.day))
    dataset = text(f"dataset.{revision.dataset}")
    return text("changes.head.revision", revision=revision.revision, dataset=dataset)


def _counts(moved: Moved) -> list[tuple[str, int]]:
    kinds = [one.kind for one in moved.figures]
    both = len(kinds) - kinds.count("first") - kinds.count("gone")
    if moved.compared is not None:
        return [("restated", both), ("new_years", kinds.count("first"))]
    judged = sum(is_first_verdict(one) for one in moved.turned)
    turned = [("turned", len(moved.turned) - judged), ("judged", judged), ("chances", len(moved.chances))]
    return [*turned, ("figures", both), ("first", kinds.count("first")), ("gone", kinds.count("gone"))]


def figure_words(moved: MovedFigure, comparison: Comparison) -> str:
    """Return what a figure did, as a sentence without its full stop: Internet use rose by 2.4 points to 73.6 %."""
    unit = moved.shown.series.unit_measure
    return text(
        f"changes.sentence.{_word_of(moved, comparison)}",
        topic=topic_of(moved.shown.series.indicator, comparison.after.reference),
        change=format_change(moved.change or 0.0, unit),
        value=_value(moved.shown),
        before=_value(moved.before) if moved.before else "",
    )


def _word_of(moved: MovedFigure, comparison: Comparison) -> str:
    if moved.kind == "first" and isinstance(comparison, TwoEditions):
        return "new_year"
    if moved.kind in ("first", "gone"):
        return moved.kind
    if moved.kind == "older" or not moved.change:
        return "other"
    return "restated" if moved.kind == "restated" else "up" if moved.change > 0 else "down"


def _value(figure: Figure) -> str:
    return value_words(figure.point, figure.series.unit_measure)


def figure_note(moved: MovedFigure, comparison: Comparison) -> str:
    """Return of when a figure is and against what it stands: 2025 against 2024; of one period its two editions."""
    period = format_period(moved.shown.point.period)
    if moved.before is None or moved.after is None:
        return period
    if moved.kind != "restated":
        return text("changes.note.periods", after=period, before=format_period(moved.before.point.period))
    editions = (moved.after.series.edition, moved.before.series.edition)
    if isinstance(comparison, TwoEditions) or editions[0] == editions[1]:
        return period
    after, before = (edition_words(one) for one in editions)
    return text("changes.note.restated", period=period, after=after, before=before)


def turned_words(turned: Consequence, comparison: Comparison) -> str:
    """Return how a status turned, as a sentence without its full stop: Internet use went from on track to at risk."""
    before, after = ((side.status if side else "") for side in (turned.before, turned.after))
    kind = "judged" if is_first_verdict(turned) else "stopped" if after in ("", *UNKNOWN_STATUSES) else "turned"
    words = {name: text(f"status.{one}").lower() if one else "" for name, one in (("before", before), ("after", after))}
    indicator = _targets_of(comparison)[turned.target_id].indicator
    return text(f"changes.sentence.{kind}", topic=topic_of(indicator, comparison.after.reference), **words)


def _targets_of(comparison: Comparison) -> dict[str, Target]:
    before = comparison.before.state.by_id if isinstance(comparison, Since) else {}
    return {**before, **comparison.after.state.by_id}


# ------------------------------------------------------------------------------------------------------- line by line


def show_changes(comparison: Comparison, moved: Moved, remark: str = "") -> Exhibit:
    """Return what moved: the answer, statuses that turned, chances, then figures; `remark` is said under the answer."""
    head, words = answer_words(comparison, moved)
    texts = [Lead(words, head), *([Remark(remark)] if remark else [])]
    if moved.is_empty and not isinstance(comparison, YearBefore):
        link = Link(text("changes.other_year"), area_link(comparison.after, PAGE, moved.area, compare="year"))
        texts.append(WayOn("", link))
    parts: list[Part] = [said("changes_answer", *texts)]
    if moved.turned:
        table = consequence_table(moved.turned, _targets_of(comparison), comparison.after.reference, by_area=False)
        parts += [Heading(text("changes.statuses")), said("changes_statuses", table)]
    if moved.chances:
        parts += [Heading(text("changes.chances")), said("changes_chances", _chance_grid(moved, comparison))]
    if moved.figures:
        lines = moved_lines(moved.figures, comparison, by_area=False)
        parts += [Heading(text("changes.figures")), said("changes_figures", lines, Small(rule_words(comparison)))]
    return Exhibit("changes", parts)


def rule_words(comparison: Comparison) -> str:
    """Return by what rule figures are ordered, and which are left out."""
    rule = text("changes.rule")
    if isinstance(comparison, YearBefore):
        rule = f"{rule} {text('changes.rule_year', year=comparison.first_year)}"
    return rule


def _chance_grid(moved: Moved, comparison: Comparison) -> Grid:
    targets, view = _targets_of(comparison), comparison.after
    heads = [text(f"changes.column.{name}") for name in ("target", "before", "after", "status")]
    cells: list[list[Cell]] = []
    for one in moved.chances:
        sides = [chance_words(side.chance) if side else "" for side in (one.before, one.after)]
        status = one.after.status if one.after else ""
        address = area_link(view, "target", moved.area, target=one.target_id)
        chip = Chip(status, text(f"status.{status}"))
        cells.append([Link(targets[one.target_id].wording, address), *sides, chip])
    return Grid(text("changes.chances"), heads, cells)


def moved_lines(figures: Sequence[MovedFigure], comparison: Comparison, *, by_area: bool) -> MovedLines:
    """Return figures that moved, a line each: of one area by indicator, of one indicator by area."""
    measure, most = (weight, SHOWN) if by_area else (_size, SHOWN_FIGURES)
    longest = max((measure(one) for one in figures), default=0.0) or 1.0
    heads = [text(f"changes.column.{name}") for name in COLUMNS]
    if by_area:
        heads[0] = text("changes.column.country")
    lines = [_line(one, comparison, measure(one) / longest, by_area=by_area) for one in figures[:most]]
    cut = text("changes.more", shown=most, count=len(figures)) if len(figures) > most else ""
    return MovedLines(text("changes.members" if by_area else "changes.figures"), heads, lines, cut)


def show_members(found: MovedMembers, comparison: Comparison, group: str) -> Exhibit:
    """Return how one figure moved in the countries of a group, and where a status turned with it."""
    turned, amounts = found.turned, found.figures[0].shown.series.unit_measure in AMOUNTS
    rule = Small(text("changes.rule_amounts" if amounts else "changes.rule_shares"))
    texts: list[Text] = [moved_lines(found.figures, comparison, by_area=True), rule]
    between = [one for one in turned if not is_first_verdict(one)]
    if between:
        table = consequence_table(between, _targets_of(comparison), comparison.after.reference)
        texts += [Caption(counted("changes.members_turned", len(between)), 3), table]
    if len(turned) > len(between):
        area = area_phrase(group, comparison.after.reference)
        texts.append(Remark(counted("changes.members_judged", len(turned) - len(between), area=area)))
    return Exhibit("changes_members", [said("changes_members", *texts)])


def show_nothing(words: str, link: Link) -> Exhibit:
    """Return that there is nothing to compare with, and the one way on."""
    return Exhibit("changes", [said("changes_answer", Lead(words), WayOn("", link))])


def _size(moved: MovedFigure) -> float:
    return moved.size


def _line(moved: MovedFigure, comparison: Comparison, share: float, *, by_area: bool) -> MovedLine:
    word, view, change = _word_of(moved, comparison), comparison.after, moved.change or 0.0
    if word == "restated":
        word = "restated_up" if change > 0 else "restated_down"
    sides = [(_value(one), format_period(one.point.period)) if one else ("", "") for one in (moved.before, moved.after)]
    return MovedLine(
        link=_area_link(moved.shown, view) if by_area else _indicator_link(moved.shown, view),
        note="" if isinstance(comparison, TwoEditions) else _editions(moved),
        before=sides[0][0],
        before_when=sides[0][1],
        after=sides[1][0],
        after_when=sides[1][1],
        way="up" if change > 0 else "down" if change < 0 else "",
        change=text(f"changes.change.{word}", change=format_change(change, moved.shown.series.unit_measure)),
        change_note=_drift(moved),
        share=share,
    )


def _indicator_link(figure: Figure, view: View) -> Link:
    indicator = view.reference.indicators[figure.series.indicator]
    own = indicator_link(view, indicator, figure.ref_area)
    other = area_link(view, COMPARE, figure.ref_area, indicator=indicator.indicator)
    return Link(indicator.short_name, own or other)


def _area_link(figure: Figure, view: View) -> Link:
    return Link(view.name_of(figure.ref_area), area_link(view, "country", figure.ref_area))


def _editions(moved: MovedFigure) -> str:
    found = (one.series.edition for one in (moved.before, moved.after) if one)
    return " → ".join(edition_words(one) for one in dict.fromkeys(found))


def _drift(moved: MovedFigure) -> str:
    """Return what the newer edition says of the year before, where that is something else, and the change from there.

    The rest of the change is none of the world: the publisher only says otherwise of the past.
    """
    anew = moved.restated_before
    if anew is None:
        return ""
    unit, change = moved.shown.series.unit_measure, moved.shown.value - anew.value
    way = "same" if not change else "up" if change > 0 else "down"
    value, words = format_value(anew.value, unit), format_change(change, unit)
    return text(f"changes.change.drift_{way}", period=format_period(anew.period), value=value, change=words)


# ---------------------------------------------------------------------------------------------------- the first screen


def short_news(tracker: Tracker, snapshot: Snapshot, view: View, today: date, area: str) -> ShortNews:
    """Return what changed for an area in a few lines: the year, statuses, the newest edition, the last revision.

    Each is the largest of its kind. Of the year only figures are told by which a running target is judged.
    """
    since = since_day(tracker, view, today, year_before(view.day))
    lines = [*_short_year(view, area), *_short_turned(since, area), *_short_edition(view, area)]
    for revision in latest_revisions(snapshot)[:1]:
        lines = [*lines[: SHORT - 1], _short_revision(since_revision(tracker, view, revision), revision, area)]
    all_of_it = Link(text("changes.all"), area_link(view, PAGE, area))
    return ShortNews(text("changes.title"), lines[:SHORT], all_of_it, text("changes.nothing_short"))


def _short_year(view: View, area: str) -> list[NewsLine]:
    comparison = YearBefore(view)
    judged = {one.indicator for one in view.state.targets if one.target_year >= view.day.year}
    found = (one for one in comparison.find(area).figures if one.shown.series.indicator in judged)
    address = area_link(view, PAGE, area, compare="year")
    return [
        NewsLine(Link(figure_words(one, comparison), address), figure_note(one, comparison)) for one in islice(found, 2)
    ]


def _short_turned(since: Since, area: str) -> list[NewsLine]:
    turned = since.find(area).turned
    if not turned:
        return []
    day, address = since.before.day, area_link(since.after, PAGE, area)
    note = text("changes.note.since", day=format_date(day))
    return [NewsLine(Link(turned_words(turned[0], since), address), note)]


def _short_edition(view: View, area: str) -> list[NewsLine]:
    pair = usual_pair(edition_pairs(view, [area]))
    if pair is None:
        return []
    comparison = TwoEditions(view, *pair)
    largest = next((one for one in comparison.find(area).figures if one.size), None)
    if largest is None:
        return []
    period, edition = format_period(largest.shown.point.period), edition_words(comparison.newer)
    link = Link(figure_words(largest, comparison), area_link(view, PAGE, area, compare="editions"))
    return [NewsLine(link, text("changes.note.edition", period=period, edition=edition))]


def _short_revision(since: Since, revision: Revision, area: str) -> NewsLine:
    """Return the figure of an area that the last revision moved most; where it moved none, how many rows it has."""
    moved = since.find(area).figures
    if moved:
        words = text("changes.short.revision", moved=figure_words(moved[0], since))
    else:
        counts = {name: getattr(revision, name) for name in ("new", "changed", "gone")}
        rows = [counted(f"changes.short.{name}", count) for name, count in counts.items() if count]
        words = text("changes.short.rows", dataset=text(f"dataset.{revision.dataset}"), rows=name_list(rows))
    note = text("changes.note.revision", by=revision_by(revision), day=format_date(revision.at.date()))
    return NewsLine(Link(words, area_link(since.after, PAGE, area, compare="revision")), note)


# ---------------------------------------------------------------------------------------------------------- as a file


def moved_rows(figures: Sequence[MovedFigure], view: View) -> list[dict[str, Any]]:
    """Return figures that moved as rows of a file, both sides in full."""
    return [
        {
            "indicator": one.shown.series.indicator,
            "name": view.reference.indicators[one.shown.series.indicator].name,
            "ref_area": one.shown.ref_area,
            "area_name": view.name_of(one.shown.ref_area),
            "unit_measure": one.shown.series.unit_measure,
            **_side("before", one.before),
            **_side("after", one.after),
            "change": one.change,
            "share_of_larger_value": round(one.size, 4) if one.change is not None else None,
            "kind": one.kind,
        }
        for one in figures
    ]


def _side(name: str, figure: Figure | None) -> dict[str, Any]:
    said_of = (
        (figure.point.period, figure.value, edition_words(figure.series.edition)) if figure else (None, None, None)
    )
    return {f"{part}_{name}": one for part, one in zip(("time_period", "obs_value", "edition"), said_of, strict=True)}


def status_rows(comparison: Comparison, found: Sequence[Consequence]) -> list[dict[str, Any]]:
    """Return targets whose status or chance moved as rows of a file."""
    targets, view = _targets_of(comparison), comparison.after
    return [
        {
            "target_id": one.target_id,
            "wording": targets[one.target_id].wording,
            "ref_area": one.ref_area,
            "area_name": view.name_of(one.ref_area),
            "status_before": one.before.status if one.before else None,
            "status_after": one.after.status if one.after else None,
            "chance_before": one.before.chance if one.before else None,
            "chance_after": one.after.chance if one.after else None,
        }
        for one in {(one.target_id, one.ref_area): one for one in found}.values()
    ]


def file_parts(
    comparison: Comparison, moved: Moved, members: MovedMembers, news: Sequence[News]
) -> tuple[dict[str, Sequence[Mapping[str, Any]]], dict[str, str]]:
    """Return all that moved as the parts of a file by their titles, and what the file shows."""
    view = comparison.after
    rows = {
        "figures": moved_rows(moved.figures, view),
        "statuses": status_rows(comparison, [*moved.turned, *moved.chances, *members.turned]),
        "members": moved_rows(members.figures, view),
        "revision": news_rows(news),
    }
    about = {
        text("overview.area"): f"{view.name_of(moved.area)} ({moved.area})",
        text("changes.about.compared"): head_words(comparison),
        text("overview.judged_on"): format_date(view.day),
        text("overview.revisions"): view.state.key,
    }
    return {text(f"changes.part.{name}"): some for name, some in rows.items()}, about
