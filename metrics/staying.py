"""The chance of still being there: a target that is met before its year is over can be lost again.

It is read from the record: of all economies that met the line in some earlier year, as many years before an outcome
that is known as are left to the target, the share that still met it: by Laplace's rule of succession, (stayed + 1) /
(cases + 2), because a record in which nobody left yet is no certainty.
"""

from dataclasses import dataclass

import numpy as np

from metrics.aim import HUNDRED, Aim
from metrics.panel import Flags, Numbers, Panel


@dataclass(frozen=True, slots=True)
class Staying:
    """The chance (0 to 1) of still meeting a target, with the `cases` of the record and the `years` they look ahead.

    `alike` says that only cases on the same side of what is near the line count; `years` may be fewer than are left.
    """

    chance: float
    cases: int
    years: int
    alike: bool


def chance_of_staying(
    panel: Panel, value: float, aim: Aim, years: int, origin: int, limits: tuple[float, int]
) -> Staying | None:
    """Return the chance that a target met now is still met so many years later, None where the record is too thin.

    Args:
        panel: The annual values of all economies.
        value: The figure that meets the target.
        aim: The target.
        years: The years left from the figure to the target year.
        origin: The year of knowledge: no outcome from after it counts.
        limits: What is near the line (a share of a ceiling, or of the room between a floor and 100 %), and the
            fewest cases that say something.
    """
    within, fewest = limits
    known = panel.until(origin).values
    side = _margin(np.array(value), aim) < within
    for ahead in range(min(years, known.shape[1] - 1), 0, -1):
        start, end = known[:, :-ahead], known[:, ahead:]
        cases = _met(start, aim) & ~np.isnan(end)
        same = cases & ((_margin(start, aim) < within) == side)
        chosen = same if same.sum() >= fewest else cases
        if chosen.sum() >= fewest:
            stayed, cases_of_all = int((_met(end, aim) & chosen).sum()), int(chosen.sum())
            chance = (stayed + 1) / (cases_of_all + 2)
            return Staying(chance, cases_of_all, ahead, alike=chosen is same)
    return None


def _met(values: Numbers, aim: Aim) -> Flags:
    with np.errstate(invalid="ignore"):
        beyond = values > aim.line if aim.direction == "up" else values < aim.line
        return beyond if aim.strict else beyond | (values == aim.line)


def _margin(values: Numbers, aim: Aim) -> Numbers:
    """Return how far values lie beyond the line: as a share of a ceiling, or of the room between a floor and 100 %."""
    if aim.direction == "down":
        return np.asarray((aim.line - values) / aim.line)
    return np.asarray((values - aim.line) / max(HUNDRED - aim.line, 1.0))
