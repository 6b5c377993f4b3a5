"""A publisher's table as it is judged: one value a row, under names that all forms share."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.readers.assemble import Table
from data.readers.forms.page import Found
from data.readers.sheet import Column
from data.schemas.problem import Problem

Mask = NDArray[np.bool_]
Positions = NDArray[np.int64]


@dataclass(frozen=True)
class Other:
    """A series that was not taken apart, because it is known to be none of ours.

    `names` has for each of its names the first row and the number of values.
    """

    code: str
    name: str
    values: int
    names: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Long:
    """One value a row.

    `columns` has `series`, `area` and `time_period`, and as far as the form states them `series_name`, `unit`,
    `area_name`, `sex`, `age`, `urbanisation`, `obs_status` and `multiplier` (a power of ten). `names` are the
    publisher's names for the columns that a problem may be found in; `places` says for each value in which column it
    stands, where there are several. `titled` says that a series is known by its title, not by a code. `parts` are rows
    of a part of the people that we have no code for, `parted` those that a column which we have none for sets apart, by
    its name; `without` are those that the form itself says are void. `without_values` are row, code and name of areas
    that have a row and no value, `problems` what is to be said of how the table was unfolded.
    """

    columns: Mapping[str, Column]
    values: pa.StringArray
    rows: NDArray[np.int64]
    names: Mapping[str, str]
    places: Column | None = None
    parts: Mask | None = None
    others: tuple[Other, ...] = ()
    agency: str = ""
    without_values: tuple[tuple[int, str, str], ...] = ()
    titled: bool = False
    without: Mapping[str, Mask] = field(default_factory=dict)
    parted: Mapping[str, Mask] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def column_at(table: Table, place: int) -> Column:
    """Return a column of a table."""
    cells = table.columns[place]
    if not isinstance(cells, pa.DictionaryArray):
        cells = cells.dictionary_encode()
    return Column(cells.indices.to_numpy(zero_copy_only=False), cells.dictionary.to_pylist())


def texts_at(table: Table, place: int) -> pa.StringArray:
    """Return the cells of a column of a table as they stand there."""
    cells = table.columns[place]
    return cells.dictionary_decode() if isinstance(cells, pa.DictionaryArray) else cells


def same_everywhere(cell: str, rows: int) -> Column:
    """Return a column that holds one cell in every row."""
    return Column(np.zeros(rows, dtype=np.int32), [cell])


def changed(column: Column, change: Callable[[str], str]) -> Column:
    """Return a column with each of its distinct cells changed."""
    return Column(column.codes, [change(cell) for cell in column.cells])


def where(column: Column, fits: Callable[[str], bool]) -> Mask:
    """Return in which rows the cell fits."""
    fitting = np.array([fits(cell) for cell in column.cells] or [False], dtype=bool)
    return np.asarray(fitting[column.codes], dtype=bool)


def taken(column: Column, positions: Positions) -> Column:
    """Return the rows of a column at these positions."""
    return Column(column.codes[positions], column.cells)


def from_rows(table: Table, found: Found, names: Mapping[str, str]) -> Long:
    """Return a table that has one value a row already, its columns found by the places of the form."""
    value = found.places["obs_value"]
    columns = {part: column_at(table, place) for part, place in found.places.items() if part != "obs_value"}
    named = {
        part: found.head.names[found.places[place]].strip() for part, place in names.items() if place in found.places
    }
    return Long(columns, texts_at(table, value), table.rows, named, titled=found.titled)


@dataclass(frozen=True)
class Spread:
    """Values that stood side by side: for each its row in the table, the column it stood in, and its cell."""

    positions: Positions
    columns: Column
    values: pa.StringArray


def spread(table: Table, values: Mapping[int, str], kept: Mask) -> Spread:
    """Return the cells of several columns that are not blank, row by row, from the rows that are kept."""
    found, which, cells = [], [], []
    for number, place in enumerate(values):
        texts = texts_at(table, place)
        filled = np.flatnonzero(kept & ~blank(texts))
        found.append(filled)
        which.append(np.full(len(filled), number, dtype=np.int32))
        cells.append(texts.take(pa.array(filled)))
    positions = np.concatenate([*found, np.zeros(0, dtype=np.int64)]).astype(np.int64)
    numbers = np.concatenate([*which, np.zeros(0, dtype=np.int32)]).astype(np.int32)
    order = np.lexsort((numbers, positions))
    together = pa.concat_arrays([pa.array([], pa.string()), *cells])
    return Spread(positions[order], Column(numbers[order], list(values.values())), together.take(pa.array(order)))


def blank(cells: pa.StringArray) -> Mask:
    """Return which cells hold nothing but spaces."""
    distinct = cells.dictionary_encode()
    marks = np.array([not cell.strip() for cell in distinct.dictionary.to_pylist()] or [True], dtype=bool)
    return np.asarray(marks[distinct.indices.to_numpy(zero_copy_only=False)], dtype=bool)


def filled_cells(table: Table, values: Mapping[int, str]) -> NDArray[np.int64]:
    """Return for each row of a table how many of these columns hold something."""
    counts = np.zeros(len(table.rows), dtype=np.int64)
    for place in values:
        counts += ~blank(texts_at(table, place))
    return counts


def without_values(table: Table, area: int, name: int, counts: NDArray[np.int64]) -> tuple[tuple[int, str, str], ...]:
    """Return row, code and name of the areas that have a row in a table, and nothing in it."""
    empty = np.flatnonzero(counts == 0)
    codes, names = (cells_of(column_at(table, place), empty) for place in (area, name))
    return tuple(zip(table.rows[empty].tolist(), codes, names, strict=True))


def only_known(
    series: Column, known: Collection[str], counts: NDArray[np.int64], names: Column, lines: NDArray[np.int64]
) -> tuple[Mask, tuple[Other, ...]]:
    """Return which rows are of a series that is known, and the series of the others with the number of their values.

    A row that names no series is none of another one: it is judged like any row, and found incomplete.
    """
    mine = where(series, lambda cell: not cell.strip() or cell.strip().casefold() in known)
    others = []
    for code in np.unique(series.codes[~mine]).tolist():
        rows = np.flatnonzero((series.codes == code) & ~mine)
        called = names.codes[rows]
        found = {names.cells[one].strip(): rows[called == one] for one in np.unique(called).tolist()}
        said = {one: (int(lines[at[0]]), int(counts[at].sum())) for one, at in found.items()}
        name = names.cells[int(called[0])].strip()
        others.append(Other(series.cells[code].strip(), name, int(counts[rows].sum()), said))
    return mine, tuple(others)


def at(long: Long, positions: Positions) -> Long:
    """Return the rows at these positions; what was said of rows that are gone goes with them."""
    columns = {name: taken(column, positions) for name, column in long.columns.items()}
    places = taken(long.places, positions) if long.places else None
    return replace(
        long,
        columns=columns,
        values=long.values.take(pa.array(positions)),
        rows=long.rows[positions],
        places=places,
        parts=None,
        parted={},
        without={},
    )


def cells_of(column: Column, positions: Positions) -> Sequence[str]:
    """Return the cells in these rows."""
    return [column.cells[code] for code in column.codes[positions].tolist()]
