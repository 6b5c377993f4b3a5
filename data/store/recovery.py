"""What to do with a newest commit that is not whole: after a power cut its entry may have lost its content.

Nobody was told that such a commit succeeded (see `durability`), so it is moved out of the log into
`set_aside/`, kept under its name with a time stamp, reported as a notice, and the revision before it is
served. An entry younger than a minute is left alone, because a network drive may show it before its content:
until then the version before it is served and nothing can be written. If that happens to version 0 the table
never was: it is made anew from the built-in datasets, with the notice. Old damage below the newest commit is
not touched here.
"""

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.store.durability import flush_folder, held_alone, make_folder
from data.store.log import ENTRY_DIGITS, LOG, entry_path, log_versions, read_entry
from data.store.terms import Notice, UnreadableEntry

SETTLED_SECONDS = 60
PARQUET_MAGIC = b"PAR1"


@dataclass(frozen=True)
class Head:
    """The newest version that is whole (None: no table) and whether a torn one stands above it."""

    version: int | None
    blocked: bool


def find_damage(table: Path, version: int) -> str:
    """Return in a few words why a commit cannot be served, empty if it can."""
    try:
        entry = read_entry(table, version)
        for file in entry.files:
            with file.path.open("rb") as opened:
                size = opened.seek(0, 2)
                opened.seek(max(0, size - len(PARQUET_MAGIC)))
                if size != file.size or opened.read() != PARQUET_MAGIC:
                    return f"{file.path.name} is not whole"
    except UnreadableEntry as error:
        return str(error)
    except FileNotFoundError as error:
        return f"{Path(str(error.filename)).name} is missing"
    return ""


def find_head(table: Path) -> Head:
    """Return the newest version of the table that is whole."""
    versions = log_versions(table)
    for version in reversed(versions):
        if not find_damage(table, version):
            return Head(version, blocked=version != versions[-1])
    return Head(None, blocked=bool(versions))


def set_aside_torn(table: Path, aside: Path) -> list[Notice]:
    """Move torn commits from the end of the log to the folder `aside`; return a notice for each.

    The log is held alone and looked at again meanwhile, so that of two processes that find the same torn
    entry the second does not take away what a writer has put in its place.
    """
    notices: list[Notice] = []
    if not log_versions(table) or not find_head(table).blocked:
        return notices
    make_folder(aside)
    with held_alone(table / LOG):
        while versions := log_versions(table):
            damage = find_damage(table, versions[-1])
            now = _time_of_files(aside)
            if not damage or not _is_settled(entry_path(table, versions[-1]), now):
                break
            notices.append(_move_away(table, versions[-1], aside, damage, now))
    return notices


def _time_of_files(folder: Path) -> float:
    """Return the time that a file written there now is given: the age of a file is told by the clock of its disk."""
    with tempfile.TemporaryFile(dir=folder) as probe:
        return os.fstat(probe.fileno()).st_mtime


def _is_settled(path: Path, now: float) -> bool:
    """Return whether the file is older than a minute; a time in the future comes from a clock set wrong."""
    return abs(now - path.stat().st_mtime) > SETTLED_SECONDS


def _move_away(table: Path, version: int, aside: Path, damage: str, now: float) -> Notice:
    stamp = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    log = table / LOG
    for path in log.glob(f"{version:0{ENTRY_DIGITS}d}.*"):
        if path.suffix in {".parquet", ".crc"}:  # another tool's summary of the torn commit
            path.rename(aside / f"{table.name}-{path.name}.{stamp}")
    hint = log / "_last_checkpoint"
    if hint.exists() and _hinted_version(hint) >= version:
        hint.rename(aside / f"{table.name}-{hint.name}.{stamp}")
    kept_as = f"{table.name}-{entry_path(table, version).name}.{stamp}"
    entry_path(table, version).rename(aside / kept_as)
    flush_folder(aside)
    flush_folder(log)
    details: dict[str, str | int] = {
        "table": table.name,
        "version": version,
        "kept_as": kept_as,
        "damage": damage,
    }
    return Notice("log-entry-set-aside", details)


def _hinted_version(hint: Path) -> int:
    try:
        return int(json.loads(hint.read_text(encoding="utf-8"))["version"])
    except (ValueError, LookupError, TypeError):
        return sys.maxsize
