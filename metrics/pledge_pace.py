"""How the value of pledges grows: cumulated from day to day, and at the end of each year."""

from collections.abc import Sequence
from datetime import date

from data.schemas.pledge import Pledge
from metrics.pledges import add_up, dated_value, undated_value


def cumulate(pledges: Sequence[Pledge], until: date) -> list[tuple[date, float]]:
    """Return the value pledged so far on each day on which it grew, up to a day.

    What has no date is under the curve from its beginning, so that its end is the whole sum.
    """
    total = undated_value(pledges)
    found: dict[date, float] = {}
    for day, value in dated_value(pledges):
        if day <= until:
            total = add_up((total, value))
            found[day] = total
    return list(found.items())


def year_ends(pledges: Sequence[Pledge], until: date) -> list[tuple[date, float]]:
    """Return the value pledged by each 31 December from the first pledge on, and by the last day.

    Where a valued pledge has no date there is no way through time to tell: the last day alone is returned.
    """
    dated = [(day, value) for day, value in dated_value(pledges) if day <= until]
    undated = undated_value(pledges)
    if not dated or undated:
        total = add_up((*(value for _, value in dated), undated))
        return [(until, total)] if total else []
    days = [date(year, 12, 31) for year in range(dated[0][0].year, until.year)]
    return [(end, add_up(value for day, value in dated if day <= end)) for end in (*days, until)]
