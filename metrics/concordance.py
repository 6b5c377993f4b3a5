"""How far two indicators go together over countries, as a share that can be said in plain words.

The measure is that of Kendall (1938), A new measure of rank correlation, Biometrika 30, 81-93.
"""

from collections.abc import Sequence
from itertools import combinations


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
