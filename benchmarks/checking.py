"""Checking a template file of 500,000 rows, against a bare parse of the same bytes by pyarrow."""

import io
import tempfile
from datetime import date
from pathlib import Path

import pyarrow.csv

from benchmarks.measure import Measured, cpu_seconds
from clock import moment_now
from data.readers import ReadOptions, read_file
from data.reference import load_reference
from services.checking import check_file
from services.tracker import open_tracker

ROWS = 500_000
TODAY = date(2026, 11, 22)


def make_file(rows: int) -> bytes:
    """Return a clean template file: every country and year of invented values, under as many editions as it takes."""
    countries = [one.ref_area for one in load_reference().areas.values() if one.kind == "country"]
    lines = ["indicator,ref_area,time_period,obs_value,obs_status,edition,released,source"]
    years = range(2000, 2026)
    for number in range(rows):
        edition, rest = divmod(number, len(countries) * len(years))
        country, year = divmod(rest, len(years))
        value = number * 7919 % 100_000 / 1000
        lines.append(
            f"individuals_online,{countries[country]},{years[year]},{value},A,Benchmark {edition},2026-01,invented"
        )
    return "\n".join(lines).encode()


def measure_check() -> list[Measured]:
    """Return the time of a whole check, and of reading and validating alone, against the time to parse the file."""
    content = make_file(ROWS)
    with tempfile.TemporaryDirectory() as folder:
        tracker = open_tracker(Path(folder) / "store", moment_now)
        tracker.state()
        rules = tracker.reference.rules(TODAY)
        check = check_file(tracker, content, "bench.csv", ReadOptions(), TODAY)
        assert check.publishable
        assert check.reading.rows.accepted == ROWS
        parse = cpu_seconds(lambda: pyarrow.csv.read_csv(io.BytesIO(content)))
        read = cpu_seconds(lambda: read_file(content, "bench.csv", rules, ReadOptions()))
        whole = cpu_seconds(lambda: check_file(tracker, content, "bench.csv", ReadOptions(), TODAY))
    against = f"a bare pyarrow.csv parse of {len(content) / 1e6:.0f} MB"
    return [
        Measured(f"check {ROWS:,} template rows", whole, against, parse),
        Measured(f"read and validate {ROWS:,} template rows", read, against, parse),
    ]
