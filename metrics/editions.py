"""Which edition a judgement uses: the newest that is long enough to carry a trend."""

from collections.abc import Sequence

from metrics.series import Point, Series


def edition_in_use(series: Sequence[Series], fewest_periods: int) -> Series | None:
    """Return the series whose edition carries trend, latest value and pace.

    It is the newest edition with at least `fewest_periods` observed periods; where none has as many, the newest one
    with any observation. Publisher's projections do not count as periods. A register published here (a census of
    schools, a complete list of pledges) goes before every edition.

    Args:
        series: One series an edition, of one indicator and area, newest edition first.
        fewest_periods: The number of periods that makes an edition long enough.

    Returns:
        The series in use, None where no edition has an observation.
    """
    observed = [one for one in series if one.points]
    registers = [one for one in observed if one.register]
    long_enough = [one for one in observed if len(one.points) >= fewest_periods]
    return next(iter(registers or long_enough or observed), None)


def later_figure(series: Sequence[Series], in_use: Series) -> tuple[Series, Point] | None:
    """Return the latest figure of another edition that is later than the series in use has, with its series."""
    last = in_use.points[-1].moment
    later = [
        (one.points[-1].moment, one.released, one)
        for one in series
        if one.edition != in_use.edition and one.points and one.points[-1].moment > last
    ]
    if not later:
        return None
    newest = max(later, key=lambda entry: entry[:2])[2]
    return newest, newest.points[-1]
