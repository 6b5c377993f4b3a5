"""The parts of a forecast record, counted from batches of forecasts."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from metrics.panel import Flags, Numbers, Panel
from metrics.projection_rules import KindRules
from metrics.record import Flagged, HorizonRecord, LevelRecord, Missed

BINS = 10
"""Chances are put together in tenths for the picture of reliability."""
MOST_MISSED = 25


class Batch(NamedTuple):
    """Forecasts of one origin and horizon: a row a forecast."""

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


def horizon_record(batches: Sequence[Batch], horizon: int) -> HorizonRecord | None:
    """Return the errors so many years ahead, None where nothing came in."""
    found = [batch for batch in batches if batch.horizon == horizon and len(batch.rows)]
    if not found:
        return None
    outcome = np.concatenate([batch.outcome for batch in found])
    off = np.abs(np.concatenate([batch.methods for batch in found], axis=1) - outcome)
    low, high = (np.concatenate([getattr(batch, name) for batch in found]) for name in ("low", "high"))
    median, no_change, line, cagr = (
        float(row[~np.isnan(row)].mean()) if (~np.isnan(row)).any() else None for row in off
    )
    inside = float(((outcome >= low) & (outcome <= high)).mean())
    return HorizonRecord(median or 0.0, no_change or 0.0, line or 0.0, cagr, inside, len(outcome))


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


def most_missed(batches: Sequence[Batch], panel: Panel) -> tuple[Missed, ...]:
    """Return the areas whose outcomes lay farthest from the medians at the farthest horizon, the farthest first."""
    horizon = max((batch.horizon for batch in batches if len(batch.rows)), default=0)
    found: dict[int, list[tuple[float, bool]]] = {}
    for batch in (one for one in batches if one.horizon == horizon):
        off = np.abs(batch.methods[0] - batch.outcome)
        outside = (batch.outcome < batch.low) | (batch.outcome > batch.high)
        for row, one, out in zip(batch.rows.tolist(), off.tolist(), outside.tolist(), strict=True):
            found.setdefault(row, []).append((one, out))
    made = [
        Missed(panel.areas[row], horizon, sum(one for one, _ in all_) / len(all_), sum(o for _, o in all_), len(all_))
        for row, all_ in found.items()
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
