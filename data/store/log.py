"""Read-only view of a Delta table's log: the revisions its commits name, and the files they added.

The entries are read as the Delta protocol defines them, not through `DeltaTable.history()`: in deltalake
1.6.6 that numbers commits wrongly once a table is opened at an older version, and fails on a torn newest
entry even then, when the history is needed most.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pydantic import ValidationError

from data.schemas.revision import Revision
from data.store.terms import Counts, Deed, UnreadableEntry

LOG = "_delta_log"
FILES = "connect2030Files"
"""Under this name a commit whose files we wrote ourselves says how many it added and removed."""
ENTRY_DIGITS = 20
ENTRY_NAME = re.compile(rf"[0-9]{{{ENTRY_DIGITS}}}\.json")
Mark = tuple[int, int, int]
SHARED = ("by", "why", "at", "deed", "file", "sha256")
OWN = ("revision", "rows", "new", "changed", "unchanged", "gone", "refused", "sha256", "facts")


@dataclass(frozen=True)
class DataFile:
    """A file that a commit added: where it is, and its size in bytes as the log says."""

    path: Path
    size: int


@dataclass(frozen=True)
class Entry:
    """One commit: its version, its information, the files it added and the table's id if it sets it."""

    version: int
    info: Mapping[str, Any]
    files: tuple[DataFile, ...]
    table_id: str = ""


def entry_path(table: Path, version: int) -> Path:
    """Return where the log keeps the commit of that version."""
    return table / LOG / f"{version:0{ENTRY_DIGITS}d}.json"


def log_versions(table: Path) -> list[int]:
    """Return the versions whose commits are in the log, oldest first; empty if there is no table yet."""
    return sorted(log_marks(table))


def log_marks(table: Path) -> dict[int, Mark]:
    """Return what tells each entry's file from a later one of the same name, by version."""
    try:
        with os.scandir(table / LOG) as files:
            found = {file.name: file.stat() for file in files if ENTRY_NAME.fullmatch(file.name)}
    except FileNotFoundError:
        return {}
    return {int(name.split(".")[0]): (stat.st_ino, stat.st_mtime_ns, stat.st_size) for name, stat in found.items()}


def read_entry(table: Path, version: int) -> Entry:
    """Return one commit of the log.

    Raises:
        UnreadableEntry: If it is empty, is not JSON in lines, or lacks lines that it says it has.
    """
    actions: list[dict[str, Any]] = []
    try:
        for line in entry_path(table, version).read_text(encoding="utf-8").splitlines():
            actions += [json.loads(line)] if line.strip() else []
        return _entry_of(table, version, actions)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UnreadableEntry(f"version {version} of {table.name}: {error}") from error


def _entry_of(table: Path, version: int, actions: list[dict[str, Any]]) -> Entry:
    kinds = [kind for action in actions for kind in action]
    info: dict[str, Any] = next((action["commitInfo"] for action in actions if "commitInfo" in action), {})
    metadata: dict[str, Any] = next((action["metaData"] for action in actions if "metaData" in action), {})
    if not actions or (version == 0 and not {"protocol", "metaData"} <= set(kinds)):
        raise ValueError("the entry is empty or has no table in it")
    if "datasets" in info:
        metrics = info.get(FILES) or info["operationMetrics"]
        said = (metrics["num_added_files"], metrics["num_removed_files"])
        if (kinds.count("add"), kinds.count("remove")) != said:
            raise ValueError("the entry lacks files that it says it added or removed")
    adds = [action["add"] for action in actions if "add" in action]
    files = tuple(DataFile(table / unquote(add["path"]), int(add["size"])) for add in adds if "://" not in add["path"])
    return Entry(version, info, files, metadata.get("id", ""))


def make_revisions(
    version: int, at: str, deed: Deed, rows: Mapping[str, int], before: Mapping[str, int]
) -> dict[str, Revision]:
    """Return the revisions that a commit of these row counts makes, each one after that in `before`."""
    shared = {name: getattr(deed, name) for name in SHARED if name != "at"} | {"at": at}
    return {
        dataset: Revision.model_validate(
            shared
            | asdict(deed.counts.get(dataset, Counts()))
            | {"dataset": dataset, "revision": before[dataset] + 1, "rows": count, "version": version}
            | {"sha256": deed.digests.get(dataset, deed.sha256), "facts": dict(deed.facts.get(dataset, {}))}
        )
        for dataset, count in rows.items()
    }


def to_metadata(revisions: Mapping[str, Revision]) -> dict[str, str]:
    """Return what a commit carries so that `revisions_of` finds these revisions in it again."""
    dumped = {dataset: revision.model_dump(mode="json") for dataset, revision in revisions.items()}
    shared = next(iter(dumped.values()))
    own = {dataset: {name: values[name] for name in OWN} for dataset, values in dumped.items()}
    return {name: shared[name] for name in SHARED} | {"datasets": json.dumps(own)}


def revisions_of(entry: Entry) -> dict[str, Revision]:
    """Return the revisions that a commit made, by dataset; empty for a commit of some other tool."""
    try:
        shared = {name: entry.info[name] for name in SHARED}
        own = json.loads(entry.info["datasets"])
        return {
            dataset: Revision.model_validate(shared | values | {"dataset": dataset, "version": entry.version})
            for dataset, values in own.items()
        }
    except (LookupError, TypeError, ValueError, AttributeError, ValidationError):
        return {}


class CommitLog:
    """The commits of one table, each read once: a file that changed is read again."""

    def __init__(self, table: Path) -> None:
        self._table = table
        self._seen: dict[int, tuple[Mark, dict[str, Revision]]] = {}
        self._id: tuple[Mark | None, str] = (None, "")

    def table_id(self) -> str:
        """Return the id that Delta gave the table when it was made."""
        mark = log_marks(self._table).get(0)
        if mark is None or self._id[0] != mark:
            self._id = (mark, read_entry(self._table, 0).table_id)
        return self._id[1]

    def commits(self, upto: int) -> list[dict[str, Revision]]:
        """Return what our commits made, oldest first, up to and with the version, without other tools'."""
        marks = {version: mark for version, mark in sorted(log_marks(self._table).items()) if version <= upto}
        return [made for version, mark in marks.items() if (made := self._read(version, mark))]

    def _read(self, version: int, mark: Mark) -> dict[str, Revision]:
        seen = self._seen.get(version)
        if seen is None or seen[0] != mark:
            seen = self._seen[version] = (mark, revisions_of(read_entry(self._table, version)))
        return seen[1]
