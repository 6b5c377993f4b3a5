"""Bands: how far projections were off, and so how far one of today may be off.

They follow split conformal prediction (Vovk, Gammerman and Shafer 2005, Algorithmic Learning in a Random World; Lei,
G'Sell, Rinaldo, Tibshirani and Wasserman 2018, Distribution-free predictive inference for regression, JASA 113,
1094-1111), with signed errors in units of their usual size at a level, so that a band need not be symmetric. Economies
and years are not exchangeable, as it assumes; so the bands are scaled by what earlier bands of the same indicator
turned out to hold (as in Gibbs and Candes 2021, Adaptive conformal inference under distribution shift).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import NormalDist
from typing import Self

import numpy as np

from metrics.courses import (
    LONG,
    SHARES,
    TINY,
    Course,
    Pairs,
    Scale,
    learn,
    make_pairs,
    make_scale,
    reach_of,
    record_origins,
    stack_courses,
    training_origins,
    traits_at,
)
from metrics.panel import Flags, Numbers, Panel
from metrics.projection_rules import DefaultErrors, Kind, KindRules, ProjectionRules

MIDDLE = 99
LOW80, LOW50, HIGH50, HIGH80 = 19, 49, 149, 179
TENTH = -NormalDist().inv_cdf(0.1)
NORMAL: Numbers = np.array([NormalDist().inv_cdf(float(share)) for share in SHARES])
HORIZONS = 60
"""More years ahead than any target lies."""
LEAST, MOST = 0.1, 10.0
"""A band is never scaled by less or more than this at a time."""


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
    """Return distances from the median that never become smaller with the years, which are the last axis but one."""
    made = distances.copy()
    made[..., :MIDDLE] = np.minimum.accumulate(distances[..., :MIDDLE], axis=-2)
    made[..., MIDDLE + 1 :] = np.maximum.accumulate(distances[..., MIDDLE + 1 :], axis=-2)
    return made


@dataclass(frozen=True, eq=False)
class Model:
    """All that was known in a year of how an indicator goes on.

    `course` holds what was learned of 1, 2, ... years ahead, None where too little is known even of one year: then the
    damped course goes on with the default errors. `factors` scale the bands of those years. `counts` says from how many
    errors each is known.
    """

    kind: Kind
    rules: ProjectionRules
    scale: Scale
    course: Course | None
    factors: Numbers
    counts: tuple[int, ...] = ()

    @property
    def mine(self) -> KindRules:
        """Return the numbers of the kind."""
        return self.rules.kinds[self.kind]

    @property
    def calibrated(self) -> bool:
        """Return whether the bands are measured on the indicator, not borrowed."""
        return self.course is not None

    def count_at(self, horizon: int) -> int:
        """Return how many errors stand behind a horizon; beyond the farthest, behind that."""
        return self.counts[min(horizon, len(self.counts)) - 1] if self.counts and horizon > 0 else 0

    def places(self, values: Numbers, at: int, ahead: int) -> Numbers:
        """Return where rows will be 1, 2, ... years after a column: rows x years x quantiles of `SHARES`.

        NaN where a row has no value in the column, or no slope.
        """
        centres, distances = self.unscaled(values, at, ahead)
        factors = self.factors[np.minimum(np.arange(ahead), len(self.factors) - 1)]
        return np.asarray(centres[:, :, None] + widening(distances * factors[:, None]))

    def unscaled(
        self, values: Numbers, at: int, ahead: int, parts: Sequence[int] = range(len(SHARES))
    ) -> tuple[Numbers, Numbers]:
        """Return medians (rows x years) and the distances from them before they are scaled (x the quantiles asked)."""
        places = self.scale.place(values[:, : at + 1])
        traits = traits_at(places, at, self.rules)
        if self.course is None:
            table = default_table(self.mine.defaults)[:ahead]
            medians = table[:, MIDDLE]
            centres = places[:, at, None] + traits[:, LONG, None] * reach_of(self.mine.damping, ahead) + medians
            away = table[:, parts] - medians[:, None]
            return centres, np.broadcast_to(away, (len(centres), *away.shape))
        moved, sizes = self.course.ahead(traits, values[:, at], self.mine)
        distances = sizes[:, :, None] * self.course.quantiles[:, parts]
        return self._extend(places[:, at, None] + moved, places[:, at], distances, ahead)

    def drivers(self, values: Numbers, at: int, years: int) -> tuple[float, float, float] | None:
        """Return what drives the median of one row so many years ahead, in its unit: others, its level, its own speed.

        Together they are how far the median lies from the last value; each is what it adds to those before it. None
        where nothing was learned so far ahead.
        """
        if self.course is None or not 0 < years <= len(self.counts):
            return None
        places = self.scale.place(values[:, : at + 1])
        traits = traits_at(places, at, self.rules)[0]
        moved = self.course.drivers(traits, float(values[0, at]), self.mine)[years - 1]
        others, level, speed = np.diff(self.scale.value(places[0, at] + np.cumsum([0.0, *moved]))).tolist()
        return others, level, speed

    def _extend(self, centres: Numbers, last: Numbers, distances: Numbers, ahead: int) -> tuple[Numbers, Numbers]:
        """Go on beyond the last year that is known: damped by its own step, with distances that go on widening."""
        known = centres.shape[1]
        if ahead <= known:
            return centres[:, :ahead], distances[:, :ahead]
        before = centres[:, -2] if known > 1 else last
        beyond = reach_of(self.mine.damping, ahead - known)
        farther = centres[:, -1:] + (centres[:, -1] - before)[:, None] * beyond
        grown = (np.arange(known + 1, ahead + 1) / known) ** self.rules.widening
        more = distances[:, -1:, :] * grown[:, None]
        return np.concatenate([centres, farther], axis=1), np.concatenate([distances, more], axis=1)


@dataclass(frozen=True, eq=False)
class Earlier:
    """How earlier projections of an origin turned out: outcomes in units of the half of the 80 % band they lie in.

    Rows x years ahead, NaN where nothing came in; `recorded` says which rows are those of the record.
    """

    calibrated: bool
    ratios: Numbers
    recorded: Flags


@dataclass(frozen=True, eq=False)
class Learner:
    """What can be learned from a panel of an indicator, as it was known in each year; kept once it was asked for.

    Groups teach nothing, but their bands are scaled by what earlier bands of groups held: they move more evenly than
    countries. Their panel has the same columns.
    """

    panel: Panel
    kind: Kind
    rules: ProjectionRules
    groups: Panel | None = None
    _courses: dict[tuple[int, int], Course] = field(default_factory=dict, repr=False)
    _earlier: dict[tuple[int, bool], Earlier] = field(default_factory=dict, repr=False)
    _models: dict[tuple[int, bool], Model] = field(default_factory=dict, repr=False)
    _short: dict[tuple[int, int], bool] = field(default_factory=dict, repr=False)

    @cached_property
    def mine(self) -> KindRules:
        """Return the numbers of the kind."""
        return self.rules.kinds[self.kind]

    @cached_property
    def scale(self) -> Scale:
        """Return the scale of the kind."""
        return make_scale(self.kind, self.rules)

    @cached_property
    def places(self) -> Numbers:
        """Return the places of all values."""
        return self.scale.place(self.panel.values)

    @cached_property
    def training(self) -> Flags:
        """Return the origins from which is learned."""
        return training_origins(self.panel, self.mine, self.rules)

    @cached_property
    def recorded(self) -> Flags:
        """Return the origins from which the record speaks."""
        return record_origins(self.panel, self.mine, self.rules)

    @cached_property
    def pairs(self) -> tuple[Pairs, ...]:
        """Return the pairs of 1, 2, ... years ahead."""
        columns = range(self.panel.values.shape[1])
        if not columns:
            return ()
        traits = np.stack([traits_at(self.places, at, self.rules) for at in columns], axis=1)
        ahead = range(1, self.rules.longest_horizon + 1)
        return tuple(make_pairs(self.panel, self.places, traits, self.training, years) for years in ahead)

    def take_over(self, other: Self) -> None:
        """Keep what another panel of the same areas taught of the years up to which both hold the same."""
        mine, theirs = self.panel, other.panel
        if (mine.areas, mine.first_year) != (theirs.areas, theirs.first_year):
            return
        columns = min(mine.values.shape[1], theirs.values.shape[1])
        ours, other_values = mine.values[:, :columns], theirs.values[:, :columns]
        same = ((ours == other_values) | (np.isnan(ours) & np.isnan(other_values))).all(axis=0)
        until = columns if same.all() else int(np.argmin(same))
        self._courses.update({key: course for key, course in other._courses.copy().items() if key[0] < until})

    def model(self, year: int, *, group: bool = False) -> Model:
        """Return what was known at the end of a year, of countries or of groups; nothing from later is in it."""
        at = min(year - self.panel.first_year, self.panel.values.shape[1] - 1)
        if (at, group) not in self._models:
            model = self.model(year) if group else self._unscaled(at)
            self._models[at, group] = replace(model, factors=self._factors(at, model, group=group))
        return self._models[at, group]

    def _unscaled(self, at: int) -> Model:
        courses = list(self._known(at))
        course = stack_courses(courses) if courses else None
        counts = tuple(int(one.count) for one in courses)
        return Model(self.kind, self.rules, self.scale, course, np.ones(1), counts)

    def _known(self, at: int) -> Iterator[Course]:
        """Return the courses of 1, 2, ... years as far as enough pairs were known at a column."""
        for years, pairs in enumerate(self.pairs, start=1):
            known = pairs.until(at - years)
            if len(known.gains) < self.rules.fewest_errors:
                return
            if (at, years) not in self._courses:
                self._courses[at, years] = learn(known, years, self.mine, self.rules)
            yield self._courses[at, years]

    def _factors(self, at: int, model: Model, *, group: bool) -> Numbers:
        """Return by how much bands are scaled, by years ahead, so that earlier ones would have held what they promise.

        As long as few origins are behind it, a factor stays near that of a year less, the first near `stretch`; that of
        groups in the proportion to that of countries of a year less. With too few cases it is that.
        """
        earlier = [(before, self._ratios(before, group=group)) for before in range(at)]
        said = [one for one in earlier if one[1].calibrated == model.calibrated]
        countries = model.factors if group else np.full(self.rules.longest_horizon, self.rules.stretch)
        made, part, weight = [], 1.0, self.rules.few_origins
        for years, before in enumerate(countries, start=1):
            factor = before * part
            ratios, origins = _turned_out([one for column, one in said if column + years <= at], years, self.rules)
            if origins:
                needed = float(np.clip(np.quantile(ratios, 0.8), LEAST, MOST))
                factor = float(np.exp((weight * np.log(factor) + origins * np.log(needed)) / (weight + origins)))
            part = factor / before
            made.append(factor)
        return np.array(made)

    def _ratios(self, at: int, *, group: bool) -> Earlier:
        """Return how what would have been said at a column, not yet scaled, turned out."""
        if (at, group) not in self._earlier:
            panel, training, recorded, places = self._told_of(group=group)
            rows = np.flatnonzero(training[:, at] | recorded[:, at])
            ahead = min(self.rules.longest_horizon, places.shape[1] - 1 - at)
            model = self._unscaled(at)
            centres, edges = model.unscaled(panel.values[rows], at, ahead, (LOW80, HIGH80))
            off = places[rows, at + 1 : at + 1 + ahead] - centres
            half = np.where(off >= 0, edges[:, :, 1], -edges[:, :, 0])
            ratios = np.abs(off) / np.maximum(half, TINY)
            self._earlier[at, group] = Earlier(model.calibrated, ratios, recorded[rows, at])
        return self._earlier[at, group]

    def holds_short(self, points: int, year: int) -> bool:
        """Return whether chances from the last few points of a series alone came true, as far as a year knew.

        Every series of the record is cut to so many points, and what would have been said of its targets is held
        against what came in: of enough chances from which a target is on track, enough must have arrived.
        """
        if not self.model(year).calibrated:
            return False
        at = min(year - self.panel.first_year, self.panel.values.shape[1] - 1)
        if (points, at) not in self._short:
            said = [one for before in range(at) for one in self._short_chances(before, points, at)]
            chances, came = (np.concatenate(each) for each in zip(*said, strict=True)) if said else (np.empty(0),) * 2
            high = chances >= self.rules.on_track
            enough = int(high.sum()) >= self.rules.fewest_stays
            self._short[points, at] = enough and float(came[high].mean()) >= self.rules.short_arrived
        return self._short[points, at]

    def _short_chances(self, at: int, points: int, until: int) -> Iterator[tuple[Numbers, Numbers]]:
        rows, ahead = self.recorded[:, at], [one for one in self.mine.chance_horizons if at + one <= until]
        model = self.model(self.panel.first_year + at)
        if not (model.calibrated and rows.any() and ahead):
            return
        values = self.panel.values[rows, : at + 1]
        left = np.cumsum(~np.isnan(values[:, ::-1]), axis=1)[:, ::-1]
        places = model.places(np.where(left <= points, values, np.nan), at, max(ahead))
        rising = self.kind == "share"
        for years in ahead:
            outcome, told = self.panel.values[rows, at + years], places[:, years - 1]
            known = ~np.isnan(outcome) & ~np.isnan(told[:, MIDDLE])
            for target in self.mine.record_targets:
                asked = known & ((values[:, -1] < target) if rising else (values[:, -1] > target))
                need = float(self.scale.place(np.array(target)))
                below = np.array([np.interp(need, row, SHARES, left=0.0, right=1.0) for row in told[asked]])
                arrived = outcome[asked] >= target if rising else outcome[asked] <= target
                yield (1 - below if rising else below), arrived.astype(float)

    def _told_of(self, *, group: bool) -> tuple[Panel, Flags, Flags, Numbers]:
        """Return countries or groups with the origins that teach, those of the record, and the places."""
        if not group:
            return self.panel, self.training, self.recorded, self.places
        panel = self.groups or replace(self.panel, areas=(), values=self.panel.values[:0])
        training, recorded = (find(panel, self.mine, self.rules) for find in (training_origins, record_origins))
        return panel, training, recorded, self.scale.place(panel.values)


def _turned_out(said: list[Earlier], years: int, rules: ProjectionRules) -> tuple[Numbers, int]:
    """Return the ratios so many years ahead and from how many origins: those of the record; where too few, all."""
    for recorded in (True, False):
        found = [one.ratios[one.recorded | (not recorded), years - 1] for one in said]
        known = [came for one in found if len(came := one[~np.isnan(one)])]
        if sum(map(len, known)) >= rules.fewest_errors:
            return np.concatenate(known), len(known)
    return np.empty(0), 0
