"""Checking and publishing a census of 2.1 million schools, against a bare parse of the same bytes by pyarrow."""

import io
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import pyarrow.csv

from benchmarks.census import SCHOOLS, write_census
from benchmarks.measure import Measured, cpu_seconds, most_memory
from data.readers import ReadOptions
from data.readers.rows import judge_school
from data.reference import load_reference
from services.checking import Check, check_file
from services.previewing import Mode
from services.publishing import Who, publish_file
from services.tracker import Tracker, open_tracker

TODAY = date(2026, 11, 22)
CENSUS = "census.csv"
BAD_SHARES = (0.001, 0.05)
JUDGED_ONE_BY_ONE = 20_000


def measure_schools() -> Iterator[Measured]:
    """Yield the time to check and publish a census, and to check spoilt ones, against the time to parse the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / CENSUS
        write_census(path)
        size = path.stat().st_size / 1e6
        parse = cpu_seconds(lambda: pyarrow.csv.read_csv(path))
        against = f"a bare pyarrow.csv parse of {size:.0f} MB"
        for what, seconds in chain(_whole(path), _spoilt(path)):
            yield Measured(what, seconds, against, parse)


def _whole(path: Path) -> Iterator[tuple[str, float]]:
    """Yield the times for a census in order: checked, judged row by row, published, published again."""
    tracker, content = open_tracker(path.parent / "store"), path.read_bytes()
    tracker.state()
    check = _check(tracker, content)
    assert check.publishable
    seconds = cpu_seconds(partial(_check, tracker, content), runs=2)
    yield f"check {SCHOOLS:,} schools{_peak(check_census, path)}", seconds
    yield f"judge {SCHOOLS:,} schools row by row", _row_by_row(content)
    del content
    published = cpu_seconds(lambda: _publish(tracker, check), runs=1)
    yield f"check and publish {SCHOOLS:,} schools{_peak(publish_census, path)}", published + seconds
    again = cpu_seconds(lambda: _publish(tracker, check), runs=1)
    yield f"check and publish {SCHOOLS:,} schools that are known already", again + seconds


def _spoilt(path: Path) -> Iterator[tuple[str, float]]:
    """Yield the times to check censuses with bad cells."""
    tracker = open_tracker(path.parent / "store")
    for share in BAD_SHARES:
        write_census(path, bad=share)
        content = path.read_bytes()
        seconds = cpu_seconds(partial(_check, tracker, content), runs=1)
        yield f"check {SCHOOLS:,} schools, {share:.1%} of them with a bad cell", seconds


def check_census(path: Path) -> float:
    """Check a census; return the most memory that this process ever took, in MB."""
    _check(open_tracker(path.parent / "other"), path.read_bytes())
    return most_memory()


def publish_census(path: Path) -> float:
    """Check and publish a census; return the most memory that this process ever took, in MB."""
    tracker = open_tracker(path.parent / "other")
    _publish(tracker, _check(tracker, path.read_bytes()))
    return most_memory()


def _check(tracker: Tracker, content: bytes) -> Check:
    return check_file(tracker, content, CENSUS, ReadOptions(), TODAY)


def _publish(tracker: Tracker, check: Check) -> None:
    publish_file(tracker, check, Who("benchmark", "to measure"), TODAY, Mode())


def _peak(work: Callable[[Path], float], path: Path) -> str:
    """Return in words how much memory a process of its own takes for the work."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return f" (at most {pool.submit(work, path).result():,.0f} MB)"


def _row_by_row(content: bytes) -> float:
    """Return how long Pydantic alone would take for all rows, from the first ones of the file."""
    head = content[: content.find(b"\n", JUDGED_ONE_BY_ONE * 200)]
    parsed = pyarrow.csv.read_csv(
        io.BytesIO(head), convert_options=pyarrow.csv.ConvertOptions(strings_can_be_null=False)
    )
    rows = [{name: str(cell or "") for name, cell in row.items()} for row in parsed.to_pylist()[:JUDGED_ONE_BY_ONE]]
    rules = load_reference().rules(TODAY)
    seconds = cpu_seconds(lambda: [judge_school(row, 2, rules) for row in rows])
    return seconds * SCHOOLS / len(rows)
