"""The forecast record: what the method would have said in earlier years, held against what came in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.bands import HIGH80, LOW80, MIDDLE, SHARES, Bands, default_bands, make_bands
from metrics.panel import Flags, Numbers, Panel, count_back, make_panel
from metrics.projection_rules import Kind, KindRules
from metrics.projector import Projector
from metrics.record import Record, Statement
from metrics.record_parts import (
    Batch,
    by_level,
    count_flagged,
    horizon_record,
    most_missed,
    reliability_by_tenths,
    statements,
)
from metrics.rivals import go_on_like_growth, go_on_straight, says_yes
from metrics.series import Series


@dataclass(frozen=True)
class Span:
    """Which origins a record is made from, and with which course; None: as the rules say."""

    first: int | None = None
    last: int | None = None
    course: str | None = None


def make_record(indicator: str, kind: Kind, projector: Projector, span: Span = Span()) -> Record:
    """Return the record of an indicator: origins by year, bands of each as they were known then.

    An origin is an area and year with a value in the range of the record and enough points in the last years; its
    outcomes are the values that came in later. Nothing from after the origin is used for what is said at it.
    """
    panel = projector.panel(indicator)
    batches = list(_batches(panel, (indicator, kind), projector, span))
    rules = projector.rules.kinds[kind]
    rising = kind == "share"
    said, happened, yes = _chances(batches, rules, projector, rising=rising)
    origins = [batch.origin for batch in batches if len(batch.rows)]
    inside = [(batch.outcome >= batch.low) & (batch.outcome <= batch.high) for batch in batches]
    everything = np.concatenate(inside) if batches else np.empty(0)
    return Record(
        indicator=indicator,
        course=span.course or rules.course,
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
    return tuple(statements(list(_batches(panel, (series.indicator, kind), projector, span)), panel))


def _batches(panel: Panel, asked: tuple[str, Kind], projector: Projector, span: Span) -> Iterator[Batch]:
    rules, (indicator, kind) = projector.rules, asked
    mine = rules.kinds[kind]
    last = len(panel.years) - 1
    for at, year in enumerate(panel.years):
        if year < (span.first or rules.record_from) or (span.last is not None and year > span.last) or at == last:
            continue
        value = panel.values[:, at]
        used = count_back(panel.known, at, rules.record_years) >= mine.record_points
        used &= (value >= mine.record_low) & (value <= mine.record_high)
        bands = _bands(indicator, kind, projector, year, span.course)
        name = (span.course if bands.calibrated else None) or projector.course_name(kind, bands)
        if used.any():
            yield from _of_origin(panel, at, used, bands, (name, kind, projector))


def _bands(indicator: str, kind: Kind, projector: Projector, origin: int, course: str | None) -> Bands:
    if course is None:
        return projector.bands(indicator, kind, origin)
    rules = projector.rules.kinds[kind]
    made = make_bands(projector.errors(indicator, kind, course), origin, rules, projector.rules)
    return made or default_bands(rules)


def _of_origin(panel: Panel, at: int, used: Flags, bands: Bands, how: tuple[str, Kind, Projector]) -> Iterator[Batch]:
    name, kind, projector = how
    rules = projector.rules
    course, top = projector.courses[name], rules.highest_share if kind == "share" else np.inf
    horizons = np.array([float(h) for h in rules.record_horizons if at + h < len(panel.years)])
    known = panel.values[used, : at + 1]
    centre = course.ahead(known, at, horizons)
    line = go_on_straight(known, at, horizons, rules.recent_years, kind)
    growth, growing = go_on_like_growth(known, at, horizons, rules.recent_years, kind)
    for column, horizon in enumerate(int(h) for h in horizons):
        outcome = panel.values[used, at + horizon]
        came = ~np.isnan(outcome) & ~np.isnan(centre[:, column])
        places = centre[came, column, None] + bands.table[horizon - 1]
        low, median, high = (np.minimum(course.errors.value(places[:, one]), top) for one in (LOW80, MIDDLE, HIGH80))
        methods = np.stack([median, known[came, at], line[came, column], growing[came, column]])
        rows = np.flatnonzero(used)[came]
        yield Batch(
            panel.years[at], horizon, rows, known[came, at], outcome[came], low, high, methods, places, growth[came]
        )


def _chances(
    batches: Sequence[Batch], rules: KindRules, projector: Projector, *, rising: bool
) -> tuple[Numbers, Numbers, Numbers]:
    """Return what was said, what happened and what the yes/no rule said, for targets not yet reached at the origin."""
    scale = projector.courses[rules.course].errors
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
