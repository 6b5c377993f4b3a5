"""Read-only view of a Delta table's log: the revisions its commits name, and the files they added.

The entries are read as the Delta protocol defines them, not through `DeltaTable.history()`: in deltalake
1.6.6 that numbers commits wrongly once a table is opened at an older version, and fails on a torn newest
entry even then, when the history is needed most.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote

from pydantic import ValidationError

from data.schemas.revision import Revision
from data.store.files import StateFile
from data.store.terms import DATASET_COLUMN, Counts, Deed, UnreadableEntry

LOG = "_delta_log"
FILES = "connect2030Files"
"""Under this name a commit whose files we wrote ourselves says how many it added and removed."""
STATE = "connect2030State"
"""Under this name a commit lists, for each dataset it touches, the files of the state with their digests."""
WHOLE = "connect2030Whole"
"""Under this name a commit says which parts of a divided dataset its files are the state of, null for all."""
ENTRY_DIGITS = 20
ENTRY_LENGTH = ENTRY_DIGITS + len(".json")
SHARED = ("by", "why", "at", "deed", "file", "sha256")
OWN = ("revision", "rows", "new", "changed", "unchanged", "gone", "refused", "sha256", "facts")


@dataclass(frozen=True)
class Action:
    """A file that a commit added or removed, with the dataset and part it belongs to."""

    file: StateFile
    dataset: str


@dataclass(frozen=True)
class Entry:
    """One commit: its information, the files it added and removed, and the table's id if it sets it.

    `state` holds the files that a commit of ours lists for each dataset: all of its state, or those of the parts that
    it covers.
    """

    version: int
    info: Mapping[str, Any]
    added: tuple[Action, ...]
    removed: tuple[Action, ...]
    table_id: str = ""
    state: Mapping[str, tuple[StateFile, ...]] = field(default_factory=dict)
    partitions: tuple[str, ...] = ()


def entry_path(table: Path, version: int) -> Path:
    """Return where the log keeps the commit of that version."""
    return table / LOG / f"{version:0{ENTRY_DIGITS}d}.json"


def log_sizes(table: Path) -> dict[int, int]:
    """Return the size in bytes of each entry's file, by version."""
    try:
        with os.scandir(table / LOG) as files:
            return {int(file.name[:ENTRY_DIGITS]): file.stat().st_size for file in files if _is_entry(file.name)}
    except (FileNotFoundError, NotADirectoryError):
        return {}


def _is_entry(name: str) -> bool:
    return len(name) == ENTRY_LENGTH and name.endswith(".json") and name[:ENTRY_DIGITS].isdecimal()


def read_entry(table: Path, version: int) -> Entry:
    """Return one commit of the log.

    Raises:
        UnreadableEntry: If it is missing or empty, is not JSON in lines, or lacks lines that it says it has.
    """
    try:
        content = entry_path(table, version).read_bytes()
    except OSError as error:
        raise UnreadableEntry(f"version {version} of {table.name} cannot be read") from error
    return parse_entry(table.name, version, content)


def parse_entry(table: str, version: int, content: bytes) -> Entry:
    """Return the commit that an entry of the log holds.

    Raises:
        UnreadableEntry: If it is empty, is not JSON in lines, or lacks lines that it says it has.
    """
    try:
        actions = [json.loads(line) for line in content.decode("utf-8").splitlines() if line.strip()]
        return _entry_of(version, actions)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UnreadableEntry(f"version {version} of {table}: {error}") from error


def _entry_of(version: int, actions: list[dict[str, Any]]) -> Entry:
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
    added, removed = (_actions(actions, kind) for kind in ("add", "remove"))
    partitions = tuple(metadata.get("partitionColumns", ()))
    return Entry(version, info, added, removed, metadata.get("id", ""), _state_of(info), partitions)


def _actions(actions: list[dict[str, Any]], kind: str) -> tuple[Action, ...]:
    found = (action[kind] for action in actions if kind in action)
    return tuple(_action(one) for one in found if "://" not in one["path"])


def _action(one: dict[str, Any]) -> Action:
    values: dict[str, str] = one.get("partitionValues") or {}
    part = next((value for name, value in values.items() if name != DATASET_COLUMN), "")
    rows = json.loads(one["stats"]).get("numRecords", -1) if one.get("stats") else -1
    file = StateFile(unquote(one["path"]), int(one.get("size") or 0), int(rows), part=part or "")
    return Action(file, values.get(DATASET_COLUMN, ""))


def _state_of(info: Mapping[str, Any]) -> dict[str, tuple[StateFile, ...]]:
    listed = json.loads(info[STATE]) if STATE in info else {}
    return {dataset: tuple(StateFile(*one) for one in files) for dataset, files in listed.items()}


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
            | {"cause": dict(deed.cause)}
        )
        for dataset, count in rows.items()
    }


def to_metadata(revisions: Mapping[str, Revision], state: Mapping[str, Sequence[StateFile]]) -> dict[str, str]:
    """Return what a commit carries so that these revisions and their files are found in it again."""
    dumped = {dataset: revision.model_dump(mode="json") for dataset, revision in revisions.items()}
    shared = next(iter(dumped.values()))
    own = {
        dataset: {name: values[name] for name in OWN} | ({"cause": values["cause"]} if values["cause"] else {})
        for dataset, values in dumped.items()
    }
    listed = {
        dataset: [[one.path, one.size, one.rows, one.sha256, one.part] for one in files]
        for dataset, files in state.items()
    }
    said = {"datasets": json.dumps(own), STATE: json.dumps(listed, separators=(",", ":"))}
    return {name: shared[name] for name in SHARED} | said


class Commit:
    """What one commit of ours made: its revisions by dataset, each made into a record when it is asked for."""

    def __init__(
        self, version: int, datasets: Mapping[str, int], at: datetime, load: Callable[[], Mapping[str, Any]]
    ) -> None:
        """Keep what is known of it; `load` returns the rest, which is read only where somebody asks."""
        self.version = version
        self.datasets = datasets
        self.at = at
        self._load = load
        self._made: dict[str, Revision] = {}

    @classmethod
    def of(cls, version: int, info: Mapping[str, Any]) -> Self:
        """Return the commit that carries this information."""
        numbers = {dataset: int(own["revision"]) for dataset, own in info["datasets"].items()}
        return cls(version, numbers, datetime.fromisoformat(info["at"]), lambda: info)

    @cached_property
    def info(self) -> Mapping[str, Any]:
        """All that it says of its revisions."""
        return self._load()

    def number(self, dataset: str) -> int:
        """Return the number of the revision of a dataset that it made."""
        return self.datasets[dataset]

    def revision(self, dataset: str) -> Revision:
        """Return the revision of a dataset that it made."""
        if dataset not in self._made:
            shared = {name: self.info[name] for name in SHARED}
            values = shared | self.info["datasets"][dataset] | {"dataset": dataset, "version": self.version}
            self._made[dataset] = Revision.model_validate(values)
        return self._made[dataset]


def commit_of(entry: Entry) -> Commit | None:
    """Return what a commit made; None for a commit of some other tool."""
    try:
        shared = {name: entry.info[name] for name in SHARED}
        commit = Commit.of(entry.version, shared | {"datasets": json.loads(entry.info["datasets"])})
        for dataset in commit.datasets:
            commit.revision(dataset)
    except (LookupError, TypeError, ValueError, AttributeError, ValidationError):
        return None
    return commit
