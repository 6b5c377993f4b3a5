"""The map of schools on their page: a box drawn on it is what it shows next, school by school."""

from collections.abc import Mapping
from functools import partial
from typing import Any, cast

import pyarrow as pa
import streamlit as st

from charts.drawing import figure_of, key_of
from charts.key import draw_heading
from charts.pieces import write_remarks
from charts.school_map import frame_of, is_wide
from data.geometry import Bounds
from exhibits.exhibit import Picture
from exhibits.maps import SchoolMap
from i18n import text
from pages.widgets.access import get_snapshot
from pages.widgets.show import (
    HEADING_ROOM,
    color_mode,
    draw_piece,
    mark_where_invented,
    offer_files,
    picture_settings,
    show_parts,
    show_tools,
)
from reports.exports import export_rows
from services.schools.cube import Census
from topics.schools.map import (
    POINT_COLUMNS,
    Grid,
    make_grid,
    map_bounds,
    map_picture,
    no_map,
    points_offered,
    read_points,
)
from topics.schools.view import Box, SchoolView

BOX = "box"
KEPT_GRIDS = 16


def draw_map(view: SchoolView, census: Census) -> None:
    """Draw the map of the schools chosen, with what it cannot show, and the way to single schools."""
    box = asked_box()
    grid = _grid_of(f"{census.key} {view.choice!r} {view.members} {box}", census, view, box)
    if not grid.total:
        show_parts([no_map(box)])
        _draw_way_back(box)
        return
    points = read_points(get_snapshot(), census, view, grid, box)
    picture = map_picture(view, grid, points, box)
    chosen = _draw(picture, f"schools_map_{box}_{points is None}")
    _draw_way_back(box)
    if points is not None and points.num_rows:
        show_parts([points_offered(points)])
        offer_files(partial(_file, points), picture.file, "schools_map")
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
def _grid_of(key: str, _census: Census, _view: SchoolView, _box: Box | None) -> Grid:
    """Return the grid of a choice, made once for all readers; `key` says of what."""
    del key
    return make_grid(_census, _view, map_bounds(_view, _box), _box)


def _draw(picture: Picture, key: str) -> Box | None:
    """Draw the map and return the box that was drawn on it, None without one."""
    content = cast("SchoolMap", picture.content)
    frame, mode = frame_of(content), color_mode()
    kind = "world" if is_wide(frame) else "part"
    with st.container(gap=None, key=f"{HEADING_ROOM}_schools_{kind}"):
        draw_piece(draw_heading(content.title, content.about, "schools_map"), key="schools_map_heading")
        figure = figure_of(content, mode)
        mark_where_invented(figure, mode, picture.registers)
        event = st.plotly_chart(
            figure,
            theme=None,
            width="stretch",
            height="stretch",
            config=picture_settings() | {"displayModeBar": True, "modeBarButtons": [["select2d"]]},
            alt=picture.alt,
            key=key,
            on_select="rerun",
            selection_mode="box",
        )
        draw_piece(key_of(content) + write_remarks(picture.remarks), key="schools_map_under")
        show_tools("schools_map", content.title, file=picture.file)
    return drawn_box(event, frame)


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


def _file(points: pa.Table, form: str) -> bytes:
    return export_rows(POINT_COLUMNS, points.to_pylist(), form, "schools-map")
