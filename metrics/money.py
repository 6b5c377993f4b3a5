"""Counts and money by their own rule: what the pace of the last two years brings by the target date.

There is no curve to project a sum of pledges by, and too few series to calibrate one. So the value expected at the
date is held against the target, what is short of it against what a stretch as long as the one left once brought.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Literal

from metrics.aim import Aim
from metrics.series import Point, date_moment

MoneyStatus = Literal["on_track", "within_reach", "at_risk", "off_track", "reversing"]


@dataclass(frozen=True, slots=True)
class MoneyRule:
    """The numbers of the rule: years that the pace is taken over, the share of the target that is far short."""

    window_years: float
    far_short: float
    stale_intervals: float


@dataclass(frozen=True, slots=True)
class MoneyOutlook:
    """What the pace brings: values in the unit of the series, `pace` in units a year, `years` from figure to target.

    `best` is the most that a stretch of `years` brought before, `off` the mean error of the same statement made at
    earlier figures and come in since, None where none has; `since` the period from which the pace is measured.
    """

    status: MoneyStatus
    expected: float
    missing: float
    pace: float
    since: str
    years: float
    best: float
    off: float | None

    @property
    def short(self) -> float:
        """Return by how much the value expected falls short of the target, in its unit."""
        return self.missing - self.pace * self.years


def money_outlook(points: Sequence[Point], aim: Aim, target_year: int, rule: MoneyRule) -> MoneyOutlook | None:
    """Return what the pace of the last years brings by 31 December of the target year.

    `on_track` where it reaches the target; short of it `within_reach` where a stretch as long as the one that is left
    once brought as much as is missing now; else `at_risk`, or `off_track` where it falls short by the share
    `far_short` of the target or more; `reversing` where the value moves away. Between two figures it is taken to have
    moved evenly.

    Args:
        points: The figures, oldest first.
        aim: The sum to reach.
        target_year: Its year.
        rule: The numbers of the rule.

    Returns:
        The outlook, None with fewer than two figures, or where no time is left.
    """
    latest = points[-1] if points else None
    if latest is None or latest.moment <= points[0].moment:
        return None
    years = _target_date(latest, target_year) - latest.moment
    if years <= 0:
        return None
    pace, since = _pace(points, rule.window_years)
    missing, expected = aim.line - latest.value, latest.value + pace * years
    best = _best_stretch(points, years)
    sign = -1 if aim.direction == "down" else 1
    status = _status(sign * pace, sign * (aim.line - expected), sign * missing, sign * best, rule.far_short * aim.line)
    return MoneyOutlook(status, expected, missing, pace, since, years, best, _mean_error(points, years, rule))


def is_stale(points: Sequence[Point], today: date, target_year: int, rule: MoneyRule) -> bool:
    """Return whether the last figure is older than the time left to the target, or than its publisher usually takes.

    Its publisher usually takes the median interval between two figures; `stale_intervals` times that is late.
    """
    if not points:
        return False
    age = date_moment(today) - points[-1].moment
    left = date_moment(date(target_year, 12, 31)) - date_moment(today)
    intervals = [after.moment - before.moment for before, after in pairwise(points)]
    return age > left or (bool(intervals) and age > rule.stale_intervals * median(intervals))


def _target_date(latest: Point, target_year: int) -> float:
    return date_moment(date(target_year, 12, 31)) if latest.dated else float(target_year)


def _status(pace: float, short: float, missing: float, best: float, far: float) -> MoneyStatus:
    """Return the status from quantities that are positive towards (pace, best) or short of (short, missing) the aim."""
    if pace < 0:
        return "reversing"
    if short <= 0:
        return "on_track"
    if best >= missing:
        return "within_reach"
    return "off_track" if short >= far else "at_risk"


def _pace(points: Sequence[Point], window_years: float) -> tuple[float, str]:
    latest, first = points[-1], points[0]
    start = max(latest.moment - window_years, first.moment)
    since = next(point for point in reversed(points) if point.moment <= start)
    return (latest.value - _value_at(points, start)) / (latest.moment - start), since.period


def _value_at(points: Sequence[Point], moment: float) -> float:
    """Return the value at a moment between the first and the last figure, evenly between two of them."""
    before = max((point for point in points if point.moment <= moment), key=lambda point: point.moment)
    after = min((point for point in points if point.moment >= moment), key=lambda point: point.moment)
    if after.moment == before.moment:
        return after.value
    part = (moment - before.moment) / (after.moment - before.moment)
    return before.value + part * (after.value - before.value)


def _best_stretch(points: Sequence[Point], years: float) -> float:
    """Return the most that any stretch of so many years brought; that of the whole series where it is shorter."""
    first, last = points[0].moment, points[-1].moment
    starts = {point.moment for point in points} | {point.moment - years for point in points}
    inside = [start for start in starts if first <= start <= last - years]
    moved = [_value_at(points, start + years) - _value_at(points, start) for start in inside]
    return max(moved, key=abs, default=points[-1].value - points[0].value)


def _mean_error(points: Sequence[Point], years: float, rule: MoneyRule) -> float | None:
    """Return how far such statements were off on average: at every earlier figure, so many years ahead."""
    last, found = points[-1].moment, []
    for at, origin in enumerate(points):
        known = points[: at + 1]
        if at and origin.moment + years <= last and origin.moment > points[0].moment:
            pace, _ = _pace(known, rule.window_years)
            found.append(abs(_value_at(points, origin.moment + years) - (origin.value + pace * years)))
    return sum(found) / len(found) if found else None
