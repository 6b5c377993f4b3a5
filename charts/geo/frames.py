"""Which part of the world a map on plain axes shows, so that it fills the box that it is drawn in."""

import math

from data.geometry import FULL_CIRCLE, HALF_CIRCLE, Bounds

FLATTEST, TALLEST = 0.45, 0.7
"""The least and the greatest height of what a map shows, as a share of its width.

A box on a wide page is half as high as wide, one for a part of the world is nearly square on a telephone.
"""
ROOM = 0.03
"""Room on each side, as a share of what is shown."""
SOUTH, NORTH = -80.0, 84.0


def filled(bounds: Bounds) -> Bounds:
    """Return a box with room around it, widened where it is too flat or too narrow for the box it is drawn in.

    It grows to both sides alike, at most to the whole world; over its upper or lower edge it is moved instead. Boxes
    near the date line are counted beyond 180 degrees, so that what lies on both sides of it can be drawn around them.
    """
    middle, across = (bounds.west + bounds.east) / 2, (bounds.east - bounds.west) * (1 + 2 * ROOM)
    up = (bounds.north - bounds.south) * (1 + 2 * ROOM)
    narrow = math.cos(math.radians((bounds.south + bounds.north) / 2))
    up = min(max(up, FLATTEST * across * narrow), NORTH - SOUTH)
    across = min(max(across, up / (TALLEST * narrow)), FULL_CIRCLE)
    south = min(max((bounds.south + bounds.north - up) / 2, SOUTH), NORTH - up)
    middle += (
        FULL_CIRCLE
        if reach_of(Bounds(middle - across / 2, south, middle + across / 2, south)).west < -HALF_CIRCLE
        else 0
    )
    return Bounds(middle - across / 2, south, middle + across / 2, south + up)


def reach_of(bounds: Bounds) -> Bounds:
    """Return the box around a box whose countries are drawn, so that none ends at the margin: as much on each side."""
    across, up = bounds.east - bounds.west, bounds.north - bounds.south
    middle, half = (bounds.west + bounds.east) / 2, min(across * 1.5, HALF_CIRCLE)
    return Bounds(middle - half, max(bounds.south - up, -90.0), middle + half, min(bounds.north + up, 90.0))
