"""Held here: publishing one cell writes a few kilobytes, with the built-in figures and many revisions alike."""

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from clock import moment_now
from data.readers import ReadOptions
from data.store.files import LEAST_ROWS, Numbers, number_rows
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import Tracker, open_tracker, to_frame

TODAY = date(2026, 11, 22)
MOST_BYTES = 20_000


def publish(tracker: Tracker, value: float) -> None:
    content = f"indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2026,{value}\n".encode()
    check = check_file(tracker, content, "cell.csv", ReadOptions(), TODAY)
    assert publish_file(tracker, check, Who("Ana", "one cell"), TODAY).revisions


def size_of(place: Path) -> int:
    return sum(path.stat().st_size for path in place.rglob("*") if path.is_file())


def test_one_cell_costs_at_most_twenty_kilobytes(tmp_path: Path, installed_store: Path) -> None:
    shutil.copytree(installed_store, tmp_path / "store")
    tracker = open_tracker(tmp_path / "store", moment_now)
    publish(tracker, 41)
    before = size_of(tmp_path)
    publish(tracker, 42)

    assert 0 < size_of(tmp_path) - before <= MOST_BYTES


def test_one_cell_looks_at_the_rows_of_its_series_and_at_one_file_alone(
    tmp_path: Path, installed_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(installed_store, tmp_path / "store")
    tracker = open_tracker(tmp_path / "store", moment_now)
    publish(tracker, 41)
    framed: list[int] = []
    numbered: list[int] = []

    def frame(rows: pa.Table) -> pd.DataFrame:
        framed.append(rows.num_rows)
        return to_frame(rows)

    def number(rows: pa.Table) -> Numbers:
        numbered.append(rows.num_rows)
        return number_rows(rows)

    monkeypatch.setattr("services.previewing.to_frame", frame)
    monkeypatch.setattr("data.store.files.number_rows", number)
    publish(tracker, 42)

    assert max(framed) < 200
    assert sum(numbered) <= 4 * LEAST_ROWS
    assert tracker.store.read("internet_access").num_rows > 10 * LEAST_ROWS
