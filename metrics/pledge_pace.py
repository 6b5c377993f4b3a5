"""How fast the value of pledges grows: cumulated over time, a year, and as it would have to for a target."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data.schemas.pledge import Pledge
from metrics.pledges import dated_value, undated_value
from metrics.series import DAYS_IN_A_YEAR

LEAST_DAYS = 365
"""A pace a year is not taken from less than a year."""


@dataclass(frozen=True)
class Pace:
    """How much was pledged a year in US dollars, over how many years up to a day."""

    usd_a_year: float
    years: float


def actual_pace(pledges: Iterable[Pledge], today: date, window_years: float) -> Pace | None:
    """Return what was pledged a year over the last years, or since the first pledge where that is later.

    Undated pledges are left out. None where the first pledge is less than a year old, or none has date and value.
    """
    dated = [(day, value) for day, value in dated_value(pledges) if day <= today]
    if not dated:
        return None
    start = max(dated[0][0] - timedelta(days=1), today - timedelta(days=round(window_years * DAYS_IN_A_YEAR)))
    days = (today - start).days
    if days < LEAST_DAYS:
        return None
    years = days / DAYS_IN_A_YEAR
    return Pace(sum(value for day, value in dated if day > start) / years, years)


def required_pace(pledged: float, target: float, today: date, end: date) -> float | None:
    """Return the US dollars a year still to be pledged to reach a target by a day.

    It is 0 where the target is reached, and None where the day has come: no pace is left.
    """
    if pledged >= target:
        return 0.0
    left = (end - today).days / DAYS_IN_A_YEAR
    return (target - pledged) / left if left > 0 else None


def cumulate(pledges: Sequence[Pledge], until: date) -> list[tuple[date, float]]:
    """Return the value pledged so far on each day on which it grew, up to a day.

    What has no date is under the curve from its beginning, so that its end is the whole sum.
    """
    total = undated_value(pledges)
    found: dict[date, float] = {}
    for day, value in dated_value(pledges):
        if day <= until:
            total += value
            found[day] = total
    return list(found.items())


def year_ends(pledges: Sequence[Pledge], until: date) -> list[tuple[date, float]]:
    """Return the value pledged by each 31 December from the first pledge on, and by the last day.

    Where a valued pledge has no date there is no way through time to tell: the last day alone is returned.
    """
    dated = [(day, value) for day, value in dated_value(pledges) if day <= until]
    undated = undated_value(pledges)
    if not dated or undated:
        total = sum(value for _, value in dated) + undated
        return [(until, total)] if total else []
    days = [date(year, 12, 31) for year in range(dated[0][0].year, until.year)]
    return [(end, sum(value for day, value in dated if day <= end)) for end in (*days, until)]
