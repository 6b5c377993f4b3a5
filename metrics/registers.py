"""Series that follow from registers published here: the share of schools online from censuses of schools.

A census says of each school yes, no or unknown. Unknown is never "no", but only what is known to be connected counts
as connected when a target is judged: the lower end of the range.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from metrics.aim import HUNDRED
from metrics.series import Series, make_point, moment

SCHOOLS_ONLINE = "schools_online"
PER_CENT = "PT"
AT_LEAST = "at least"
"""What stands before a share where some schools are unknown: it is the lower end of the range."""


@dataclass(frozen=True, slots=True)
class CensusCount:
    """What a census counted in a country: the day (month, year) of its newest check, and schools by answer."""

    period: str
    total: int
    connected: int
    unconnected: int

    @property
    def share(self) -> float:
        """Return the share of schools known to be connected, in per cent of all schools."""
        return self.connected / self.total * HUNDRED

    @property
    def share_high(self) -> float:
        """Return the share that would be connected if every unknown school were, in per cent."""
        return (self.total - self.unconnected) / self.total * HUNDRED

    @property
    def answered(self) -> float:
        """Return the share of schools of which the census knows whether they are connected (0 to 1)."""
        return (self.connected + self.unconnected) / self.total


Timeline = Mapping[str, Sequence[CensusCount]]
"""The counts of each country's censuses, oldest first."""


@dataclass(frozen=True, slots=True)
class CensusLimits:
    """What censuses must hold before they speak for the world, and how far apart two of them must be to have a pace.

    `least_of_the_world` is a share (0 to 1) of the `known_schools` of the world, `shortest_pace` a number of years.
    """

    known_schools: float
    least_of_the_world: float
    shortest_pace: float


def extend_timeline(timeline: Timeline, newest: Mapping[str, CensusCount]) -> dict[str, list[CensusCount]]:
    """Return the timeline after new censuses.

    A census replaces what it follows: counts that claim a later day belong to a census that is no longer published.
    """
    found = {area: list(counts) for area, counts in timeline.items()}
    for area, count in newest.items():
        before = [one for one in found.get(area, []) if one.period < count.period]
        found[area] = [*before, count]
    return found


def census_series(timeline: Timeline, limits: CensusLimits, edition: str, world: str) -> list[Series]:
    """Return a series of the share of schools online for each country with a census, and for the world.

    Args:
        timeline: The counts of each country.
        limits: What a census must hold.
        edition: How the edition is named.
        world: The code of the world.
    """
    together = _world(timeline, limits.known_schools * limits.least_of_the_world)
    everywhere = {**dict(sorted(timeline.items())), world: together}
    known = {
        area: comparable(counts, limits.shortest_pace)
        for area, counts in everywhere.items()
        if counts and counts[-1].answered
    }
    return [_series(area, counts, edition) for area, counts in known.items()]


def comparable(counts: Sequence[CensusCount], shortest_pace: float) -> list[CensusCount]:
    """Return the newest count with those before it from which it has certainly moved, whatever the unknown schools are.

    Two ranges that overlap say nothing about a rise or a fall: a pace taken from their lower ends would read "unknown"
    as "no". Where both censuses know every school, there are no ranges. Counts closer together than `shortest_pace`
    (in years) say nothing about a pace either.
    """
    newest = counts[-1]
    latest = moment(newest.period)
    before = [one for one in counts[:-1] if one.answered and latest - moment(one.period) >= shortest_pace]
    return [*(one for one in before if _is_apart(one, newest)), newest]


def _is_apart(one: CensusCount, newest: CensusCount) -> bool:
    whole = one.answered == 1 and newest.answered == 1
    return whole or one.share_high <= newest.share or newest.share_high <= one.share


def _series(area: str, counts: Sequence[CensusCount], edition: str) -> Series:
    points = tuple(replace(make_point(one.period, one.share), qualifier=_qualifier(one)) for one in counts)
    month = counts[-1].period[:7]
    released = month if len(month) == len("2024-01") else f"{month}-12"
    return Series(SCHOOLS_ONLINE, area, edition, released, edition, PER_CENT, points, register=True)


def _qualifier(count: CensusCount) -> str:
    return AT_LEAST if count.answered < 1 else ""


def _world(timeline: Timeline, fewest: float) -> list[CensusCount]:
    """Return the sum over countries at each day on which a census came in, where it holds enough schools."""
    days = sorted({one.period for counts in timeline.values() for one in counts})
    found = []
    for day in days:
        known = [_until(counts, day) for counts in timeline.values()]
        counts = [one for one in known if one]
        total = CensusCount(day, *(sum(values) for values in zip(*(_numbers(one) for one in counts), strict=True)))
        found += [total] if total.total >= fewest else []
    return found


def _until(counts: Iterable[CensusCount], day: str) -> CensusCount | None:
    return next((one for one in reversed(list(counts)) if one.period <= day), None)


def _numbers(count: CensusCount) -> tuple[int, int, int]:
    return count.total, count.connected, count.unconnected
