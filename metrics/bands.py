"""Bands: how far projections were off, pooled over economies, and so how far one of today may be off.

They follow split conformal prediction (Vovk, Gammerman and Shafer 2005, Algorithmic Learning in a Random World; Lei,
G'Sell, Rinaldo, Tibshirani and Wasserman 2018, Distribution-free predictive inference for regression, JASA 113,
1094-1111), with signed errors, so that a band need not be symmetric. Economies and years are not exchangeable, as it
assumes: what the bands hold is measured on the forecast record.
"""

from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

import numpy as np

from metrics.courses import Course
from metrics.panel import Numbers, Panel, count_back
from metrics.projection_rules import DefaultErrors, KindRules, ProjectionRules

SHARES: Numbers = np.arange(1, 200) / 200
"""Of the errors, these shares lie below the quantiles that a band is kept as: half a per cent apart."""
MIDDLE = 99
LOW80, LOW50, HIGH50, HIGH80 = 19, 49, 149, 179
TENTH = -NormalDist().inv_cdf(0.1)
NORMAL: Numbers = np.array([NormalDist().inv_cdf(float(share)) for share in SHARES])
HORIZONS = 60
"""More years ahead than any target lies."""


@dataclass(frozen=True, eq=False)
class Errors:
    """Errors of all projections that the rule would have made: origin year (columns) x area x horizon; NaN elsewhere.

    An error is outcome minus course, on the scale of errors.
    """

    first_year: int
    found: Numbers

    def known_at(self, origin: int, horizon: int) -> tuple[Numbers, int]:
        """Return the errors so many years ahead whose outcome was known in a year, and from how many origins.

        Nothing from after that year is among them: an origin counts only if origin + horizon is not later.
        """
        last = max(0, origin - horizon - self.first_year + 1)
        part = self.found[:last, :, horizon - 1]
        known = ~np.isnan(part)
        return part[known], int(known.any(axis=1).sum())


@dataclass(frozen=True, eq=False)
class Bands:
    """Quantiles of errors by horizon: row h - 1 holds those of `SHARES`, on the scale of errors.

    `calibrated` says whether they are measured or the default ones; `counts` how many errors there are by horizon.
    """

    table: Numbers
    calibrated: bool
    counts: tuple[int, ...]

    def count_at(self, horizon: int) -> int:
        """Return how many errors stand behind a horizon; beyond the farthest, behind that."""
        return self.counts[min(horizon, len(self.counts)) - 1] if self.counts and horizon > 0 else 0

    @cached_property
    def distances(self) -> Numbers:
        """Return how far the quantiles lie from the median."""
        return np.asarray(self.table - self.table[:, MIDDLE : MIDDLE + 1])


def measure_errors(panel: Panel, course: Course, kind: KindRules, rules: ProjectionRules) -> Errors:
    """Return the errors of every area's own rolling projections, as far ahead as errors are measured."""
    rows, columns = panel.values.shape
    horizons = np.arange(1.0, rules.longest_horizon + 1)
    found = np.full((columns, rows, len(horizons)), np.nan)
    outcomes = course.errors.place(panel.values)
    for at in range(columns - 1):
        value, reach = panel.values[:, at], min(len(horizons), columns - 1 - at)
        enough = count_back(panel.known, at, columns) >= rules.fewest_points
        used = enough & (value >= kind.calibration_low) & (value <= kind.calibration_high)
        if used.any():
            ahead = course.ahead(panel.values[used, : at + 1], at, horizons[:reach])
            found[at, used, :reach] = outcomes[used, at + 1 : at + 1 + reach] - ahead
    return Errors(panel.first_year, found)


def make_bands(errors: Errors, origin: int, kind: KindRules, rules: ProjectionRules) -> Bands | None:
    """Return the bands as they were known in a year; None where too few errors were known one year ahead.

    Where few origins stand behind the errors of a horizon, their distances from the median are stretched. Horizons
    with too few errors go on from the last that has enough: the median error stays, the distances grow with the root
    of the time, and are at least those of the default errors. No band is narrower than that of an earlier year.
    """
    default = default_table(kind.defaults)
    default = default - default[:, MIDDLE : MIDDLE + 1]
    medians, distances, counts = np.zeros(HORIZONS), np.zeros((HORIZONS, len(SHARES))), []
    last = 0
    for row in range(HORIZONS):
        known, origins = errors.known_at(origin, row + 1) if row < rules.longest_horizon else (np.empty(0), 0)
        counts.append(len(known))
        if len(known) >= rules.fewest_errors:
            last = row + 1
            quantiles = np.quantile(known, SHARES)
            medians[row] = quantiles[MIDDLE]
            distances[row] = (quantiles - medians[row]) * (rules.stretch if origins < rules.few_origins else 1)
        elif last == 0:
            return None
        else:
            medians[row] = medians[last - 1]
            distances[row] = _farther(distances[last - 1] * np.sqrt((row + 1) / last), default[row])
    return Bands(medians[:, None] + widening(distances), calibrated=True, counts=tuple(counts[: rules.longest_horizon]))


def default_bands(kind: KindRules) -> Bands:
    """Return the bands of the default errors."""
    table = default_table(kind.defaults)
    medians = table[:, MIDDLE : MIDDLE + 1]
    return Bands(medians + widening(table - medians), calibrated=False, counts=())


def default_table(errors: DefaultErrors) -> Numbers:
    """Return default quantiles for every horizon: interpolated between those stated, and extended beyond the last.

    Below and above the median the errors are spread like the two halves of a normal distribution each. Beyond the last
    horizon stated the median stays, and the distances from it grow with the root of the time.
    """
    years = np.arange(1, HORIZONS + 1)
    last = errors.horizons[-1]
    grown = np.sqrt(np.maximum(years, last) / last)
    low, median, high = (np.interp(years, errors.horizons, one) for one in (errors.low, errors.median, errors.high))
    below, above = (median - low) * grown / TENTH, (high - median) * grown / TENTH
    spread = np.where(NORMAL < 0, below[:, None] * NORMAL, above[:, None] * NORMAL)
    return np.asarray(median[:, None] + spread)


def widening(distances: Numbers) -> Numbers:
    """Return distances from the median that never become smaller with the years."""
    made = distances.copy()
    made[:, :MIDDLE] = np.minimum.accumulate(distances[:, :MIDDLE], axis=0)
    made[:, MIDDLE + 1 :] = np.maximum.accumulate(distances[:, MIDDLE + 1 :], axis=0)
    return made


def _farther(first: Numbers, second: Numbers) -> Numbers:
    return np.where(np.abs(first) >= np.abs(second), first, second)
