"""What changed: figures, statuses and chances that moved between two looks at an area, the largest first."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from data.schemas.indicator import Indicator
from data.schemas.revision import Revision
from i18n import format_change, format_value
from metrics.aggregates import BREAK
from metrics.editions import eligible
from metrics.judgement import UNKNOWN_STATUSES, Judgement
from metrics.series import Point, Series
from services.previewing import Consequence
from services.tracker import Tracker
from services.view import View, end_of_day, look_at, view_of
from topics.profile import AMOUNTS
from topics.projection_words import chance_words
from topics.scorecard import Figure, judge_row, latest_figure

NOT_TOLD = frozenset({"population"})
"""Indicators that others are weighed with; that they grow is no news."""
RECENT_YEARS = 2
"""How old a last figure may be to be told as that of "this year": the slowest publishers take two years."""
LADDERS = (
    (("reversing", "off_track"), ("at_risk",), ("within_reach",), ("on_track",), ("achieved",)),
    (("not_met",), ("met_late",), ("met_on_time",)),
)
"""The statuses of running targets and of those whose year has passed, from worst to best."""
RELEASE = re.compile(r"\s*[0-9]{4}(-[0-9]{2}){0,2}$")


@dataclass(frozen=True)
class MovedFigure:
    """A figure before and after; None on the side where there was none."""

    before: Figure | None
    after: Figure | None

    @property
    def shown(self) -> Figure:
        """Return the figure that is there now, else the one that was."""
        found = self.after or self.before
        if found is None:
            raise AssertionError
        return found

    @property
    def kind(self) -> str:
        """Return how it moved: newer, restated (of the same period), older, first or gone."""
        if self.before is None or self.after is None:
            return "gone" if self.after is None else "first"
        moments = self.before.point.moment, self.after.point.moment
        return "newer" if moments[1] > moments[0] else "older" if moments[1] < moments[0] else "restated"

    @property
    def is_told(self) -> bool:
        """Return whether the two sides read differently; a change too small to be written is none."""
        unit = self.shown.series.unit_measure
        too_small = self.change is not None and format_change(self.change, unit) == format_change(0.0, unit)
        return _written(self.before) != _written(self.after) and not too_small

    @property
    def change(self) -> float | None:
        """Return the change in the unit of the figure; None where one side is missing or has another unit."""
        before, after = self.before, self.after
        if before is None or after is None or before.series.unit_measure != after.series.unit_measure:
            return None
        return after.value - before.value

    @property
    def size(self) -> float:
        """Return the change as a share (0 to 1, beyond where the sign turned) of the larger of the two values.

        This is what figures of different units are ordered by; it is 0 where there is nothing to compare.
        """
        if self.change is None or self.before is None or self.after is None:
            return 0.0
        largest = max(abs(self.before.value), abs(self.after.value))
        return abs(self.change) / largest if largest else 0.0

    @property
    def restated_before(self) -> Point | None:
        """Return what the edition of now says of the period before, where that is another value than said then."""
        if self.kind != "newer" or self.before is None or self.after is None:
            return None
        period = self.before.point.period
        found = next((one for one in self.after.series.points if one.period == period), None)
        anew = MovedFigure(self.before, replace(self.after, point=found)) if found else None
        return found if anew and anew.is_told else None


@dataclass(frozen=True)
class Moved:
    """What moved for an area: its figures, the targets whose status turned, and those whose chance is said otherwise.

    `compared` is how many figures of the same periods two editions share; None where no editions are compared.
    """

    area: str
    figures: tuple[MovedFigure, ...]
    turned: tuple[Consequence, ...] = ()
    chances: tuple[Consequence, ...] = ()
    compared: int | None = None

    @property
    def is_empty(self) -> bool:
        """Return whether nothing moved."""
        return not (self.figures or self.turned or self.chances)


@dataclass(frozen=True)
class MovedMembers:
    """How one indicator moved in the countries of a group, and where the status of its running target turned."""

    figures: tuple[MovedFigure, ...] = ()
    turned: tuple[Consequence, ...] = ()


class Comparison(Protocol):
    """A way of saying what 'before' is."""

    @property
    def after(self) -> View:
        """Return what is looked at now."""

    def figures_of(self, indicator: str, area: str) -> list[MovedFigure]:
        """Return how the figures of an indicator moved in an area."""

    def find(self, area: str) -> Moved:
        """Return everything that moved for an area, the largest first."""


@dataclass(frozen=True)
class Since:
    """Now against an earlier look: as of a day, or before a revision."""

    before: View
    after: View
    revision: Revision | None = None

    def figures_of(self, indicator: str, area: str) -> list[MovedFigure]:
        """Return the newest figure of an indicator against the one that was the newest before, if it is another."""
        sides = [latest_figure(view.state, indicator, area) for view in (self.before, self.after)]
        if not any(sides) or self._was_out(*sides):
            return []
        moved = MovedFigure(*sides)
        return [moved] if moved.is_told else []

    def _was_out(self, before: Figure | None, after: Figure | None) -> bool:
        """Return whether a first figure is a sum of ours over figures that were out on the earlier day already.

        Only what they are weighed with was not: that is no news of the area.
        """
        if before is not None or after is None or after.aggregate is None or self.revision is not None:
            return False
        return after.series.released <= self.before.day.isoformat()[:7]

    def find(self, area: str) -> Moved:
        """Return what moved for an area since then."""
        found = self.consequences(area, {**self.before.state.by_id, **self.after.state.by_id})
        return Moved(area, _all_figures(self, area), turned_statuses(found), moved_chances(found))

    def consequences(self, area: str, targets: Iterable[str]) -> list[Consequence]:
        """Return the judgements then and now of those targets that apply to an area, by their ids."""
        sides = ((name, [_judged(view, name, area) for view in (self.before, self.after)]) for name in targets)
        return [Consequence(name, area, *found) for name, found in sides if any(found)]


@dataclass(frozen=True)
class YearBefore:
    """The last year of each series against the year before it in the same edition."""

    after: View

    @property
    def first_year(self) -> int:
        """Return the first year that a last figure may be of."""
        return self.after.day.year - RECENT_YEARS

    def figures_of(self, indicator: str, area: str) -> list[MovedFigure]:
        """Return the newest figure, if it is recent, against that of the year before, if its edition has one.

        Figures on the two sides of a break do not compare. Where several editions have both years, the one with the
        newest figure is taken, of two as new the later release.
        """
        state = self.after.state
        published = eligible(state.world.book.of(indicator, area)) or _only(state.groups.of(indicator, area)[0])
        pairs = [(one, *pair) for one in published if (pair := _last_two_years(one)) is not None]
        if not pairs:
            return []
        series, before, latest = max(pairs, key=lambda one: (one[2].moment, one[0].released))
        moved = MovedFigure(Figure(area, before, series), Figure(area, latest, series))
        return [moved] if moved.is_told and latest.year >= self.first_year else []

    def find(self, area: str) -> Moved:
        """Return what moved for an area from one year to the next."""
        return Moved(area, _all_figures(self, area))


@dataclass(frozen=True)
class TwoEditions:
    """What one edition says against an older one: of the same periods, and of new ones."""

    after: View
    newer: str
    older: str

    def figures_of(self, indicator: str, area: str) -> list[MovedFigure]:
        """Return every period of which the newer edition says something else, and those that only it has."""
        old, new = self._series(indicator, area)
        if old is None or new is None:
            return []
        known = {point.period: point for point in old.points}
        last = old.points[-1].moment
        moved = [
            MovedFigure(Figure(area, known[one.period], old) if one.period in known else None, Figure(area, one, new))
            for one in new.points
            if one.period in known or one.moment > last
        ]
        return [one for one in moved if one.is_told]

    def find(self, area: str) -> Moved:
        """Return what the newer edition says otherwise of an area."""
        shared = (self._shared(one.indicator, area) for one in told_indicators(self.after))
        return Moved(area, _all_figures(self, area), compared=sum(shared))

    def _shared(self, indicator: str, area: str) -> int:
        old, new = self._series(indicator, area)
        return len({one.period for one in old.points} & {one.period for one in new.points}) if old and new else 0

    def _series(self, indicator: str, area: str) -> tuple[Series | None, Series | None]:
        held = {one.edition: one for one in self.after.state.world.book.of(indicator, area) if one.points}
        return held.get(self.older), held.get(self.newer)


def _only(series: Series | None) -> list[Series]:
    return [series] if series is not None and series.points else []


def _last_two_years(series: Series) -> tuple[Point, Point] | None:
    """Return the last point of the year before, and the last point of all; None across a break or a gap."""
    latest = series.points[-1]
    before = [at for at, one in enumerate(series.points) if one.year == latest.year - 1]
    if not before or any(one.obs_status == BREAK for one in series.points[before[-1] + 1 :]):
        return None
    return series.points[before[-1]], latest


def _written(figure: Figure | None) -> str:
    return format_value(figure.value, figure.series.unit_measure) if figure else ""


def told_indicators(view: View) -> list[Indicator]:
    """Return the indicators whose figures are told of, in the order of the reference data."""
    held = view.state.world.book.indicators()
    known = view.reference.indicators.values()
    return [one for one in known if one.indicator in held and one.indicator not in NOT_TOLD]


def _all_figures(comparison: Comparison, area: str) -> tuple[MovedFigure, ...]:
    known = {one.indicator for one in told_indicators(comparison.after)}
    if isinstance(comparison, Since):
        known |= {one.indicator for one in told_indicators(comparison.before)} & set(
            comparison.after.reference.indicators
        )
    names = (one for one in comparison.after.reference.indicators if one in known)
    return tuple(largest_first(one for name in names for one in comparison.figures_of(name, area)))


def largest_first(figures: Iterable[MovedFigure]) -> list[MovedFigure]:
    """Return figures by the size of their change; those with one side only come last, the newest first."""
    return sorted(figures, key=lambda one: (-one.size, one.change is None, -one.shown.point.moment))


def moved_members(comparison: Comparison, members: Sequence[str], indicator: str) -> list[MovedFigure]:
    """Return how an indicator moved in the countries that have it on both sides, the largest `weight` first."""
    found = (one for area in members for one in comparison.figures_of(indicator, area))
    return sorted((one for one in found if one.change is not None), key=weight, reverse=True)


def turned_members(since: Since, members: Sequence[str], indicator: str) -> tuple[Consequence, ...]:
    """Return where the status of a running target by an indicator turned in countries, in the order of one area's."""
    ids = [
        one.target_id
        for one in since.after.state.targets
        if one.indicator == indicator and one.for_each_country and one.target_year >= since.after.day.year
    ]
    return turned_statuses(one for area in members for one in since.consequences(area, ids))


def weight(moved: MovedFigure) -> float:
    """Return by what figures of one indicator are ordered: shares and prices by their change, amounts by its share.

    An amount grows with the size of a country, so that its change would name the largest countries whatever they did.
    """
    return moved.size if moved.shown.series.unit_measure in AMOUNTS else abs(moved.change or 0.0)


# ------------------------------------------------------------------------------------------------------------ targets


def _judged(view: View, target_id: str, area: str) -> Judgement | None:
    target = view.state.by_id.get(target_id)
    if target is None or not (target.ref_area == area or target.for_each_country):
        return None
    return judge_row(view, target, area).judgement


def turned_statuses(found: Iterable[Consequence]) -> tuple[Consequence, ...]:
    """Return those whose status turned: from one verdict to another first, of running targets before past ones.

    Within these by how many steps of the ladder it went, then by how much the chance moved.
    """
    return tuple(sorted((one for one in found if _turns(one)), key=_order_of_turn))


def moved_chances(found: Iterable[Consequence]) -> tuple[Consequence, ...]:
    """Return those whose chance is said in other words than before, the largest move first."""
    return tuple(sorted((one for one in found if _moves_chance(one)), key=_chance_moved, reverse=True))


def _turns(one: Consequence) -> bool:
    """Return whether a status turned that says something on one side at least."""
    said = [side.status for side in (one.before, one.after) if side is not None and side.status not in UNKNOWN_STATUSES]
    return one.changes_status and bool(said)


def is_first_verdict(one: Consequence) -> bool:
    """Return whether a target is judged that could not be judged before."""
    return one.before is None or one.before.status in UNKNOWN_STATUSES


def _rung(side: Judgement | None) -> tuple[int, int] | None:
    status = side.status if side else ""
    found = ((place, at) for place, ladder in enumerate(LADDERS) for at, some in enumerate(ladder) if status in some)
    return next(found, None)


def _order_of_turn(one: Consequence) -> tuple[bool, bool, int, float]:
    """Return by what turned statuses are ordered: between two verdicts first, of running targets, by steps, chance."""
    before, after = _rung(one.before), _rung(one.after)
    both = before is not None and after is not None
    steps = abs(after[1] - before[1]) if before is not None and after is not None else 0
    place = after or before
    return not both, place is not None and place[0] == 1, -steps, -_chance_moved(one)


def _moves_chance(one: Consequence) -> bool:
    """Return whether a chance is said in other words than before; one that comes or goes did not move."""
    chances = [side.chance if side else None for side in (one.before, one.after)]
    return None not in chances and chance_words(chances[0]) != chance_words(chances[1])


def _chance_moved(one: Consequence) -> float:
    before, after = (side.chance if side else None for side in (one.before, one.after))
    return abs(after - before) if before is not None and after is not None else 0.0


def since_day(tracker: Tracker, view: View, today: date, day: date) -> Since:
    """Return a look against what was published and known at the end of an earlier day, judged by that day."""
    return Since(look_at(tracker, today, end_of_day(day)), view)


def since_revision(tracker: Tracker, view: View, revision: Revision) -> Since:
    """Return a look against the moment before a revision was made; both sides are judged by the same day.

    What was published with it in one go is undone with it.
    """
    snapshot = tracker.store.snapshot(revision.at - timedelta(microseconds=1))
    before = view_of(tracker, snapshot, view.day, looks_back=view.as_of is not None)
    return Since(replace(before, as_of=view.as_of), view, revision)


def year_before(day: date) -> date:
    """Return the same day a year earlier; of 29 February the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


# ----------------------------------------------------------------------------------------------------------- editions


def edition_pairs(view: View, areas: Sequence[str]) -> dict[str, list[str]]:
    """Return by edition, the newest first, those released earlier that have figures of the same indicator and area.

    The edition of the same publisher before it comes first, then the newest.
    """
    released: dict[str, str] = {}
    found: dict[str, set[str]] = {}
    for indicator in told_indicators(view):
        for area in areas:
            held = [
                one for one in view.state.world.book.of(indicator.indicator, area) if one.points and not one.register
            ]
            released |= {one.edition: one.released for one in held}
            for one in held:
                older = {other.edition for other in held if other.released < one.released}
                found.setdefault(one.edition, set()).update(older)
    newest = sorted((one for one in found if found[one]), key=lambda one: (released[one], one), reverse=True)
    return {one: sorted(found[one], key=_nearest_to(one, released), reverse=True) for one in newest}


def _nearest_to(edition: str, released: dict[str, str]) -> Callable[[str], tuple[bool, str, str]]:
    return lambda other: (publisher_of(other) == publisher_of(edition), released[other], other)


def usual_pair(pairs: dict[str, list[str]]) -> tuple[str, str] | None:
    """Return the newest edition with the one of its publisher before it; without such, with the newest of another."""
    series = ((one, older[0]) for one, older in pairs.items() if publisher_of(one) == publisher_of(older[0]))
    return next(series, next(((one, older[0]) for one, older in pairs.items()), None))


def publisher_of(edition: str) -> str:
    """Return the name of an edition without its release: WDI of WDI 2026-07-13."""
    return RELEASE.sub("", edition)
