"""Classes of values for a map: about as many countries in each, cut at numbers that people can remember.

The cuts are quantiles, moved to a round number near by; the line of a target, where there is one, is always a cut.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence

MOST_CLASSES = 6
STEPS = (5, 2, 1)
ROOM = 0.5
"""How much of the way to the nearer neighbour a quantile may be moved to become a round number."""


def make_breaks(values: Iterable[float], lines: Iterable[float] = (), most: int = MOST_CLASSES) -> tuple[float, ...]:
    """Return the cuts between at most so many classes, ascending; none where all values are the same.

    A value belongs to the class that begins at the last cut not above it, so every value has exactly one class.

    Args:
        values: What is to be put into classes.
        lines: Levels that must be cuts where they lie among the values, in the unit of the values.
        most: The largest number of classes.
    """
    ordered = sorted(values)
    if not ordered or ordered[0] == ordered[-1]:
        return ()
    quantiles = _quantiles(ordered, most)
    edges = [ordered[0], *quantiles, ordered[-1]]
    found = {_near(edges[at], edges[at - 1], edges[at + 1]) for at in range(1, len(edges) - 1)}
    for line in lines:
        if ordered[0] < line <= ordered[-1]:
            found = _with_line(found, line, most - 1)
    return tuple(sorted(one for one in found if ordered[0] < one <= ordered[-1]))


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Return the number of the class of a value, counted from 0."""
    return bisect_right(breaks, value)


def _quantiles(ordered: Sequence[float], most: int) -> list[float]:
    """Return where each class of equal size begins, each value once and without the lowest."""
    count = len(ordered)
    starts = {ordered[count * part // most] for part in range(1, most)}
    return sorted(starts - {ordered[0], ordered[-1]})


def _near(value: float, before: float, after: float) -> float:
    """Return a round number near a value, the roundest that stays clear of its neighbours."""
    room = min(value - before, after - value) * ROOM
    size = math.floor(math.log10(room))
    steps = [step * 10.0**power for power in (size, size - 1) for step in STEPS]
    step = next(one for one in steps if one <= room)
    return round(round(value / step) * step, max(0, 1 - size))


def _with_line(found: set[float], line: float, most: int) -> set[float]:
    """Return the cuts with the line among them, in the place of the nearest where there are as many as there may be."""
    if line in found or len(found) < most:
        return found | {line}
    nearest = min(found, key=lambda one: (abs(one - line), one))
    return (found - {nearest}) | {line}
