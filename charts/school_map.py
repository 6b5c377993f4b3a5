"""Schools on a map: a grid of squares, as large as the schools in them are many, or every school as a mark."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from charts.bars import part_colour
from charts.html import safe
from charts.map import draw_outlines, filled, ramp, reach_of, view_of
from charts.stage import picture_title, stage_layout
from charts.theme import PALETTES, Mode, Palette
from data.geometry import FULL_CIRCLE, Bounds, bounds_of, load_shapes
from exhibits.bars import Kind
from exhibits.maps import GridCell, SchoolMap
from metrics.schools import ANSWERS

TOP, BOTTOM = 78, 6
INHABITED = Bounds(-180, -57, 180, 84)
NEIGHBOURS = 90.0
"""Maps wider than this (degrees) show the outlines of all countries, with fewer points."""
USUAL_WIDTH = 1000.0
CLASSES = 5
SMALLEST, LARGEST = 3.0, 26.0
MANY = 3000
"""From so many marks on they are drawn by the graphics card."""
SYMBOLS = {"yes": "circle", "unknown": "circle-open", "no": "x-thin"}
POINT_SIZES = ((400, 9.0), (5000, 6.5), (20_000, 5.0))
"""Up to so many single schools each mark is so large, in pixels."""
MANY_POINTS_SIZE = 4.0


def draw_school_map(content: SchoolMap, mode: Mode) -> go.Figure:
    """Return the map as a Plotly figure in the colours of a mode; a box can be drawn on it."""
    palette, frame = PALETTES[mode], frame_of(content)
    stage = stage_layout(palette, 0, (0, 0, TOP, BOTTOM))
    del stage["height"]  # the style of the page decides it, by the width of the window
    layout: dict[str, Any] = stage | {
        "autosize": True,
        "title": picture_title(content.title, content.about, content.source, palette),
        "dragmode": "select",
        "selectdirection": "any",
        "newselection": {"line": {"color": palette.ink, "width": 1.5, "dash": "dot"}},
        **view_of(frame),
    }
    countries = None if is_wide(frame) else _near(reach_of(frame))
    marks = _cells(content, frame, mode) if content.points is None else _points(content, frame, palette)
    return go.Figure([_outlines(mode, countries, reach_of(frame).west), *marks], layout)


def frame_of(content: SchoolMap) -> Bounds:
    """Return the part of the world that a map shows: its bounds in the shape of the place that it is drawn in."""
    return filled(content.bounds) if content.bounds else INHABITED


def is_wide(frame: Bounds) -> bool:
    """Return whether a map shows so much that it has the outlines of all countries, with fewer points."""
    return frame.east - frame.west > NEIGHBOURS


def _near(reach: Bounds) -> tuple[str, ...]:
    """Return the countries whose outlines may be seen in a box."""
    found = []
    for code in load_shapes():
        box = bounds_of(code)
        if box is None or box.north < reach.south or box.south > reach.north:
            continue
        turns = (-FULL_CIRCLE, 0, FULL_CIRCLE)
        if any(box.west + turn <= reach.east and box.east + turn >= reach.west for turn in turns):
            found.append(code)
    return tuple(found)


@lru_cache(maxsize=32)
def _outlines(mode: Mode, countries: tuple[str, ...] | None, west: float) -> dict[str, Any]:
    """Return the outlines as arrays, made once: on every rerun of a page they would cost more than all the marks."""
    drawn: dict[str, Any] = draw_outlines(
        mode, countries=countries, coarse=countries is None, west=west
    ).to_plotly_json()
    return drawn | {name: np.array(drawn[name], dtype=np.float32) for name in ("x", "y")}


def class_of_share(share: float | None) -> int:
    """Return the class of a share from 0 to 1, of five equal ones; -1 where nobody knows of any school."""
    return -1 if share is None else min(CLASSES - 1, int(share * CLASSES))


def cell_sizes(cells: Sequence[GridCell], bounds: Bounds, step: float) -> list[float]:
    """Return the side of each square in pixels: its area is in proportion to the schools, down to the smallest one."""
    most = max((cell.schools for cell in cells), default=1)
    room = USUAL_WIDTH / max(bounds.east - bounds.west, step)
    largest = min(LARGEST, max(2 * SMALLEST, room * step * 1.4))
    return [max(SMALLEST, largest * math.sqrt(cell.schools / most)) for cell in cells]


def _cells(content: SchoolMap, frame: Bounds, mode: Mode) -> list[go.Scatter | go.Scattergl]:
    """Return the squares: those with a known share in its colour, those of which nobody knows as empty ones."""
    palette, numbers = PALETTES[mode], [class_of_share(cell.share) for cell in content.cells]
    sizes = cell_sizes(content.cells, frame, content.step)
    colours = [one[mode] for one in ramp(CLASSES)]
    steps = [(at / CLASSES, colours[number]) for number in range(CLASSES) for at in (number, number + 1)]
    coloured = {"colorscale": steps, "cmin": -0.5, "cmax": CLASSES - 0.5, "showscale": False, "symbol": "square"}
    made = []
    for known in (True, False):
        places = [at for at, number in enumerate(numbers) if (number >= 0) is known]
        if not places:
            continue
        look = coloured | {"color": np.array([numbers[at] for at in places])}
        look["line"] = {"width": 0.5 if len(places) <= MANY else 0, "color": palette.page}
        empty = {"symbol": "square-open", "color": palette.muted, "line": {"width": 1.2}}
        some = [content.cells[at] for at in places]
        made.append(
            (go.Scattergl if len(content.cells) > MANY else go.Scatter)(
                x=np.array([_placed(cell.lon, frame) for cell in some]),
                y=np.array([cell.lat for cell in some]),
                mode="markers",
                meta="cells" if known else "cells_unknown",
                marker=(look if known else empty) | {"size": np.array([sizes[at] for at in places]), "opacity": 1},
                text=np.array([escape(cell.words).replace("\n", "<br>") for cell in some], dtype=object),
                hovertemplate="%{text}<extra></extra>",
                **_unfaded(),
            )
        )
    return made


def _unfaded() -> dict[str, Any]:
    """Return settings by which marks outside a box that is being drawn keep their look."""
    return {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}


def _points(content: SchoolMap, frame: Bounds, palette: Palette) -> list[go.Scatter | go.Scattergl]:
    groups = content.points or {}
    many = sum(len(group.lon) for group in groups.values())
    made = []
    for answer in ANSWERS:  # rings and crosses lie on the discs, as they leave them to be seen
        group, colour = groups.get(answer), part_colour("unknown" if answer == "unknown" else answer, palette)
        if group is None or not len(group.lon):
            continue
        size = next((size for most, size in POINT_SIZES if many <= most), MANY_POINTS_SIZE)
        made.append(
            (go.Scattergl if many > MANY else go.Scatter)(
                x=np.array([_placed(lon, frame) for lon in group.lon]),
                y=np.asarray(group.lat),
                mode="markers",
                meta=answer,
                marker={
                    "symbol": SYMBOLS[answer],
                    "size": size,
                    "color": colour,
                    "line": {"width": 0.4, "color": palette.page}
                    if answer == "yes"
                    else {"width": 1.5, "color": colour},
                },
                text=np.asarray(group.words, dtype=object),
                hovertemplate="%{text}<extra></extra>",
                **_unfaded(),
            )
        )
    return made


def _placed(lon: float, bounds: Bounds) -> float:
    """Return a longitude as it lies on a map that may go over the date line."""
    return lon + 360 if lon < bounds.west and lon + 360 <= bounds.east + 1 else lon


def draw_school_key(content: SchoolMap) -> str:
    """Return what the marks of a map mean, as HTML."""
    if content.points is not None:
        return draw_points_key(dict(zip(ANSWERS, content.key, strict=True)))
    *words, nobody_knows, sizes = content.key
    return draw_grid_key(words, nobody_knows, sizes)


def draw_grid_key(words: Sequence[str], nobody_knows: str, size_words: str) -> str:
    """Return what the colours and the sizes of a grid mean, as HTML."""
    swatch = '<rect x="7" y="1" width="12" height="12" {look}/>'
    items = [
        (f"color:light-dark({one['light']},{one['dark']})", 'fill="currentColor"', name)
        for one, name in zip(ramp(CLASSES), words, strict=True)
    ]
    items.append(("color:var(--c2030-muted)", 'fill="none" stroke="currentColor" stroke-width="1.5"', nobody_knows))
    body = "".join(_item(style, swatch.format(look=look), name) for style, look, name in items)
    sizes = '<rect x="1" y="6" width="5" height="5" fill="currentColor"/><rect x="11" y="0" width="14" height="14" '
    body += _item("color:var(--c2030-muted)", f'{sizes}fill="currentColor"/>', size_words)
    return f'<ul class="c2030-key">{body}</ul>'


def draw_points_key(words: Mapping[str, str]) -> str:
    """Return what the marks of single schools mean, as HTML; the words by answer."""
    shapes = {
        "yes": '<circle cx="13" cy="7" r="4" fill="currentColor"/>',
        "unknown": '<circle cx="13" cy="7" r="4" fill="none" stroke="currentColor" stroke-width="1.8"/>',
        "no": '<path d="M9.5 3.5l7 7M16.5 3.5l-7 7" stroke="currentColor" stroke-width="2"/>',
    }
    light, dark = PALETTES["light"], PALETTES["dark"]
    body = ""
    for answer, name in words.items():
        kind: Kind = "unknown" if answer == "unknown" else "no" if answer == "no" else "yes"
        style = f"color:light-dark({part_colour(kind, light)},{part_colour(kind, dark)})"
        body += _item(style, shapes[answer], name)
    return f'<ul class="c2030-key">{body}</ul>'


def _item(style: str, marks: str, name: str) -> str:
    return (
        f'<li><svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true" style="{style}">{marks}</svg>'
        f"<span>{safe(name)}</span></li>"
    )
