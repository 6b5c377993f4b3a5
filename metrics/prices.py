"""Prices of Internet access: how fast they fall, and how many economies are below a line.

Prices change by factors, not by amounts: from 8 to 4 % of income is as far as from 4 to 2 %. So they are read on the
log scale, where a steady fall is a straight line and its slope says how long a price takes to halve.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf, log

from metrics.series import Point

BREAK = "B"


@dataclass(frozen=True, slots=True)
class PriceTrend:
    """How a price changes: `years` to halve, or to double where it rises (without end where it stands still).

    `slope` is the change of its natural logarithm a year; `since` and `until` are the first and the last year of the
    `count` prices that it rests on.
    """

    years: float
    slope: float
    since: int
    until: int
    count: int

    @property
    def falls(self) -> bool:
        """Return whether the price falls."""
        return self.slope < 0

    @property
    def yearly_change(self) -> float:
        """Return the change a year as a share of the price: -0.11 where it falls by 11 % a year."""
        return exp(self.slope) - 1


@dataclass(frozen=True, slots=True)
class EconomyCount:
    """How many economies with a price in a year are in each band: below the first line, from it to the next, and so on.

    A price that equals a line is not below it.
    """

    year: int
    bands: tuple[int, ...]

    @property
    def economies(self) -> int:
        """Return how many economies have a price."""
        return sum(self.bands)


def price_trend(points: Sequence[Point], window_years: int, fewest: int) -> PriceTrend | None:
    """Return how long a price takes to halve or to double, by the least-squares slope of its logarithm on the year.

    Only prices of the last `window_years` years up to the latest one count, none before a break in the series, and
    none of 0 or less, which have no logarithm (a price of 0 means that there is none).

    Args:
        points: The prices, oldest first.
        window_years: How many years back from the latest price.
        fewest: The fewest prices that say something.

    Returns:
        The trend, None where there are too few prices, or all are of one moment.
    """
    last_break = max((at for at, point in enumerate(points) if point.obs_status == BREAK), default=0)
    priced = [point for point in points[last_break:] if point.value > 0]
    recent = [point for point in priced if point.moment >= priced[-1].moment - window_years]
    if len(recent) < max(fewest, 2) or recent[0].moment == recent[-1].moment:
        return None
    slope = _slope([(point.moment, log(point.value)) for point in recent])
    years = log(2) / abs(slope) if slope else inf
    return PriceTrend(years, slope, recent[0].year, recent[-1].year, len(recent))


def _slope(pairs: Sequence[tuple[float, float]]) -> float:
    mean_x, mean_y = (sum(pair[at] for pair in pairs) / len(pairs) for at in (0, 1))
    spread = sum((x - mean_x) ** 2 for x, _ in pairs)
    return sum((x - mean_x) * (y - mean_y) for x, y in pairs) / spread


def band_of(price: float, lines: Sequence[float]) -> int:
    """Return in which band a price is: 0 below the first line, 1 from it to the next; the lines go upwards."""
    return bisect_right(lines, price)


def count_economies(year: int, prices: Mapping[str, float], lines: Sequence[float]) -> EconomyCount:
    """Return how many economies are in each band of a year; the lines go upwards."""
    found = [band_of(price, lines) for price in prices.values()]
    return EconomyCount(year, tuple(found.count(band) for band in range(len(lines) + 1)))
