"""Lines with fewer points: a border keeps its course, and two countries that share it keep the same one."""

import heapq
import math
from collections.abc import Sequence

SHORTEST_RING = 4

XY = tuple[float, float]


def simplified(arc: Sequence[XY], tolerance: float) -> list[XY]:
    """Return an arc without the points that matter least to its course (Visvalingam and Whyatt, 1993).

    A point matters as much as the triangle that it makes with its neighbours is large.

    Args:
        arc: Points in degrees. Its ends stay, and of a closed arc, an island, at least three corners.
        tolerance: The area of a triangle in square degrees, as large as it would be at the equator, below which a
            point goes.
    """
    fewest = SHORTEST_RING if arc[0] == arc[-1] else 2
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    heap = [(_spanned(arc, at - 1, at, at + 1), at) for at in range(1, len(arc) - 1)]
    heapq.heapify(heap)
    current = {at: size for size, at in heap}
    while heap and len(current) + 2 > fewest:
        size, at = heapq.heappop(heap)
        if size > tolerance:
            break
        if current.get(at) != size:
            continue
        del current[at]
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for near in (left, right):
            if near in current:
                current[near] = max(size, _spanned(arc, before[near], near, after[near]))
                heapq.heappush(heap, (current[near], near))
    return [arc[0], *(arc[at] for at in sorted(current)), arc[-1]]


def _spanned(arc: Sequence[XY], left: int, middle: int, right: int) -> float:
    """Return the area of the triangle of three points in square degrees, as large as it would be at the equator."""
    (x1, y1), (x2, y2), (x3, y3) = arc[left], arc[middle], arc[right]
    return abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1)) / 2 * math.cos(math.radians(y2))
