"""Our own aggregates of a group, computed from the figures of its countries when they are asked for."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from data.schemas.indicator import Derivation, Indicator
from metrics.aggregates import Aggregate, aggregate_series, mark_breaks, ratio_series
from metrics.editions import edition_in_use
from metrics.series import Series, SeriesBook

POPULATION = "population"
Members = Callable[[str, date | None], tuple[str, ...]]
Made = tuple[Series | None, Mapping[int, Aggregate]]


@dataclass(frozen=True)
class OwnAggregator:
    """Aggregates the countries of a group, each year with the members it had on 31 December of that year.

    The figures are those of one edition: the one that is in use for most of the countries. Where countries that hold
    `break_share` of the weight, or more, come in or fall out from one year to the next, the line has a break.
    """

    book: SeriesBook
    indicators: Mapping[str, Indicator]
    members_of: Members
    fewest_periods: int
    least_coverage: float
    break_share: float
    _made: dict[tuple[str, str], Made] = field(default_factory=dict, repr=False, compare=False)
    _people: dict[tuple[str, int], Mapping[str, float | None]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, indicator: str, group: str) -> Made:
        """Return the aggregate as a series, with coverage and number of countries by year; None where there is none."""
        key = (indicator, group)
        if key not in self._made:
            series, by_year = self._aggregate(self.indicators[indicator], group, self.least_coverage)
            self._made[key] = mark_breaks(series, by_year, self.break_share) if series else (None, {})
        return self._made[key]

    def thin(self, indicator: str, group: str) -> Aggregate | None:
        """Return the best covered aggregate of a group that has none because too little of its weight has data.

        Its coverage says why nothing is shown; None where there is an aggregate, or no country with a figure.
        """
        if self.of(indicator, group)[0] is not None:
            return None
        _, found = self._aggregate(self.indicators[indicator], group, 0.0)
        return max(found.values(), key=lambda one: (one.coverage, one.year), default=None)

    def _aggregate(self, indicator: Indicator, group: str, least_coverage: float) -> Made:
        members, rule = self.members_of(group, None), indicator.derived
        if indicator.aggregate == "ratio_of_sums" and rule is not None:
            made = self._ratio(rule, group, members, least_coverage)
        else:
            made = self._plain(indicator, group, members, least_coverage)
        series, by_year = made
        if series is None:
            return None, {}
        named = replace(series, indicator=indicator.indicator, ref_area=group, unit_measure=indicator.unit_measure)
        return replace(named, forecasts=(), derived=True), by_year

    def _plain(self, indicator: Indicator, group: str, members: tuple[str, ...], least_coverage: float) -> Made:
        countries = self.in_one_edition(indicator.indicator, members)
        if not countries or indicator.aggregate in ("none", "count"):
            return None, {}
        weights = self._weights(indicator.weight, group, countries)
        return aggregate_series(indicator.aggregate, countries, weights, least_coverage)

    def _ratio(self, rule: Derivation, group: str, members: tuple[str, ...], least_coverage: float) -> Made:
        """Return the sum of the parts over that of the wholes; the coverage is the share of people they hold."""
        part, whole = rule.of
        parts = self.in_one_edition(part, members)
        if not parts:
            return None, {}
        edition = parts[0].edition
        wholes = [one for area in members for one in self.book.of(whole, area) if one.edition == edition]
        weights = self._weights(POPULATION, group, parts)
        return ratio_series(parts, wholes, weights, least_coverage, rule.times)

    def in_one_edition(self, indicator: str, members: tuple[str, ...]) -> list[Series]:
        """Return the series of countries in the one edition that is in use for most of them; none without figures."""
        found = {area: self.book.of(indicator, area) for area in members}
        in_use = [edition_in_use(series, self.fewest_periods) for series in found.values()]
        editions = Counter((one.released, one.edition) for one in in_use if one)
        if not editions:
            return []
        _, edition = max(editions, key=lambda entry: (editions[entry], entry))
        return [one for series in found.values() for one in series if one.edition == edition]

    def _weights(self, weight: str, group: str, countries: Sequence[Series]) -> dict[int, dict[str, float]]:
        years = {point.year for series in countries for point in series.points}
        measured = {one.ref_area for one in countries}
        return {year: self._weights_in(weight, group, year, measured) for year in years}

    def _weights_in(self, weight: str, group: str, year: int, measured: Collection[str]) -> dict[str, float]:
        """Return the weight of each member; an economy counts as one if it has people or any figure at all."""
        if weight not in (POPULATION, "economies"):
            return {}
        members = self.members_of(group, date(year, 12, 31))
        people = self._people_of(group, year, members)
        if weight == "economies":
            return {area: 1.0 for area, count in people.items() if count or area in measured}
        return {area: count for area, count in people.items() if count}

    def _people_of(self, group: str, year: int, members: tuple[str, ...]) -> Mapping[str, float | None]:
        """Return the population of each member, counted up once for all indicators."""
        if (group, year) not in self._people:
            self._people[(group, year)] = {area: population(self.book, area, year) for area in members}
        return self._people[(group, year)]


def population(book: SeriesBook, ref_area: str, year: int) -> float | None:
    """Return the population of an area in a year, or in the nearest year there is a figure for; in persons."""
    series = next(iter(book.of(POPULATION, ref_area)), None)
    if series is None or not series.points:
        return None
    place = year - series.points[0].year  # asked for every country and year: most series have every year
    if 0 <= place < len(series.points) and series.points[place].year == year:
        return series.points[place].value
    return min(series.points, key=lambda point: (abs(point.year - year), -point.year)).value
