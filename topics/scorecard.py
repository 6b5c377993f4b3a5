"""Targets judged for an area, one row a target, and the latest figure of an indicator there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from data.reference import Reference
from data.schemas.target import Target
from metrics.aggregates import Aggregate, population
from metrics.aim import HUNDRED
from metrics.editions import edition_in_use, is_too_old, newest_figure
from metrics.judgement import Judgement
from metrics.series import Point, Series
from services.tracker import State
from services.view import View


@dataclass(frozen=True)
class ScorecardRow:
    """A target with its judgement; `people` are those missing to the target itself, where people are counted.

    `evidence` are the series of its indicator and area that are shown beside it and decide nothing.
    """

    target: Target
    judgement: Judgement
    people: float | None
    evidence: tuple[Series, ...] = ()

    @property
    def evidence_figures(self) -> list[tuple[Series, Point]]:
        """Return every figure of the evidence with its series, the newest edition and in it the newest figure first."""
        return [(series, point) for series in self.evidence for point in reversed(series.points)]


def make_scorecard(view: View, area: str | None = None, framework: str | None = None) -> list[ScorecardRow]:
    """Return every target with its judgement, in the order of frameworks and of the targets within them.

    Frameworks that the reference data does not know, a ministry's own, come first.

    A target that applies to each country is judged for the chosen area; one that is defined for its own area alone
    is judged for that, and its judgement says `applies=False`.

    Args:
        view: The published data to judge by, and the day.
        area: A country, group or the world; None judges each target for its own area.
        framework: Only the targets of this framework.
    """
    targets = [one for one in view.state.targets if framework in (None, one.framework)]
    order = {name: found.order for name, found in view.reference.frameworks.items()}
    targets.sort(key=lambda one: (order.get(one.framework, 0), one.framework))
    return [judge_row(view, target, area) for target in targets]


def judge_row(view: View, target: Target, area: str | None = None, edition: str | None = None) -> ScorecardRow:
    """Return one target with its judgement for the chosen area, or for its own where it is not defined for that."""
    applies = area is None or area == target.ref_area or target.for_each_country
    judged_area = area if area and applies else target.ref_area
    judgement = view.state.judge(target, judged_area, view.day, edition)
    if not applies:
        judgement = replace(judgement, applies=False)
    evidence = view.state.world.book.evidence_of(target.indicator, judged_area)
    return ScorecardRow(target, judgement, _people(view, target, judgement), evidence)


def _people(view: View, target: Target, judgement: Judgement) -> float | None:
    indicator = view.reference.indicators.get(target.indicator)
    latest, gap = judgement.latest, judgement.gap_to_target
    if not indicator or not indicator.people or latest is None or gap is None or gap <= 0:
        return None
    if judgement.indication and judgement.indication.year > latest.year:
        return None  # our own aggregate is newer: what was missing then says nothing of today
    if judgement.verdict_edition and judgement.met_in:
        return None
    people = area_population(view.state, judgement.ref_area, latest.year)
    return people * gap / HUNDRED if people else None


def area_population(state: State, ref_area: str, year: int) -> float | None:
    """Return the population of an area: the published one, else the sum over its countries with its coverage."""
    published = population(state.world.book, ref_area, year)
    if published is not None:
        return published
    series, _ = state.world.own.of("population", ref_area)
    return min(series.points, key=lambda point: abs(point.year - year)).value if series else None


NOTHING: Mapping[int, Aggregate] = {}


@dataclass(frozen=True)
class Figure:
    """One value of an indicator in an area, in the unit of its series; `aggregate` where it is our own.

    `high` is the upper end of the range of which the value is the lower one, None where the value stands alone.
    """

    ref_area: str
    point: Point
    series: Series
    aggregate: Aggregate | None = None
    high: float | None = None

    @property
    def value(self) -> float:
        """Return the value."""
        return self.point.value

    @property
    def year(self) -> int:
        """Return the year observed."""
        return self.point.year


def series_for(state: State, indicator: str, ref_area: str) -> tuple[Series | None, Mapping[int, Aggregate]]:
    """Return the series of an area in the edition in use, and by year the aggregates where it is our own.

    A publisher's series is shown as it is. Where there is none for a group, it is aggregated from the countries, as
    long as those with data hold enough of the weight (`aggregate_coverage` of the thresholds).
    """
    published = edition_in_use(
        state.world.book.of(indicator, ref_area), state.world.limits.fewest_periods_of_an_edition
    )
    if published is not None:
        return published, NOTHING
    return state.groups.of(indicator, ref_area)


def latest_figure(state: State, indicator: str, ref_area: str) -> Figure | None:
    """Return the newest figure of an area, of whatever edition; our own aggregate where none is published."""
    return figure_of(state, indicator, ref_area, None)


def figure_of(state: State, indicator: str, ref_area: str, year: int | None) -> Figure | None:
    """Return the figure of an area in its newest year, or in the year given; for one period the later release wins."""
    published = state.world.book.of(indicator, ref_area)
    if not any(one.points for one in published):
        return _figure(*state.groups.of(indicator, ref_area), ref_area, year)
    asked = published if year is None else [_only(one, year) for one in published]
    found = newest_figure(asked)
    if found is None:
        return None
    series = next(one for one in published if one.edition == found[0].edition)
    return Figure(ref_area, found[1], series)


def _only(series: Series, year: int) -> Series:
    return series.with_points(point for point in series.points if point.year == year)


def is_figure_old(figure: Figure, state: State, day: date) -> bool:
    """Return whether a figure was too old on a day to speak for its area."""
    return is_too_old(figure.point, day, state.world.limits.oldest_last_value_years)


def country_figures(state: State, reference: Reference, indicator: str, year: int | None = None) -> dict[str, Figure]:
    """Return the figure of every country that has one, of its newest year or of the year given, by its code."""
    countries = (one for one in state.world.book.areas_with(indicator) if _is_country(one, reference))
    found = {area: figure_of(state, indicator, area, year) for area in countries}
    return {area: figure for area, figure in found.items() if figure}


def _is_country(ref_area: str, reference: Reference) -> bool:
    area = reference.areas.get(ref_area)
    return area is not None and area.kind == "country"


def _figure(
    series: Series | None, aggregates: Mapping[int, Aggregate], ref_area: str, year: int | None
) -> Figure | None:
    points = series.points if series else ()
    fits = [one for one in points if year is None or one.year == year]
    if series is None or not fits:
        return None
    return Figure(ref_area, fits[-1], series, aggregates.get(fits[-1].year))
