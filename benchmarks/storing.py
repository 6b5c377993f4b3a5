"""What the store costs as it grows: opening, history and a publication of one cell; and checking digests."""

import contextlib
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from uuid import uuid4

import pyarrow as pa

from benchmarks.measure import Measured, cpu_seconds, most_memory
from clock import moment_now, today
from data.datasets import KINDS, OBSERVATIONS
from data.readers import ReadOptions
from data.store import Deed, Store
from data.store.checkpoints import keep_checkpoint
from data.store.files import digest_of
from data.store.journal import commit_line
from data.store.log import STATE, commit_of, entry_path, parse_entry
from services.checking import check_file
from services.previewing import Preview, preview_file
from services.projecting.recording import record_statements
from services.publishing import MovedOnError, Who, publish_file, publish_shown
from services.tracker import Tracker, open_tracker

FEW, MANY = 10, 5_000
DATASET = "internet_access"
TABLE = "observations"
NOBODY = Deed(by="benchmark", why="one cell")
NOBODY_ELSE = Who("benchmark", "one cell")
FLAT = 1.3
LARGE = 1_000_000
INDICATOR = "individuals_online"
MOST_SECONDS = 5.0
CROWD, MOST_WAITED = 8, 3.0
AREAS = ("KEN", "UGA", "TZA", "RWA", "BDI", "ETH", "SOM", "SSD")
LIBRARIES = "numpy, pandas, pyarrow.compute, pyarrow.parquet, pydantic, deltalake"
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
        return [*found, *_measure_crowd(place), *_measure_large(place, few[2])]


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


def publish_one_of_many(place: Path) -> tuple[float, float, float]:
    """Check, preview, publish and judge again one cell of a dataset of a million observations.

    Returns:
        The CPU seconds, the most memory that this process ever took, in MB, and the bytes that were written.
    """
    before = _size(place)

    def deed() -> None:
        tracker = open_tracker(place, moment_now)
        check = check_file(tracker, _cell("KEN", 51.5), "cell.csv", ReadOptions(), today())
        publish_shown(tracker, preview_file(tracker, check, today()), NOBODY_ELSE, "publish", _never)
        state = tracker.state()
        for target in state.targets:
            if target.indicator == INDICATOR:
                state.judge(target, "KEN", today())

    return cpu_seconds(deed, runs=1), most_memory(), _size(place) - before


def _never() -> Preview:
    raise AssertionError("nobody else publishes")


def _size(place: Path) -> int:
    return sum(path.stat().st_size for path in place.rglob("*") if path.is_file())


def _cell(area: str, value: float) -> bytes:
    return f"indicator,ref_area,time_period,obs_value\n{INDICATOR},{area},2025,{value}\n".encode()


def _measure_large(place: Path, known: float) -> list[Measured]:
    """Return what a publication of one cell costs in a dataset of a million observations: all, and the commit alone."""
    store = open_tracker(place, moment_now).store
    rows, newest = store.read(DATASET), store.snapshot().revision(DATASET)
    times = -(-LARGE // rows.num_rows)
    editions = [
        rows.set_column(rows.column_names.index("edition"), "edition", pa.array([f"e{one}"] * rows.num_rows))
        for one in range(times)
    ]
    store.commit({DATASET: pa.concat_tables(editions).slice(0, LARGE)}, {DATASET: newest.revision}, NOBODY)
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        took, memory, written = pool.submit(publish_one_of_many, place).result()
    what = f"check, preview, publication and judging of one cell of {LARGE:,} observations"
    commit = cpu_seconds(lambda: _change_one_cell(store), runs=1)
    return [
        Measured(f"{what}, {written / 1000:,.0f} KB written", took, "five seconds", MOST_SECONDS, 1.0, memory),
        Measured(f"the commit alone of one cell of {LARGE:,} observations", commit, "a commit of one cell", known),
    ]


def _measure_crowd(place: Path) -> list[Measured]:
    """Return what eight who publish at once wait in the median, and what each costs up to its answer.

    Of the commands it is what the process costs that was started, without its child that opens the file.
    """
    libraries = f"import time; import {LIBRARIES}; print(time.process_time())"
    loading = float(_python("-c", libraries, store=place))
    alone = cpu_seconds(lambda: _publish_one_cell(place))
    rows = []
    for who, crowd, known, against in (
        ("commands", _run_command, loading, "loading the libraries"),
        ("threads of one process", _publish_checked, alone, "one alone"),
        ("visitors of the page, until they are answered", _press, alone, "one alone"),
    ):
        waited, cost = _together(place, crowd)
        each = f"each of {CROWD} at once, {who}: {waited:.1f} s by the clock in the median"
        rows.append(Measured(f"{each} (goal {MOST_WAITED:.0f} s)", cost / CROWD, against, known))
    return rows


def _together(place: Path, deed: Callable[[Path, Tracker, str], object]) -> tuple[float, float]:
    """Return for how long those who do a deed at once wait in the median, and the CPU seconds of all of them."""
    tracker = open_tracker(place, moment_now)
    tracker.state()
    before, began = _cpu_of_all(), time.monotonic()

    def one(area: str) -> float:
        deed(place, tracker, area)
        return time.monotonic() - began

    with ThreadPoolExecutor(CROWD) as threads:
        waited = statistics.median(threads.map(one, AREAS))
    return waited, _cpu_of_all() - before


def _cpu_of_all() -> float:
    return sum(os.times()[:4])


def _run_command(place: Path, tracker: Tracker, area: str) -> None:
    del tracker
    path = place.with_name(f"{area}.csv")
    path.write_bytes(_cell(area, 40 + random.random()))  # noqa: S311 - a figure, not a secret
    said = ["publish", str(path), "--by", "benchmark", "--why", "one of eight"]
    _python("cli.py", *said, store=place)


def _python(*said: str, store: Path) -> str:
    environment = {**os.environ, "CONNECT2030_STORE": str(store)}
    done = subprocess.run([sys.executable, *said], check=True, capture_output=True, text=True, env=environment)  # noqa: S603 - ours
    return done.stdout


def _publish_checked(place: Path, tracker: Tracker, area: str) -> None:
    """Check a file and publish it, also where others were quicker with other rows."""
    del place
    content = _cell(area, 60 + random.random())  # noqa: S311 - a figure, not a secret
    publish_file(tracker, check_file(tracker, content, "cell.csv", ReadOptions(), today()), NOBODY_ELSE, today())


def _press(place: Path, tracker: Tracker, area: str) -> None:
    """Check, look and press as a visitor does: it is published, or others were quicker and what is new is shown."""
    del place
    content = _cell(area, 80 + random.random())  # noqa: S311 - a figure, not a secret
    check = check_file(tracker, content, "cell.csv", ReadOptions(), today())

    def look() -> Preview:
        return preview_file(tracker, check, today())

    with contextlib.suppress(MovedOnError):
        publish_shown(tracker, look(), NOBODY_ELSE, "publish", look)
