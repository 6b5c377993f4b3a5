"""Checking and publishing a census of 2.1 million schools, against a bare parse of the same bytes by pyarrow."""

import io
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pyarrow.csv

from benchmarks.census import SCHOOLS, write_census
from benchmarks.measure import Measured, cpu_seconds, most_memory
from clock import moment_now
from data.readers import ReadOptions
from data.readers.content import Content, map_file
from data.readers.rows import judge_school
from data.reference import load_reference
from services.checking import Check, check_file
from services.previewing import Mode
from services.publishing import Who, publish_file
from services.tracker import Tracker, open_tracker

TODAY = date(2026, 11, 22)
CENSUS = "census.csv"
GOAL_CLEAN, GOAL_PUBLISH = 2.5, 6.0
GOALS_SPOILT = {0.001: 3.0, 0.05: 3.5}
"""The ratios that are the goals, by the share of rows with a bad cell."""
MEMORY_GOAL = 1000
JUDGED_ONE_BY_ONE = 20_000


def measure_schools() -> Iterator[Measured]:
    """Yield the time to check and publish a census, and to check spoilt ones, against the time to parse the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / CENSUS
        write_census(path)
        yield from _whole(path)
        yield from _spoilt(path)


def _whole(path: Path) -> Iterator[Measured]:
    """Yield the times for a census in order: checked, judged row by row, published, published again."""
    tracker = open_tracker(path.parent / "store", moment_now)
    tracker.state()
    check = _check(tracker, path)
    assert check.publishable
    parse = _bare_parse(path)
    seconds = cpu_seconds(partial(_check, tracker, path))
    checked = f"check {SCHOOLS:,} schools"
    yield Measured(checked, seconds, *parse, GOAL_CLEAN, _peak(check_census, path), MEMORY_GOAL)
    yield Measured(f"judge {SCHOOLS:,} schools row by row with Pydantic", _row_by_row(map_file(path)), *parse)
    published = cpu_seconds(lambda: _publish(tracker, check), runs=1)
    done = f"check and publish {SCHOOLS:,} schools"
    yield Measured(done, published + seconds, *parse, GOAL_PUBLISH, _peak(publish_census, path))
    again = cpu_seconds(lambda: _publish(tracker, check), runs=1)
    yield Measured(f"{done} that are known already", again + seconds, *parse)


def _spoilt(path: Path) -> Iterator[Measured]:
    """Yield the times to check censuses with bad cells."""
    tracker = open_tracker(path.parent / "store", moment_now)
    for share, goal in GOALS_SPOILT.items():
        write_census(path, bad=share)
        seconds = cpu_seconds(partial(_check, tracker, path))
        what = f"check {SCHOOLS:,} schools, {share:.1%} of them with a bad cell"
        yield Measured(what, seconds, *_bare_parse(path), goal, _peak(check_census, path), MEMORY_GOAL)


def _bare_parse(path: Path) -> tuple[str, float]:
    """Return against what all is measured, and its CPU seconds."""
    seconds = cpu_seconds(lambda: pyarrow.csv.read_csv(path))
    return f"a bare pyarrow.csv parse of {path.stat().st_size / 1e6:.0f} MB", seconds


def check_census(path: Path) -> float:
    """Check a census; return the most memory that this process ever took, in MB."""
    _check(open_tracker(path.parent / "other", moment_now), path)
    return most_memory()


def publish_census(path: Path) -> float:
    """Check and publish a census; return the most memory that this process ever took, in MB."""
    tracker = open_tracker(path.parent / "other", moment_now)
    _publish(tracker, _check(tracker, path))
    return most_memory()


def _check(tracker: Tracker, path: Path) -> Check:
    """Check a file that nobody has looked at before: what a mapped file has shown is remembered with it."""
    return check_file(tracker, map_file(path), CENSUS, ReadOptions(), TODAY)


def _publish(tracker: Tracker, check: Check) -> None:
    publish_file(tracker, check, Who("benchmark", "to measure"), TODAY, Mode())


def _peak(work: Callable[[Path], float], path: Path) -> float:
    """Return how much memory a process of its own takes for the work, in MB."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, path).result()


def _row_by_row(content: Content) -> float:
    """Return how long Pydantic alone would take for all rows, from the first ones of the file."""
    head = content[: content.find(b"\n", JUDGED_ONE_BY_ONE * 200)]
    parsed = pyarrow.csv.read_csv(
        io.BytesIO(head), convert_options=pyarrow.csv.ConvertOptions(strings_can_be_null=False)
    )
    rows = [{name: str(cell or "") for name, cell in row.items()} for row in parsed.to_pylist()[:JUDGED_ONE_BY_ONE]]
    rules = load_reference().rules(TODAY)
    seconds = cpu_seconds(lambda: [judge_school(row, 2, rules) for row in rows])
    return seconds * SCHOOLS / len(rows)
