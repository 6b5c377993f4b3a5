"""What the schools page works out of 2.1 million schools: the first time, after a restart, and for any filter."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.census import SCHOOLS, write_census
from benchmarks.measure import Measured, cpu_seconds
from benchmarks.painted_page import measure_painted_page
from clock import moment_now
from data.readers import ReadOptions, read_file
from data.store import Deed, Snapshot
from data.tables import plain_schools
from services.schools.census import forget_censuses, get_census
from services.schools.cube import Census
from services.tracker import Tracker, open_tracker
from services.view import look_at
from topics.schools.breakdowns import place_records
from topics.schools.map import make_grid, map_bounds, point_words, read_points
from topics.schools.quality import find_schools, quality_records
from topics.schools.view import SchoolChoice, make_view

TODAY = date(2026, 11, 22)
CHOICES: Mapping[str, SchoolChoice] = {
    "the world": SchoolChoice("WLD"),
    "a group by level and type": SchoolChoice("AFR", levels=("Primary",), types=("fiber", "cellular")),
    "the schools of the world not connected": SchoolChoice("WLD", answers=("no",)),
    "a country with its single schools": SchoolChoice("KEN"),
    "the largest country": SchoolChoice("IND"),
}


def measure_school_page() -> Iterator[Measured]:
    """Yield the times to work out what the schools page shows, against reading the census once; and the memory."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        tracker = _publish(Path(folder) / "census.csv", store)
        snapshot = tracker.store.snapshot()
        once = cpu_seconds(lambda: _read(snapshot), runs=1)
        against = f"reading the {SCHOOLS:,} published schools once"
        cold, megabytes = _apart(store)
        yield Measured(f"counting a census for the first time ({megabytes:.0f} MB at most)", cold, against, once)
        census = _count(tracker, snapshot)
        again = cpu_seconds(lambda: _after_restart(tracker, snapshot))
        yield Measured("the census after a restart, from the files kept", again, against, once)
        for name, choice in CHOICES.items():
            seconds = cpu_seconds(_show(tracker, snapshot, census, choice))
            yield Measured(f"schools page, warm: {name}", seconds, against, once)
        found = cpu_seconds(lambda: find_schools(snapshot, "IND", "near_namesake"), runs=1)
        yield Measured("the schools of the largest country that a check finds", found, against, once)
        yield from measure_painted_page(store, against, once)


def _publish(path: Path, store: Path) -> Tracker:
    """Return a tracker whose store holds the census, written straight into it."""
    write_census(path)
    read = read_file(
        path.read_bytes(), path.name, open_tracker(store, moment_now).reference.rules(TODAY), ReadOptions()
    )
    tracker = open_tracker(store, moment_now)
    assert read.schools is not None
    tracker.store.commit({"schools": plain_schools(read.schools)}, {"schools": 0}, Deed(by="benchmark", why="a census"))
    return tracker


def _read(snapshot: Snapshot) -> pa.Table:
    return snapshot.read("schools")


def _apart(store: Path) -> tuple[float, float]:
    """Return the CPU seconds of a first count in a process of its own, and the most memory that it took (MB)."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_first_count, str(store)).result()


def _first_count(store: str) -> tuple[float, float]:
    tracker = open_tracker(store, moment_now)
    seconds = cpu_seconds(lambda: _count(tracker, tracker.store.snapshot()), runs=1)
    return seconds, _most_megabytes()


def _most_megabytes() -> float:
    """Return the most memory of this process; what `getrusage` says would count the process that started it as well."""
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(float(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))


def _count(tracker: Tracker, snapshot: Snapshot) -> Census:
    census = get_census(tracker.store.location, snapshot)
    assert census is not None
    assert census.cube.sums((), ("schools",))[()]["schools"] == snapshot.revision("schools").rows
    return census


def _after_restart(tracker: Tracker, snapshot: Snapshot) -> None:
    forget_censuses()
    _count(tracker, snapshot)


def _show(tracker: Tracker, snapshot: Snapshot, census: Census, choice: SchoolChoice) -> Callable[[], None]:
    """Return the work behind one view of the page, without drawing it."""

    def work() -> None:
        view = make_view(census, look_at(tracker, TODAY), choice)
        bounds = map_bounds(view, None)
        grid = make_grid(census, view, bounds, None)
        points = read_points(snapshot, census, view, grid, None)
        if points is not None:
            assert len(point_words(points)) == points.num_rows
        place_records(view, list(view.places))
        quality_records(census, view)
        assert np.isfinite(view.whole.students.known)

    return work
