"""The axes of two indicators against each other: fixed over the years, plain or logarithmic."""

import math
from collections.abc import Sequence

from charts.axes import tick_text, value_axis
from exhibits.plots import Scale

FEW_DECADES = 2
STEPS = (1, 2, 5)
LOG_ROOM = 0.06
"""Room beyond the lowest and highest value of a logarithmic axis, as a share of its length."""
EVEN_ROOM = 0.03


def even_scale(values: Sequence[float], unit_measure: str) -> Scale:
    """Return a scale with equal steps; a little room below keeps marks at its lower end whole."""
    axis = value_axis(values, unit_measure)
    room = (axis.ticks[-1] - axis.ticks[0]) * EVEN_ROOM
    return Scale(axis.low - room, axis.high, axis.ticks, axis.texts)


def log_scale(values: Sequence[float], unit_measure: str) -> Scale:
    """Return a scale on which equal steps are equal ratios; values of 0 or less have no place on it."""
    positive = [value for value in values if value > 0] or [1.0]
    low, high = math.log10(min(positive)), math.log10(max(positive))
    room = (high - low) * LOG_ROOM or 0.5
    low, high = low - room, high + room
    steps = STEPS if high - low <= FEW_DECADES else STEPS[:1]
    decades = range(math.floor(low), math.ceil(high) + 1)
    ticks = tuple(step * 10.0**decade for decade in decades for step in steps)
    shown = tuple(tick for tick in ticks if low <= math.log10(tick) <= high)
    return Scale(low, high, shown, tuple(tick_text(tick, unit_measure) for tick in shown), logarithmic=True)
