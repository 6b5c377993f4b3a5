"""The parts of a forecast record, counted from batches of forecasts."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from metrics.panel import Flags, Numbers, Panel
from metrics.projection_rules import KindRules
from metrics.record import Flagged, HorizonRecord, LevelRecord, Missed, Statement

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
