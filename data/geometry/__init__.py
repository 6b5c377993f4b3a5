"""The shapes of countries: simplified outlines in degrees, for maps and for the question where a point lies.

The file is served to the browser as it is (`static/`), so that a map need not carry the outlines with it; here it is
read for everything that is worked out on our side. Source and licence stand beside it.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[2] / "static" / "geo" / "countries.json"
HALF_CIRCLE, FULL_CIRCLE = 180.0, 360.0
EARTH_RADIUS_KM = 6371.0088
MAIN_PART = 0.17
"""A part of a country counts for its bounds from this share of the area of its largest part."""

XY = tuple[float, float]
Ring = tuple[XY, ...]
Polygon = tuple[Ring, ...]


@dataclass(frozen=True)
class Bounds:
    """A box in degrees. `east` is above 180 where the box goes over the date line, so it is never below `west`."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        """Return whether a point lies in the box."""
        return self.south <= lat <= self.north and (lon - self.west) % FULL_CIRCLE <= self.east - self.west


@dataclass(frozen=True)
class Shape:
    """The outline of a country: its parts, the largest first; of each part the outer ring, then the holes in it.

    `middle` is the centre of gravity of the largest part, `largest_km2` its area. Points are (lon, lat) in degrees,
    lon from -180 to 180; rings are closed and cut at the date line (in the file they go over it).
    """

    ref_area: str
    polygons: tuple[Polygon, ...]
    middle: XY
    largest_km2: float

    def holds(self, lon: float, lat: float) -> bool:
        """Return whether a point lies in the country, as exactly as the simplified outline knows it (about 10 km)."""
        return any(
            _inside(part[0], lon, lat) and not any(_inside(hole, lon, lat) for hole in part[1:])
            for part in self.polygons
        )


@cache
def load_shapes() -> Mapping[str, Shape]:
    """Return the shapes by the codes of our areas; a few belong to no area of ours and have codes of the source."""
    features = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    return {one["id"]: _shape(one) for one in features}


def shape_of(ref_area: str) -> Shape | None:
    """Return the shape of a country, None for one without a shape and for a group."""
    return load_shapes().get(ref_area)


@cache
def bounds_of(ref_area: str) -> Bounds | None:
    """Return the box around the main parts of a country, None for one without a shape.

    Parts below a sixth of the largest are left out: the box of France is not stretched to French Guiana.
    """
    shape = shape_of(ref_area)
    if shape is None:
        return None
    largest = area_km2(shape.polygons[0][0])
    return around([_box(part[0]) for part in shape.polygons if area_km2(part[0]) >= MAIN_PART * largest])


def bounds_of_all(ref_areas: Iterable[str]) -> Bounds | None:
    """Return the smallest box around several countries, over the date line where that is shorter; None for none."""
    return around([found for one in ref_areas if (found := bounds_of(one)) is not None])


def around(boxes: Iterable[Bounds]) -> Bounds | None:
    """Return the smallest box around boxes: it leaves out the widest stretch of the globe that none of them covers."""
    found = sorted(boxes, key=lambda box: box.west)
    if not found:
        return None
    gap, west = -1.0, found[0].west
    reach = max(box.east for box in found) - FULL_CIRCLE
    for box in found:
        if box.west - reach > gap:
            gap, west = box.west - reach, box.west
        reach = max(reach, box.east)
    east = west + FULL_CIRCLE - max(gap, 0.0)
    return Bounds(west, min(box.south for box in found), east, max(box.north for box in found))


def _shape(feature: dict[str, Any]) -> Shape:
    properties, parts = feature["properties"], feature["geometry"]["coordinates"]
    polygons = tuple(made for part in parts for made in _cut([[(x, y) for x, y in ring] for ring in part]))
    lon, lat = properties["middle"]
    return Shape(feature["id"], polygons, (lon, lat), properties["largest_km2"])


def area_km2(ring: Sequence[XY]) -> float:
    """Return the area inside a ring on a sphere, in square kilometres."""
    total = 0.0
    for (x1, y1), (x2, y2) in pairwise(unwrapped(ring)):
        total += math.radians(x2 - x1) * (2 + math.sin(math.radians(y1)) + math.sin(math.radians(y2)))
    return abs(total) * EARTH_RADIUS_KM**2 / 2


def unwrapped(ring: Sequence[XY]) -> list[XY]:
    """Return a ring without jumps over the date line: its points go on beyond 180 or -180 degrees."""
    points = [ring[0]]
    for x, y in ring[1:]:
        turns = round((points[-1][0] - x) / FULL_CIRCLE)
        points.append((x + turns * FULL_CIRCLE, y))
    return points


def _cut(part: Sequence[Sequence[XY]]) -> Iterator[Polygon]:
    """Give a part whole, or in two where it goes over the date line; there it has no holes."""
    outer = unwrapped(part[0])
    west, east = min(x for x, _ in outer), max(x for x, _ in outer)
    if west >= -HALF_CIRCLE and east <= HALF_CIRCLE:
        yield tuple(tuple(ring) for ring in part)
        return
    line = HALF_CIRCLE if east > HALF_CIRCLE else -HALF_CIRCLE
    for side in (1, -1):
        ring = _clipped(outer, line, side)
        turns = round(sum(x for x, _ in ring) / len(ring) / FULL_CIRCLE) if ring else 0
        if ring:
            yield (tuple((x - turns * FULL_CIRCLE, y) for x, y in ring),)


def _clipped(ring: Sequence[XY], line: float, side: int) -> list[XY]:
    """Return the part of a ring to the west (side 1) or to the east (side -1) of a meridian (Sutherland-Hodgman)."""
    found: list[XY] = []
    for (x1, y1), (x2, y2) in pairwise(ring):
        inside = side * (line - x1) >= 0
        if inside:
            found.append((x1, y1))
        if inside != (side * (line - x2) >= 0):
            found.append((line, y1 + (y2 - y1) * (line - x1) / (x2 - x1)))
    return [*found, found[0]] if found else []


def _box(ring: Ring) -> Bounds:
    lons, lats = [x for x, _ in ring], [y for _, y in ring]
    return Bounds(min(lons), min(lats), max(lons), max(lats))


def _inside(ring: Ring, lon: float, lat: float) -> bool:
    """Return whether a point lies inside a ring: a line from it to the east crosses the ring an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside
