"""The samples of publishers' forms, read with the reference data of the product."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.readers import Reading, ReadOptions, read_file
from data.reference import load_reference

SAMPLES = Path(__file__).parents[3] / "samples" / "forms"
RULES = load_reference().rules(date(2026, 11, 22))

Read = Callable[..., Reading]
Row = tuple[Any, ...]


@pytest.fixture
def read() -> Read:
    """Return how a sample is read, with text replaced in it and options."""

    def read_sample(name: str, *changes: tuple[str, str], **options: str) -> Reading:
        content = (SAMPLES / f"{name}.csv").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in content
            content = content.replace(old, new)
        said = ReadOptions(**options)  # type: ignore[arg-type] # texts alone
        return read_file(content.encode(), "anything.txt", RULES, said)

    return read_sample


def rows_of(reading: Reading, *columns: str) -> list[Row]:
    """Return the observations in some columns, area, period and value first."""
    names = ["ref_area", "time_period", "obs_value", *columns]
    return [tuple(row) for row in reading.observations[names].itertuples(index=False)]


def codes_of(reading: Reading) -> dict[str, int]:
    """Return how often each problem was found."""
    return {one.code: one.count for one in reading.problem_counts}


def skipped_of(reading: Reading) -> set[tuple[str, str, str, int]]:
    """Return what was skipped."""
    return {(one.what, one.reason, one.code or one.name, one.rows) for one in reading.skipped}
