"""What changed: figures, statuses and chances between two views of an area, or between two years, the largest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from data.schemas.indicator import Indicator
from exhibits.exhibit import Exhibit, Heading, Lead, Link, Notice, Part, Remark, Table, Text, WayOn, said
from exhibits.origins import edition_words
from i18n import counted, format_change, format_period, format_share, format_value, text
from metrics.judgement import Judgement
from metrics.series import Point
from services.previewing import Consequence
from services.projecting.projection_words import chance_words
from services.scorecard import Figure, judge_row, latest_figure, series_for
from services.sentences import area_phrase
from services.view import View
from topics.changes import consequence_table
from topics.links import area_link, indicator_link

Since = Literal["year", "date", "revision"]
SHARES = frozenset({"PT", "PT_POP", "PT_HH"})
LEAST_CHANCE = 0.05
"""A chance that moved by less reads the same in words."""
HUNDRED = 100.0
COLUMNS = (
    *("indicator", "name", "ref_area", "unit_measure", "before", "before_period", "after", "after_period"),
    *("change", "edition"),
)


@dataclass(frozen=True)
class MovedFigure:
    """A figure that moved: the two observations, and how much it is as a share of what was there (points of shares)."""

    indicator: Indicator
    figure: Figure
    before: Point

    @property
    def change(self) -> float:
        """Return the change in the unit of the indicator."""
        return self.figure.value - self.before.value

    @property
    def size(self) -> float:
        """Return how large it is, to order by: points of a share, per cent of anything else."""
        unit = self.figure.series.unit_measure
        if unit in SHARES:
            return abs(self.change)
        return abs(self.change) / abs(self.before.value) * HUNDRED if self.before.value else HUNDRED


def moved_figures(before: View | None, after: View, area: str) -> list[MovedFigure]:
    """Return the figures of an area that moved, the largest first.

    Args:
        before: What was known before; None for the year before in the same edition, whatever was published since.
        after: What is looked at.
        area: A country, a group or the world.
    """
    held = after.state.world.book.indicators()
    known = [one for one in after.reference.indicators.values() if one.indicator in held]
    found = (_moved(one, before, after, area) for one in known)
    return sorted((one for one in found if one), key=lambda one: (-one.size, one.indicator.indicator))


def _moved(indicator: Indicator, before: View | None, after: View, area: str) -> MovedFigure | None:
    figure = latest_figure(after.state, indicator.indicator, area)
    if figure is None:
        return None
    point = _year_before(figure, after, area) if before is None else _known_before(indicator, before, area)
    if point is None or (point.value == figure.value and (before is None or point.period == figure.point.period)):
        return None
    return MovedFigure(indicator, figure, point)


def _year_before(figure: Figure, view: View, area: str) -> Point | None:
    """Return the observation of the year before, in the edition of the figure or, where it has none, in that in use."""
    for series in (figure.series, series_for(view.state, figure.series.indicator, area)[0]):
        if series is None or series.points[-1].year != figure.year or series.points[-1].value != figure.value:
            continue
        found = [one for one in series.points if one.year == figure.year - 1]
        if found:
            return found[-1]
    return None


def _known_before(indicator: Indicator, before: View, area: str) -> Point | None:
    found = latest_figure(before.state, indicator.indicator, area)
    return found.point if found else None


def turned(before: View, after: View, area: str) -> list[Consequence]:
    """Return the targets of an area whose status or chance is another one than before, statuses that turned first."""
    found = []
    for target in after.state.targets:
        if target.ref_area != area and not target.for_each_country:
            continue
        old = before.state.by_id.get(target.target_id)
        then = judge_row(before, old, area).judgement if old else None
        found.append(Consequence(target.target_id, area, then, judge_row(after, target, area).judgement))
    moved = [one for one in found if one.changes_status or _chance_moved(one) >= LEAST_CHANCE]
    return sorted(moved, key=lambda one: (not one.changes_status, -_chance_moved(one)))


def _chance_moved(one: Consequence) -> float:
    sides = [side.chance if side else None for side in (one.before, one.after)]
    return abs((sides[1] or 0.0) - (sides[0] or 0.0)) if None not in sides else 0.0


# ------------------------------------------------------------------------------------------------------ as an exhibit


def show_moved(before: View, after: View, area: str, since: Since) -> Exhibit:
    """Return what moved in an area: the answer, statuses and chances, and every figure in a table.

    Args:
        before: What was known before; its day is the one that the answer names.
        after: What is looked at.
        area: A country, a group or the world.
        since: Against what it is held: the year before in the figures, a day, or the state before the last revision.
    """
    figures = moved_figures(None if since == "year" else before, after, area)
    targets = turned(before, after, area)
    if not figures and not targets:
        return Exhibit("moved", [Notice(text(f"changes.nothing_{since}", area=area_phrase(area, after.reference)))])
    parts: list[Part] = [said("moved_answer", *_answer(figures, targets, before, after, area, since))]
    if targets:
        parts += [Heading(text("changes.targets_title")), said("moved_targets", *_targets(targets, before, after))]
    if figures:
        parts += [Heading(text(f"changes.figures_{since}")), _table(figures, after, area, since)]
    return Exhibit("moved", parts)


def _answer(
    figures: Sequence[MovedFigure], targets: Sequence[Consequence], before: View, after: View, area: str, since: Since
) -> list[Text]:
    """Return the answer in sentences that can be read out."""
    statuses = [one for one in targets if one.changes_status]
    words = counted("changes.statuses", len(statuses)) if statuses else text("changes.no_status")
    first = text(f"changes.answer_{since}", area=area_phrase(area, after.reference), day=_day(before), statuses=words)
    return [Lead(first[:1].upper() + first[1:]), *(Remark(one) for one in sentences(figures[:3], area, after))]


def _day(view: View) -> str:
    return format_period(view.day.isoformat())


def sentences(figures: Sequence[MovedFigure], area: str, view: View) -> list[str]:
    """Return a sentence a figure: Individuals online in Kenya: up 2.5 points to 35 % (2024, against 2023)."""
    return [_sentence(one, area, view) for one in figures]


def _sentence(one: MovedFigure, area: str, view: View) -> str:
    unit = one.figure.series.unit_measure
    way = "up" if one.change > 0 else "down" if one.change < 0 else "same"
    return text(
        f"changes.sentence_{way}",
        name=one.indicator.short_name,
        area=area_phrase(area, view.reference),
        change=change_words(one),
        value=format_value(one.figure.value, unit),
        now=format_period(one.figure.point.period),
        then=format_period(one.before.period),
    )


def change_words(one: MovedFigure) -> str:
    """Return how much a figure moved: points of a share, per cent of anything else with what that is in its unit."""
    unit = one.figure.series.unit_measure
    change = format_change(abs(one.change), unit)
    if unit in SHARES or not one.before.value:
        return change
    return text("changes.with_share", change=change, share=format_share(abs(one.change / one.before.value)))


def _targets(targets: Sequence[Consequence], before: View, after: View) -> list[Text]:
    by_id = {**before.state.by_id, **after.state.by_id}
    chances = [one for one in targets if not one.changes_status and one.before and one.after]
    said_of = [Remark(_chance_sentence(one.before, one.after, after)) for one in chances if one.before and one.after]
    statuses = [one for one in targets if one.changes_status]
    table = [consequence_table(statuses, by_id, after.reference)] if statuses else []
    return [*table, *said_of]


def _chance_sentence(before: Judgement, after: Judgement, view: View) -> str:
    target = view.state.by_id[after.target_id]
    return text(
        "changes.chance",
        number=f"{target.framework} {target.number}",
        wording=target.wording,
        before=chance_words(before.chance),
        after=chance_words(after.chance),
    )


def _table(figures: Sequence[MovedFigure], view: View, area: str, since: Since) -> Table:
    heads = [text(f"changes.column_{name}") for name in ("name", "before", "after", "change", "edition")]
    return Table(
        name="moved",
        title=text(f"changes.figures_{since}"),
        heads=heads,
        cells=[_cells(one, view, area) for one in figures],
        numeric=(1, 2, 3),
        columns=COLUMNS,
        records=[_record(one) for one in figures],
        file=f"changes-{area.lower()}",
        folded=False,
        stacked=True,
        fold=text("changes.figures_all"),
        short=True,
    )


def _cells(one: MovedFigure, view: View, area: str) -> list[str | Link]:
    unit, address = one.figure.series.unit_measure, indicator_link(view, one.indicator, area)
    sign = "+" if one.change > 0 else "\N{MINUS SIGN}" if one.change < 0 else ""
    return [
        Link(one.indicator.short_name, address) if address else one.indicator.short_name,
        _dated(one.before, unit),
        _dated(one.figure.point, unit),
        f"{sign}{change_words(one)}",
        edition_words(one.figure.series.edition),
    ]


def _dated(point: Point, unit: str) -> str:
    return text("changes.dated", value=format_value(point.value, unit), period=format_period(point.period))


def _record(one: MovedFigure) -> dict[str, Any]:
    series = one.figure.series
    return {
        "indicator": series.indicator,
        "name": one.indicator.name,
        "ref_area": one.figure.ref_area,
        "unit_measure": series.unit_measure,
        "before": one.before.value,
        "before_period": one.before.period,
        "after": one.figure.value,
        "after_period": one.figure.point.period,
        "change": one.change,
        "edition": series.edition,
    }


MOST_LINES = 4
LEADING = ("individuals_online", "coverage_4g", "mobile_basket_5gb", "mobile_ownership", "ewaste_recycling_rate")
"""What the card on the first screen speaks of first: one figure a topic."""


def show_card(view: View, area: str) -> list[Text]:
    """Return the largest changes of this year against last year in a few lines, with the way to all of them."""
    moved = {one.indicator.indicator: one for one in moved_figures(None, view, area)}
    shown = [moved[name] for name in LEADING if name in moved][:MOST_LINES]
    lines = [Remark(one) for one in sentences(shown, area, view)]
    return [*lines, WayOn("", Link(text("changes.all"), area_link(view, "changes", area)))]
