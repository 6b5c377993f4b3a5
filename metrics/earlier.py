"""What was said earlier of one year, from statements made at several origins."""

from collections.abc import Iterable, Sequence

from metrics.record import Statement

SAID_BEFORE = (6, 5, 3, 1)
"""So many years before a year, what was said of it is shown: far, half way and near."""


def years_told(statements: Iterable[Statement]) -> tuple[int, ...]:
    """Return the years of which something was said and came in, in order."""
    return tuple(sorted({one.year for one in statements if one.horizon in SAID_BEFORE}))


def said_of(statements: Iterable[Statement], year: int) -> tuple[Statement, ...]:
    """Return what was said of a year 6, 5, 3 and 1 years before it, the earliest first."""
    found = {one.horizon: one for one in statements if one.year == year}
    return tuple(found[before] for before in SAID_BEFORE if before in found)


def count_inside(statements: Sequence[Statement]) -> int:
    """Return how many outcomes lie in the 80 % band of what was said."""
    return sum(one.inside for one in statements)
