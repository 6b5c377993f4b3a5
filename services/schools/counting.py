"""Schools counted: by country, by every combination of what they are, and on the grid of a map."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.reference.limits import load_school_checks, load_school_lines
from metrics.schools import ANSWERS, BANDS, KBIT, NO, UNKNOWN, YES, Connectivity, CountrySchools, SpeedLines, Students

COUNTED = ("ref_area", "connectivity", "students", "checked_on", "example")
"""The columns that counting needs."""
UNLISTED = "unlisted"
"""Stands for every word outside a closed list, whatever it is: the quality section names the schools."""
DIMENSIONS = (
    "ref_area",
    "admin1",
    "education_level",
    "connectivity",
    "connection_type",
    "speed",
    "electricity",
    "network_coverage",
    "example",
)
MEASURES = ("schools", "students", "with_students", "enough", "enough_known")
"""Schools; known students; schools with a known number; schools fast enough for theirs; schools where that is known."""
GRID_DIMENSIONS = ("ref_area", "admin1", "education_level", "connectivity", "connection_type", "cell")
GRID_MEASURES = ("schools",)
CELL_DEGREES = 0.5
COARSE = 4
"""So many cells across and up make a square of the coarse grid."""
CELLS_ACROSS = int(360 / CELL_DEGREES)
NO_CELL = -1
YES_NO = ("N", "Y")
YES_NO_UNKNOWN = ("connectivity", "electricity")


def speed_lines() -> SpeedLines:
    """Return the lines that speeds are judged by."""
    lines = load_school_lines()
    return SpeedLines(lines.good_mbps.value, lines.target_mbps.value, lines.kbps_a_student.value)


def closed_lists() -> dict[str, dict[str, str]]:
    """Return the words that columns are counted by: for each word in small letters how the closed list spells it."""
    lists = load_school_checks().lists
    return {
        "education_level": _spellings(lists.education_level.values, lists.education_level.also),
        "connection_type": _spellings(lists.connection_type.values, lists.connection_type.also),
        "network_coverage": _spellings(load_school_lines().network_coverage, {}),
    }


def _spellings(words: Sequence[str], also: Mapping[str, str]) -> dict[str, str]:
    return {word.lower(): word for word in words} | dict(also)


def count_schools(table: pa.Table, *, with_examples: bool = True) -> dict[str, CountrySchools]:
    """Return the schools of each country in a table of the dataset `schools`, by its code.

    Args:
        table: The rows, with at least the columns `COUNTED`.
        with_examples: Whether invented rows are counted; they never decide a target.
    """
    rows = table.select(list(COUNTED))
    if not with_examples:
        rows = rows.filter(pc.invert(pc.fill_null(rows["example"], fill_value=False)))
    known = pc.is_in(rows["connectivity"], value_set=pa.array(ANSWERS))
    answer = pc.if_else(pc.fill_null(known, fill_value=False), rows["connectivity"], UNKNOWN)
    rows = rows.set_column(rows.column_names.index("connectivity"), "connectivity", answer)
    grouped = rows.group_by(["ref_area", "connectivity"]).aggregate(
        [([], "count_all"), ("students", "sum"), ("students", "count"), ("checked_on", "max")]
    )
    found: dict[str, CountrySchools] = {}
    for row in grouped.to_pylist():
        found[row["ref_area"]] = found.get(row["ref_area"], CountrySchools()) + _of_answer(row)
    return dict(sorted(found.items()))


def _of_answer(row: dict[str, Any]) -> CountrySchools:
    count, answer = row["count_all"], row["connectivity"]
    students = Students(row["students_sum"] or 0.0, row["students_count"], count)
    by_answer = {name: count if name == answer else 0 for name in (YES, NO, UNKNOWN)}
    return CountrySchools(Connectivity(**by_answer), students, row["checked_on_max"] or "")


def count_cube(rows: pa.Table, lines: SpeedLines) -> pa.Table:
    """Return the schools of settled rows by every combination of `DIMENSIONS` that occurs, with `MEASURES`."""
    speed, students = numbers(rows, "speed_mbps"), numbers(rows, "students")
    known = ~np.isnan(speed) & (students > 0)
    enough = known & (speed * KBIT >= lines.kbps_a_student * np.where(known, students, 0))
    table = _texts(rows, DIMENSIONS[:5] + DIMENSIONS[6:8]) | {
        "speed": _encoded(speed_bands(speed, lines), BANDS),
        "example": _encoded(flags(rows, "example"), YES_NO),
        "students": pa.array(students, from_pandas=True),
        "enough": pa.array(enough.astype(np.int32)),
        "enough_known": pa.array(known.astype(np.int32)),
    }
    grouped = pa.table(table).group_by(list(DIMENSIONS))
    counted = grouped.aggregate(
        [([], "count_all"), ("students", "sum"), ("students", "count"), ("enough", "sum"), ("enough_known", "sum")]
    )
    names = {
        "count_all": "schools",
        "students_sum": "students",
        "students_count": "with_students",
        "enough_sum": "enough",
        "enough_known_sum": "enough_known",
    }
    return _encode_texts(counted.rename_columns([names.get(name, name) for name in counted.column_names]), MEASURES)


def count_grid(rows: pa.Table) -> pa.Table:
    """Return the schools of settled rows that have a place, by cells of half a degree and what a map is filtered by."""
    cell = cells(numbers(rows, "longitude"), numbers(rows, "latitude"))
    placed = pa.table(_texts(rows, GRID_DIMENSIONS[:5]) | {"cell": pa.array(cell)}).filter(pa.array(cell != NO_CELL))
    counted = placed.group_by(list(GRID_DIMENSIONS)).aggregate([([], "count_all")])
    counted = counted.rename_columns([*GRID_DIMENSIONS, *GRID_MEASURES])
    return _encode_texts(counted.set_column(5, "cell", counted["cell"].cast(pa.string())), GRID_MEASURES)


def cells(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return the cell of half a degree of each place, counted from the south-west corner; -1 without a place."""
    known = ~(np.isnan(longitude) | np.isnan(latitude))
    across = np.floor((np.where(known, longitude, 0) + 180) / CELL_DEGREES).astype(np.int32) % CELLS_ACROSS
    up = np.floor((np.where(known, latitude, 0) + 90) / CELL_DEGREES).astype(np.int32)
    return np.where(known, up * CELLS_ACROSS + across, NO_CELL).astype(np.int32)


def coarse_cells(cell: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the south-western cell of the square of the coarse grid in which each cell lies."""
    up, across = np.divmod(cell, CELLS_ACROSS)
    return np.asarray((up - up % COARSE) * CELLS_ACROSS + across - across % COARSE, dtype=np.int64)


def cell_corner(cell: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the south-western corners of cells: longitudes and latitudes in degrees."""
    up, across = np.divmod(cell, CELLS_ACROSS)
    return across * CELL_DEGREES - 180, up * CELL_DEGREES - 90


def speed_bands(speed: NDArray[np.float64], lines: SpeedLines) -> NDArray[np.int32]:
    """Return the place among `BANDS` of each speed in Mbit/s, as `metrics.schools.speed_band` finds it for one."""
    conditions = [np.isnan(speed), speed <= 0, speed < lines.good_mbps, speed < lines.target_mbps]
    return np.select(conditions, range(4), default=4).astype(np.int32)


def numbers(rows: pa.Table, name: str) -> NDArray[np.float64]:
    """Return a column of numbers; a missing one is NaN."""
    return np.asarray(rows[name].to_numpy(zero_copy_only=False), dtype=np.float64)


def flags(rows: pa.Table, name: str) -> NDArray[np.int32]:
    """Return a column of yes or no as 1 and 0; missing is 0."""
    return np.asarray(pc.fill_null(rows[name], fill_value=False).to_numpy(zero_copy_only=False)).astype(np.int32)


def answers(rows: pa.Table, name: str = "connectivity") -> pa.ChunkedArray:
    """Return a column of yes, no or unknown, in which everything else is unknown."""
    known = pc.fill_null(pc.is_in(rows[name], value_set=pa.array(ANSWERS)), fill_value=False)
    return pc.if_else(known, rows[name], UNKNOWN)


def listed(words: pa.ChunkedArray, known: Mapping[str, str]) -> pa.ChunkedArray:
    """Return words as a closed list spells them, empty where there is none, `UNLISTED` for any other word.

    `known` has the spelling of the list for every word in small letters that stands for one of it.
    """
    given = pc.fill_null(words, "")
    place = pc.index_in(pc.utf8_lower(given), value_set=pa.array(list(known)))
    spelt = pc.take(pa.array(list(known.values())), place)
    return pc.if_else(pc.equal(given, ""), "", pc.fill_null(spelt, UNLISTED))


def settle(rows: pa.Table, lists: Mapping[str, Mapping[str, str]]) -> pa.Table:
    """Return the rows with one spelling for each word of a closed list, and an answer wherever one is asked for."""
    settled = {name: listed(rows[name], known) for name, known in lists.items() if name in rows.column_names}
    settled |= {name: answers(rows, name) for name in YES_NO_UNKNOWN if name in rows.column_names}
    settled["admin1"] = pc.fill_null(rows["admin1"], "")
    return pa.table({name: settled.get(name, rows[name]) for name in rows.column_names})


def _texts(rows: pa.Table, names: Sequence[str]) -> dict[str, pa.ChunkedArray]:
    return {name: rows[name] for name in names}


def _encoded(places: NDArray[np.int32], labels: tuple[str, ...]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(places), pa.array(labels)).cast(pa.string())


def _encode_texts(counted: pa.Table, measures: tuple[str, ...]) -> pa.Table:
    """Return combinations with a code for every text, which takes a fraction of the room."""
    names = counted.column_names
    return pa.table({name: counted[name] if name in measures else counted[name].dictionary_encode() for name in names})
