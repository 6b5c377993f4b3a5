"""The published census of schools: counted once per revision, and kept as files beside the store."""

import logging
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

import pyarrow as pa
import pyarrow.parquet as pq

from data.datasets import SCHOOLS
from data.store import Snapshot
from services.schools.counting import COUNTED, closed_lists, count_cube, count_grid, count_schools, settle, speed_lines
from services.schools.cube import TABLES, Census, census_of, census_tables
from services.schools.quality import QUALITY_COLUMNS, count_quality

FOLDER = Path("derived") / SCHOOLS
LAYOUT = 1
"""Raised whenever the files hold something else: those of another layout are left alone and made again."""
KEPT_REVISIONS = 3
HALF_MADE = "making-"
LONGEST_MAKING_S = 3600
"""Writing the files takes seconds: a folder that is half made for longer was left by a process that was ended."""
LOG = logging.getLogger(__name__)
BATCH = 150_000
"""Rows counted at a time: whole countries, as many as fit, so that the memory stays small."""
KEPT = 2
PAUSE = 0.25
"""Seconds between two reports."""
READ = tuple(dict.fromkeys((*QUALITY_COLUMNS, *COUNTED)))
Report = Callable[[float], object]
Key = tuple[str, str]
_KEPT: OrderedDict[Key, Census] = OrderedDict()
_LOCK = Lock()


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


@dataclass(eq=False)
class Counting:
    """A census that is being counted in a thread of its own: it goes on whoever stops waiting for it."""

    share: float = 0.0
    done: Future[Census] = field(default_factory=Future)

    def tell(self, share: float) -> None:
        """Take in which share is done, from 0 to 1."""
        self.share = share


_RUNNING: dict[Key, Counting] = {}


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
