"""The axes of a trend: their range, and ticks that people read without counting zeros."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from i18n import format_tick
from metrics.aim import HUNDRED

SHARES = frozenset({"PT", "PT_POP", "PT_HH"})
STEPS = (1, 2, 2.5, 5, 10)
YEAR_STEPS = (1, 2, 5, 10, 20, 50)
MOST_INTERVALS = 5
HEADROOM = 0.04


@dataclass(frozen=True)
class Axis:
    """A range with its ticks and what is written at them."""

    low: float
    high: float
    ticks: tuple[float, ...]
    texts: tuple[str, ...]


def value_axis(values: Sequence[float], unit_measure: str) -> Axis:
    """Return the axis of values: 0 to 100 for shares, from 0 for amounts, close around the data for ratios."""
    lowest, highest = min(values, default=0.0), max(values, default=1.0)
    if unit_measure in SHARES:
        low, high = min(0.0, lowest), max(HUNDRED, highest)
    elif unit_measure == "RATIO":
        low, high = min(lowest, 0.9), max(highest, 1.05)
    else:
        low, high = min(0.0, lowest), max(highest, 0.0) or 1.0
    step = nice_step(high - low)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(number * step, 10) for number in range(first, last + 1))
    room = (ticks[-1] - ticks[0]) * HEADROOM
    under = room / 2 if ticks[0] < 0 or unit_measure == "RATIO" else 0.0
    return Axis(ticks[0] - under, ticks[-1] + room, ticks, tuple(format_tick(tick, unit_measure) for tick in ticks))


def nice_step(span: float) -> float:
    """Return the step of 1, 2, 2.5 or 5 times a power of ten that cuts a span into at most five intervals."""
    raw = (span or 1.0) / MOST_INTERVALS
    size = 10.0 ** math.floor(math.log10(raw))
    return next(step * size for step in STEPS if step * size >= raw * (1 - 1e-9))


def year_axis(moments: Sequence[float]) -> Axis:
    """Return the axis of years: whole years only, at most six or seven of them."""
    first, last = min(moments, default=0.0), max(moments, default=1.0)
    if last - first < 1:
        first, last = first - 1, last + 1
    step = next((one for one in YEAR_STEPS if (last - first) / one <= MOST_INTERVALS + 1), YEAR_STEPS[-1])
    years = [year for year in range(math.floor(first), math.ceil(last) + 1) if year % step == 0]
    pad = max(0.25, (last - first) * 0.02)
    shown = tuple(float(year) for year in years if first - pad <= year <= last + pad)
    return Axis(first - pad, last + pad, shown, tuple(str(int(year)) for year in shown))
