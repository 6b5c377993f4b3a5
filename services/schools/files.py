"""Where what was counted of a census is kept, so that no restart counts it again: Parquet files beside the store."""

import logging
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.store import Snapshot
from services.shapes import SCHOOLS

FOLDER = Path("derived") / SCHOOLS
LAYOUT = 1
"""Raised whenever the files hold something else: those of another layout are left alone and made again."""
KEPT_REVISIONS = 3
HALF_MADE = "making-"
LONGEST_MAKING_S = 3600
"""Writing the files takes seconds: a folder that is half made for longer was left by a process that was ended."""
LOG = logging.getLogger(__name__)


def census_key(snapshot: Snapshot) -> str:
    """Return what names the census of a snapshot: the table and its version, whatever else is published meanwhile."""
    return next(part for part in snapshot.key.split("+") if part.startswith(f"{SCHOOLS}."))


def read_tables(location: Path, key: str, names: tuple[str, ...]) -> dict[str, pa.Table] | None:
    """Return the tables kept under a key, None where they are not there, not whole or of another layout."""
    folder = _folder(location, key)
    try:
        return {name: pq.read_table(folder / f"{name}.parquet", memory_map=False) for name in names}
    except (OSError, pa.ArrowException):
        drop_tables(location, key)
        return None


def drop_tables(location: Path, key: str) -> None:
    """Drop what is kept under a key because it is not whole or not right, so that it can be made again."""
    folder = _folder(location, key)
    if folder.is_dir():
        LOG.warning("What was counted of the census %s cannot be used; it is counted again.", key)
        shutil.rmtree(folder, ignore_errors=True)


def keep_tables(location: Path, key: str, tables: Mapping[str, pa.Table]) -> None:
    """Keep tables under a key, all or none; a store that cannot be written to goes without.

    They are written in a folder of their own that gets its name when it is whole. Where another process was quicker,
    its files stay: they say the same.
    """
    home = _folder(location, key)
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=HALF_MADE, dir=home.parent))
    except OSError as error:
        LOG.warning("What was counted of the census %s cannot be kept: %s", key, error)
        return
    try:
        for name, table in tables.items():
            pq.write_table(table, made / f"{name}.parquet", compression="zstd")
        made.replace(home)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        if not home.is_dir():
            LOG.warning("What was counted of the census %s cannot be kept: %s", key, error)
    _drop_old(home.parent)


def _folder(location: Path, key: str) -> Path:
    return location / FOLDER / f"{key.replace('@', '-')}-layout{LAYOUT}"


def _drop_old(folder: Path) -> None:
    """Drop the files of old revisions, which are counted again by whoever looks at one, and what was left half made."""
    found = [one for one in folder.iterdir() if one.is_dir()]
    whole = [one for one in found if not one.name.startswith(HALF_MADE)]
    long_ago = max(map(_made_at, found), default=0.0) - LONGEST_MAKING_S  # one was made just now
    left = [one for one in found if one not in whole and _made_at(one) < long_ago]
    for old in [*sorted(whole, key=_made_at, reverse=True)[KEPT_REVISIONS:], *left]:
        shutil.rmtree(old, ignore_errors=True)


def _made_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
