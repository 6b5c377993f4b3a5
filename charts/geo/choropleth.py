"""A map of countries coloured by class, on a projection that keeps areas true.

The outlines come from our own server: `config` names its folder also for the base map that Plotly would otherwise
fetch from another host, though none of it is drawn.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.geo.classes import colours_of
from charts.geo.outlines import WORLD
from charts.geo.projection import middle_latitude, pixels_of, project
from charts.stage import picture_title
from charts.theme import FONT, NOT_SHOWN, PALETTES, Mode, Palette
from data.geometry import FULL_CIRCLE, Bounds, Shape, load_shapes, shape_of
from exhibits.maps import CountryMap, MapPlace

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
        "font": {"family": FONT, "size": 13, "color": palette.ink},
        "dragmode": False,
        "hoverlabel": {"bgcolor": palette.surface, "bordercolor": palette.line, "font": {"color": palette.ink}}
        | {"align": "left"},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": palette.muted, "activecolor": palette.accent},
        "title": picture_title(content.title, content.about, "", palette),
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 0, "yanchor": "top", "xanchor": "left", "itemclick": False}
        | {"itemdoubleclick": False, "font": {"size": 12, "color": palette.ink}, "bgcolor": palette.page},
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
        "font": {"size": 10, "color": palette.muted},
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
