"""Suspected breaks: steps in a published series that are out of all proportion to the others, and what stands still.

A publisher seldom marks the year in which a survey replaced an estimate. A step that is many times the usual one of
its series is no proof of a break, so it is marked with a question mark and nothing is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from metrics.series import Point, Series

BREAK, ESTIMATED = "B", "E"
STANDING = 3
"""So many equal figures in a row stand still; two may be equal by rounding."""
AROUND = 2
"""So many steps on either side say what is usual at a place in a series."""
Step = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class StepRule:
    """When a step is suspected: how far it lies from the usual step around it, the median of two on either side.

    More than `times` that usual step, and large in itself: `points` for a share (unit PT...), the part `share` of the
    value before for any other unit. A series needs more than `fewest` steps.
    """

    times: float
    points: float
    share: float
    fewest: int


def suspected_breaks(series: Series, rule: StepRule) -> tuple[Step, ...]:
    """Return the steps of a series that look like breaks nobody marked, each as (before, after), oldest first.

    A new network may spread by ten points every year: a step is held against those beside it, not the whole series.
    """
    annual = [point for point in series.points if not point.dated]
    steps = list(pairwise(annual))
    if len(steps) <= rule.fewest:
        return ()
    paces = [_a_year(before, after) for before, after in steps]
    found = []
    for at, (before, after) in enumerate(steps):
        usual = median(paces[max(0, at - AROUND) : at] + paces[at + 1 : at + 1 + AROUND])
        off = abs(paces[at] - usual)
        large = rule.points if series.unit_measure.startswith("PT") else rule.share * abs(before.value)
        if after.obs_status != BREAK and off >= large and off > rule.times * abs(usual):
            found.append((before, after))
    return tuple(found)


def _a_year(before: Point, after: Point) -> float:
    return (after.value - before.value) / max(after.moment - before.moment, 1.0)


def rests_on_estimates(points: Sequence[Point]) -> bool:
    """Return whether every one of some figures is the publisher's estimate."""
    return bool(points) and all(point.obs_status == ESTIMATED for point in points)


def stands_still(points: Sequence[Point]) -> bool:
    """Return whether the last figures are all the same, by estimates alone: nobody measured that nothing moved."""
    last = points[-STANDING:]
    return len(last) == STANDING and len({point.value for point in last}) == 1 and rests_on_estimates(last)
