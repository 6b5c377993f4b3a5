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
Step = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class StepRule:
    """When a step is suspected: more than `times` the median step of at least `fewest` others, and large in itself.

    Large is `points` for a share (unit PT...), the part `share` of the value before for any other unit.
    """

    times: float
    points: float
    share: float
    fewest: int


def suspected_breaks(series: Series, rule: StepRule) -> tuple[Step, ...]:
    """Return the steps of a series that look like breaks nobody marked, each as (before, after), oldest first."""
    annual = [point for point in series.points if not point.dated]
    steps = [(before, after, _a_year(before, after)) for before, after in pairwise(annual)]
    if len(steps) <= rule.fewest:
        return ()
    found = []
    for at, (before, after, pace) in enumerate(steps):
        usual = median(other for place, (*_, other) in enumerate(steps) if place != at)
        large = rule.points if series.unit_measure.startswith("PT") else rule.share * abs(before.value)
        if after.obs_status != BREAK and abs(after.value - before.value) >= large and pace > rule.times * usual:
            found.append((before, after))
    return tuple(found)


def _a_year(before: Point, after: Point) -> float:
    return abs(after.value - before.value) / max(after.moment - before.moment, 1.0)


def rests_on_estimates(points: Sequence[Point]) -> bool:
    """Return whether every one of some figures is the publisher's estimate."""
    return bool(points) and all(point.obs_status == ESTIMATED for point in points)


def stands_still(points: Sequence[Point]) -> bool:
    """Return whether the last figures are all the same, by estimates alone: nobody measured that nothing moved."""
    last = points[-STANDING:]
    return len(last) == STANDING and len({point.value for point in last}) == 1 and rests_on_estimates(last)
