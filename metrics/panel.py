"""A panel: the annual values of many areas side by side, a row an area and a column a year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from metrics.series import Point, Series

Numbers: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Panel:
    """Values of areas (rows) by year (columns, from `first_year` on without gaps); NaN where there is none."""

    areas: tuple[str, ...]
    first_year: int
    values: Numbers

    @property
    def years(self) -> range:
        """Return the years of the columns."""
        return range(self.first_year, self.first_year + self.values.shape[1])

    @property
    def known(self) -> Flags:
        """Return where there is a value."""
        return ~np.isnan(self.values)

    def until(self, year: int) -> "Panel":
        """Return the panel as it was known at the end of a year: without any later column."""
        return replace(self, values=self.values[:, : max(0, year - self.first_year + 1)])


def make_panel(series: Sequence[Series]) -> Panel:
    """Return the annual points of some series as a panel; empty where there are none."""
    annual = {one.ref_area: annual_points(one.points) for one in series}
    years = [point.year for found in annual.values() for point in found]
    if not years:
        return Panel((), 0, np.empty((0, 0)))
    first = min(years)
    values = np.full((len(annual), max(years) - first + 1), np.nan)
    for row, found in enumerate(annual.values()):
        for point in found:
            values[row, point.year - first] = point.value
    return Panel(tuple(annual), first, values)


def annual_points(points: Iterable[Point]) -> list[Point]:
    """Return the points that stand for a whole year."""
    return [point for point in points if not point.dated]


def count_back(known: Flags, at: int, years: int) -> npt.NDArray[np.int64]:
    """Return how many of the last years up to a column hold a value, for each row."""
    return np.asarray(known[:, max(0, at - years + 1) : at + 1].sum(axis=1), dtype=np.int64)


def slopes(values: Numbers, at: int, years: int) -> Numbers:
    """Return the least-squares slope a year over the last years up to a column; NaN with fewer than two values."""
    slope, _ = fit_lines(values, at, years)
    return slope


def fit_lines(values: Numbers, at: int, years: int) -> tuple[Numbers, Numbers]:
    """Return slope and value at the column of the line through the last years; NaN with fewer than two."""
    first = max(0, at - years + 1)
    part = values[:, first : at + 1]
    known = ~np.isnan(part)
    count = known.sum(axis=1)
    enough = np.where(count >= 2, count, np.nan)
    time = np.where(known, np.arange(first, at + 1) - at, 0.0)
    middle, level = time.sum(axis=1) / enough, np.where(known, part, 0.0).sum(axis=1) / enough
    away = np.where(known, time - middle[:, None], 0.0)
    rise = np.where(known, part - level[:, None], 0.0)
    spread = (away**2).sum(axis=1)
    slope = (away * rise).sum(axis=1) / np.where(spread > 0, spread, np.nan)
    return slope, level - slope * middle
