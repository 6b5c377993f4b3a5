"""Our own aggregates of country figures: with the right weight and their coverage, made for a group when asked for."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Literal

from data.schemas.indicator import Derivation, Indicator
from metrics.editions import edition_in_use
from metrics.series import Point, Series, SeriesBook, make_point

Method = Literal["weighted_mean", "median", "sum", "ratio_of_sums", "count", "none"]


BREAK = "B"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """An aggregate for one year: its value, the share of the weight that has data (0 to 1), and how many countries.

    `held` is the weight of each of them. `broken` says that so many others had data in the aggregate before that the
    two do not compare.
    """

    year: int
    value: float
    coverage: float
    countries: int
    broken: bool = False
    held: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)


def aggregate_year(
    method: Method, year: int, values: Mapping[str, float], weights: Mapping[str, float]
) -> Aggregate | None:
    """Return the aggregate of country values for one year.

    Args:
        method: `weighted_mean` (weights multiply), `median` (as ITU does for price baskets; the weights are 1 an
            economy and only give the coverage) or `sum` (of values; the weights give the coverage).
        year: The year of the values.
        values: Country code -> value, in the unit of the indicator.
        weights: Country code -> weight, of every country of the group, with or without a value.

    Returns:
        The aggregate, None where no country has both a value and a weight, or the method aggregates nothing.
    """
    covered = {code: value for code, value in values.items() if weights.get(code, 0) > 0}
    whole = sum(weights.values())
    weight = sum(weights[code] for code in covered)
    if not covered or whole <= 0:
        return None
    if method == "weighted_mean":
        value = sum(value * weights[code] for code, value in covered.items()) / weight
    elif method == "median":
        value = float(median(covered.values()))
    elif method == "sum":
        value = sum(covered.values())
    else:
        return None
    return Aggregate(year, value, weight / whole, len(covered), held={code: weights[code] for code in covered})


def aggregate_series(
    method: Method,
    countries: Sequence[Series],
    weights_by_year: Mapping[int, Mapping[str, float]],
    least_coverage: float,
) -> tuple[Series | None, dict[int, Aggregate]]:
    """Return the aggregate over the years as a series, and the aggregates by year, where coverage is large enough.

    All countries' series must be of one edition: editions are never joined.
    """
    by_year = _by_year(countries)
    found = [aggregate_year(method, year, by_year[year], weights_by_year.get(year, {})) for year in sorted(by_year)]
    return _as_series(countries, found, least_coverage)


def ratio_year(
    year: int, parts: Mapping[str, float], wholes: Mapping[str, float], weights: Mapping[str, float]
) -> Aggregate | None:
    """Return the sum of the parts over the sum of the wholes, over the countries that have both.

    A mean of the countries' rates would let a small country weigh as much as a large one; the sums do not.

    Args:
        year: The year of the values.
        parts: Country code -> the part, such as the e-waste recycled.
        wholes: Country code -> the whole in the same unit, such as the e-waste generated.
        weights: Country code -> weight, of every country of the group; it only gives the coverage.

    Returns:
        The ratio, None where no country has part, whole and weight, or the wholes add up to nothing.
    """
    covered = [code for code in parts if code in wholes and weights.get(code, 0) > 0]
    whole, weight = sum(wholes[code] for code in covered), sum(weights.values())
    if not covered or whole <= 0:
        return None
    value = sum(parts[code] for code in covered) / whole
    held = {code: weights[code] for code in covered}
    return Aggregate(year, value, sum(held.values()) / weight, len(covered), held=held)


def ratio_series(
    parts: Sequence[Series],
    wholes: Sequence[Series],
    weights_by_year: Mapping[int, Mapping[str, float]],
    least_coverage: float,
    times: float = 1.0,
) -> tuple[Series | None, dict[int, Aggregate]]:
    """Return the ratio of sums over the years, `times` so much (100 for per cent), as a series and by year.

    All series must be of one edition. The series is that of the parts, so its indicator and unit are to be set.
    """
    above, below = _by_year(parts), _by_year(wholes)
    years = sorted(above.keys() & below.keys())
    found = [ratio_year(year, above[year], below[year], weights_by_year.get(year, {})) for year in years]
    scaled = [replace(one, value=one.value * times) if one else None for one in found]
    return _as_series(parts, scaled, least_coverage)


def _by_year(countries: Sequence[Series]) -> dict[int, dict[str, float]]:
    by_year: dict[int, dict[str, float]] = {}
    for series in countries:
        for point in series.points:
            by_year.setdefault(point.year, {})[series.ref_area] = point.value
    return by_year


def _as_series(
    countries: Sequence[Series], found: Sequence[Aggregate | None], least_coverage: float
) -> tuple[Series | None, dict[int, Aggregate]]:
    made = {one.year: one for one in found if one is not None and one.coverage >= least_coverage}
    if not made:
        return None, {}
    points: list[Point] = [make_point(str(year), one.value) for year, one in made.items()]
    return countries[0].with_points(points), made


def changed_share(before: Aggregate, after: Aggregate) -> float:
    """Return the share of a group's weight held by countries that have data in one of two years alone (0 to 1).

    A country that left the group has the weight of the year when it was a member.
    """
    alone = before.held.keys() ^ after.held.keys()
    weight = sum(max(one.held.get(code, 0.0) for one in (before, after)) for code in alone)
    return weight * after.coverage / sum(after.held.values()) if weight else 0.0


def mark_breaks(
    series: Series, by_year: Mapping[int, Aggregate], least_share: float
) -> tuple[Series, dict[int, Aggregate]]:
    """Return an aggregate with a break wherever countries of that share of the weight, or more, came in or fell out.

    Without it the line would jump because of who is counted, and read as if something had happened there.
    """
    found = dict(by_year)
    for before, after in pairwise([by_year[year] for year in sorted(by_year)]):
        if changed_share(before, after) >= least_share:
            found[after.year] = replace(after, broken=True)
    points = [replace(one, obs_status=BREAK) if found[one.year].broken else one for one in series.points]
    return series.with_points(points), found


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
    _counted: dict[str, dict[int, float]] = field(default_factory=dict, repr=False, compare=False)

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
            self._people[(group, year)] = {area: self._population(area, year) for area in members}
        return self._people[(group, year)]

    def _population(self, ref_area: str, year: int) -> float | None:
        """Return the population of an area, whose figures are looked up once for all years."""
        if ref_area not in self._counted:
            self._counted[ref_area] = _yearly(self.book, ref_area)
        by_year = self._counted[ref_area]
        return by_year[year] if year in by_year else _nearest(by_year, year)


def population(book: SeriesBook, ref_area: str, year: int) -> float | None:
    """Return the population of an area in a year, or in the nearest year there is a figure for; in persons."""
    return _nearest(_yearly(book, ref_area), year)


def _yearly(book: SeriesBook, ref_area: str) -> dict[int, float]:
    series = next(iter(book.of(POPULATION, ref_area)), None)
    return {point.year: point.value for point in series.points} if series else {}


def _nearest(by_year: Mapping[int, float], year: int) -> float | None:
    """Return the value of the year that is nearest, the later of two as near; None where there is none."""
    return by_year[min(by_year, key=lambda one: (abs(one - year), -one))] if by_year else None
