"""The verdict on a target whose year has passed: met on time, met late, not met, or not assessable."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from metrics.aim import Aim
from metrics.series import Point

PastStatus = Literal["met_on_time", "met_late", "not_met", "not_assessable"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict, the observation that decides it, and the one at the line where it hangs on rounding."""

    status: PastStatus
    deciding: Point | None
    hangs_on: Point | None = None

    @property
    def at_line(self) -> bool:
        """Return whether the verdict hangs on the rounding of an observation."""
        return self.hangs_on is not None


def past_verdict(
    points: Sequence[Point], aim: Aim, target_year: int, years_before: int, begins: int | None = None
) -> Verdict:
    """Return the verdict that the observations of one edition give on a target year that has passed.

    *Met on time*: an observation of the target year or earlier meets it. *Met late*: none did, a later one does.
    *Not met*: none does, and there is one of the target year, a later one, or one of the `years_before` just before.
    *Not assessable* otherwise. The verdict is at the line where rounding to the precision in which the target is
    stated would change it, or where every observation that meets it equals the line. An observation from before the
    plan `begins` proves nothing: it is left out.
    """
    points = [point for point in points if begins is None or point.year >= begins]
    verdict = _decide(points, aim, target_year, years_before)
    rounded = _decide(
        [replace(point, value=aim.rounded(point.value)) for point in points], aim, target_year, years_before
    )
    meeting = [point for point in points if aim.is_met(point.value)]
    if verdict.status == "met_on_time":
        meeting = [point for point in meeting if point.year <= target_year]
    if verdict.status not in (rounded.status, "not_assessable"):
        return replace(verdict, hangs_on=next(point for point in points if _turns(point, aim)))
    if meeting and all(aim.is_at_line(point.value) for point in meeting):
        return replace(verdict, hangs_on=meeting[0])
    return verdict


def _turns(point: Point, aim: Aim) -> bool:
    """Return whether rounding changes the answer for an observation."""
    return aim.is_met(point.value) != aim.is_met(aim.rounded(point.value))


def _decide(points: Sequence[Point], aim: Aim, target_year: int, years_before: int) -> Verdict:
    for point in points:
        if aim.is_met(point.value):
            return Verdict("met_on_time" if point.year <= target_year else "met_late", point)
    in_or_after = [point for point in points if point.year >= target_year]
    just_before = [point for point in points if target_year - years_before <= point.year < target_year]
    deciding = next(iter(in_or_after or just_before[-1:]), None)
    return Verdict("not_met" if deciding else "not_assessable", deciding)
