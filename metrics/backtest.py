"""The forecast record: what the method and its rivals would have said in earlier years, held against what came in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from data.schemas.target import PER_CENT
from metrics.aim import HUNDRED, Aim
from metrics.bands import HIGH80, LOW80, MIDDLE, Model
from metrics.courses import SHARES, make_scale, reach_of, record_origins
from metrics.official import official_methods
from metrics.panel import Flags, Numbers, Panel, fit_lines, make_panel, slopes
from metrics.projection import outlook_of
from metrics.projection_rules import Kind, KindRules, ProjectionRules
from metrics.projector import Projector
from metrics.record import Flagged, HorizonRecord, LevelRecord, Missed, Record, RuleRecord, Statement
from metrics.series import Point, Series, make_point


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


def go_on_damped(values: Numbers, at: int, horizons: Numbers, model: Model) -> Numbers:
    """Return the damped course alone: the slope of the longest time carried on, each year with a part of it."""
    places = model.scale.place(values)
    reach = reach_of(model.mine.damping, int(horizons.max(initial=0)))[horizons.astype(int) - 1]
    return model.scale.value(places[:, at, None] + slopes(places, at, model.rules.slope_years[0])[:, None] * reach)


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


BINS = 10
"""Chances are put together in tenths for the picture of reliability."""
MOST_MISSED = 25


class Batch(NamedTuple):
    """Forecasts of one origin and horizon: a row a forecast.

    `base` is the first value of the last years and `passed` how many years ago it was; `growth` is the factor a year
    since.
    """

    origin: int
    horizon: int
    rows: Numbers
    start: Numbers
    outcome: Numbers
    low: Numbers
    high: Numbers
    methods: Numbers
    places: Numbers
    growth: Numbers
    base: Numbers
    passed: Numbers


def horizon_record(batches: Sequence[Batch], horizon: int) -> HorizonRecord | None:
    """Return the errors so many years ahead, None where nothing came in."""
    found = [batch for batch in batches if batch.horizon == horizon and len(batch.rows)]
    if not found:
        return None
    outcome = np.concatenate([batch.outcome for batch in found])
    off = np.abs(np.concatenate([batch.methods for batch in found], axis=1) - outcome)
    low, high = (np.concatenate([getattr(batch, name) for batch in found]) for name in ("low", "high"))
    median, no_change, line, cagr, damped = (
        float(row[~np.isnan(row)].mean()) if (~np.isnan(row)).any() else None for row in off
    )
    inside = float(((outcome >= low) & (outcome <= high)).mean())
    return HorizonRecord(median or 0.0, no_change or 0.0, line or 0.0, cagr, damped or 0.0, inside, len(outcome))


def count_flagged(said: Flags, happened: Numbers) -> Flagged | None:
    """Return how a yes or no turned out, None without cases."""
    if not len(said):
        return None
    arrived = happened > 0
    return Flagged(int(said.sum()), int((said & arrived).sum()), float((said == arrived).mean()))


def reliability_by_tenths(said: Numbers, happened: Numbers) -> tuple[tuple[float, float, int], ...]:
    """Return by tenths of the chance: the mean chance said, the share that happened, and how many cases."""
    place = np.minimum((said * BINS).astype(int), BINS - 1)
    found = []
    for one in range(BINS):
        part = place == one
        if part.any():
            found.append((float(said[part].mean()), float(happened[part].mean()), int(part.sum())))
    return tuple(found)


def statements(batches: Sequence[Batch], panel: Panel) -> list[Statement]:
    """Return every forecast as what was said of one area, in the order of the batches."""
    return [
        Statement(panel.areas[row], batch.origin, batch.horizon, *numbers)
        for batch in batches
        for row, *numbers in zip(
            batch.rows.tolist(),
            *(one.tolist() for one in (batch.start, batch.low, batch.methods[0], batch.high, batch.outcome)),
            strict=True,
        )
    ]


def most_missed(batches: Sequence[Batch], panel: Panel, fewest: int) -> tuple[Missed, ...]:
    """Return the areas whose outcomes lay farthest from the medians, the farthest first.

    They are compared at the farthest horizon with so many forecasts, where none has, at the farthest there is.
    """
    counts = Counter[int]()
    for batch in (one for one in batches if len(one.rows)):
        counts[batch.horizon] += len(batch.rows)
    horizon = max([h for h, n in counts.items() if n >= fewest] or counts, default=0)
    found: dict[str, list[Statement]] = {}
    for one in statements([batch for batch in batches if batch.horizon == horizon], panel):
        found.setdefault(one.ref_area, []).append(one)
    made = [
        Missed(
            area,
            horizon,
            sum(abs(one.off) for one in said) / len(said),
            sum(not one.inside for one in said),
            len(said),
            max(said, key=lambda one: abs(one.off)),
        )
        for area, said in found.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.mae, one.ref_area))[:MOST_MISSED])


def by_level(batches: Sequence[Batch], rules: KindRules) -> tuple[LevelRecord, ...]:
    """Return the record by starting level and horizon."""
    edges = [rules.record_low, *rules.level_edges, rules.record_high]
    made = []
    for horizon in sorted({batch.horizon for batch in batches}):
        ones = [batch for batch in batches if batch.horizon == horizon]
        start, outcome, low, high = (
            np.concatenate([getattr(one, name) for one in ones]) for name in ("start", "outcome", "low", "high")
        )
        off = np.abs(np.concatenate([one.methods for one in ones], axis=1) - outcome)
        for bottom, top in pairwise(edges):
            part = (start >= bottom) & ((start < top) | (top == edges[-1]))
            if part.any():
                inside = (outcome[part] >= low[part]) & (outcome[part] <= high[part])
                mean, line = float(off[0, part].mean()), float(off[2, part].mean())
                made.append(LevelRecord(bottom, top, horizon, mean, line, float(inside.mean()), int(part.sum())))
    return tuple(made)


@dataclass(frozen=True)
class Span:
    """Which origins a record is made from; None: as the rules say."""

    first: int | None = None
    last: int | None = None


def make_record(indicator: str, kind: Kind, projector: Projector, span: Span = Span()) -> Record:
    """Return the record of an indicator: origins by year, bands of each as they were known then.

    An origin is an area and year with a value in the range of the record and enough points in the last years; its
    outcomes are the values that came in later. Nothing from after the origin is used for what is said at it.
    """
    panel = projector.panel(indicator)
    batches = list(make_batches(panel, (indicator, kind), projector, span))
    rules = projector.rules.kinds[kind]
    rising = kind == "share"
    said, happened, yes = _chances(batches, kind, projector, rising=rising)
    origins = [batch.origin for batch in batches if len(batch.rows)]
    inside = [(batch.outcome >= batch.low) & (batch.outcome <= batch.high) for batch in batches]
    everything = np.concatenate(inside) if batches else np.empty(0)
    return Record(
        indicator=indicator,
        forecasts=len(everything),
        areas=len(np.unique(np.concatenate([batch.rows for batch in batches]))) if batches else 0,
        origins=(min(origins), max(origins)) if origins else None,
        horizons={h: found for h in projector.rules.record_horizons if (found := horizon_record(batches, h))},
        coverage80=float(everything.mean()) if len(everything) else None,
        brier=float(np.mean((said - happened) ** 2)) if len(said) else None,
        brier_cagr=float(np.mean((yes - happened) ** 2)) if len(said) else None,
        chances=len(said),
        on_track=count_flagged(said >= projector.rules.on_track, happened),
        on_track_cagr=count_flagged(yes > 0, happened),
        reliability=reliability_by_tenths(said, happened),
        missed=most_missed(batches, panel, projector.rules.fewest_errors),
        levels=by_level(batches, rules),
    )


def make_statements(series: Series, kind: Kind, projector: Projector, span: Span = Span()) -> tuple[Statement, ...]:
    """Return what would have been said of one series, a country's or a group's, at every origin, and what came in.

    The bands are those of the record, pooled over economies; a group is told by the same rules and adds no errors.
    """
    panel = make_panel([series])
    return tuple(statements(list(make_batches(panel, (series.indicator, kind), projector, span)), panel))


def make_batches(panel: Panel, asked: tuple[str, Kind], projector: Projector, span: Span) -> Iterator[Batch]:
    """Return what would have been said of the areas of a panel, an origin and a number of years ahead at a time."""
    rules, (indicator, kind) = projector.rules, asked
    recorded, last = record_origins(panel, rules.kinds[kind], rules), len(panel.years) - 1
    for at, year in enumerate(panel.years):
        if year < (span.first or rules.record_from) or (span.last is not None and year > span.last) or at == last:
            continue
        if recorded[:, at].any():
            yield from _of_origin(panel, at, recorded[:, at], projector.model(indicator, kind, year, panel.areas[0]))


def _of_origin(panel: Panel, at: int, used: Flags, model: Model) -> Iterator[Batch]:
    rules, kind = model.rules, model.kind
    top = rules.highest_share if kind == "share" else np.inf
    horizons = np.array([float(h) for h in rules.record_horizons if at + h < len(panel.years)])
    known = panel.values[used, : at + 1]
    ahead = model.places(known, at, int(horizons.max(initial=0)))
    line = go_on_straight(known, at, horizons, rules.recent_years, kind)
    growth, growing = go_on_like_growth(known, at, horizons, rules.recent_years, kind)
    damped, (base, passed) = go_on_damped(known, at, horizons, model), _first_within(known, at, rules.recent_years)
    for column, horizon in enumerate(int(h) for h in horizons):
        outcome, places = panel.values[used, at + horizon], ahead[:, horizon - 1]
        came = ~np.isnan(outcome) & ~np.isnan(places[:, MIDDLE])
        outcome, places = outcome[came], places[came]
        low, median, high = (np.minimum(model.scale.value(places[:, one]), top) for one in (LOW80, MIDDLE, HIGH80))
        rivals = (line[came, column], growing[came, column], damped[came, column])
        start, rows = known[came, at], np.flatnonzero(used)[came]
        methods = np.stack([median, start, *rivals])
        before = (growth[came], base[came], passed[came])
        yield Batch(panel.years[at], horizon, rows, start, outcome, low, high, methods, places, *before)


def _chances(
    batches: Sequence[Batch], kind: Kind, projector: Projector, *, rising: bool
) -> tuple[Numbers, Numbers, Numbers]:
    """Return what was said, what happened and what the yes/no rule said, for targets not yet reached at the origin."""
    rules, scale = projector.rules.kinds[kind], make_scale(kind, projector.rules)
    said, happened, yes = [np.empty(0)], [np.empty(0)], [np.empty(0)]
    for batch in (one for one in batches if one.horizon in rules.chance_horizons):
        for target in rules.record_targets:
            open_ = batch.start < target if rising else batch.start > target
            need = float(scale.place(np.array(target)))
            below = _shares_below(need, batch.places[open_])
            said.append(1 - below if rising else below)
            outcome = batch.outcome[open_]
            happened.append((outcome >= target if rising else outcome <= target).astype(float))
            start, growth = batch.start[open_], batch.growth[open_]
            yes.append(says_yes(start, growth, target, batch.horizon, projector.rules))
    return np.concatenate(said), np.concatenate(happened), np.concatenate(yes)


def _shares_below(need: float, places: Numbers) -> Numbers:
    found = [float(np.interp(need, row, SHARES, left=0.0, right=1.0)) for row in places]
    return np.array(found)


# ------------------------------------------------------------------------------------------------ which rule was right?


OURS = "ours"
HALF_WAY = 5.0
"""ESCAP's index is no label: it is told whether half of the way was behind."""


class Case(NamedTuple):
    """A target not yet reached at an origin, with what is known of it there, and whether it was reached in its year."""

    start: float
    base: tuple[float, str]
    latest: Point
    aim: Aim
    year: int
    chance: float
    arrived: bool


def record_rules(indicator: str, kind: Kind, projector: Projector, span: Span = Span()) -> tuple[RuleRecord, ...]:
    """Return what became of what each official rule, and the chance, said of the targets of the record.

    Baseline is the first of the last years, as for the growth rate of the record; without one, nobody says anything. A
    rule counts with every label it has, by starting level.
    """
    rules = projector.rules.kinds[kind]
    edges = [rules.record_low, *rules.level_edges, rules.record_high]
    counts = Counter[tuple[str, str, float, float, bool]]()
    batches = make_batches(projector.panel(indicator), (indicator, kind), projector, span)
    for case in (
        each for one in batches if one.horizon in rules.chance_horizons for each in _cases(one, kind, projector)
    ):
        place = min(int(np.searchsorted(edges, case.start, side="right")), len(edges) - 1)
        for rule, label in _labels(case, projector.rules):
            counts[rule, label, edges[place - 1], edges[place], case.arrived] += 1
    keys = sorted({key[:4] for key in counts})
    return tuple(RuleRecord(*key, counts[*key, True] + counts[*key, False], counts[*key, True]) for key in keys)


def _cases(batch: Batch, kind: Kind, projector: Projector) -> Iterator[Case]:
    rising, scale = kind == "share", make_scale(kind, projector.rules)
    for target in projector.rules.kinds[kind].record_targets:
        aim = Aim(target, target, "up" if rising else "down")
        open_ = (batch.start < target if rising else batch.start > target) & ~np.isnan(batch.base)
        below = _shares_below(float(scale.place(np.array(target))), batch.places[open_])
        arrived = batch.outcome[open_] >= target if rising else batch.outcome[open_] <= target
        rows = zip(batch.start[open_], batch.base[open_], batch.passed[open_], below, arrived, strict=True)
        for start, base, passed, under, came in rows:
            since, latest = str(batch.origin - int(passed)), make_point(str(batch.origin), float(start))
            chance = 1 - under if rising else under
            yield Case(start, (float(base), since), latest, aim, batch.origin + batch.horizon, chance, bool(came))


def _labels(case: Case, rules: ProjectionRules) -> Iterator[tuple[str, str]]:
    """Return what each rule says of a case; one that can say nothing of it is left out."""
    yield OURS, outlook_of(case.chance, rules)
    for rule, said in official_methods(case.aim, case.base, case.latest, case.year, PER_CENT).items():
        if said.label == "index" and said.value is not None:
            yield rule, "half" if said.value >= HALF_WAY else "below_half"
        elif said.label:
            yield rule, said.label
