"""The map of the world as SVG: an image of all countries as shapes, drawn once, coloured by whoever shows them.

`python -m charts.world_map` writes it, out of the outlines, to `static/geo/countries.svg`. A browser paints it at once,
which a chart that works out its outlines does not; it is for where a map is looked at, not zoomed.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from charts.map_projection import project
from data.geometry import Bounds, Shape, bounds_of, load_shapes

FILE = Path(__file__).resolve().parents[1] / "static" / "geo" / "countries.svg"
ADDRESS = "app/static/geo/countries.svg"
CENTRE = 11.0
"""The meridian in the middle, so that the edge of the map runs through the Bering Strait."""
WIDTH, NORTH, SOUTH = 1000, 84.0, -57.0
DETAIL, SPECK = 1.2, 2.0
"""Units of the map: points nearer to each other are one; smaller parts beside larger ones are left out."""
STEPS, ROOM, LEAST = 8, 0.06, 20.0
"""How finely a box is looked at, and the room around it as a share of its extent, which is at least so many units."""
NEIGHBOURS, NARROWEST, WIDEST = 8, 150.0, 310.0
"""Around a country so many times its extent is shown, within these units of the map."""
SHOWN = 400
"""Pixels: about how wide a part of the image is shown."""
DOT, SMALL = 2.6, 9.0
"""Units of the map: a country with a smaller extent is a dot, so that it is seen."""

XY = tuple[float, float]


def _scale() -> float:
    return WIDTH / (2 * project(CENTRE + 179.9, 0.0, CENTRE)[0])


def _place(lon: float, lat: float) -> XY:
    x, y = project(lon, lat, CENTRE)
    return WIDTH / 2 + x * _scale(), (project(0, NORTH)[1] - y) * _scale()


def map_height() -> int:
    """Return how high the map is in units of which it is 1,000 wide."""
    return round((project(0, NORTH)[1] - project(0, SOUTH)[1]) * _scale())


def view_box(bounds: Bounds | None, own: str = "") -> str:
    """Return the part of the image that shows a box of degrees, with room around it; the whole of it for None.

    Args:
        bounds: The box.
        own: A country in it: of a large box only what lies around the country is shown, so that it is seen.
    """
    if bounds is None:
        return f"0 0 {WIDTH} {map_height()}"
    west, north, east, south = _box(bounds)
    found = bounds_of(own) if own else None
    if found is not None:
        left, top, right, bottom = _box(found)
        across, up = _window(right - left, east - west), _window(bottom - top, south - north)
        west, east = _around((left + right) / 2, across, west, east)
        north, south = _around((top + bottom) / 2, up, north, south)
    return f"{west:.1f} {north:.1f} {east - west:.1f} {south - north:.1f}"


def draw_waiting(bounds: Bounds | None) -> str:
    """Return the countries in grey, as HTML: what stands in the place of a map until it is painted."""
    shapes = "".join(f'<use href="{ADDRESS}#{code}"/>' for code in sorted(drawn_codes()))
    return f'<svg class="c2030-waiting" viewBox="{view_box(bounds)}" aria-hidden="true">{shapes}</svg>'


def hair(box: str) -> str:
    """Return how wide a line of one pixel is on a part of the image that is shown about 400 pixels wide."""
    return f"{max(float(part) for part in box.split()[2:]) / SHOWN:.2f}"


def _box(bounds: Bounds) -> tuple[float, float, float, float]:
    """Return the west, north, east and south edges of a box of degrees on the image, with room around it."""
    lons = [bounds.west + part * (bounds.east - bounds.west) / STEPS for part in range(STEPS + 1)]
    lats = [bounds.south + part * (bounds.north - bounds.south) / STEPS for part in range(STEPS + 1)]
    placed = [_place(lon, lat) for lon in lons for lat in lats]
    across, up = [x for x, _ in placed], [y for _, y in placed]
    room = ROOM * max(max(across) - min(across), max(up) - min(up), LEAST)
    return min(across) - room, min(up) - room, max(across) + room, max(up) + room


def _window(own: float, whole: float) -> float:
    """Return how much is shown around a country: all where that is little, else several times its own extent."""
    return whole if whole <= WIDEST else max(own, min(WIDEST, max(NARROWEST, NEIGHBOURS * own)))


def _around(middle: float, extent: float, low: float, high: float) -> tuple[float, float]:
    """Return the edges of a stretch around a point, moved so that it does not leave the edges of the whole."""
    if extent >= high - low:
        return low, high
    start = min(max(middle - extent / 2, low), high - extent)
    return start, start + extent


def draw_world() -> str:
    """Return the image: one symbol a country, under its code."""
    parts = "".join(
        f'<g id="{code}">{_draw(shape)}</g>' for code, shape in sorted(load_shapes().items()) if len(code) == 3
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {map_height()}"><defs>{parts}</defs></svg>\n'


def _draw(shape: Shape) -> str:
    rings = [_thinned([_place(*point) for point in ring]) for part in shape.polygons for ring in part[:1]]
    sizes = [_extent(ring) for ring in rings]
    if max(sizes) < SMALL:
        x, y = _place(*shape.middle)
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}"/>'
    drawn = [ring for ring, size in zip(rings, sizes, strict=True) if size >= SPECK and not _crosses(ring)]
    return f'<path d="{"".join(_path(ring) for ring in drawn)}"/>'


def _crosses(ring: Sequence[XY]) -> bool:
    """Return whether a part lies on both edges of the map."""
    return max(x for x, _ in ring) - min(x for x, _ in ring) > WIDTH / 2


def _thinned(ring: Sequence[XY]) -> list[XY]:
    found = [ring[0]]
    for x, y in ring[1:]:
        if abs(x - found[-1][0]) + abs(y - found[-1][1]) >= DETAIL:
            found.append((x, y))
    return found


def _extent(ring: Sequence[XY]) -> float:
    across, up = [x for x, _ in ring], [y for _, y in ring]
    return (max(across) - min(across)) * (max(up) - min(up))


def _path(ring: Sequence[XY]) -> str:
    """Return a closed path in tenths of a unit, each point from the one before."""
    whole = [(round(x * 10), round(y * 10)) for x, y in ring]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole)]
    written = " ".join(f"{_tenth(x)},{_tenth(y)}" for x, y in steps)
    return f"M{_tenth(whole[0][0])},{_tenth(whole[0][1])}l{written}z"


def _tenth(value: int) -> str:
    return f"{value / 10:g}"


@cache
def drawn_codes() -> frozenset[str]:
    """Return the codes of the countries that the image has."""
    root = ElementTree.parse(FILE).getroot()  # noqa: S314 - a file of our own
    return frozenset(one.get("id", "") for one in root.iter() if one.get("id"))


if __name__ == "__main__":
    FILE.write_text(draw_world(), encoding="utf-8")
