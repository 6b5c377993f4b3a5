"""Where schools lie in relation to each other and to their country: same point, same name nearby, beyond the border."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from data.geometry import Shape

Flags = NDArray[np.bool_]
Degrees = NDArray[np.float64]
Codes = NDArray[np.int64]
EARTH_METRES = 6_371_008.8
METRES_A_DEGREE = EARTH_METRES * np.pi / 180
KILOMETRE = 1000.0
MOST_STEPS = 2000
"""Neighbours looked at before a crowd of namesakes on one line of latitude is left alone."""
NARROWEST, TINY = 0.01, 1e-12


def same_point(group: Codes, longitude: Degrees, latitude: Degrees) -> Flags:
    """Return which schools share their exact point with another one of their group (their country)."""
    order = np.lexsort((longitude, latitude, group))
    same = (np.diff(group[order]) == 0) & (np.diff(latitude[order]) == 0) & (np.diff(longitude[order]) == 0)
    return _in_order(order, same)


def near_namesakes(group: Codes, longitude: Degrees, latitude: Degrees, metres: float) -> Flags:
    """Return which schools lie within so many metres of another one of their group (country, level and name).

    Within a group schools stand by latitude, so only those in the same narrow band of latitude are compared.
    """
    order = np.lexsort((longitude, latitude, group))
    key, lat, lon = group[order], latitude[order], longitude[order]
    found = np.zeros(len(order), dtype=bool)
    left, band = np.arange(len(order)), metres / METRES_A_DEGREE * 1.001
    for step in range(1, MOST_STEPS):
        left = left[left + step < len(order)]
        right = left + step
        near = (key[left] == key[right]) & (lat[right] - lat[left] <= band)
        left, right = left[near], right[near]
        if not len(left):
            break
        close = distance(lon[left], lat[left], lon[right], lat[right]) <= metres
        found[left[close]] = found[right[close]] = True
        # those on one and the same point need no further look: the next one of the group compares with the last
        left = left[(lat[left] != lat[right]) | (lon[left] != lon[right])]
    flags = np.zeros(len(order), dtype=bool)
    flags[order] = found
    return flags


def _in_order(order: Codes, same_as_next: Flags) -> Flags:
    flags = np.zeros(len(order), dtype=bool)
    flags[order[:-1][same_as_next]] = True
    flags[order[1:][same_as_next]] = True
    return flags


def distance(lon1: Degrees, lat1: Degrees, lon2: Degrees, lat2: Degrees) -> Degrees:
    """Return the distances between pairs of places in metres, on a sphere (haversine)."""
    up, across = np.radians(lat2 - lat1) / 2, np.radians(lon2 - lon1) / 2
    bow = np.sin(up) ** 2 + np.cos(np.radians(lat1)) * np.cos(np.radians(lat2)) * np.sin(across) ** 2
    return np.asarray(2 * EARTH_METRES * np.arcsin(np.sqrt(np.minimum(bow, 1))))


def outside(shape: Shape, longitude: Degrees, latitude: Degrees, margin_km: float) -> Flags:
    """Return which places lie farther than so many kilometres outside a country."""
    found = ~inside(shape, longitude, latitude)
    doubtful = np.flatnonzero(found)
    doubtful = doubtful[np.argsort(latitude[doubtful], kind="stable")]
    found[doubtful] = ~_near_border(shape, longitude[doubtful], latitude[doubtful], margin_km)
    return found


def inside(shape: Shape, longitude: Degrees, latitude: Degrees) -> Flags:
    """Return which places lie inside the outline: a line from there to the east crosses it an odd number of times."""
    order = np.argsort(latitude, kind="stable")
    lat, lon = latitude[order], longitude[order]
    odd = np.zeros(len(order), dtype=bool)
    for (x1, y1), (x2, y2) in (edge for part in shape.polygons for ring in part for edge in pairwise(ring)):
        low, high = np.searchsorted(lat, (min(y1, y2), max(y1, y2)))
        if low == high:
            continue
        crossing = x1 + (lat[low:high] - y1) / (y2 - y1) * (x2 - x1)
        odd[low:high] ^= lon[low:high] < crossing
    flags = np.zeros(len(order), dtype=bool)
    flags[order] = odd
    return flags


def _near_border(shape: Shape, longitude: Degrees, latitude: Degrees, margin_km: float) -> Flags:
    """Return which places, sorted by latitude, lie within so many kilometres of the outline."""
    near = np.zeros(len(longitude), dtype=bool)
    margin = margin_km * KILOMETRE / METRES_A_DEGREE
    width = np.maximum(np.cos(np.radians(latitude)), NARROWEST)
    for (x1, y1), (x2, y2) in (edge for part in shape.polygons for ring in part for edge in pairwise(ring)):
        low, high = np.searchsorted(latitude, (min(y1, y2) - margin, max(y1, y2) + margin))
        if low == high:
            continue
        wide = width[low:high]
        x, y = (longitude[low:high] - x1) * wide, latitude[low:high] - y1
        dx, dy = (x2 - x1) * wide, y2 - y1
        along = np.clip((x * dx + y * dy) / np.maximum(dx * dx + dy * dy, TINY), 0, 1)
        near[low:high] |= np.hypot(x - along * dx, y - along * dy) <= margin
    return near
