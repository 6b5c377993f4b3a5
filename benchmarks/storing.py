"""What the store costs as it grows: opening, history and a publication of one cell; and checking digests."""

import json
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pyarrow as pa

from benchmarks.measure import Measured, cpu_seconds
from clock import moment_now, today
from data.datasets import KINDS, OBSERVATIONS
from data.readers import ReadOptions
from data.store import Deed, Store
from data.store.checkpoints import keep_checkpoint
from data.store.files import digest_of
from data.store.journal import commit_line
from data.store.log import STATE, commit_of, entry_path, parse_entry
from services.checking import check_file
from services.projecting.recording import record_statements
from services.publishing import Who, publish_file
from services.tracker import open_tracker

FEW, MANY = 10, 5_000
DATASET = "internet_access"
TABLE = "observations"
NOBODY = Deed(by="benchmark", why="one cell")
FLAT = 1.3
LARGE = 1_000_000
MEASURED = (
    ("opening and reading the figures", FLAT),
    ("the history of a dataset", None),
    ("a commit of one cell", None),
    ("a publication of one cell, from opening the store to its answer", FLAT),
    ("writing down what is projected after six of them", FLAT),
)


def measure_storing() -> list[Measured]:
    """Return what many revisions cost against few, a large dataset, and digests against reading without them."""
    with tempfile.TemporaryDirectory() as folder:
        place, grown = Path(folder) / "few", Path(folder) / "many"
        store = open_tracker(place, moment_now).store
        while store.snapshot().revision(DATASET).revision < FEW:
            _change_one_cell(store)
        shutil.copytree(place, grown)
        _grow(open_tracker(grown, moment_now).store, MANY)
        few, many = _measure(place), _measure(grown)
        found = [
            Measured(f"{name}, with {MANY} revisions", later, f"the same with {FEW}", before, goal)
            for (name, goal), later, before in zip(MEASURED, many, few, strict=True)
        ]
        files = list((place / TABLE).rglob("*.parquet"))[:100]
        digests = cpu_seconds(lambda: [digest_of(path) for path in files])
        read = cpu_seconds(lambda: [path.read_bytes() for path in files])
        found.append(Measured("the digests of 100 data files", digests, "reading their bytes", read))
        large = _measure_large(store)
        return [*found, Measured(f"one cell of {LARGE:,} observations", large, "a commit of one cell", few[2])]


def _measure(place: Path) -> tuple[float, ...]:
    store = open_tracker(place, moment_now).store
    _change_one_cell(store)
    record_statements(open_tracker(place, moment_now))
    return (
        cpu_seconds(lambda: _read_all(place)),
        cpu_seconds(lambda: open_tracker(place, moment_now).store.history(DATASET)),
        cpu_seconds(lambda: _change_one_cell(store)),
        cpu_seconds(lambda: _publish_one_cell(place)),
        cpu_seconds(lambda: record_statements(open_tracker(place, moment_now)), runs=1),
    )


def _read_all(place: Path) -> None:
    snapshot = open_tracker(place, moment_now).store.snapshot()
    for dataset in KINDS[OBSERVATIONS].datasets:
        snapshot.read(dataset)


def _publish_one_cell(place: Path) -> None:
    tracker = open_tracker(place, moment_now)
    number = tracker.store.snapshot().revision(DATASET).revision
    content = f"indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2025,{40 + number % 20}\n".encode()
    check = check_file(tracker, content, "cell.csv", ReadOptions(), today())
    publish_file(tracker, check, Who("benchmark", "one cell"), today())


def _change_one_cell(store: Store) -> None:
    newest = store.snapshot().revision(DATASET)
    rows = store.read(DATASET)
    at = rows.column_names.index("obs_value")
    values = rows["obs_value"].to_pylist()
    values[0] = float(newest.revision)
    changed = rows.set_column(at, "obs_value", pa.chunked_array([values], type=pa.float64()))
    store.commit({DATASET: changed}, {DATASET: newest.revision}, NOBODY)


def _grow(store: Store, revisions: int) -> None:
    """Make a store of many revisions: the newest one again and again, each with a file of its own.

    They are written as the store writes them and as quickly as the disk takes them; real publications of as many
    would take half an hour.
    """
    table, newest = store.location / TABLE, store.snapshot().revision(DATASET)
    content = entry_path(table, newest.version).read_bytes()
    file = next(one for one in parse_entry(TABLE, newest.version, content).added).file.path
    lines, at, last = [], newest.at, file
    for number in range(newest.revision + 1, revisions + 1):
        version = newest.version + number - newest.revision
        at, fresh = at + timedelta(milliseconds=1), f"dataset={DATASET}/part-{uuid4().hex}-00001.zstd.parquet"
        shutil.copyfile(table / file, table / fresh)
        content = _next_entry(content, number, at, (last, fresh))
        entry_path(table, version).write_bytes(content)
        lines.append(commit_line(version, commit_of(parse_entry(TABLE, version, content)), content))
        keep_checkpoint(table, version)
        last = fresh
    with (store.location / "_journal" / f"{TABLE}.log").open("ab") as journal:
        journal.write(b"".join(lines))


def _next_entry(content: bytes, number: int, at: datetime, files: tuple[str, str]) -> bytes:
    """Return a log entry after another: with the next number, and one file in the place of another."""
    actions = {next(iter(action)): action for action in map(json.loads, content.splitlines())}
    info = actions["commitInfo"]["commitInfo"]
    datasets = json.loads(info["datasets"])
    datasets[DATASET]["revision"] = number
    info |= {"at": at.isoformat(), "datasets": json.dumps(datasets), STATE: info[STATE].replace(*files)}
    actions["remove"]["remove"]["path"], actions["add"]["add"]["path"] = files
    return b"".join(json.dumps(one, separators=(",", ":")).encode() + b"\n" for one in actions.values())


def _measure_large(store: Store) -> float:
    """Return the CPU seconds of a commit of one cell to a dataset of a million observations."""
    rows, newest = store.read(DATASET), store.snapshot().revision(DATASET)
    times = -(-LARGE // rows.num_rows)
    editions = [
        rows.set_column(rows.column_names.index("edition"), "edition", pa.array([f"e{one}"] * rows.num_rows))
        for one in range(times)
    ]
    store.commit({DATASET: pa.concat_tables(editions).slice(0, LARGE)}, {DATASET: newest.revision}, NOBODY)
    return cpu_seconds(lambda: _change_one_cell(store), runs=1)
