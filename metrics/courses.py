"""Courses: how a share or a price goes on from its last value, at its recent speed on a scale that bends, damped.

A share cannot keep a growth rate, nor a number of points a year: near 0 and near 100 it slows down. So its speed is
measured on a scale on which it need not: the logit ln(p / (1 - p)), symmetric, or the Gompertz scale -ln(-ln p), on
which growth is fast early and slows down long (Gompertz 1825, Philosophical Transactions 115; as a curve of growth
Winsor 1932, PNAS 18). The speed is damped year by year as in Gardner and McKenzie (1985), Forecasting trends in time
series, Management Science 31, 1237-1246. Errors of a share are always measured on the logit scale, those of a price in
logarithms.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from metrics.aim import HUNDRED
from metrics.panel import Numbers, slopes
from metrics.projection_rules import ProjectionRules

Turn = Callable[[Numbers], Numbers]
FARTHEST = 30.0
"""As far out as a place on the logit scale is told apart from 0 or 100 per cent: further, it would be exactly that."""


@dataclass(frozen=True)
class Scale:
    """A scale: from a value to its place on it and back."""

    place: Turn
    value: Turn


class Course(Protocol):
    """A way to go on from the last value; what it returns stands on its scale of errors."""

    @property
    def errors(self) -> Scale:
        """Return the scale on which errors are measured."""
        ...

    def ahead(self, values: Numbers, at: int, horizons: Numbers) -> Numbers:
        """Return where rows will be so many years after a column (rows x horizons), on the scale of errors."""
        ...


@dataclass(frozen=True)
class Damped:
    """The last value carried on at the slope of the last years, each year with a smaller part of it.

    place(T+h) = place(T) + slope x sum(damping^i, i = 1..h), with the least-squares slope of the last `years`.
    `turn` leads from the scale of the trend to that of the errors.
    """

    trend: Scale
    turn: Turn
    errors: Scale
    years: int
    damping: float

    def ahead(self, values: Numbers, at: int, horizons: Numbers) -> Numbers:
        """Return where rows will be so many years after a column (rows x horizons), on the scale of errors."""
        places = self.trend.place(values)
        reach = np.array([sum(self.damping**i for i in range(1, int(h) + 1)) for h in horizons])
        return self.turn(places[:, at, None] + slopes(places, at, self.years)[:, None] * reach)


@dataclass(frozen=True)
class Mean:
    """The mean of two courses, in the unit of the indicator."""

    first: Course
    second: Course

    @property
    def errors(self) -> Scale:
        """Return the scale on which errors are measured."""
        return self.first.errors

    def ahead(self, values: Numbers, at: int, horizons: Numbers) -> Numbers:
        """Return where rows will be so many years after a column (rows x horizons), on the scale of errors."""
        found = [one.errors.value(one.ahead(values, at, horizons)) for one in (self.first, self.second)]
        part = (found[0] + found[1]) / 2 / HUNDRED
        return np.asarray(np.log(part / (1 - part)))


def make_courses(rules: ProjectionRules) -> Mapping[str, Course]:
    """Return every course by its name."""
    low, high = rules.lowest_share / HUNDRED, rules.highest_share / HUNDRED

    def part(y: Numbers) -> Numbers:
        return np.clip(y / HUNDRED, low, high)

    logit = Scale(lambda y: np.log(part(y) / (1 - part(y))), _share_at)
    slow = Scale(lambda y: -np.log(-np.log(part(y))), lambda x: HUNDRED * np.exp(-np.exp(-x)))
    log = Scale(lambda y: np.log(np.where(y > 0, y, np.nan)), np.exp)
    years, damping = rules.trend_years, rules.kinds["share"].damping
    damped = Damped(logit, np.asarray, logit, years, damping)
    gompertz = Damped(slow, _gompertz_to_logit, logit, years, damping)
    falling = Damped(log, np.asarray, log, years, rules.kinds["price"].damping)
    return {
        "damped_logit": damped,
        "damped_gompertz": gompertz,
        "mean": Mean(gompertz, damped),
        "damped_log": falling,
    }


def _share_at(place: Numbers) -> Numbers:
    return np.asarray(HUNDRED / (1 + np.exp(-np.clip(place, -FARTHEST, FARTHEST))))


def _gompertz_to_logit(place: Numbers) -> Numbers:
    """Return ln p - ln(1 - p) of p = exp(-exp(-x)), exactly also where p is next to 1."""
    left = np.exp(-np.clip(place, -FARTHEST, FARTHEST))
    return np.asarray(-left - np.log(-np.expm1(-left)))
