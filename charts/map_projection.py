"""From degrees to a flat map on which areas compare: the Equal Earth projection (Savric, Patterson and Jenny, 2018)."""

import math

from data.geometry import EARTH_RADIUS_KM, FULL_CIRCLE, HALF_CIRCLE

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
ROOT_3 = math.sqrt(3)
HALVINGS = 30

XY = tuple[float, float]


def project(lon: float, lat: float, centre: float = 0.0) -> XY:
    """Return where a point lies on the world map, in radii of the globe: x from -2.71 to 2.71, y from -1.32 to 1.32.

    Areas are true: a square of 1 by 1 is one squared radius of the globe anywhere on the map.

    Args:
        lon: Degrees east; any turn of the globe is the same place.
        lat: Degrees north.
        centre: The meridian in the middle of the map, degrees east.
    """
    turned = (
        (lon - centre + HALF_CIRCLE) % FULL_CIRCLE - HALF_CIRCLE if abs(lon - centre) > HALF_CIRCLE else lon - centre
    )
    slant = math.asin(ROOT_3 / 2 * math.sin(math.radians(lat)))
    square = slant * slant
    sixth = square * square * square
    stretch = 9 * A4 * square * sixth + 7 * A3 * sixth + 3 * A2 * square + A1
    x = 2 * ROOT_3 * math.radians(turned) * math.cos(slant) / (3 * stretch)
    return x, slant * (A1 + A2 * square + sixth * (A3 + A4 * square))


def pixels_of(area_km2: float, map_width: float) -> float:
    """Return how many square pixels an area takes on a world map so many pixels wide."""
    scale = map_width / (2 * project(HALF_CIRCLE, 0.0)[0])
    return area_km2 * (scale / EARTH_RADIUS_KM) ** 2


def middle_latitude(south: float, north: float) -> float:
    """Return the latitude half-way up a map between two others; degrees are not equally high on it."""
    goal = (project(0.0, south)[1] + project(0.0, north)[1]) / 2
    low, high = south, north
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if project(0.0, middle)[1] < goal else (low, middle)
    return (low + high) / 2
