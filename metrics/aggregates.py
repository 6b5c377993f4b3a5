"""Our own aggregates of country figures, with the right weight and their coverage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Literal

from metrics.series import Point, Series, make_point

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
