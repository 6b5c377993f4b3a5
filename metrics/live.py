"""The status of a live target: from its chance where a projection applies, else from its acceleration factor."""

from dataclasses import replace
from datetime import date
from math import isclose

from data.schemas.target import Target
from metrics.aim import Aim
from metrics.judgement import Judgement, Reason, Status
from metrics.limits import Limits
from metrics.series import Point, Series, date_moment

CHANCE_CODES = {
    "on_track": "chance-high",
    "within_reach": "chance-fair",
    "at_risk": "chance-low",
    "off_track": "chance-slight",
}
"""The reason of each status that follows from a chance."""


def is_too_old(latest: Point, today: date, oldest_years: float) -> bool:
    """Return whether a last value is older than so many years; annual values count in whole years."""
    age = date_moment(today) - latest.moment if latest.dated else today.year - latest.year
    return age > oldest_years


def live_status(judgement: Judgement, aim: Aim | None, target: Target, limits: Limits, today: date) -> Judgement:
    """Return the judgement of a live target with its status and reason.

    `achieved` where the latest value meets the target; else by the chance of the projection: `on_track`,
    `within_reach`, `at_risk`, `off_track`. Where no projection applies by the acceleration factor: `on_track`,
    `within_reach`, `off_track` (more, or no movement), `reversing` (moving away). `insufficient_data` where the last
    value is too old or there are too few observations to have a pace.
    """
    series, latest = judgement.series, judgement.latest
    if series is None or latest is None:
        return _say(judgement, "insufficient_data", "no-observations")
    if aim is None:
        return _say(judgement, "insufficient_data", "no-comparable-baseline")
    if is_too_old(latest, today, limits.oldest_last_value_years):
        years = int(limits.oldest_last_value_years)
        return _say(judgement, "insufficient_data", "too-old", latest_period=latest.period, years=years)
    if aim.is_met(latest.value):
        return replace(_say(judgement, "achieved", "achieved"), met_in=_met_since(series, aim))
    if len(series.points) < limits.fewest_observations:
        return _say(judgement, "insufficient_data", "one-observation", latest_period=latest.period)
    return _by_chance(judgement) or _by_pace(judgement, target, limits)


def _by_chance(judgement: Judgement) -> Judgement | None:
    """Return the judgement with the status that follows from its chance, None where no projection applies."""
    outlook = judgement.projection.outlook if judgement.projection and judgement.required_pace is not None else None
    return _say(judgement, outlook, CHANCE_CODES[outlook]) if outlook else None


def _by_pace(judgement: Judgement, target: Target, limits: Limits) -> Judgement:
    required, actual = judgement.required_pace, judgement.actual_pace
    if required is None:
        return _say(judgement, "off_track", "no-time-left", target_year=target.target_year)
    if not actual:
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


def _met_since(series: Series, aim: Aim) -> int:
    """Return the first year of the unbroken run of observations that meet the target, up to the latest."""
    since = series.points[-1]
    for point in reversed(series.points):
        if not aim.is_met(point.value):
            break
        since = point
    return since.year


def _say(judgement: Judgement, status: Status, code: str, **details: str | float | None) -> Judgement:
    return replace(judgement, status=status, reason=Reason(code, details))
