"""A map of countries coloured by class, on a projection that keeps areas true, and outlines behind other marks."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.html import keep_together, safe
from charts.map_projection import middle_latitude, pixels_of, project
from charts.stage import picture_title
from charts.theme import FONT, NO_FIGURE, NOT_SHOWN, PALETTES, RAMPS, SMALL, STATUS_COLOURS, Mode, Palette, status_shape
from data.geometry import FULL_CIRCLE, HALF_CIRCLE, Bounds, Ring, Shape, area_km2, load_shapes, shape_of
from data.geometry.simplify import simplified
from exhibits.maps import CountryMap, MapClass, MapPlace
from i18n import counted

Colours = Mapping[Mode, str]


def colours_of(classes: Sequence[MapClass]) -> list[Colours]:
    """Return the colours of classes: a status has its own, values go from little to much, no figure is grey."""
    shades = iter(ramp(sum(one.known and not one.status for one in classes)))
    return [_colours(one) or next(shades) for one in classes]


def _colours(one: MapClass) -> Colours | None:
    """Return the colours of a class that is none of values."""
    if not one.known:
        return no_figure_colours()
    return status_colours(one.status) if one.status else None


def ramp(count: int) -> list[Colours]:
    """Return so many colours from little to much, spread over the whole range."""
    last = len(RAMPS["light"]) - 1
    places = [round(at * last / max(1, count - 1)) for at in range(count)] if count > 1 else [last // 2 + 1]
    return [{"light": RAMPS["light"][at], "dark": RAMPS["dark"][at]} for at in places]


def status_colours(status: str) -> Colours:
    """Return the colours of a status."""
    light, dark = STATUS_COLOURS[status]
    return {"light": light, "dark": dark}


def no_figure_colours() -> Colours:
    """Return the grey of countries without a figure."""
    return dict(NO_FIGURE)


def draw_classes(classes: Sequence[MapClass]) -> str:
    """Return the classes as a list: a swatch of the colour, the shape of a status, the words and the count."""
    return keep_together(f'<ul class="c2030-classes">{"".join(map(_entry, classes, colours_of(classes)))}</ul>')


def _entry(one: MapClass, colours: Colours) -> str:
    colour = f"light-dark({colours['light']},{colours['dark']})"
    shape = f'<span style="color:{safe(colour)}">{status_shape(one.status)}</span>' if one.status else ""
    swatch = shape or f'<i style="background:{safe(colour)}"></i>'
    return (
        f"<li>{swatch}<span>{safe(one.words)}<small>{safe(counted('numbers.countries', one.count))}</small></span></li>"
    )


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


TOP, BOTTOM = 78, 92
WORLD_CENTRE = 11.0
"""The meridian in the middle of a map of the world: it leaves Chukotka beside the rest of Asia."""
WIDEST = 300.0
LEAST_SPAN = 8.0
ROOM = 0.06
USUAL_WIDTH = 900.0
SMALLEST_SHAPE = 14.0
"""A country whose largest part takes fewer square pixels than this on a map of the usual width is given a dot."""
DOT, PICKED_DOT = 7, 11
CHARACTERS_A_LINE = 175


def draw_map(content: CountryMap, mode: Mode) -> go.Figure:
    """Return the map as a Plotly figure in the colours of a mode.

    Title, key and remarks stand in the figure only for the downloaded picture; on the page they are text around it.
    """
    palette, view = PALETTES[mode], view_of_map(content.bounds)
    drawn = [one for one in content.places if shape_of(one.ref_area)]
    figure = go.Figure(layout=_layout(content, palette, view))
    figure.add_trace(_others({one.ref_area for one in drawn}, content.outlines, mode))
    figure.add_trace(_countries(drawn, content, mode))
    figure.add_trace(_dots([one for one in drawn if needs_dot(one.ref_area, view)], content, mode))
    figure.add_traces(_key_traces(content, mode))
    return figure


def view_of_map(bounds: Bounds | None) -> Bounds:
    """Return what a map shows: the box with some room around it, or the inhabited world where the box is as wide."""
    if bounds is None or bounds.east - bounds.west > WIDEST:
        half = FULL_CIRCLE / 2
        return Bounds(WORLD_CENTRE - half, WORLD.south, WORLD_CENTRE + half, WORLD.north)
    across = max((bounds.east - bounds.west) * (1 + 2 * ROOM), LEAST_SPAN)
    up = max((bounds.north - bounds.south) * (1 + 2 * ROOM), LEAST_SPAN)
    x, y = (bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2
    return Bounds(x - across / 2, max(-90.0, y - up / 2), x + across / 2, min(90.0, y + up / 2))


def needs_dot(ref_area: str, view: Bounds) -> bool:
    """Return whether the outline of a country would be too small to be seen, or to be pointed at."""
    shape = shape_of(ref_area)
    if shape is None:
        return False
    corners = [project(lon, lat, _centre(view)) for lon in (view.west, view.east) for lat in (view.south, view.north)]
    whole = 2 * project(180.0, 0.0)[0]
    shown = max(max(x for x, _ in corners) - min(x for x, _ in corners), whole / FULL_CIRCLE)
    return pixels_of(shape.largest_km2, USUAL_WIDTH * max(1.0, whole / shown)) < SMALLEST_SHAPE


def _centre(view: Bounds) -> float:
    return (view.west + view.east) / 2


def _layout(content: CountryMap, palette: Palette, view: Bounds) -> dict[str, Any]:
    whole = view.east - view.west >= FULL_CIRCLE
    return {
        "template": None,
        "autosize": True,
        "margin": {"l": 0, "r": 0, "t": TOP, "b": BOTTOM, "autoexpand": False},
        "paper_bgcolor": palette.page,
        "font": {"family": FONT, "size": SMALL, "color": palette.ink},
        "dragmode": False,
        "hoverlabel": {"bgcolor": palette.surface, "bordercolor": palette.line, "font": {"color": palette.ink}}
        | {"align": "left"},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": palette.muted, "activecolor": palette.accent},
        "title": picture_title(content.title, content.about, "", palette),
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 0, "yanchor": "top", "xanchor": "left", "itemclick": False}
        | {"itemdoubleclick": False, "font": {"size": SMALL, "color": palette.ink}, "bgcolor": palette.page},
        "annotations": [_remark(content, palette)],
        "geo": {
            "visible": False,
            "bgcolor": palette.page,
            "projection": {"type": "equal earth", "rotation": {"lon": _centre(view)}},
            "center": {"lon": _centre(view), "lat": middle_latitude(view.south, view.north)},
            "lonaxis": {} if whole else {"range": [view.west, view.east]},
            "lataxis": {"range": [view.south, view.north]},
        },
    }


def _remark(content: CountryMap, palette: Palette) -> dict[str, Any]:
    lines = [piece for words in (content.source, content.boundaries) for piece in _wrapped(words)]
    return {
        "text": "<br>".join(escape(one) for one in lines),
        "font": {"size": SMALL, "color": palette.muted},
        "showarrow": False,
        "align": "left",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 12,
        "y": 0,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": -BOTTOM + 4,
    }


def _wrapped(words: str) -> list[str]:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) >= CHARACTERS_A_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _others(shown: set[str], outlines: str, mode: Mode) -> go.Choropleth:
    """Return the land that the map is not about: pale, and silent under the pointer."""
    codes = [code for code in load_shapes() if code not in shown]
    return go.Choropleth(
        locations=codes,
        z=[0] * len(codes),
        geojson=outlines,
        colorscale=[[0, NOT_SHOWN[mode]], [1, NOT_SHOWN[mode]]],
        showscale=False,
        showlegend=False,
        hoverinfo="skip",
        marker={"line": {"color": PALETTES[mode].page, "width": 0.5}},
        meta="others",
    )


def _countries(places: Sequence[MapPlace], content: CountryMap, mode: Mode) -> go.Choropleth:
    colours = [one[mode] for one in colours_of(content.classes)]
    count = len(colours)
    steps = [[edge / count, colour] for at, colour in enumerate(colours) for edge in (at, at + 1)]
    ink, page = PALETTES[mode].ink, PALETTES[mode].page
    # The country pointed out comes last, so that the borders of its neighbours do not cover its own.
    places = sorted(places, key=lambda one: one.ref_area == content.picked)
    picked = [one.ref_area == content.picked for one in places]
    return go.Choropleth(
        locations=[one.ref_area for one in places],
        z=[one.number for one in places],
        zmin=-0.5,
        zmax=count - 0.5,
        geojson=content.outlines,
        colorscale=steps,
        showscale=False,
        showlegend=False,
        marker={
            "line": {
                "color": [ink if one else page for one in picked],
                "width": [1.8 if one else 0.5 for one in picked],
            }
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[one.ref_area for one in places],
        text=[_hover(one) for one in places],
        hovertemplate="%{text}<extra></extra>",
        meta="countries",
    )


def _dots(places: Sequence[MapPlace], content: CountryMap, mode: Mode) -> go.Scattergeo:
    shapes: list[Shape] = [load_shapes()[one.ref_area] for one in places]
    picked = [one.ref_area == content.picked for one in places]
    colours = colours_of(content.classes)
    return go.Scattergeo(
        lon=[one.middle[0] for one in shapes],
        lat=[one.middle[1] for one in shapes],
        mode="markers",
        marker={
            "size": [PICKED_DOT if one else DOT for one in picked],
            "color": [colours[one.number][mode] for one in places],
            "line": {"color": PALETTES[mode].ink, "width": [1.8 if one else 0.5 for one in picked]},
            "opacity": 1,
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        showlegend=False,
        customdata=[one.ref_area for one in places],
        text=[_hover(one) for one in places],
        hovertemplate="%{text}<extra></extra>",
        meta="dots",
    )


def _hover(place: MapPlace) -> str:
    name, *others = (escape(one) for one in place.lines)
    return "<br>".join([f"<b>{name}</b>", *others])


def _key_traces(content: CountryMap, mode: Mode) -> list[go.Scattergeo]:
    return [
        go.Scattergeo(
            lon=[None],
            lat=[None],
            mode="markers",
            name=escape(f"{one.words} ({one.count})"),
            marker={"symbol": "square", "size": 12, "color": colours[mode]},
            showlegend=True,
            hoverinfo="skip",
            meta="key",
        )
        for one, colours in zip(content.classes, colours_of(content.classes), strict=True)
    ]


FLATTEST, TALLEST = 0.45, 0.7
"""The least and the greatest height of what a map shows, as a share of its width.

A box on a wide page is half as high as wide, one for a part of the world is nearly square on a telephone.
"""
FRAME_ROOM = 0.03
"""Room on each side, as a share of what is shown."""
SOUTH, NORTH = -80.0, 84.0


def filled(bounds: Bounds) -> Bounds:
    """Return a box with room around it, widened where it is too flat or too narrow for the box it is drawn in.

    It grows to both sides alike, at most to the whole world; over its upper or lower edge it is moved instead. Boxes
    near the date line are counted beyond 180 degrees, so that what lies on both sides of it can be drawn around them.
    """
    middle, across = (bounds.west + bounds.east) / 2, (bounds.east - bounds.west) * (1 + 2 * FRAME_ROOM)
    up = (bounds.north - bounds.south) * (1 + 2 * FRAME_ROOM)
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
