"""The last steps to a table, the same for both paths: blank rows left out, ragged rows cut or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.readers.codes import problem
from data.schemas.problem import Problem

LAST_SHORT = 200
"""Of so many rows that have not as many cells as the header the cells are kept: they may be lines below the table."""


@dataclass(frozen=True)
class Table:
    """The cells below the header: one array a column, and for each row its number in the spreadsheet.

    Columns are dictionary arrays, except those read as `plain` strings. `read` counts rows that are not
    blank, refused ones included. `short` are the cells of the last of the rows that have fewer than the header.
    """

    columns: tuple[pa.Array, ...]
    rows: NDArray[np.int64]
    problems: tuple[Problem, ...]
    read: int
    short: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Ragged:
    """A row with more or fewer cells than the header."""

    row: int
    cells: list[str]


def table_of_strings(records: Sequence[Sequence[str]], width: int) -> pa.Table:
    """Return records of the same width as a table of strings, its columns named by their positions."""
    columns = zip(*records, strict=True) if records else ([] for _ in range(width))
    return pa.table([pa.array(column, pa.string()) for column in columns], names=[str(place) for place in range(width)])


def assemble(parsed: pa.Table, rows: NDArray[np.int64], ragged: list[Ragged], plain: frozenset[int]) -> Table:
    """Return the table with surplus empty cells cut off, blank rows left out and ragged rows as problems."""
    width = parsed.num_columns
    filled = [one for one in ragged if any(cell.strip() for cell in one.cells)]
    cut = [one for one in filled if _can_be_cut(one, width)]
    refused = [one for one in filled if not _can_be_cut(one, width)]
    pieces = parsed.columns[::-1]
    del parsed  # the pieces of a column go as soon as it is whole, where the caller keeps none
    columns = [_whole(pieces.pop(), plain=place in plain) for place in range(width)]
    if cut:
        extra = table_of_strings([one.cells[:width] for one in cut], width)
        columns = [
            _whole(pa.chunked_array([_as_strings(column), more.combine_chunks()]), plain=place in plain)
            for place, (column, more) in enumerate(zip(columns, extra.columns, strict=True))
        ]
        rows = np.concatenate([rows, np.array([one.row for one in cut], dtype=np.int64)])
    order = _kept_in_order(columns, rows)
    if order is not None:
        columns, rows = [column.take(pa.array(order)) for column in columns], rows[order]
    problems = tuple(_row_length(one, width) for one in refused)
    short = {one.row: one.cells for one in refused[-LAST_SHORT:] if len(one.cells) < width}
    return Table(tuple(columns), rows, problems, len(rows) + len(refused), short)


def _can_be_cut(one: Ragged, width: int) -> bool:
    return len(one.cells) > width and not any(cell.strip() for cell in one.cells[width:])


def _row_length(one: Ragged, width: int) -> Problem:
    advice = {"advice": "too_many"} if len(one.cells) > width else {}
    short = one.cells[0] if len(one.cells) < width else None  # a note below the table, perhaps
    return problem(
        "row-length", row=one.row, value=short, details={"found": len(one.cells), "expected": width, **advice}
    )


def _whole(column: pa.ChunkedArray, *, plain: bool) -> pa.Array:
    whole = column.chunk(0) if column.num_chunks == 1 else column.unify_dictionaries().combine_chunks()
    return whole if plain or pa.types.is_dictionary(column.type) else whole.dictionary_encode()


def _as_strings(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if isinstance(column, pa.DictionaryArray) else column


def _kept_in_order(columns: Sequence[pa.Array], rows: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Return the positions of the rows that are not blank, by row; None where that changes nothing."""
    blank = np.ones(len(rows), dtype=bool)
    for column in sorted(columns, key=lambda one: not isinstance(one, pa.DictionaryArray)):  # the quick ones first
        blank &= _is_blank(column)
        if not blank.any():
            break
    ordered = len(rows) < 2 or bool(np.all(np.diff(rows) > 0))
    if ordered and not blank.any():
        return None
    kept = np.flatnonzero(~blank)
    return kept[np.argsort(rows[kept], kind="stable")]


def _is_blank(column: pa.Array) -> NDArray[np.bool_]:
    if isinstance(column, pa.DictionaryArray):
        blank = np.array([not value.strip() for value in column.dictionary.to_pylist()] or [False])
        return np.asarray(blank[column.indices.to_numpy()], dtype=bool)
    found = pc.match_substring_regex(column, r"^\s*$").to_numpy(zero_copy_only=False)
    return np.asarray(found, dtype=bool)
