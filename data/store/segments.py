"""Which files of a state stay when it changes, so that a small change writes a small file.

The rows of an undivided dataset lie in files of some thousand rows at most. A new state keeps every file all of whose
rows it still has, and writes the other rows anew. Rows are compared as they are, column by column; nothing is known
here of keys.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from data.store.files import StateFile

LEAST_ROWS = 1000
MOST_FILES = 40
Numbers = npt.NDArray[np.int64]


def rows_per_file(rows: int) -> int:
    """Return how many rows a file of a state of so many rows holds at most: 1,000, or as many as make 40 files."""
    return max(LEAST_ROWS, -(-rows // MOST_FILES))


def keep_and_write(old: Sequence[tuple[StateFile, pa.Table]], rows: pa.Table) -> tuple[list[StateFile], list[pa.Table]]:
    """Return the files that stay as they are, and the rows to write, one table a new file.

    Args:
        old: The files of the state before, each with its rows in the schema of the new ones.
        rows: The whole new state.
    """
    most = rows_per_file(rows.num_rows)
    if not old or len(old) > 2 * MOST_FILES or any(file.rows > 2 * most for file, _ in old):
        return [], split(rows, most)
    numbers = number_rows(pa.concat_tables([rows, *(table for _, table in old)]))
    new, earlier = numbers[: rows.num_rows], numbers[rows.num_rows :]
    bounds = np.cumsum([0, *(table.num_rows for _, table in old)])
    here = np.isin(earlier, new)
    stays = [bool(here[first:last].all()) and last > first for first, last in pairwise(bounds)]
    stays = _without_smallest(stays, [file.rows for file, _ in old], rows.num_rows, most)
    kept = np.concatenate([earlier[:0], *(earlier[bounds[i] : bounds[i + 1]] for i, one in enumerate(stays) if one)])
    covered = np.isin(new, kept)
    if not np.array_equal(np.sort(kept), np.sort(new[covered])):  # rows that stand more than once
        return [], split(rows, most)
    left = rows.filter(pa.array(~covered))
    return [file for (file, _), one in zip(old, stays, strict=True) if one], split(left, most)


def _without_smallest(stays: list[bool], sizes: Sequence[int], rows: int, most: int) -> list[bool]:
    """Return which files stay when the smallest goes together with the rows to write, if one file can hold both."""
    kept = [(sizes[i], i) for i, one in enumerate(stays) if one]
    to_write = rows - sum(size for size, _ in kept)
    if not kept or not to_write or min(kept)[0] + to_write > most:
        return stays
    return [one and i != min(kept)[1] for i, one in enumerate(stays)]


def split(rows: pa.Table, most: int) -> list[pa.Table]:
    """Return rows in pieces of equal size, none above the most."""
    pieces = -(-rows.num_rows // most)
    bounds = np.linspace(0, rows.num_rows, pieces + 1).astype(int).tolist()
    return [rows.slice(first, last - first) for first, last in pairwise(bounds)]


def number_rows(rows: pa.Table) -> Numbers:
    """Return a number for each row, the same for rows that are the same in every cell."""
    found = np.zeros(rows.num_rows, dtype=np.int64)
    most = 1
    for column in rows.columns:
        codes, count = _codes(column)
        if most * count > np.iinfo(np.int64).max // 2:
            found = np.unique(found, return_inverse=True)[1].astype(np.int64)
            most = int(found.max(initial=0)) + 1
        found = found * count + codes
        most *= count
    return found


def _codes(column: pa.ChunkedArray) -> tuple[Numbers, int]:
    """Return a number for each cell and how many there may be; numbers with a point are told apart bit by bit."""
    cells = column.combine_chunks()
    if pa.types.is_float64(cells.type):
        cells = cells.view(pa.int64())
    coded = cells.dictionary_encode()
    codes = coded.indices.fill_null(len(coded.dictionary)).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes, len(coded.dictionary) + 1
