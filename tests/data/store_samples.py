"""A small store for the tests: two tables, four datasets, rows that carry one number."""

import hashlib
import json
import os
import sys
from pathlib import Path

import pyarrow as pa

from clock import moment_now
from data.schemas.revision import Revision
from data.store import Deed, Layout, Snapshot, Store

ROOT = Path(__file__).parents[2]
SOAK = bool(os.environ.get("SOAK"))
"""Whether the long form of the breaking tests is run (`make soak`)."""
SCHEMA = pa.schema([("key", pa.string()), ("value", pa.float64())])
LAYOUTS = (
    Layout("observations", SCHEMA, ("internet", "prices", "empty")),
    Layout("targets", SCHEMA, ("targets",)),
)
ANA = Deed(by="Ana", why="New figures")


def say(words: str) -> None:
    """Print what a breaking test did, which `make soak` shows."""
    sys.stdout.write(f"\n{words}\n")


def make_rows(value: float, count: int = 3) -> pa.Table:
    return pa.table({"key": [f"k{i}" for i in range(count)], "value": [value] * count}, schema=SCHEMA)


def make_seeds() -> dict[str, pa.Table]:
    return {"internet": make_rows(0), "prices": make_rows(0, 2), "targets": make_rows(0, 1)}


def open_store(location: Path) -> Store:
    return Store.open(location, LAYOUTS, make_seeds, clock=moment_now)


def publish(store: Store, value: float, dataset: str = "internet", count: int = 3) -> Revision:
    based_on = {dataset: store.history(dataset)[0].revision}
    return store.commit({dataset: make_rows(value, count)}, based_on, ANA)[0]


def publish_both(store: Store, number: int) -> list[Revision]:
    """Make revision `number` of two datasets in one commit, on top of the revision before."""
    states = {"internet": make_rows(number), "prices": make_rows(number)}
    return store.commit(states, {"internet": number - 1, "prices": number - 1}, ANA)


def check_whole(snapshot: Snapshot) -> int:
    """Return the revision of both datasets, after checking that their rows all carry its number."""
    revision = snapshot.revision("internet").revision
    values = {*snapshot.read("internet")["value"].to_pylist(), *snapshot.read("prices")["value"].to_pylist()}
    assert snapshot.revision("prices").revision == revision
    assert values == {float(revision)}
    return revision


def log_entry(location: Path, version: int) -> Path:
    return location / "observations" / "_delta_log" / f"{version:020d}.json"


def added_files(location: Path, version: int) -> list[Path]:
    actions = map(json.loads, log_entry(location, version).read_text().splitlines())
    return [location / "observations" / str(action["add"]["path"]) for action in actions if "add" in action]


def checksums(location: Path) -> dict[str, str]:
    """Return the digest of every file under a folder, and the names of its folders."""
    return {
        str(path.relative_to(location)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(location.rglob("*"))
    }
