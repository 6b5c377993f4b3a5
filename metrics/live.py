"""The status of a live target: from its chance, or from its pace where no chance is ever given; never from less."""

from dataclasses import replace
from datetime import date
from math import isclose

from data.schemas.target import Target
from metrics.aim import Aim
from metrics.editions import is_too_old
from metrics.judgement import Judgement, Reason, Status
from metrics.money import is_stale, money_outlook
from metrics.outlook import PROJECTED_KINDS
from metrics.projection import SHARE_UNITS
from metrics.series import Series
from metrics.world import Limits

CHANCE_CODES = {
    "on_track": "chance-high",
    "within_reach": "chance-fair",
    "at_risk": "chance-low",
    "off_track": "chance-slight",
}
"""The reason of each status that follows from a chance."""
SUMS = ("sum",)
"""Kinds of targets judged by the rule for counts and money."""


def live_status(judgement: Judgement, aim: Aim | None, target: Target, limits: Limits, today: date) -> Judgement:
    """Return the judgement of a live target with its status and reason.

    `achieved` where the figure meets the target. Else, for a share of people or a price, by the chance of the
    projection and by nothing else: `on_track`, `within_reach`, `at_risk`, `off_track`. A sum is judged by what its
    pace brings until the target date. What follows no curve (parity, gaps, counts and shares of countries) is judged
    by its acceleration factor: `on_track`, `within_reach`, `off_track` (more, or no movement), `reversing`.
    `insufficient_data` where the figure is too old, or no edition is long and fresh enough to have a course.
    """
    latest = judgement.latest
    if latest is None:
        return _say(judgement, "insufficient_data", "no-observations")
    if aim is None:
        return _say(judgement, "insufficient_data", "no-comparable-baseline")
    if is_too_old(latest, today, limits.oldest_last_value_years):
        years = int(limits.oldest_last_value_years)
        return _say(judgement, "insufficient_data", "too-old", latest_period=latest.period, years=years)
    if aim.is_met(latest.value):
        return replace(_say(judgement, "achieved", "achieved"), met_in=_met_since(judgement, aim))
    if target.kind in SUMS:
        return _by_money(judgement, aim, target, limits, today)
    return _by_chance(judgement) or _without_chance(judgement, target, limits)


def _by_chance(judgement: Judgement) -> Judgement | None:
    """Return the judgement with the status that follows from its chance, None where no projection applies."""
    outlook = judgement.projection.outlook if judgement.projection else None
    return _say(judgement, outlook, CHANCE_CODES[outlook]) if outlook else None


def _without_chance(judgement: Judgement, target: Target, limits: Limits) -> Judgement:
    """Return a judgement by its pace where the kind of target has no chance, else why there is no status word."""
    if judgement.required_pace is None:
        return _say(judgement, "off_track", "no-time-left", target_year=target.target_year)
    if judgement.course_edition is None:
        return _say_thin(judgement)
    unit = judgement.series.unit_measure if judgement.series else ""
    if target.kind in PROJECTED_KINDS and unit.startswith(SHARE_UNITS):
        return _say(judgement, "insufficient_data", "not-projected")
    return _by_pace(judgement, limits)


def _say_thin(judgement: Judgement) -> Judgement:
    """Say that there are too few figures for a course, how many, and which way they go; two equal ones go nowhere."""
    series = judgement.series
    if judgement.course_reason in ("contradicted", "not-comparable"):
        return _say(judgement, "insufficient_data", judgement.course_reason)
    count = len(series.points) if series else 0
    if series is None or count < 2:
        period = judgement.latest.period if judgement.latest else ""
        return _say(judgement, "insufficient_data", "one-observation", latest_period=period)
    return _say(judgement, "insufficient_data", f"few-figures-{movement(series)}", count=count)


def movement(series: Series) -> str:
    """Return which way a series went from its first figure to its last: `up`, `down` or `level`."""
    first, last = series.points[0].value, series.points[-1].value
    return "level" if isclose(first, last) else "up" if last > first else "down"


def _by_money(judgement: Judgement, aim: Aim, target: Target, limits: Limits, today: date) -> Judgement:
    points = judgement.series.points if judgement.series else ()
    found = money_outlook(points, aim, target.target_year, limits.money)
    if found is None:
        return (
            _say_thin(judgement) if judgement.required_pace is not None else _without_chance(judgement, target, limits)
        )
    stale = is_stale(points, today, target.target_year, limits.money)
    named = None if found.status in ("on_track", "within_reach", "reversing") else judgement.year_at_pace
    said = replace(judgement, money=found, stale=stale, actual_pace=found.pace, pace_from=found.since)
    said = replace(said, year_at_pace=named, acceleration_factor=None)
    return _say(said, found.status, f"money-{found.status.replace('_', '-')}")


def _by_pace(judgement: Judgement, limits: Limits) -> Judgement:
    if not judgement.actual_pace:
        return _say(judgement, "off_track", "no-movement")
    factor = judgement.acceleration_factor
    if factor is None:
        return _say(judgement, "reversing", "moving-away")
    if _at_most(factor, limits.on_track):
        return _say(judgement, "on_track", "pace-sufficient")
    if _at_most(factor, limits.within_reach):
        return _say(judgement, "within_reach", "pace-nearly-sufficient")
    return _say(judgement, "off_track", "pace-too-slow")


def _at_most(factor: float, limit: float) -> bool:
    """Return whether a factor is within a limit; 16.7 / 5 against 2 is 1.67, whatever binary fractions make of it."""
    return factor <= limit or isclose(factor, limit)


def _met_since(judgement: Judgement, aim: Aim) -> int | None:
    """Return the first year of the unbroken run of figures of the figure's edition that meet the target."""
    latest, series = judgement.latest, judgement.series
    if latest is None:
        return None
    since = latest
    points = series.points if series and series.edition == judgement.edition else ()
    for point in reversed(points):
        if not aim.is_met(point.value):
            break
        since = point
    return since.year


def _say(judgement: Judgement, status: Status, code: str, **details: str | float | None) -> Judgement:
    return replace(judgement, status=status, reason=Reason(code, details))


def is_live(target: Target, day: date) -> bool:
    """Return whether a target is still running, with a number."""
    return target.target_year >= day.year and target.target_value is not None and target.kind != "qualitative"
