"""The map of schools: the grid of everything, or the single schools of a country or a box, with its words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from html import escape
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.datasets import SCHOOLS
from data.geometry import FULL_CIRCLE, Bounds, bounds_of_all
from data.reference.limits import load_school_lines
from data.store import Snapshot
from exhibits.exhibit import Passage, Picture, Remark, said
from exhibits.maps import GridCell, PointGroup, SchoolMap
from i18n import counted, format_plain, share_words, text
from metrics.schools import ANSWERS, NO, UNKNOWN, YES, Connectivity
from services.schools.counting import CELL_DEGREES, COARSE, cell_corner, closed_lists, settle
from services.schools.cube import Census, Cube
from topics.schools.view import Box, SchoolView
from topics.schools.words import chosen_words, file_words, heading_of, range_words, title_words, word_of

WIDEST = 150.0
"""A map that would be wider than this (degrees) shows the whole world."""
WIDE, WIDER = 40.0, 120.0
"""Maps wider than this (degrees) have a coarser grid: squares of a degree, of two degrees."""
POINT_COLUMNS = (
    *("ref_area", "school_id", "school_name", "admin1", "latitude", "longitude", "education_level", "connectivity"),
    *("connection_type", "speed_mbps", "students", "checked_on", "source", "example"),
)
MARGIN = 0.25
ROW = 10_000
CLASS_ENDS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
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

    @cached_property
    def squares(self) -> Sequence[GridCell]:
        """The squares with their words, made once; where nobody knows of any school they have no share."""
        plain = cache(partial(format_plain, decimals=0))  # thousands of squares share the same few hundred numbers
        return [_square(cell, self.step, plain) for cell in self.cells]


def _square(cell: Cell, step: float, plain: Callable[[float], str]) -> GridCell:
    found = cell.schools
    words = text(
        "schools.map.cell",
        schools=counted("schools.schools", found.total),
        share=range_words(found),
        yes=plain(found.yes),
        unknown=plain(found.unknown),
        no=plain(found.no),
    )
    share = None if found.unknown == found.total else found.share_low
    return GridCell(cell.lon + step / 2, cell.lat + step / 2, found.total, share, words)


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
    return chosen.where({"cell": [name for name, touches in zip(names, touched, strict=True) if touches]})


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


def _with_room(bounds: Bounds | None) -> Bounds | None:
    """Return a box with some room around it."""
    if bounds is None:
        return None
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


# ------------------------------------------------------------------------------------------------------- as a picture


def map_picture(view: SchoolView, grid: Grid, points: pa.Table | None, box: Box | None) -> Picture:
    """Return the map: single schools where there are `points`, else the squares of the grid."""
    total = grid.total if points is None else points.num_rows
    title = text("schools.map.title" if points is None else "schools.map.title_points", area=title_words(view))
    about = text("schools.map.about", schools=counted("schools.schools", total), chosen=chosen_words(view))
    content = SchoolMap(
        title=title,
        about=about,
        source=view.source,
        bounds=_with_room(map_bounds(view, box)),
        step=grid.step,
        cells=grid.squares if points is None else (),
        points=None if points is None else _groups(points),
        key=_key_words(points),
    )
    alt = text("schools.map.alt", title=title, about=about, share=range_words(view.shown.connectivity))
    remarks = _remarks(view, grid, points, box)
    return Picture("schools_map", content, alt, remarks, file_words(view, "schools-map"), registers=(SCHOOLS,))


def _groups(points: pa.Table) -> dict[str, PointGroup]:
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


def _key_words(points: pa.Table | None) -> list[str]:
    """Return what the marks mean: the answers of single schools, or the classes of squares, and their sizes."""
    if points is not None:
        return [text(f"schools.answer_word.{answer}") for answer in ANSWERS]
    words = [
        text("schools.map.class", low=share_words(low), high=share_words(high)) for low, high in pairwise(CLASS_ENDS)
    ]
    return [*words, text("schools.map.class_none"), text("schools.map.sizes")]


def map_heading() -> Passage:
    """Return the heading of the section."""
    return said("schools_map", heading_of("map"))


def no_map(box: Box | None) -> Passage:
    """Return that none of the schools chosen has a place, or none in the box."""
    return said("schools_map_nothing", Remark(text("schools.map.nothing_box" if box else "schools.map.nothing")))


def points_offered(points: pa.Table) -> Passage:
    """Return what the files of the single schools hold."""
    return said("schools_map_files", Remark(counted("schools.map.files", points.num_rows)))
