"""What a chart of two indicators against each other holds: a mark a country, an axis an indicator, and its measures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from charts.content import AimLine
from charts.scatter_axes import Scale

HEIGHT, TOP, BOTTOM, RIGHT = 560, 92, 64, 18
LARGEST, SMALLEST, UNKNOWN = 54.0, 6.0, 8.0
"""Diameters in pixels: of the most people, the least a mark can have, and of a mark without a number of people."""


@dataclass(frozen=True)
class Bubble:
    """A country: its two values, its people (None where unknown), its group by number, and what is said of it."""

    name: str
    x: float
    y: float
    people: float | None
    group: int = 0
    lines: tuple[str, ...] = ()
    chosen: bool = False
    labelled: bool = False


@dataclass(frozen=True)
class Axle:
    """What an axis measures, in words, its scale, and the targets that every country has on it."""

    words: str
    scale: Scale
    aims: Sequence[AimLine] = field(default_factory=tuple)


@dataclass(frozen=True)
class ScatterChart:
    """The chart with its words; the marks come the largest first, `most_people` is the most of any year."""

    title: str
    about: str
    source: str
    across: Axle
    up: Axle
    bubbles: Sequence[Bubble]
    most_people: float


def bubble_size(people: float | None, most_people: float) -> float:
    """Return the diameter of a mark in pixels: its area is in proportion to the people, down to the smallest mark."""
    if people is None or most_people <= 0:
        return UNKNOWN
    return max(SMALLEST, LARGEST * math.sqrt(people / most_people))
