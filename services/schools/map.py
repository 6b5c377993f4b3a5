"""What the map of schools shows: the grid of everything, or the single schools of a country or a box."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.geometry import FULL_CIRCLE, Bounds, bounds_of_all
from data.reference.school_lines import load_school_lines
from data.store import Snapshot
from i18n import text
from metrics.schools import ANSWERS, NO, UNKNOWN, YES, Connectivity
from services.schools.counting import CELL_DEGREES, COARSE, cell_corner, closed_lists, settle
from services.schools.cube import Census, Cube
from services.schools.view import Box, SchoolView
from services.schools.words import word_of
from services.shapes import SCHOOLS

WIDEST = 150.0
"""A map that would be wider than this (degrees) shows the whole world."""
WIDE, WIDER = 40.0, 120.0
"""Maps wider than this (degrees) have a coarser grid: squares of a degree, of two degrees."""
POINT_COLUMNS = (
    *("ref_area", "school_id", "school_name", "admin1", "latitude", "longitude", "education_level", "connectivity"),
    *("connection_type", "speed_mbps", "students", "checked_on", "source", "example"),
)
MARGIN = 0.25
INHABITED = Bounds(-180, -57, 180, 84)
ROW = 10_000
ORDER = (YES, NO, UNKNOWN)
Degrees = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Cell:
    """A square of the grid by its south-western corner, and the schools in it."""

    lon: float
    lat: float
    schools: Connectivity


@dataclass(frozen=True)
class Grid:
    """The squares of a grid with schools, each `step` degrees wide and high."""

    step: float
    cells: Sequence[Cell]

    @cached_property
    def total(self) -> int:
        """The number of schools on the grid."""
        return sum(cell.schools.total for cell in self.cells)


def most_points() -> int:
    """Return how many single schools a map shows at most."""
    return load_school_lines().most_points.value


def map_bounds(view: SchoolView, box: Box | None) -> Bounds | None:
    """Return what a map shows: the box drawn, the countries of the area with schools, None for the whole world."""
    if box is not None:
        return Bounds(*box)
    found = bounds_of_all(view.holding)
    return None if found and found.east - found.west > WIDEST else found


def make_grid(census: Census, view: SchoolView, bounds: Bounds | None, box: Box | None) -> Grid:
    """Return the schools chosen on a grid, as coarse as the width of the map asks for."""
    width = FULL_CIRCLE if bounds is None else bounds.east - bounds.west
    cells = COARSE if width > WIDER else 2 if width > WIDE else 1
    step = CELL_DEGREES * cells
    coarse = cells == COARSE and box is None and not view.choice.admin1
    part = census.coarse.where(view.choice.labels(view.holding)) if coarse else _part(census, view, box)
    (cell, answer), sums = part.sum_arrays(("cell", "connectivity"))
    if not len(cell):
        return Grid(step, ())
    west, south = cell_corner(np.array([int(one) for one in part.labels["cell"]], dtype=np.int64)[cell])
    order = np.array([ORDER.index(one) for one in part.labels["connectivity"]])[answer]
    return Grid(step, _cells(west, south, sums["schools"], order, step))


def _part(census: Census, view: SchoolView, box: Box | None) -> Cube:
    """Return the part of the grid that is chosen, of a box the squares that it touches."""
    chosen = census.grid.where(view.choice.labels(view.holding))
    if box is None:
        return chosen
    names = chosen.labels["cell"]
    left, low, right, high = box
    west, south = cell_corner(np.array([int(one) for one in names], dtype=np.int64))
    west = np.where(west + CELL_DEGREES < left, west + FULL_CIRCLE, west)
    touched = (west <= right) & (west + CELL_DEGREES >= left) & (south <= high) & (south + CELL_DEGREES >= low)
    return chosen.where({"cell": [name for name, kept in zip(names, touched, strict=True) if kept]})


def _cells(west: Degrees, south: Degrees, schools: Degrees, answer: Places, step: float) -> list[Cell]:
    across, up = np.floor((west + 180) / step).astype(np.int64), np.floor((south + 90) / step).astype(np.int64)
    places, inverse = np.unique(up * ROW + across, return_inverse=True)
    counts = np.zeros((len(places), len(ORDER)))
    np.add.at(counts, (inverse, answer), schools)
    rows, columns = np.divmod(places, ROW)
    return [
        Cell(float(column) * step - 180, float(row) * step - 90, Connectivity(*(int(one) for one in count)))
        for row, column, count in zip(rows, columns, counts, strict=True)
    ]


def read_points(snapshot: Snapshot, census: Census, view: SchoolView, grid: Grid, box: Box | None) -> pa.Table | None:
    """Return the single schools chosen that have a place; None where a map shows the grid.

    It does without a box where more than one country is looked at, and where there are too many for a map. Of a box
    the squares it touches decide, so that never many more are read than are shown.
    """
    if grid.total > most_points() or not (box or len(view.members) == 1):
        return None
    return read_schools(snapshot, census, view, box)


def read_schools(snapshot: Snapshot, census: Census, view: SchoolView, box: Box | None) -> pa.Table:
    """Return the rows of the schools chosen that have a place, those in the box where there is one."""
    countries = _part(census, view, box).labels_of("ref_area")
    rows = settle(snapshot.read(SCHOOLS, parts=countries, columns=POINT_COLUMNS), closed_lists())
    for name, words in view.choice.labels(countries).items():
        if name != "ref_area":
            rows = rows.filter(pc.is_in(rows[name], value_set=pa.array(list(words))))
    rows = rows.filter(pc.and_(pc.is_valid(rows["latitude"]), pc.is_valid(rows["longitude"])))
    return rows if box is None else rows.filter(_within(rows, box))


def _within(rows: pa.Table, box: Box) -> pa.Array:
    west, south, east, north = box
    lon, lat = (np.asarray(rows[name].to_numpy(zero_copy_only=False)) for name in ("longitude", "latitude"))
    turned = np.where(lon < west, lon + FULL_CIRCLE, lon)
    return pa.array((turned <= east) & (turned >= west) & (lat >= south) & (lat <= north))


def view_bounds(bounds: Bounds | None) -> Bounds:
    """Return what a map shows of a box: some room around it; the inhabited world where there is none."""
    if bounds is None:
        return INHABITED
    room = max(MARGIN, 1.0 - (bounds.east - bounds.west) / 2)
    return Bounds(bounds.west - room, bounds.south - room, bounds.east + room, bounds.north + room)


def point_words(rows: pa.Table) -> list[str]:
    """Return what is said of each school on the map, safe to be drawn: name, connectivity, type, speed, students."""
    name = pc.if_else(pc.equal(pc.fill_null(rows["school_name"], ""), ""), rows["school_id"], rows["school_name"])
    for sign in "&<>":
        name = pc.replace_substring(name, sign, escape(sign))
    answer = pc.take(
        pa.array([text(f"schools.answer_word.{one}") for one in ANSWERS]),
        pc.index_in(rows["connectivity"], value_set=pa.array(ANSWERS)),
    )
    types = rows["connection_type"].unique().to_pylist()
    said = pa.array([word_of("type", one) if one else "" for one in types], pa.string())
    kind = pc.take(said, pc.index_in(rows["connection_type"], value_set=pa.array(types, pa.string())))
    lines = [
        pc.binary_join_element_wise("<b>", name, "</b>", ""),
        pc.if_else(pc.equal(kind, ""), answer, pc.binary_join_element_wise(answer, kind, ", ")),
        _figure(rows, "speed_mbps", text("schools.unit_speed"), text("schools.no_speed")),
        _figure(rows, "students", text("schools.unit_students"), text("schools.no_students")),
    ]
    return list(pc.binary_join_element_wise(*lines, "<br>").to_pylist())


def _figure(rows: pa.Table, column: str, unit: str, missing: str) -> pa.ChunkedArray:
    numbers = pc.cast(pc.round(rows[column], 1), pa.string())
    plain = pc.replace_substring_regex(numbers, r"\.0$", "")
    return pc.fill_null(pc.binary_join_element_wise(plain, unit, " "), missing)
