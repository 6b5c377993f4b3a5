"""The data files of a revision: which they are, whether they are whole, and the rows in them.

Each file written here is known by its SHA-256, which the commit carries; it is checked when the file is first read by
a process. Files of earlier versions have none: of those the size and the marks of the format are checked, and since
`store compact` their digest as well.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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
