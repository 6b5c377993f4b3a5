"""A publisher's table as it is judged: one value a row, under names that all forms share."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.readers.forms.page import Found
from data.readers.reading import Skipped
from data.readers.sheet import Column
from data.readers.table import Table
from data.schemas.observation import AGE, TOTAL
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


class Sieve:
    """Which rows of a table are still in, and what was left out of it."""

    def __init__(self, rows: int) -> None:
        """Start with all rows in."""
        self.kept: Mask = np.ones(rows, dtype=bool)
        self._left: list[Skipped] = []

    def leave_out(self, rows: Mask, what: str, reason: str, named: tuple[str, str] = ("", "")) -> int:
        """Leave rows out that are still in; return how many that were.

        Args:
            rows: Which rows.
            what: What they are, a key of the texts.
            reason: Why they are left out, a key of the texts.
            named: The publisher's code and name of it.
        """
        going = self.kept & rows
        count = int(going.sum())
        if count:
            self.kept &= ~rows
            self.add(what, reason, count, named)
        return count

    def add(self, what: str, reason: str, rows: int, named: tuple[str, str] = ("", "")) -> None:
        """Count rows that are not in the table at all."""
        self._left.append(Skipped(what, reason, rows, *named))

    @property
    def skipped(self) -> Sequence[Skipped]:
        """Return what was left out so far."""
        return self._left

    @property
    def gone(self) -> int:
        """Return how many rows were left out so far."""
        return sum(one.rows for one in self._left)


TOTALS = frozenset(
    {"", "_t", "_z", "total", "all", "bothsex", "allarea", "allage", "g", "not applicable", "no breakdown"}
)
"""What stands in the column of a dimension where the value is of all people."""
NO_CODE = "?"
SPAN = re.compile(r"y?([0-9]{1,3})\s*(?:-|to|t)\s*([0-9]{1,3})")
FROM = re.compile(r"(?:([0-9]{1,3})\s*\+|>=\s*([0-9]{1,3}))")
BELOW = re.compile(r"<\s*([0-9]{1,3})")


def in_our_codes(long: Long, dimensions: Mapping[str, Mapping[str, str]]) -> Long:
    """Return the table with its dimensions in our codes; rows of a part that has no code of ours are its `parts`."""
    columns = dict(long.columns)
    parts: Mask = np.zeros(len(long.rows), dtype=bool) if long.parts is None else long.parts
    for name, words in dimensions.items():
        if name not in columns:
            continue
        column = changed(columns[name], partial(_code, name, words=words))
        parts = parts | where(column, lambda cell: cell == NO_CODE)
        columns[name] = changed(column, lambda cell: "" if cell == NO_CODE else cell)
    return Long(**{**vars(long), "columns": columns, "parts": parts})


def _code(name: str, cell: str, words: Mapping[str, str]) -> str:
    written = cell.strip()
    if written.casefold() in words:
        return words[written.casefold()]
    if name == "obs_status":
        return ""
    if not written:
        return TOTAL
    return read_age(written) if name == "age" else NO_CODE


def read_age(written: str) -> str:
    """Return an age group in our code: 15-24 is Y15T24, 15+ is Y_GE15."""
    plain = written.casefold().replace("years", "").replace("old", "").strip()
    if AGE.fullmatch(written.upper()):
        return written.upper()
    if match := SPAN.fullmatch(plain):
        return f"Y{match[1]}T{match[2]}"
    if match := FROM.fullmatch(plain):
        return f"Y_GE{match[1] or match[2]}"
    match = BELOW.fullmatch(plain)
    return f"Y_LT{match[1]}" if match else NO_CODE


def parted_by(columns: Iterable[tuple[str, Column]], totals: Collection[str] = TOTALS) -> dict[str, Mask]:
    """Return which rows are of a part alone, by the name of the column that says so and that we have none for."""
    found: dict[str, Mask] = {}
    for name, column in columns:
        part = ~where(column, lambda cell: cell.split(":")[0].strip().casefold() in totals)
        if part.any():
            found[name] = part | found.get(name, False)
    return found
