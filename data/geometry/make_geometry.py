"""Make `static/geo/countries.json` from a TopoJSON file of the world's countries.

    python -m data.geometry.make_geometry 50m.json

Where that file comes from, and under which licence, is said in static/geo/README.md. Borders are simplified arc by
arc, so that neighbours still meet; what a feature stands for in our data is decided in `ADOPTED`.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from data.geometry import FILE, area_km2, unwrapped
from data.geometry.simplify import SHORTEST_RING, simplified

XY = tuple[float, float]
Arc = list[XY]

ADOPTED = {"SOL": "SOM", "CYN": "CYP", "ATC": "AUS"}
"""Features that the source draws apart and that our lists of countries, which follow the United Nations, do not."""
LEFT_OUT = ("ATA",)
TOLERANCE = 0.005
"""How much area (square degrees, at the equator) a point of a border must span to be kept."""
SMALLEST_KM2 = 40.0
"""Islands below this are left out, unless they are among the three largest parts of their country."""
ALWAYS_KEPT = 3
DECIMALS = (2, 4)
"""How exactly points are written, in decimals of a degree; the smallest countries need the second to be a shape."""
SMALLEST_SQUARE = 0.006


def make_features(topology: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give a GeoJSON feature for every country: its shape, the area of its largest part and a point in its middle."""
    exact = list(_decoded(topology))
    arcs = [simplified(arc, TOLERANCE) for arc in exact]
    found: dict[str, list[list[list[int]]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = geometry["properties"]["a3"]
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        found.setdefault(ADOPTED.get(code, code), []).extend(parts)
    for code, parts in sorted(found.items()):
        if code not in LEFT_OUT:
            yield _feature(code, _polygons(_merged(parts, arcs), arcs, exact))


def _decoded(topology: dict[str, Any]) -> Iterator[Arc]:
    """Give every arc in degrees; the file holds the differences between points, in steps of a grid."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        yield points


def _merged(parts: list[list[list[int]]], arcs: Sequence[Arc]) -> list[list[list[int]]]:
    """Return the parts of a country with no border left between them: an arc that two parts share goes."""
    used = {index for part in parts for ring in part for index in ring}
    shared = {index for index in used if ~index in used}
    if not shared:
        return parts
    touched = [part for part in parts if shared.intersection(one for ring in part for one in ring)]
    loose = [index for part in touched for ring in part for index in ring if index not in shared]
    return [[ring] for ring in _chained(loose, arcs)] + [part for part in parts if part not in touched]


def _chained(loose: Iterable[int], arcs: Sequence[Arc]) -> Iterator[list[int]]:
    """Give the rings that arcs make, each beginning where the one before ends."""
    starts = {_points(index, arcs)[0]: index for index in loose}
    while starts:
        ring = [starts.pop(next(iter(starts)))]
        while (end := _points(ring[-1], arcs)[-1]) in starts:
            ring.append(starts.pop(end))
        yield ring


def _points(index: int, arcs: Sequence[Arc]) -> Arc:
    """Return the points of an arc; a number below 0 is the arc ~number, backwards."""
    return arcs[index] if index >= 0 else arcs[~index][::-1]


def _polygons(parts: Iterable[Sequence[Sequence[int]]], arcs: Sequence[Arc], exact: Sequence[Arc]) -> list[list[Arc]]:
    """Return the parts as rings of points, the largest part first, without islets."""
    made = [[ring for one in part if len(ring := _ring(one, arcs, exact)) >= SHORTEST_RING] for part in parts]
    made = sorted((one for one in made if one), key=lambda part: -area_km2(part[0]))
    return [part for at, part in enumerate(made) if at < ALWAYS_KEPT or area_km2(part[0]) >= SMALLEST_KM2]


def _ring(indices: Sequence[int], arcs: Sequence[Arc], exact: Sequence[Arc]) -> Arc:
    """Return the points of a ring, rounded; one too small for that keeps its exact points and more decimals.

    What is a single point in the source, as the Holy See is, becomes a square of some hundred metres.
    """
    coarse = _rounded((point for index in indices for point in _points(index, arcs)), DECIMALS[0])
    if len(coarse) >= SHORTEST_RING:
        return coarse
    fine = _rounded((point for index in indices for point in _points(index, exact)), DECIMALS[1])
    if len(fine) >= SHORTEST_RING:
        return fine
    (x, y), half = fine[0], SMALLEST_SQUARE / 2
    corners = ((x - half, y - half), (x - half, y + half), (x + half, y + half), (x + half, y - half))
    return _rounded([*corners, corners[0]], DECIMALS[1])


def _rounded(points: Iterable[XY], decimals: int) -> Arc:
    """Return points with so many decimals; neighbours that fall together are one."""
    rounded = [(round(x, decimals) + 0.0, round(y, decimals) + 0.0) for x, y in points]
    return [point for point, before in zip(rounded, [None, *rounded], strict=False) if point != before]


def _middle(ring: Arc) -> XY:
    """Return the centre of gravity of a ring."""
    pairs = list(pairwise(unwrapped(ring)))
    crosses = [x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs]
    whole = sum(crosses) or 1.0
    x = sum((a[0] + b[0]) * cross for (a, b), cross in zip(pairs, crosses, strict=True)) / (3 * whole)
    y = sum((a[1] + b[1]) * cross for (a, b), cross in zip(pairs, crosses, strict=True)) / (3 * whole)
    return round((x + 180) % 360 - 180, DECIMALS[0]), round(y, DECIMALS[0])


def _feature(code: str, parts: list[list[Arc]]) -> dict[str, Any]:
    largest = parts[0][0]
    return {
        "type": "Feature",
        "id": code,
        "properties": {"largest_km2": round(area_km2(largest)), "middle": _middle(largest)},
        "geometry": {"type": "MultiPolygon", "coordinates": parts},
    }


def main(source: str) -> None:
    """Write the file anew."""
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in make_features(topology))
    FILE.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
