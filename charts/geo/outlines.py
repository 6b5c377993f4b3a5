"""The outlines of countries as a background for other marks, on plain axes: no request leaves the page for them."""

import math
from collections.abc import Iterable
from functools import cache
from typing import Any

import plotly.graph_objects as go

from charts.geo.projection import project
from charts.theme import PALETTES, Mode
from data.geometry import FULL_CIRCLE, Bounds, Ring, area_km2, load_shapes
from data.geometry.simplify import simplified

COARSE = 0.06
"""Points whose triangle is smaller than this (square degrees) go on a map of the world: less than half a pixel."""
SMALLEST_KM2 = 1500.0
"""Islands below this are left out there: they would be smaller than a pixel."""
DECIMALS = 3
MARGIN = 0.05
WORLD = Bounds(-180.0, -60.0, 180.0, 84.0)
"""The inhabited world: without Antarctica."""


def draw_outlines(
    mode: Mode,
    *,
    countries: Iterable[str] | None = None,
    projected: bool = False,
    coarse: bool = False,
    west: float = -180,
) -> go.Scatter:
    """Return countries as one filled trace that neither hovers nor is selected, to be drawn before other marks.

    Args:
        mode: Light or dark.
        countries: Their codes; all that have a shape without them.
        projected: Coordinates of `project` where True, degrees where False.
        coarse: Whether a map of the whole world is drawn, for which fewer points are enough.
        west: The western edge of the map in degrees: longitudes lie from there to 360 degrees east of it. For a
            country over the date line take `bounds_of(country).west`.
    """
    chosen = [one for one in (load_shapes() if countries is None else countries) if one in load_shapes()]
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in (one for code in chosen for one in _rings_of(code, coarse=coarse)):
        shift = FULL_CIRCLE if max(lon for lon, _ in ring) < west else 0.0
        placed = [project(lon, lat) if projected else (lon + shift, lat) for lon, lat in ring]
        x += [*(round(one, DECIMALS) for one, _ in placed), None]
        y += [*(round(one, DECIMALS) for _, one in placed), None]
    palette = PALETTES[mode]
    return go.Scatter(
        x=x[:-1],
        y=y[:-1],
        mode="lines",
        fill="toself",
        fillcolor=palette.grid,
        line={"color": palette.line, "width": 0.7},
        hoverinfo="skip",
        showlegend=False,
        meta="outlines",
    )


def view_of(bounds: Bounds, *, projected: bool = False) -> dict[str, Any]:
    """Return the axes of a map of a box as settings of a layout: no ticks, no zoom, one scale in both directions.

    On axes in degrees a degree of longitude is as wide as it is in the middle of the box.
    """
    corners = [(lon, lat) for lon in (bounds.west, bounds.east) for lat in (bounds.south, 0.0, bounds.north)]
    corners = [one for one in corners if bounds.south <= one[1] <= bounds.north]
    placed = [project(*one) for one in corners] if projected else corners
    narrow = 1.0 if projected else math.cos(math.radians((bounds.south + bounds.north) / 2))
    hidden = {"visible": False, "fixedrange": True, "zeroline": False, "showgrid": False}
    return {
        "xaxis": hidden | {"range": _with_margin([x for x, _ in placed]), "constrain": "domain"},
        "yaxis": hidden
        | {"range": _with_margin([y for _, y in placed]), "constrain": "domain"}
        | {"scaleanchor": "x", "scaleratio": 1 / narrow},
    }


def _with_margin(values: list[float]) -> list[float]:
    low, high = min(values), max(values)
    room = (high - low) * MARGIN or 1.0
    return [low - room, high + room]


@cache
def _rings_of(ref_area: str, *, coarse: bool) -> tuple[Ring, ...]:
    shape = load_shapes()[ref_area]
    rings = [ring for part in shape.polygons for ring in part]
    if not coarse:
        return tuple(rings)
    small = shape.largest_km2 < SMALLEST_KM2
    reduced = [tuple(simplified(ring, COARSE)) for ring in rings if small or area_km2(ring) > SMALLEST_KM2]
    return tuple(reduced)
