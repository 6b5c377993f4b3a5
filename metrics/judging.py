"""Judging a target for an area: from series and target to a status with everything it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from data.schemas.target import Target
from metrics.aggregates import Aggregate
from metrics.aim import HUNDRED, Aim, make_aim, progress
from metrics.baseline import Baseline, find_baseline
from metrics.editions import edition_in_use, later_figure
from metrics.judgement import Indication, Judgement, LaterFigure, Reason
from metrics.limits import Limits
from metrics.live import live_status
from metrics.outlook import add_projection
from metrics.pace import acceleration_factor, actual_pace, pace_start, required_pace, year_at_pace
from metrics.projector import Projector
from metrics.series import Point, Series, SeriesBook
from metrics.verdict import Verdict, past_verdict

DECIMALS_OF_A_DIFFERENCE = 9
"""More than any source states; 8.3 - 2.3 would else be a little more than a target of 6."""


class OwnAggregates(Protocol):
    """Our own aggregates of country figures, by indicator and group."""

    def of(self, indicator: str, group: str) -> tuple[Series | None, Mapping[int, Aggregate]]:
        """Return the aggregate as a series, with coverage and number of countries by year; None where there is none."""


@dataclass(frozen=True)
class World:
    """What judgements draw on: the series, our own aggregates, the limits, and each framework's first year.

    Without a projector nothing is projected, and live targets are judged by their pace.
    `silences` says, by indicator and area, why there is no figure where something is known nevertheless.
    """

    book: SeriesBook
    own: OwnAggregates
    limits: Limits
    baseline_from: Mapping[str, int]
    silences: Mapping[tuple[str, str], Reason] = field(default_factory=dict)
    projector: Projector | None = None


def judge(target: Target, ref_area: str, world: World, today: date, edition: str | None = None) -> Judgement:
    """Return the judgement of a target for an area as of a day.

    A target whose year has passed gets a verdict; a live one a status from its chance, where a projection applies, else
    from its acceleration factor; one without a number is `qualitative` whatever its year.

    Args:
        target: The target.
        ref_area: The area judged; for a target of each country it may differ from the target's own.
        world: The series and limits to draw on.
        today: The day of the judgement.
        edition: An edition chosen by the reader instead of the one the rule picks.
    """
    found = measured_series(target, ref_area, world)
    chosen = [one for one in found if one.edition == edition] if edition else found
    series = edition_in_use(chosen, world.limits.fewest_periods_of_an_edition)
    judgement = Judgement(
        target.target_id,
        ref_area,
        "insufficient_data",
        Reason("no-observations"),
        target_value=target.target_value if target.kind not in ("relative", "gap_relative") else None,
        target_upper=target.target_upper,
        line=target.met_at,
    )
    if series is not None:
        judgement = _with_figures(judgement, target, series, found, world)
    if target.kind == "qualitative" or target.target_value is None:
        return replace(judgement, status="qualitative", reason=Reason("qualitative", {"note": target.note}))
    judgement = add_projection(judgement, _aim(judgement, target), target, world.projector, today)
    if today.year > target.target_year:
        judged = _judge_past(judgement, target, series, chosen, world)
    else:
        judged = live_status(judgement, _aim(judgement, target), target, world.limits, today)
    return _with_indication(_with_silence(judged, target, world), target, world, today)


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


def _aim(judgement: Judgement, target: Target) -> Aim | None:
    return make_aim(target, judgement.baseline_value)


def _with_figures(
    judgement: Judgement, target: Target, series: Series, found: Sequence[Series], world: World
) -> Judgement:
    limits, latest = world.limits, series.points[-1]
    baseline = _baseline(target, series, judgement.ref_area, world)
    aim = make_aim(target, baseline.value if baseline else None)
    later = later_figure(found, series)
    start = pace_start(series, limits.pace_window_years)
    made = replace(
        judgement,
        edition=series.edition,
        series=series,
        latest=latest,
        baseline_value=baseline.value if baseline else None,
        baseline_period=baseline.period if baseline else None,
        baseline_origin=baseline.origin if baseline else None,
        actual_pace=actual_pace(series, aim, limits.pace_window_years),
        pace_from=start.period if start else None,
        estimated_share=series.estimated_share(),
        newer=_later(later) if later else None,
    )
    return _with_aim(made, target, aim, latest, baseline) if aim else made


def _with_aim(judgement: Judgement, target: Target, aim: Aim, latest: Point, baseline: Baseline | None) -> Judgement:
    required = None if aim.is_reached(latest.value) else required_pace(latest, aim, target.target_year)
    known = baseline is not None and (baseline.year is None or baseline.year <= latest.year)
    return replace(
        judgement,
        target_value=aim.value,
        target_upper=aim.upper,
        line=aim.line,
        gap=aim.gap(latest.value),
        progress=progress(latest.value, baseline.value, aim) if baseline and known else None,
        required_pace=required,
        acceleration_factor=acceleration_factor(required, judgement.actual_pace, aim),
        year_at_pace=year_at_pace(latest, aim, judgement.actual_pace),
        at_line=aim.is_at_line(latest.value),
    )


def _baseline(target: Target, series: Series, ref_area: str, world: World) -> Baseline | None:
    first_year = world.baseline_from.get(target.framework)
    return find_baseline(target, series, ref_area, world.limits.baseline_within_years, first_year)


def _later(later: tuple[Series, Point]) -> LaterFigure:
    series, point = later
    return LaterFigure(point.value, point.period, series.edition, series.released)


def _judge_past(
    judgement: Judgement, target: Target, series: Series | None, found: Sequence[Series], world: World
) -> Judgement:
    """Judge a target whose year has passed; newer editions decide where the one in use cannot."""
    judgement = replace(judgement, status="not_assessable", at_line=False, required_pace=None, acceleration_factor=None)
    if series is None:
        gap = target.kind == "gap_relative"
        return replace(judgement, reason=Reason("no-comparable-baseline" if gap else "no-observations"))
    if _aim(judgement, target) is None:
        return replace(judgement, reason=Reason("no-comparable-baseline"))
    candidates = [series, *(one for one in found if one.points and one.released > series.released)]
    for candidate in candidates:
        baseline = _baseline(target, candidate, judgement.ref_area, world)
        aim = make_aim(target, baseline.value if baseline else None)
        verdict = _past_verdict(candidate, aim, target, world) if aim else None
        if verdict and verdict.status != "not_assessable":
            return _with_verdict(judgement, target, verdict, candidate)
    details: dict[str, str | int | float | None] = {
        "latest_period": series.points[-1].period,
        "target_year": target.target_year,
    }
    return replace(judgement, reason=Reason("no-data-near-year", details))


def _past_verdict(series: Series, aim: Aim, target: Target, world: World) -> Verdict:
    return past_verdict(series.points, aim, target.target_year, world.limits.verdict_years_before)


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


def _with_indication(judgement: Judgement, target: Target, world: World, today: date) -> Judgement:
    """Add what our own aggregate says, where the publisher's figures cannot decide."""
    if judgement.status not in ("not_assessable", "insufficient_data"):
        return judgement
    if judgement.reason.code == "no-comparable-baseline" or target.kind not in ("level", "ceiling", "parity"):
        return judgement
    series, years = world.own.of(target.indicator, judgement.ref_area)
    aim = _aim(judgement, target)
    if series is None or aim is None or not series.points:
        return judgement
    status, point = None, series.points[-1]
    if today.year > target.target_year:
        verdict = _past_verdict(series, aim, target, world)
        if verdict.deciding is None:
            return judgement
        status, point = verdict.status, verdict.deciding
    found = years[point.year]
    made = Indication(status, point.value, point.year, found.coverage, found.countries, series.edition)
    return replace(judgement, indication=made)
