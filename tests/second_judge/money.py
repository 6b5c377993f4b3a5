"""Counts and money: what is expected at the target date at the pace of the last 24 months."""

import statistics
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tests.second_judge.figures import Edition

MONTHS_24 = 2.0
FIFTH = 0.2


@dataclass(frozen=True)
class Expected:
    """The value expected at the target date, the status that follows, and the errors such statements had before."""

    status: str
    value: float
    pace: float
    errors: tuple[float, ...]


def value_at(edition: Edition, when: float) -> float | None:
    """Return the value on a date, on the straight line between the figures beside it; none outside them."""
    for before, after in pairwise(edition.figures):
        if before.when <= when <= after.when:
            part = (when - before.when) / (after.when - before.when)
            return before.value + part * (after.value - before.value)
    return None


def pace_at(edition: Edition, count: int) -> float | None:
    """Return the change a year over the 24 months before one of the figures; none where the series is shorter."""
    last = edition.figures[count - 1]
    earlier = value_at(edition, last.when - MONTHS_24)
    return None if earlier is None else (last.value - earlier) / MONTHS_24


def expected_by(edition: Edition, level: float, end: float) -> Expected | None:
    """Return what the last 24 months lead to, or none where there are no such months."""
    pace = pace_at(edition, len(edition.figures))
    if pace is None:
        return None
    left = end - edition.last.when
    value = edition.last.value + pace * left
    missing = level - edition.last.value
    return Expected(
        _status(pace, value, level, best_stretch(edition, left) >= missing), value, pace, past_errors(edition)
    )


def _status(pace: float, value: float, level: float, once_enough: bool) -> str:
    if pace < 0:
        return "reversing"
    if value >= level:
        return "on_track"
    if once_enough:
        return "within_reach"
    return "off_track" if (level - value) / level >= FIFTH else "at_risk"


def best_stretch(edition: Edition, length: float) -> float:
    """Return the most that a stretch of that length ever brought, starting or ending at one of the figures."""
    ends = [figure.when for figure in edition.figures] + [figure.when + length for figure in edition.figures]
    gains = [
        after - before
        for end in ends
        if (after := value_at(edition, end)) is not None and (before := value_at(edition, end - length)) is not None
    ]
    return max(gains, default=0.0)


def past_errors(edition: Edition) -> tuple[float, ...]:
    """Return by how much earlier statements of this kind were exceeded, in the unit of the series."""
    errors = []
    for count in range(1, len(edition.figures)):
        origin, pace = edition.figures[count - 1], pace_at(edition, count)
        if pace is not None:
            errors += [f.value - (origin.value + pace * (f.when - origin.when)) for f in edition.figures[count:]]
    return tuple(errors)


def is_stale(edition: Edition, target_year: int, day: date) -> bool:
    """Return whether the last figure is older than the time that is left, or than twice the usual interval."""
    age = (day - edition.last.date).days
    left = (date(target_year, 12, 31) - day).days
    dates = [figure.date for figure in edition.figures]
    usual = [(after - before).days for before, after in pairwise(dates)]
    return age > left or (bool(usual) and age > 2 * statistics.median(usual))
