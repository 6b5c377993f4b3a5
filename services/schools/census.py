"""The published census of schools: what was counted of it once per revision, for every page and the command line."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

import pyarrow as pa

from data.store import Snapshot
from services.schools.aggregates import (
    count_cube,
    count_grid,
    settle,
)
from services.schools.census_counts import TABLES, Census, census_of, census_tables
from services.schools.counts import COUNTED, count_schools
from services.schools.files import census_key, drop_tables, keep_tables, read_tables
from services.schools.lists import closed_lists, speed_lines
from services.schools.quality import QUALITY_COLUMNS, count_quality
from services.shapes import SCHOOLS

BATCH = 150_000
"""Rows counted at a time: whole countries, as many as fit, so that the memory stays small."""
KEPT = 2
PAUSE = 0.25
"""Seconds between two reports."""
READ = tuple(dict.fromkeys((*QUALITY_COLUMNS, *COUNTED)))
Report = Callable[[float], object]


@dataclass(eq=False)
class Counting:
    """A census that is being counted in a thread of its own: it goes on whoever stops waiting for it."""

    share: float = 0.0
    done: Future[Census] = field(default_factory=Future)

    def tell(self, share: float) -> None:
        """Take in which share is done, from 0 to 1."""
        self.share = share


Key = tuple[str, str]
_KEPT: OrderedDict[Key, Census] = OrderedDict()
_RUNNING: dict[Key, Counting] = {}
_LOCK = Lock()


def get_census(location: Path, snapshot: Snapshot, report: Report | None = None) -> Census | None:
    """Return what was counted of the schools of a snapshot, None where no school is published.

    It is counted once per revision: held in memory, and kept in the folder of the store for the next process.

    Args:
        location: The folder of the store.
        snapshot: The revisions to look at.
        report: Told now and then the share done (0 to 1) while schools are counted, which takes seconds for millions.
    """
    if not snapshot.revision(SCHOOLS).rows:
        return None
    key = (str(location), census_key(snapshot))
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
        running = _RUNNING.get(key) or _start(key, location, snapshot)
    while True:
        try:
            return running.done.result(PAUSE if report else None)
        except TimeoutError:
            if report is None or running.done.done():  # it was done just now, or what it raised was a timeout
                return running.done.result()
            report(running.share)


def _start(key: Key, location: Path, snapshot: Snapshot) -> Counting:
    """Start counting, for which the lock is held."""
    running = _RUNNING[key] = Counting()
    Thread(target=_count, args=(running, key, location, snapshot), name="census", daemon=True).start()
    return running


def _count(running: Counting, key: Key, location: Path, snapshot: Snapshot) -> None:
    """Count a census, or read what is kept of it, and hand it to all who wait; what goes wrong as well."""
    try:
        census = _load(location, snapshot) or _make(location, snapshot, running.tell)
    except BaseException as error:  # noqa: BLE001 - whoever waits for it gets it
        with _LOCK:
            del _RUNNING[key]
        running.done.set_exception(error)
        return
    with _LOCK:
        del _RUNNING[key]
        _KEPT[key] = census
        while len(_KEPT) > KEPT:
            _KEPT.popitem(last=False)
    running.done.set_result(census)


def forget_censuses() -> None:
    """Drop what is held in memory."""
    with _LOCK:
        _KEPT.clear()


def _load(location: Path, snapshot: Snapshot) -> Census | None:
    key, rows = census_key(snapshot), snapshot.revision(SCHOOLS).rows
    tables = read_tables(location, key, TABLES)
    if tables is None:
        return None
    try:
        census = census_of(key, tables)
    except (KeyError, pa.ArrowException):
        census = None
    if census is not None and census.cube.sums((), ("schools",))[()]["schools"] == rows:
        return census
    drop_tables(location, key)
    return None


def _make(location: Path, snapshot: Snapshot, report: Report) -> Census:
    parts: dict[str, list[pa.Table]] = {name: [] for name in TABLES}
    lists, lines, done, whole = closed_lists(), speed_lines(), 0, snapshot.revision(SCHOOLS).rows
    for countries in batches(snapshot):
        given = snapshot.read(SCHOOLS, parts=countries, columns=READ)
        rows = settle(given, lists)
        parts["cube"].append(count_cube(rows, lines))
        parts["grid"].append(count_grid(rows))
        parts["quality"].append(count_quality(rows))
        parts["countries"].append(_newest(rows))
        done += rows.num_rows
        del given, rows
        pa.default_memory_pool().release_unused()
        report(done / whole)
    tables = census_tables(parts)
    keep_tables(location, census_key(snapshot), tables)
    pa.default_memory_pool().release_unused()
    return census_of(census_key(snapshot), tables)


def batches(snapshot: Snapshot) -> Iterator[list[str]]:
    """Give the countries with schools, as many at a time as have no more than `BATCH` schools, or a single one."""
    counted = snapshot.read(SCHOOLS, columns=["ref_area"])["ref_area"].value_counts().to_pylist()
    together: list[str] = []
    size = 0
    for one in sorted(counted, key=lambda row: (row["counts"], row["values"])):
        if together and size + one["counts"] > BATCH:
            yield together
            together, size = [], 0
        together.append(one["values"])
        size += one["counts"]
    yield together


def _newest(rows: pa.Table) -> pa.Table:
    counted = count_schools(rows)
    return pa.table({"ref_area": list(counted), "checked_on": [one.checked_on for one in counted.values()]})
