"""What the record compares with: the straight line, the growth rate, and the yes/no rule made from it."""

import numpy as np

from metrics.aim import HUNDRED
from metrics.panel import Numbers, fit_lines
from metrics.projection_rules import Kind, ProjectionRules


def go_on_straight(values: Numbers, at: int, horizons: Numbers, years: int, kind: Kind) -> Numbers:
    """Return the least-squares line through the last years carried on, cut to 0-100 (a price: to 0 and above).

    An area with a single value in those years stays where it is.
    """
    slope, level = fit_lines(values, at, years)
    alone = np.isnan(slope)
    slope, level = np.where(alone, 0.0, slope), np.where(alone, values[:, at], level)
    return _cut(level[:, None] + slope[:, None] * horizons, kind)


def go_on_like_growth(values: Numbers, at: int, horizons: Numbers, years: int, kind: Kind) -> tuple[Numbers, Numbers]:
    """Return the yearly growth factor since the first value of the last years, and the values it leads to.

    NaN where there is no earlier value above zero.
    """
    start, span = _first_within(values, at, years)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(start > 0, values[:, at] / start, np.nan) ** (1 / span)
        return factor, _cut(values[:, at, None] * factor[:, None] ** horizons, kind)


def says_yes(start: Numbers, factor: Numbers, target: float, years: int, rules: ProjectionRules) -> Numbers:
    """Return 1 where the rule of Open SDG says that a target will be met, 0 elsewhere.

    R = d x growth observed / |growth required|, both since the same year: the first of the last years; yes from
    `yes_no_ratio` on. Where there is no growth rate, the rule cannot say so, which counts as no.
    """
    span = rules.recent_years
    with np.errstate(divide="ignore", invalid="ignore"):
        base = start / factor**span
        needed = (target / base) ** (1 / (span + years)) - 1
        ratio = np.sign(target - start) * (factor - 1) / np.abs(needed)
    return (ratio >= rules.yes_no_ratio).astype(float)


def _first_within(values: Numbers, at: int, years: int) -> tuple[Numbers, Numbers]:
    """Return the first value within so many years before a column, and how many years ago it was; NaN without one."""
    start, span = np.full(len(values), np.nan), np.full(len(values), np.nan)
    for back in range(1, min(years, at) + 1):
        known = ~np.isnan(values[:, at - back])
        start = np.where(known, values[:, at - back], start)
        span = np.where(known, back, span)
    return start, span


def _cut(values: Numbers, kind: Kind) -> Numbers:
    return np.clip(values, 0.0, HUNDRED if kind == "share" else None)
