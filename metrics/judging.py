"""Judging a target for an area: from series and target to a status with everything it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.schemas.target import Target
from metrics.aim import HUNDRED, Aim, make_aim, progress
from metrics.baseline import Baseline
from metrics.breaks import rests_on_estimates, stands_still, suspected_breaks
from metrics.editions import course_series, fullest_series, is_too_old, newest_figure
from metrics.judgement import Indication, Judgement, Reason
from metrics.live import live_status
from metrics.outlook import add_course, add_short_course, add_staying
from metrics.pace import required_pace
from metrics.series import Point, Series
from metrics.verdict import baseline_of, judge_past, verdict_by
from metrics.world import World

FEW_POINTS = "projection-few-points"
DECIMALS_OF_A_DIFFERENCE = 9
"""More than any source states; 8.3 - 2.3 would else be a little more than a target of 6."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The figure with its series, the course (None where no edition can carry one), and the line to draw."""

    series: Series
    point: Point
    course: Series | None
    drawn: Series
    course_reason: str = ""
    not_projected: str = ""


def judge(target: Target, ref_area: str, world: World, today: date, edition: str | None = None) -> Judgement:
    """Return the judgement of a target for an area as of a day.

    A target whose year has passed gets a verdict; a live one a status from its chance, or from its pace where no
    chance is ever given; one without a number is `qualitative` whatever its year. The figure is the newest of all
    editions, the course that of the newest edition long and fresh enough to have one.

    Args:
        target: The target.
        ref_area: The area judged; for a target of each country it may differ from the target's own.
        world: The series and limits to draw on.
        today: The day of the judgement.
        edition: An edition chosen by the reader instead of the ones the rule picks.
    """
    found = measured_series(target, ref_area, world)
    chosen = [one for one in found if one.edition == edition] if edition else found
    sides = choose_sides(chosen, world, today)
    judgement = _start(target, ref_area)
    if sides is not None:
        judgement = _with_figure(judgement, target, sides, world)
    if target.kind == "qualitative" or target.target_value is None:
        return replace(judgement, status="qualitative", reason=Reason("qualitative", {"note": target.note}))
    aim = make_aim(target, judgement.baseline_value)
    if sides is not None and aim is not None:
        add = add_short_course if sides.course is None else add_course
        if sides.course is not None or sides.not_projected == FEW_POINTS:
            judgement = add(judgement, aim, target, sides.course or sides.drawn, world, today)
    if today.year > target.target_year:
        judged = judge_past(judgement, target, aim, chosen, world)
    else:
        judged = live_status(judgement, aim, target, world.limits, today)
    if judged.status == "achieved" and aim is not None:
        judged = add_staying(judged, aim, target, world, today)
    return _with_indication(_with_silence(judged, target, world), target, aim, world, today)


def choose_sides(found: Sequence[Series], world: World, today: date) -> Sides | None:
    """Return the figure, the course and the line to draw of some editions, None where there is no observation."""
    figure = newest_figure(found)
    if figure is None:
        return None
    limits = world.limits
    oldest, fewest = limits.oldest_last_value_years, limits.fewest_periods_of_an_edition
    course = course_series([one for one in found if world.comparable(one)], fewest, oldest, today)
    drawn = course or fullest_series(found, oldest, today) or figure[0]
    if course is not None:
        return Sides(*figure, course, drawn)
    if course_series(found, fewest, oldest, today) is not None:
        return Sides(*figure, None, drawn, "not-comparable", "projection-not-comparable")
    old = is_too_old(figure[1], today, oldest)
    return Sides(*figure, None, drawn, "not-projected", "projection-too-old" if old else FEW_POINTS)


def _start(target: Target, ref_area: str) -> Judgement:
    relative = target.kind in ("relative", "gap_relative")
    return Judgement(
        target.target_id,
        ref_area,
        "insufficient_data",
        Reason("no-observations"),
        target_value=None if relative else target.target_value,
        target_upper=target.target_upper,
        line=target.met_at,
    )


def _with_silence(judgement: Judgement, target: Target, world: World) -> Judgement:
    """Return the judgement with the reason why there is no figure, where more can be said than that."""
    known = world.silences.get((target.indicator, judgement.ref_area))
    return replace(judgement, reason=known) if known and judgement.reason.code == "no-observations" else judgement


def measured_series(target: Target, ref_area: str, world: World) -> list[Series]:
    """Return the series a target is judged by, in its unit, newest edition first.

    Counts of countries become shares of the target's denominator; a gap is the area's value minus that of the
    comparator group, period by period within an edition.
    """
    found = list(world.book.of(target.indicator, ref_area))
    if target.kind == "country_share" and target.denominator:
        whole = target.denominator  # count x 100 first: 97 x (100 / 194) is not quite 50
        return [one.with_points(replace(p, value=p.value * HUNDRED / whole) for p in one.points) for one in found]
    if target.kind == "gap_relative":
        others = {one.edition: one for one in world.book.of(target.indicator, world.limits.comparator_of_gaps)}
        return [_difference(one, others[one.edition]) for one in found if one.edition in others]
    return found


def _difference(series: Series, other: Series) -> Series:
    values = {point.period: point.value for point in other.points}
    return series.with_points(
        replace(point, value=round(point.value - values[point.period], DECIMALS_OF_A_DIFFERENCE))
        for point in series.points
        if point.period in values
    )


def _with_figure(judgement: Judgement, target: Target, sides: Sides, world: World) -> Judgement:
    """Return the judgement with the figure: how far it is, from the baseline of its own edition."""
    latest, drawn = sides.point, sides.drawn
    baseline = baseline_of(target, sides.series, judgement.ref_area, world)
    aim = make_aim(target, baseline.value if baseline else None)
    made = replace(
        judgement,
        edition=sides.series.edition,
        series=drawn,
        latest=latest,
        course_reason=sides.course_reason,
        not_projected=sides.not_projected,
        baseline_value=baseline.value if baseline else None,
        baseline_period=baseline.period if baseline else None,
        baseline_origin=baseline.origin if baseline else None,
        estimated_share=drawn.estimated_share(),
        rests_on=_rests_on(drawn, world),
        suspected=() if drawn.indicator in world.by_steps else suspected_breaks(drawn, world.limits.steps),
    )
    return _with_aim(made, target, aim, latest, baseline) if aim else made


def _rests_on(series: Series, world: World) -> tuple[str, ...]:
    """Return what a status rests on alone, as codes: estimates, or figures that stand still by estimates."""
    if series.derived:
        return ()
    last = series.points[-1].moment - world.limits.pace_window_years if series.points else 0.0
    recent = [point for point in series.points if point.moment >= last]
    said = {"stands-still": stands_still(series.points), "estimates-alone": rests_on_estimates(recent)}
    return tuple(code for code, holds in said.items() if holds)


def _with_aim(judgement: Judgement, target: Target, aim: Aim, latest: Point, baseline: Baseline | None) -> Judgement:
    required = None if aim.is_met(latest.value) else required_pace(latest, aim, target.target_year)
    known = baseline is not None and (baseline.year is None or baseline.period < latest.period)
    return replace(
        judgement,
        target_value=aim.value,
        target_upper=aim.upper,
        line=aim.line,
        gap=aim.gap(latest.value),
        gap_to_target=aim.gap_to_target(latest.value),
        progress=progress(latest.value, baseline.value, aim) if baseline and known else None,
        required_pace=required,
        at_line=aim.is_at_line(latest.value),
        met_now=aim.is_met(latest.value),
        final=latest.year >= target.target_year,
    )


def _with_indication(judgement: Judgement, target: Target, aim: Aim | None, world: World, today: date) -> Judgement:
    """Add what our own aggregate says, where the publisher's figures cannot decide."""
    if judgement.status not in ("not_assessable", "insufficient_data"):
        return judgement
    if judgement.reason.code == "no-comparable-baseline" or target.kind not in ("level", "ceiling", "parity"):
        return judgement
    series, years = world.own.of(target.indicator, judgement.ref_area)
    aim = aim or make_aim(target, None)
    if series is None or aim is None or not series.points:
        return judgement
    status, point = None, series.points[-1]
    if today.year > target.target_year:
        verdict = verdict_by(series, aim, target, world)
        if verdict.deciding is None:
            return judgement
        status, point = verdict.status, verdict.deciding
    elif is_too_old(point, today, world.limits.oldest_last_value_years):
        return judgement
    found = years[point.year]
    made = Indication(status, point.value, point.year, found.coverage, found.countries, series.edition)
    return replace(judgement, indication=made)
