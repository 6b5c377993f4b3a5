"""What is known of an indicator in an area: the publisher's figure, else our own aggregate with its coverage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.reference import Reference
from metrics.aggregates import Aggregate
from metrics.editions import edition_in_use, is_too_old, newest_figure
from metrics.series import Point, Series
from services.tracker import State

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
