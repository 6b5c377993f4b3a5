"""The map of schools on its page: a grid of everything, single schools of a country or of a box drawn on the map."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import streamlit as st

from charts.geo.frames import filled, reach_of
from charts.html import safe
from charts.key import draw_heading, draw_source
from charts.school_map import draw_grid_key, draw_points_key, draw_school_map
from data.geometry import Bounds, bounds_of
from exhibits.maps import GridCell, PointGroup, SchoolMap
from i18n import counted, format_plain, share_words, text
from metrics.schools import ANSWERS
from pages.shared.access import get_reference, get_snapshot
from pages.shared.aside import draw_aside
from pages.shared.chart import HEADING_ROOM, color_mode, picture_settings
from pages.shared.downloads import offer_files
from pages.shared.example_mark import mark_where_invented
from pages.shared.piece import draw_piece
from pages.shared.school.tables import draw_heading_of
from reports.exports import export_rows
from services.schools.cube import Census
from services.schools.map import (
    POINT_COLUMNS,
    Grid,
    make_grid,
    map_bounds,
    most_points,
    point_words,
    read_points,
    view_bounds,
)
from services.schools.view import Box, SchoolView
from services.schools.words import chosen_words, file_words, range_words, title_words
from services.shapes import SCHOOLS

BOX = "box"
NEIGHBOURS = 90.0
"""Maps wider than this (degrees) show the outlines of all countries, with fewer points."""
KEPT_GRIDS = 16
CLASS_ENDS = ("20", "40", "60", "80")


def draw_map(view: SchoolView, census: Census) -> None:
    """Draw the map of the schools chosen, with what it cannot show, and the way to single schools."""
    draw_heading_of("map")
    box = asked_box()
    bounds = map_bounds(view, box)
    key = f"{census.key} {view.choice!r} {view.members} {box}"
    grid = _grid_of(key, census, view, bounds, box)
    if not grid.total:
        draw_aside(text("schools.map.nothing_box" if box else "schools.map.nothing"))
        _draw_way_back(box)
        return
    points = read_points(get_snapshot(), census, view, grid, box)
    cells = _cells_of(key, grid) if points is None else []
    content = _content(view, grid, points, cells, bounds)
    file = file_words(view, "schools-map")
    chosen = _draw(content, points, _remarks(view, grid, points, box), box, file)
    _draw_way_back(box)
    _offer_points(points, file)
    if chosen and chosen != box:
        st.query_params[BOX] = ",".join(f"{one:g}" for one in chosen)
        st.rerun()


def asked_box() -> Box | None:
    """Return the box that the link asks for, None where it asks for none that can be."""
    try:
        west, south, east, north = (float(one) for one in st.query_params.get(BOX, "").split(","))
    except ValueError:
        return None
    fits = -180 <= west < east <= 540 and -90 <= south < north <= 90 and east - west <= 360
    return (west, south, east, north) if fits else None


def _draw_way_back(box: Box | None) -> None:
    if box is not None:
        st.button(text("schools.map.whole"), key="schools_box_end", icon=":material/zoom_out_map:", on_click=_end_box)


def _end_box() -> None:
    st.query_params.pop(BOX, None)


@st.cache_resource(show_spinner=False, max_entries=KEPT_GRIDS)
def _grid_of(key: str, _census: Census, _view: SchoolView, _bounds: Bounds | None, _box: Box | None) -> Grid:
    """Return the grid of a choice, made once for all readers; `key` says of what."""
    del key
    return make_grid(_census, _view, _bounds, _box)


@st.cache_resource(show_spinner=False, max_entries=KEPT_GRIDS)
def _cells_of(key: str, _grid: Grid) -> list[GridCell]:
    """Return the squares of a grid with their words, made once for all readers; `key` says of what."""
    del key
    return _cells(_grid)


def _content(
    view: SchoolView, grid: Grid, points: pa.Table | None, cells: Sequence[GridCell], bounds: Bounds | None
) -> SchoolMap:
    name, shown = title_words(view, get_reference()), view_bounds(bounds)
    shown = filled(shown) if bounds else shown
    total = grid.total if points is None else points.num_rows
    title = text("schools.map.title" if points is None else "schools.map.title_points", area=name)
    about = text("schools.map.about", schools=counted("schools.schools", total), chosen=chosen_words(view))
    whole = shown.east - shown.west > NEIGHBOURS
    return SchoolMap(
        title=title,
        about=about,
        source=view.source,
        alt=text("schools.map.alt", title=title, about=about, share=range_words(view.shown.connectivity)),
        bounds=shown,
        countries=None if whole else _near(reach_of(shown)),
        step=grid.step,
        cells=cells,
        points=None if points is None else _points(points),
    )


def _near(bounds: Bounds) -> list[str]:
    """Return the countries whose outlines may be seen in a box."""
    found = []
    for code, box in ((code, bounds_of(code)) for code in get_reference().areas):
        if box is None or box.north < bounds.south or box.south > bounds.north:
            continue
        if any(box.west + turn <= bounds.east and box.east + turn >= bounds.west for turn in (-360, 0, 360)):
            found.append(code)
    return found


def _cells(grid: Grid) -> list[GridCell]:
    """Return the squares of the grid with their words; where nobody knows of any school they have no share."""
    made = []
    plain = cache(partial(format_plain, decimals=0))  # thousands of squares share the same few hundred numbers
    for cell in grid.cells:
        found = cell.schools
        share = None if found.unknown == found.total else found.share_low
        words = text(
            "schools.map.cell",
            schools=counted("schools.schools", found.total),
            share=range_words(found),
            yes=plain(found.yes),
            unknown=plain(found.unknown),
            no=plain(found.no),
        )
        made.append(GridCell(cell.lon + grid.step / 2, cell.lat + grid.step / 2, found.total, share, words))
    return made


def _points(points: pa.Table) -> dict[str, PointGroup]:
    answers = np.asarray(points["connectivity"].to_pylist(), dtype=object)
    lon, lat = (np.asarray(points[name].to_numpy(zero_copy_only=False)) for name in ("longitude", "latitude"))
    words = np.asarray(point_words(points), dtype=object)
    return {
        answer: PointGroup(lon[answers == answer], lat[answers == answer], words[answers == answer].tolist())
        for answer in ANSWERS
    }


def _remarks(view: SchoolView, grid: Grid, points: pa.Table | None, box: Box | None) -> list[str]:
    """Return what stands under the map: what it leaves out, and how to see single schools."""
    found = []
    if points is None:
        one_country = len(view.members) == 1 or box is not None
        count = counted("schools.schools", grid.total)
        most = format_plain(most_points(), 0)
        found.append(text("schools.map.too_many" if one_country else "schools.map.how", schools=count, most=most))
    elif box is None:
        found.append(text("schools.map.how_box"))
    missing = view.shown.connectivity.total - grid.total
    if box is None and missing:
        found.append(counted("schools.map.without_place", missing))
    return [*found, view.source, text("geo.boundaries")]


def _draw(content: SchoolMap, points: pa.Table | None, remarks: list[str], box: Box | None, file: str) -> Box | None:
    """Draw the map and return the box that was drawn on it, None without one."""
    kind = "world" if content.bounds.east - content.bounds.west > NEIGHBOURS else "part"
    config = picture_settings(file) | {"modeBarButtons": [["toImage", "select2d"]]}
    with st.container(gap=None, key=f"{HEADING_ROOM}_schools_{kind}"):
        draw_piece(draw_heading(content.title, content.about), key="schools_map_heading")
        figure = draw_school_map(content, color_mode())
        mark_where_invented(figure, color_mode(), (SCHOOLS,))
        event = st.plotly_chart(
            figure,
            theme=None,
            width="stretch",
            height="stretch",
            config=config,
            alt=content.alt,
            key=f"schools_map_{box}_{points is None}",
            on_select="rerun",
            selection_mode="box",
        )
        draw_piece(_key(points) + draw_source(remarks), key="schools_map_under")
    return drawn_box(event, content.bounds)


def _key(points: pa.Table | None) -> str:
    if points is not None:
        return draw_points_key({answer: text(f"schools.answer_word.{answer}") for answer in ANSWERS})
    ends = [0.0, *(float(one) / 100 for one in CLASS_ENDS), 1.0]
    words = [text("schools.map.class", low=share_words(low), high=share_words(high)) for low, high in pairwise(ends)]
    return draw_grid_key(words, text("schools.map.class_none"), text("schools.map.sizes"))


def drawn_box(event: Any, shown: Bounds) -> Box | None:  # noqa: ANN401 - what the chart reports has no type
    """Return the box that a chart reports, in degrees, no larger than what is shown; None without one."""
    drawn: list[Mapping[str, list[float]]] = (event or {}).get("selection", {}).get("box", [])
    if not drawn:
        return None
    across, up = sorted(drawn[0]["x"]), sorted(drawn[0]["y"])
    west, east = max(across[0], shown.west), min(across[-1], shown.east)
    south, north = max(up[0], shown.south), min(up[-1], shown.north)
    found = round(west, 2), round(max(south, -90.0), 2), round(east, 2), round(min(north, 90.0), 2)
    return found if found[0] < found[2] and found[1] < found[3] else None


def _offer_points(points: pa.Table | None, file: str) -> None:
    """Offer the single schools on the map as files, made when they are asked for."""
    if points is None or not points.num_rows:
        return
    draw_piece(f'<p class="c2030-about">{safe(counted("schools.map.files", points.num_rows))}</p>', "schools_map_files")
    offer_files(partial(_file, points), file, "schools_map")


def _file(points: pa.Table, form: str) -> bytes:
    return export_rows(POINT_COLUMNS, points.to_pylist(), form, "schools-map")
