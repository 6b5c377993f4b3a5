"""What others managed from the same level: countries that once stood there and then moved as fast as is needed."""

import numpy as np

from metrics.aim import HUNDRED, Aim
from metrics.panel import Panel
from metrics.projection_rules import Kind
from metrics.series import Series

Managed = tuple[tuple[str, ...], int]


def who_managed(panel: Panel, series: Series, aim: Aim, target_year: int, around: tuple[float, float]) -> Managed:
    """Return the countries that moved as fast as a target needs, and how many stood at the same level.

    A country is compared if in some year before the last one of the series it stood within the range around its last
    value, and has a value as many years later as are left to the target; it managed if in one such span it moved at
    least as far as the line that counts as met is away. Each country counts once; the area itself does not count.

    Args:
        panel: The annual values of all economies.
        series: The series judged; its last value is the level.
        aim: The target.
        target_year: Its year.
        around: The lowest and the highest value that count as the same level.
    """
    last = series.points[-1]
    span = target_year - last.year
    columns = min(panel.values.shape[1] - span, last.year - panel.first_year)
    if span <= 0 or columns <= 0:
        return (), 0
    start, end = panel.values[:, :columns], panel.values[:, span : span + columns]
    compared = (start >= around[0]) & (start <= around[1]) & ~np.isnan(end)
    moved, needed = end - start, aim.line - last.value
    fast = moved >= needed if aim.direction == "up" else moved <= needed
    others = np.array([area != series.ref_area for area in panel.areas])
    managed = np.flatnonzero((compared & fast).any(axis=1) & others)
    return tuple(panel.areas[row] for row in managed), int((compared.any(axis=1) & others).sum())


def same_level(value: float, kind: Kind, within: float) -> tuple[float, float]:
    """Return the range around a value: so many points for a share, so many per cent of it for a price."""
    width = within if kind == "share" else value * within / HUNDRED
    return value - width, value + width
