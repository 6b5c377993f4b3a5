"""How fast: the pace needed, the pace of late, and the ratio of the two."""

from datetime import date
from math import ceil, isclose

from metrics.aim import Aim
from metrics.series import Point, Series, date_moment

NOISE = 1e-12
"""What binary fractions add: 0.98 - 0.82 and 1.18 - 1.02 are both 0.16, and the same distance is no movement."""


def years_left(latest: Point, target_year: int) -> float:
    """Return the years from an observation to the target; a dated figure counts to 31 December of the target year."""
    if latest.dated:
        return date_moment(date(target_year, 12, 31)) - latest.moment
    return target_year - latest.moment


def required_pace(latest: Point, aim: Aim, target_year: int) -> float | None:
    """Return the yearly change needed from the latest observation on to reach the target on time.

    The path is a straight line: the gap that is left, divided by the years that are left. Positive means that the
    value must rise; for parity, the distance to the band that must close every year.

    Returns:
        Units a year (percentage points for a percentage); None where no time is left.
    """
    left = years_left(latest, target_year)
    if left <= 0:
        return None
    return (aim.gap(latest.value) if aim.upper is None else aim.distance(latest.value)) / left


def pace_start(series: Series, window_years: float) -> Point | None:
    """Return the observation from which the actual pace is measured, None where there is only one.

    It is the first one within the window before the latest; where the window holds no other, the one before it.
    """
    if not series.points:
        return None
    latest = series.points[-1]
    earlier = [point for point in series.points if point.moment < latest.moment]
    within = [point for point in earlier if point.moment >= latest.moment - window_years]
    return within[0] if within else earlier[-1] if earlier else None


def actual_pace(series: Series, aim: Aim | None, window_years: float) -> float | None:
    """Return the change per year over the last years of observations, in units a year.

    From the first observation within the window to the latest. For parity it is the yearly change of -d, d being
    the distance outside the band: positive means that parity comes nearer.
    """
    start = pace_start(series, window_years)
    if start is None:
        return None
    latest = series.points[-1]
    before, after = start.value, latest.value
    if aim is not None and aim.upper is not None:
        before, after = -aim.distance(before), -aim.distance(after)
    if isclose(before, after, abs_tol=NOISE):
        return 0.0
    return (after - before) / (latest.moment - start.moment)


def year_at_pace(latest: Point, aim: Aim, actual: float | None) -> int | None:
    """Return the year in which a straight line from the latest observation on would meet the target.

    The line goes on with the pace of late. It has no bands, and a share does not keep such a pace near 100 %: it is
    for what no projection can be made of.

    Returns:
        None where the target is met, or where the pace is unknown, none, or leads away from it.
    """
    if actual is None or aim.is_met(latest.value):
        return None
    way = aim.distance(latest.value) if aim.upper is not None else aim.line - latest.value
    if way * actual <= 0:
        return None
    moment = latest.moment + way / actual
    return int(moment) if latest.dated else ceil(moment - NOISE)


def acceleration_factor(required: float | None, actual: float | None, aim: Aim) -> float | None:
    """Return required pace / actual pace; None where the actual pace is 0, of the wrong sign, or either is missing.

    The right sign is that of the aim, so that it is known even where nothing is required any more: a price of
    exactly 2 against "below 2" that rises has no factor, one that falls has 0.
    """
    if required is None or actual is None:
        return None
    towards = -actual if aim.direction == "down" else actual
    if towards <= 0 or required * actual < 0:
        return None
    return abs(required / actual)
