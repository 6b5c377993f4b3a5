"""Courses: how a share or a price goes on from its last value, as others went on that stood and moved as it does.

A share cannot keep a growth rate, nor a number of points a year: near 0 and near 100 it slows down. So it is measured
on the logit scale ln(p / (1 - p)), a price on that of its logarithm. How far a country comes in so many years is
learned from all economies and all earlier years: a ridge regression (Hoerl and Kennard 1970, Technometrics 12, 55-67)
of what came after on level and recent speeds, one for each number of years ahead. Near the top of the scale, where few
stood before, half of what is learned gives way to the damped course (Gardner and McKenzie 1985, Management Science 31,
1237-1246): the speed of the last years, each year with a smaller part of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from metrics.aim import HUNDRED
from metrics.panel import Flags, Numbers, Panel, count_back, slopes
from metrics.projection_rules import Kind, KindRules, ProjectionRules

Turn = Callable[[Numbers], Numbers]
Columns: TypeAlias = npt.NDArray[np.intp]
FARTHEST = 30.0
"""As far out as a place on the logit scale is told apart from 0 or 100 per cent: further, it would be exactly that."""
SHARES: Numbers = np.arange(1, 200) / 200
"""Of the errors, these shares lie below the quantiles that are kept of them: half a per cent apart."""
TINY = 1e-9
ONE, LONG, PLACE, SQUARE = 0, 1, 5, 6
"""Columns of the traits: 1, the slope of the last ten years, the place and its square."""


@dataclass(frozen=True)
class Scale:
    """A scale: from a value to its place on it and back."""

    place: Turn
    value: Turn


def make_scale(kind: Kind, rules: ProjectionRules) -> Scale:
    """Return the scale of a share, the logit of the share cut at both ends, or of a price, its logarithm."""
    low, high = rules.lowest_share / HUNDRED, rules.highest_share / HUNDRED

    def logit(values: Numbers) -> Numbers:
        part = np.clip(values / HUNDRED, low, high)
        return np.asarray(np.log(part / (1 - part)))

    return Scale(logit, _share_at) if kind == "share" else Scale(_logarithm, np.exp)


def _share_at(place: Numbers) -> Numbers:
    return np.asarray(HUNDRED / (1 + np.exp(-np.clip(place, -FARTHEST, FARTHEST))))


def _logarithm(values: Numbers) -> Numbers:
    return np.asarray(np.log(np.where(values > 0, values, np.nan)))


def traits_at(places: Numbers, at: int, rules: ProjectionRules) -> Numbers:
    """Return what is known of rows at a column: 1, their slopes, long to short, place, its square, place x long slope.

    A slope is that of the least-squares line through the last years up to the column; where a shorter time holds fewer
    than two values, it is the next longer one. NaN where there is no slope at all or no place.
    """
    found = [slopes(places, at, years) for years in rules.slope_years]
    for longer, shorter in pairwise(found):
        np.copyto(shorter, longer, where=np.isnan(shorter))
    place = places[:, at]
    return np.stack([np.ones(len(place)), *found, place, place**2, place * found[0]], axis=1)


def reach_of(damping: float, years: int) -> Numbers:
    """Return by how many slopes of a year a damped course goes on in 1, 2, ... years: d + d^2 + ... + d^h."""
    return np.cumsum(damping ** np.arange(1, years + 1))


# ------------------------------------------------------------------------------------------------ what is learned from


@dataclass(frozen=True, eq=False)
class Pairs:
    """Origins of all economies with what came so many years later, in the order of their years.

    `gains` is how far the place moved, `values` the value at the origin, `columns` its column in the panel.
    """

    traits: Numbers
    gains: Numbers
    values: Numbers
    columns: Columns

    def until(self, column: int) -> "Pairs":
        """Return the pairs whose origin is not later than a column."""
        count = int(np.searchsorted(self.columns, column, side="right"))
        return Pairs(*(getattr(self, one.name)[:count] for one in fields(self)))


def training_origins(panel: Panel, kind: KindRules, rules: ProjectionRules) -> Flags:
    """Return from where is learned: a value in the range of calibration, and enough points up to then."""
    values = panel.values
    enough = np.cumsum(panel.known, axis=1) >= rules.fewest_points
    return np.asarray(enough & (values >= kind.calibration_low) & (values <= kind.calibration_high))


def record_origins(panel: Panel, kind: KindRules, rules: ProjectionRules) -> Flags:
    """Return from where the record speaks: a value in its range, and enough points in the last years."""
    columns = range(panel.values.shape[1])
    recent = [count_back(panel.known, at, rules.record_years) for at in columns]
    enough = np.stack(recent, axis=1) >= kind.record_points if recent else panel.known
    return np.asarray(enough & (panel.values >= kind.record_low) & (panel.values <= kind.record_high))


def make_pairs(panel: Panel, places: Numbers, traits: Numbers, used: Flags, years: int) -> Pairs:
    """Return the pairs of an origin and what came so many years later, where both are known."""
    reach = max(0, places.shape[1] - years)
    gains = places[:, years:] - places[:, :reach]
    known = used[:, :reach] & ~np.isnan(gains) & ~np.isnan(traits[:, :reach]).any(axis=2)
    columns, rows = np.nonzero(known.T)
    return Pairs(traits[rows, columns], gains[rows, columns], panel.values[rows, columns], columns)


# ------------------------------------------------------------------------------------------------------ what is learned


@dataclass(frozen=True, eq=False)
class Course:
    """What was learned of so many years ahead, or of 1, 2, ... years: then every field has a row for each.

    A trait, cut to the range from `lowest` to `highest`, is measured from its mean `middle` in units of its deviation
    `width`; `weights` turn the traits into how far a place moves, `spread` into the logarithm of how large errors are.
    `reach` and `shift` are those of the damped course; `error` is the middle error, `quantiles` are those of the errors
    in units of their size, `count` says from how many errors.
    """

    lowest: Numbers
    highest: Numbers
    middle: Numbers
    width: Numbers
    weights: Numbers
    spread: Numbers
    reach: Numbers
    shift: Numbers
    error: Numbers
    quantiles: Numbers
    count: Numbers

    def ahead(self, traits: Numbers, values: Numbers, kind: KindRules) -> tuple[Numbers, Numbers]:
        """Return how far places move from traits and values, and how large errors are: rows x years."""
        cut = np.clip(traits[:, None, :], self.lowest, self.highest)
        found = (cut - self.middle) / self.width
        moved = _blend(
            (found * self.weights).sum(axis=2), traits[:, LONG, None] * self.reach + self.shift, values, kind
        )
        size = np.exp((found[:, :, [ONE, PLACE, SQUARE]] * self.spread).sum(axis=2))
        return moved + self.error, size

    def drivers(self, traits: Numbers, value: float, kind: KindRules) -> Numbers:
        """Return what moves the place of one row: what others did on average, its level, its own speed (years x 3)."""
        cut = np.clip(traits, self.lowest, self.highest)
        moved = (cut - self.middle) / self.width * self.weights
        part = damped_part(np.array([value]), kind)[0]
        level = moved[:, PLACE] + moved[:, SQUARE]
        others = (1 - part) * moved[:, ONE] + part * self.shift + self.error
        speed = (1 - part) * (moved.sum(axis=1) - moved[:, ONE] - level) + part * self.reach * traits[LONG]
        return np.stack([others, (1 - part) * level, speed], axis=1)


def stack_courses(courses: Sequence[Course]) -> Course:
    """Return courses of 1, 2, ... years ahead as one."""
    return Course(*(np.stack([getattr(one, each.name) for one in courses]) for each in fields(Course)))


def learn(pairs: Pairs, years: int, kind: KindRules, rules: ProjectionRules) -> Course:
    """Return what pairs say of so many years ahead: how far others moved, and how large the errors of that were."""
    middle, width = pairs.traits.mean(axis=0), pairs.traits.std(axis=0)
    middle[ONE], width[ONE] = 0.0, 1.0
    width[width < TINY] = 1.0
    found = (pairs.traits - middle) / width
    weights = _ridge(found, pairs.gains, rules.shrinkage)
    reach = reach_of(kind.damping, years)[-1]
    damped = pairs.traits[:, LONG] * reach
    shift = np.median(pairs.gains - damped)
    errors = pairs.gains - _blend((found @ weights)[:, None], (damped + shift)[:, None], pairs.values, kind)[:, 0]
    error = np.median(errors)
    sizes = np.abs(errors - error)
    logs = np.log(sizes + rules.spread_floor * np.median(sizes) + TINY)
    bent = found[:, [ONE, PLACE, SQUARE]]
    spread = _ridge(bent, logs, rules.spread_shrinkage)
    quantiles = np.quantile((errors - error) / np.exp(bent @ spread), SHARES)
    quantiles -= quantiles[len(SHARES) // 2]
    lowest, highest = pairs.traits.min(axis=0), pairs.traits.max(axis=0)
    numbers = (reach, shift, error, quantiles, len(errors))
    return Course(lowest, highest, middle, width, weights, spread, *(np.asarray(one) for one in numbers))


def _ridge(traits: Numbers, outcomes: Numbers, shrinkage: float) -> Numbers:
    """Return the weights with the least sum of squares plus so many times their own squares; that of 1 is free."""
    penalty = np.full(traits.shape[1], shrinkage)
    penalty[ONE] = TINY
    return np.asarray(np.linalg.solve(traits.T @ traits + np.diag(penalty), traits.T @ outcomes))


def _blend(learned: Numbers, damped: Numbers, values: Numbers, kind: KindRules) -> Numbers:
    """Return what is learned, near the top mixed with the damped course: none up to a level, all of its part beyond."""
    part = damped_part(values, kind)[:, None]
    return (1 - part) * learned + part * damped


def damped_part(values: Numbers, kind: KindRules) -> Numbers:
    """Return how much of the course from values is the damped one."""
    risen = np.clip((values - kind.damped_from) / (kind.damped_full - kind.damped_from), 0, 1)
    return np.asarray(kind.damped_part * risen)
