"""What a chart of two indicators against each other holds: a mark a country, an axis an indicator, and its measures."""

import math

HEIGHT, TOP, BOTTOM, RIGHT = 560, 92, 64, 18
LARGEST, SMALLEST, UNKNOWN = 54.0, 6.0, 8.0
"""Diameters in pixels: of the most people, the least a mark can have, and of a mark without a number of people."""


def bubble_size(people: float | None, most_people: float) -> float:
    """Return the diameter of a mark in pixels: its area is in proportion to the people, down to the smallest mark."""
    if people is None or most_people <= 0:
        return UNKNOWN
    return max(SMALLEST, LARGEST * math.sqrt(people / most_people))
