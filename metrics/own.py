"""Our own aggregates of a group, computed from the figures of its countries when they are asked for."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from data.schemas.indicator import Indicator
from metrics.aggregates import Aggregate, aggregate_series
from metrics.editions import edition_in_use
from metrics.series import Series, SeriesBook

POPULATION = "population"
Members = Callable[[str, date | None], tuple[str, ...]]
Made = tuple[Series | None, Mapping[int, Aggregate]]


@dataclass(frozen=True)
class OwnAggregator:
    """Aggregates the countries of a group, each year with the members it had on 31 December of that year.

    The figures are those of one edition: the one that is in use for most of the countries.
    """

    book: SeriesBook
    indicators: Mapping[str, Indicator]
    members_of: Members
    fewest_periods: int
    least_coverage: float
    _made: dict[tuple[str, str], Made] = field(default_factory=dict, repr=False, compare=False)

    def of(self, indicator: str, group: str) -> Made:
        """Return the aggregate as a series, with coverage and number of countries by year; None where there is none."""
        key = (indicator, group)
        if key not in self._made:
            self._made[key] = self._aggregate(self.indicators[indicator], group)
        return self._made[key]

    def _aggregate(self, indicator: Indicator, group: str) -> Made:
        countries = self._countries(indicator.indicator, self.members_of(group, None))
        if not countries or indicator.aggregate in ("none", "count"):
            return None, {}
        years = sorted({point.year for series in countries for point in series.points})
        weights = {year: self._weights(indicator, group, year) for year in years}
        series, made = aggregate_series(indicator.aggregate, countries, weights, self.least_coverage)
        return (replace(series, ref_area=group, forecasts=(), derived=True) if series else None), made

    def _countries(self, indicator: str, members: tuple[str, ...]) -> list[Series]:
        found = {area: self.book.of(indicator, area) for area in members}
        in_use = [edition_in_use(series, self.fewest_periods) for series in found.values()]
        editions = Counter((one.released, one.edition) for one in in_use if one)
        if not editions:
            return []
        _, edition = max(editions, key=lambda entry: (editions[entry], entry))
        return [one for series in found.values() for one in series if one.edition == edition]

    def _weights(self, indicator: Indicator, group: str, year: int) -> dict[str, float]:
        if indicator.weight not in ("population", "economies"):
            return {}
        members = self.members_of(group, date(year, 12, 31))
        people = {area: population(self.book, area, year) for area in members}
        if indicator.weight == "economies":
            return {area: 1.0 for area, count in people.items() if count}
        return {area: count for area, count in people.items() if count}


def population(book: SeriesBook, ref_area: str, year: int) -> float | None:
    """Return the population of an area in a year, or in the nearest year there is a figure for; in persons."""
    series = next(iter(book.of(POPULATION, ref_area)), None)
    if series is None or not series.points:
        return None
    return min(series.points, key=lambda point: (abs(point.year - year), -point.year)).value
