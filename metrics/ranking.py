"""The rank of an area among its peers, and how far two indicators go together over countries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from data.schemas.indicator import Direction


def concordance(values: Sequence[tuple[float, float]]) -> float | None:
    """Return the share of pairs (0 to 1) in which the one that is higher in the first value is higher in the second.

    Pairs that are equal in either value say nothing and are left out. It is Kendall's rank correlation without ties,
    said as a share: tau = 2 * share - 1, so that 0.5 is what chance alone would give.

    Args:
        values: The two values of each country, in any units.

    Returns:
        The share, None where no two countries differ in both values.
    """
    same = other = 0
    for (one_x, one_y), (two_x, two_y) in combinations(values, 2):
        turn = (one_x - two_x) * (one_y - two_y)
        same += turn > 0
        other += turn < 0
    return same / (same + other) if same + other else None


PARITY = (1.0, 1.0)
"""The band around equal rates of women and men, where no target states a wider one."""


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among areas: 1 is the best. `tied` counts the others that share it, `median` is that of all of them."""

    place: int
    of: int
    tied: int
    median: float


def distance(value: float, direction: Direction, band: tuple[float, float] = PARITY) -> float:
    """Return how far a value is from the best, on a scale on which less is better whatever the direction.

    Only the order of two distances means something: for `up` it is minus the value, for `down` the value, for
    `parity` how far the value lies outside the band, 0 inside it.
    """
    if direction == "parity":
        low, high = band
        return max(low - value, value - high, 0.0)
    return -value if direction == "up" else value


def rank_of(
    ref_area: str, values: Mapping[str, float], direction: Direction, band: tuple[float, float] = PARITY
) -> Rank:
    """Return the place of an area among all that have a value, itself included.

    Competition ranking: areas with the same value share a place, and the places after it stay empty (1, 2, 2, 4).

    Args:
        ref_area: The area to place.
        values: The value of every area compared, by its code.
        direction: Which way is better.
        band: Inside which values all count as equally good, for `parity`.

    Raises:
        KeyError: If the area has no value.
    """
    own = distance(values[ref_area], direction, band)
    others = [distance(value, direction, band) for area, value in values.items() if area != ref_area]
    better, same = sum(one < own for one in others), sum(one == own for one in others)
    return Rank(better + 1, len(values), same, float(median(values.values())))


def rank_all(values: Mapping[str, float], direction: Direction, band: tuple[float, float] = PARITY) -> dict[str, int]:
    """Return the place of every area, the best first; areas with the same value share a place."""
    placed: dict[str, int] = {}
    before, place = None, 0
    distances = {area: distance(value, direction, band) for area, value in values.items()}
    for number, area in enumerate(sorted(distances, key=lambda one: (distances[one], one)), start=1):
        place = place if distances[area] == before else number
        before = distances[area]
        placed[area] = place
    return placed
