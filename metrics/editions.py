"""Which edition says what: the figure is the newest observation of all editions, the course needs a long, fresh one."""

from collections.abc import Sequence
from datetime import date

from metrics.series import Point, Series, date_moment


def edition_in_use(series: Sequence[Series], fewest_periods: int) -> Series | None:
    """Return the series whose line is drawn where nobody judges: the newest edition long enough to be one.

    It is the newest edition with at least `fewest_periods` observed periods; where none has as many, the newest one
    with any observation. Publisher's projections do not count as periods. A register published here (a census of
    schools, a complete list of pledges) goes before every edition.

    Args:
        series: One series an edition, of one indicator and area, newest edition first.
        fewest_periods: The number of periods that makes an edition long enough.

    Returns:
        The series in use, None where no edition has an observation.
    """
    observed = eligible(series)
    long_enough = [one for one in observed if len(one.points) >= fewest_periods]
    return next(iter(long_enough or observed), None)


def eligible(series: Sequence[Series]) -> list[Series]:
    """Return the series that may speak: those with an observation; where a register is published here, that alone."""
    observed = [one for one in series if one.points]
    return [one for one in observed if one.register] or observed


def newest_figure(series: Sequence[Series]) -> tuple[Series, Point] | None:
    """Return the figure: the observation with the latest period of all editions, with its series; None without any.

    For one period the later release wins; of two released in the same month what a publisher states before what is
    derived here, then the longer edition.
    """
    observed = eligible(series)
    if not observed:
        return None
    newest = max(observed, key=lambda one: (one.points[-1].moment, one.released, not one.derived, len(one.points)))
    return newest, newest.points[-1]


def course_series(series: Sequence[Series], fewest_periods: int, oldest_years: float, today: date) -> Series | None:
    """Return the series that pace, projection and chance come from, None where no edition can carry them.

    It is the newest edition with at least `fewest_periods` observed periods whose last one is not older than
    `oldest_years`; never joined with another.
    """
    found = (
        one
        for one in eligible(series)
        if len(one.points) >= fewest_periods and not is_too_old(one.points[-1], today, oldest_years)
    )
    return next(found, None)


def fullest_series(series: Sequence[Series], oldest_years: float, today: date) -> Series | None:
    """Return the edition with the most observed periods among those that are fresh, the newest of two as long."""
    fresh = [one for one in eligible(series) if not is_too_old(one.points[-1], today, oldest_years)]
    return max(fresh, key=lambda one: len(one.points), default=None)


def is_too_old(latest: Point, today: date, oldest_years: float) -> bool:
    """Return whether a last value is older than so many years; annual values count in whole years."""
    age = date_moment(today) - latest.moment if latest.dated else today.year - latest.year
    return age > oldest_years


def later_figure(series: Sequence[Series], in_use: Series) -> tuple[Series, Point] | None:
    """Return the figure where another edition than the one drawn states it: of a later period, or of the same anew."""
    found = newest_figure(series)
    return None if found is None or found[0].edition == in_use.edition else found
