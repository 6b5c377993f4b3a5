"""Our own aggregates of country figures, with the right weight and their coverage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from metrics.series import Point, Series, make_point

Method = Literal["weighted_mean", "median", "sum", "ratio_of_sums", "count", "none"]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """An aggregate for one year: its value, the share of the weight that has data (0 to 1), and how many countries."""

    year: int
    value: float
    coverage: float
    countries: int


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
    return Aggregate(year, value, weight / whole, len(covered))


def aggregate_series(
    method: Method,
    countries: Sequence[Series],
    weights_by_year: Mapping[int, Mapping[str, float]],
    least_coverage: float,
) -> tuple[Series | None, dict[int, Aggregate]]:
    """Return the aggregate over the years as a series, and the aggregates by year, where coverage is large enough.

    All countries' series must be of one edition: editions are never joined.
    """
    by_year: dict[int, dict[str, float]] = {}
    for series in countries:
        for point in series.points:
            by_year.setdefault(point.year, {})[series.ref_area] = point.value
    made = {}
    for year in sorted(by_year):
        found = aggregate_year(method, year, by_year[year], weights_by_year.get(year, {}))
        if found is not None and found.coverage >= least_coverage:
            made[year] = found
    if not made:
        return None, {}
    points: list[Point] = [make_point(str(year), found.value) for year, found in made.items()]
    return countries[0].with_points(points), made
