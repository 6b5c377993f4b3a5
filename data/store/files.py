"""The data files of a revision: which they are, whether they are whole, and the rows in them.

Each file written here is known by its SHA-256, which the commit carries; it is checked when the file is first read by
a process. Files of earlier versions have none: of those the size and the marks of the format are checked, and since
`store compact` their digest as well.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

PARQUET_MAGIC = b"PAR1"
BLOCK = 1 << 20


@dataclass(frozen=True)
class StateFile:
    """A data file of a state: its path within the table, its size, rows, digest (may be unknown) and part."""

    path: str
    size: int
    rows: int
    sha256: str = ""
    part: str = ""


class FileDamaged(Exception):  # noqa: N818 - the name says what happened
    """A data file is missing, or does not hold what was written."""

    def __init__(self, path: str, *, missing: bool = False) -> None:
        super().__init__(f"the file {path} is {'missing' if missing else 'damaged'}")
        self.path = path
        self.missing = missing


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as opened:
        while block := opened.read(BLOCK):
            found.update(block)
    return found.hexdigest()


@lru_cache(maxsize=200_000)
def _known_digest(path: Path, mark: tuple[int, int, int]) -> str:
    """Return the digest of a file, worked out once as long as the file's size, time and place on the disk stay."""
    del mark
    return digest_of(path)


def check_size(table: Path, file: StateFile) -> os.stat_result:
    """Return what the system says of a file.

    Raises:
        FileDamaged: If it is missing or has another size than was written.
    """
    try:
        found = (table / file.path).stat()
    except OSError as error:
        raise FileDamaged(file.path, missing=True) from error
    if found.st_size != file.size:
        raise FileDamaged(file.path)
    return found


def check_file(table: Path, file: StateFile, *, anew: bool = False) -> None:
    """Return if a file is whole: by its digest, or by its size and the marks of its format where it has none.

    Raises:
        FileDamaged: If it is not.
    """
    stat = check_size(table, file)
    path = table / file.path
    try:
        if file.sha256:
            mark = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
            if (digest_of(path) if anew else _known_digest(path, mark)) != file.sha256:
                raise FileDamaged(file.path)
            return
        with path.open("rb") as opened:
            opened.seek(-len(PARQUET_MAGIC), os.SEEK_END)
            if opened.read() != PARQUET_MAGIC:
                raise FileDamaged(file.path)
    except OSError as error:
        raise FileDamaged(file.path) from error


def read_file(table: Path, file: StateFile, names: Sequence[str], part: str) -> pa.Table:
    """Return these columns of a file, of those it has; the column `part` is what the file's part is called.

    Raises:
        FileDamaged: If the file is not whole.
    """
    check_file(table, file)
    try:
        with pq.ParquetFile(table / file.path) as opened:
            here = set(opened.schema_arrow.names)
            rows = opened.read([name for name in names if name in here and name != part])
            count = opened.metadata.num_rows
    except (OSError, pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise FileDamaged(file.path) from error
    if file.rows not in (count, -1):
        raise FileDamaged(file.path)
    if part and part in names:
        rows = rows.append_column(part, pa.repeat(pa.scalar(file.part, pa.string()), count))
    return rows


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
    bounds = np.cumsum([0, *(table.num_rows for _, table in old)]).tolist()
    places = [slice(*ends) for ends in pairwise(bounds)]
    in_place = [_is_at(place, rows, table) for place, (_, table) in zip(places, old, strict=True)]
    left = np.ones(rows.num_rows, dtype=bool)
    for place in (place for place, one in zip(places, in_place, strict=True) if one):
        left[place] = False
    # only rows that do not stand where they stood are looked for elsewhere
    tables = {i: table for i, (_, table) in enumerate(old) if not in_place[i]}
    new, moved = _number_apart(rows.filter(pa.array(left)), tables)
    stays = [one or bool(len(moved[i]) and np.isin(moved[i], new).all()) for i, one in enumerate(in_place)]
    stays = _without_smallest(stays, [file.rows for file, _ in old], rows.num_rows, most)
    kept = np.concatenate([new[:0], *(numbers for i, numbers in moved.items() if stays[i])])
    covered = np.isin(new, kept)
    if not np.array_equal(np.sort(kept), np.sort(new[covered])):  # rows that stand more than once
        return [], split(rows, most)
    left[left] = ~covered
    for place in (place for place, one, stay in zip(places, in_place, stays, strict=True) if one and not stay):
        left[place] = True
    return [file for (file, _), one in zip(old, stays, strict=True) if one], split(rows.filter(pa.array(left)), most)


def _is_at(place: slice, rows: pa.Table, table: pa.Table) -> bool:
    """Return whether rows hold a table at a place, in every cell: numbers with a point bit by bit."""
    there = rows.slice(place.start, place.stop - place.start)
    if not table.num_rows or there.num_rows != table.num_rows:
        return False
    return all(_as_stored(a).equals(_as_stored(b)) for a, b in zip(there.columns, table.columns, strict=True))


def _as_stored(column: pa.ChunkedArray) -> pa.Array:
    cells = column.combine_chunks()
    return cells.view(pa.int64()) if pa.types.is_float64(cells.type) else cells


def _number_apart(rows: pa.Table, tables: Mapping[int, pa.Table]) -> tuple[Numbers, dict[int, Numbers]]:
    """Return a number for each of the rows and for each row of some tables, the same for rows that are the same."""
    numbers = number_rows(pa.concat_tables([rows, *tables.values()]))
    ends = np.cumsum([rows.num_rows, *(table.num_rows for table in tables.values())])
    new, *others = np.split(numbers, ends[:-1])
    return new, dict(zip(tables, others, strict=True))


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
    coded = _as_stored(column).dictionary_encode()
    codes = coded.indices.fill_null(len(coded.dictionary)).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes, len(coded.dictionary) + 1
