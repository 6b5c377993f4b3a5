"""Targets whose year has passed: the latest release that can decide does, and other editions may say otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from data.schemas.target import Target
from metrics.aim import Aim, make_aim
from metrics.baseline import Baseline, find_baseline
from metrics.judgement import Judgement, OtherVerdict, Reason
from metrics.series import Point, Series
from metrics.world import World

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


def baseline_of(target: Target, series: Series, ref_area: str, world: World) -> Baseline | None:
    """Return the baseline of a target in the edition of a series, None where it has none."""
    first_year = world.baseline_from.get(target.framework)
    redefined = world.redefined.get(target.indicator, ())
    return find_baseline(target, series, ref_area, world.limits.baseline_within_years, first_year, redefined)


def judge_past(
    judgement: Judgement, target: Target, aim: Aim | None, found: Sequence[Series], world: World
) -> Judgement:
    """Judge a target whose year has passed: the latest release that has what it needs decides, others may disagree."""
    judgement = replace(judgement, status="not_assessable", at_line=False, required_pace=None, acceleration_factor=None)
    observed = sorted((one for one in found if one.points), key=_rank, reverse=True)
    if not observed:
        gap = target.kind == "gap_relative"
        return replace(judgement, reason=Reason("no-comparable-baseline" if gap else "no-observations"))
    verdicts = [(one, _verdict_of(one, target, judgement.ref_area, world)) for one in observed]
    said = [(one, verdict) for one, verdict in verdicts if verdict and verdict.status != "not_assessable"]
    able = [(one, verdict) for one, verdict in said if _can_tell(one, verdict, target, world)]
    if able:
        series, verdict = able[0]
        others = tuple(_other(one, other) for one, other in said if _disagrees(verdict, other, one))
        return replace(_with_verdict(judgement, target, verdict, series), others=others)
    if aim is None or all(verdict is None for _, verdict in verdicts):
        return replace(judgement, reason=Reason("no-comparable-baseline"))
    latest = judgement.latest.period if judgement.latest else ""
    details: dict[str, str | int | float | None] = {"latest_period": latest, "target_year": target.target_year}
    return replace(judgement, reason=Reason("no-data-near-year", details))


def _rank(series: Series) -> tuple[bool, str, bool]:
    """Return what puts an edition first: a register, then the later release, then what a publisher states itself."""
    return series.register, series.released, not series.derived


def _verdict_of(series: Series, target: Target, ref_area: str, world: World) -> Verdict | None:
    """Return what one edition says of a target whose year has passed, None where it has no level to compare with."""
    baseline = baseline_of(target, series, ref_area, world)
    aim = make_aim(target, baseline.value if baseline else None)
    return verdict_by(series, aim, target, world) if aim else None


def verdict_by(series: Series, aim: Aim, target: Target, world: World) -> Verdict:
    """Return the verdict that the observations of one series give on a target whose year has passed."""
    before, begins = world.limits.verdict_years_before, world.begins.get(target.framework)
    return past_verdict(series.points, aim, target.target_year, before, begins)


def _can_tell(series: Series, verdict: Verdict, target: Target, world: World) -> bool:
    """Return whether an edition has what a verdict needs: one that begins after the target year knows no "late"."""
    first = target.target_year - world.limits.verdict_years_before
    return verdict.status != "met_late" or any(first <= one.year <= target.target_year for one in series.points)


def _disagrees(verdict: Verdict, other: Verdict, series: Series) -> bool:
    """Return whether another edition contradicts a verdict.

    One that ends before the year in which the target was met late knows nothing of that year: it does not disagree.
    """
    if other.status == verdict.status:
        return False
    met, last = verdict.deciding, series.points[-1]
    too_early = verdict.status == "met_late" and other.status == "not_met" and met is not None and last.year < met.year
    return not too_early


def _other(series: Series, verdict: Verdict) -> OtherVerdict:
    point = verdict.deciding or series.points[-1]
    return OtherVerdict(verdict.status, point.value, point.period, series.edition, series.released)


def _with_verdict(judgement: Judgement, target: Target, verdict: Verdict, series: Series) -> Judgement:
    point = verdict.deciding
    met = verdict.status in ("met_on_time", "met_late")
    code = verdict.status.replace("_", "-")
    if verdict.status == "not_met" and point and point.year < target.target_year:
        code = "not-met-year-before"
    details: dict[str, str | int | float | None] = {
        "value": point.value if point else None,
        "period": point.period if point else "",
        "edition": series.edition,
        "target_year": target.target_year,
    }
    if verdict.hangs_on:
        details |= {"line_value": verdict.hangs_on.value, "line_period": verdict.hangs_on.period}
    return replace(
        judgement,
        status=verdict.status,
        reason=Reason(code, details),
        at_line=verdict.at_line,
        met_in=point.year if met and point else None,
        verdict_edition=series.edition if series.edition != judgement.edition else None,
    )
