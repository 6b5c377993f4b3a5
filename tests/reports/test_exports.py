"""Datasets and the overview as files; what is exported can be uploaded again and changes nothing."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from clock import moment_now
from data.builtin import DATASETS
from data.readers import ReadOptions
from data.schemas.observation import COLUMNS
from reports.exports import export_dataset, export_rows, export_scorecard
from services.checking import check_file
from services.previewing import Mode, preview_file
from services.tracker import Tracker, open_tracker

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Tracker:
    place: Path = tmp_path_factory.mktemp("exports")
    return open_tracker(place, moment_now)


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("replace", [False, True], ids=["merged", "replaced"])
def test_exported_dataset_uploads_again_and_changes_nothing(tracker: Tracker, dataset: str, replace: bool) -> None:
    content = export_dataset(tracker.store.read(dataset), "csv")
    check = check_file(tracker, content, f"{dataset}.csv", ReadOptions(), TODAY)

    preview = preview_file(tracker, check, TODAY, Mode(replace=replace))

    assert check.publishable
    assert check.datasets == (dataset,)
    assert not preview.changes_something
    assert preview.total("unchanged") == tracker.store.read(dataset).num_rows


def test_text_that_looks_like_a_formula_uploads_again_unchanged(tracker: Tracker) -> None:
    texts = {"source": "=cmd|' /C calc'!A0", "breakdown": "'-x"}
    row = tracker.store.read("ewaste").slice(0, 1).to_pylist()[0] | texts
    content = export_rows(list(COLUMNS), [row], "csv", "data")

    check = check_file(tracker, content, "again.csv", ReadOptions(), TODAY)

    back = check.rows["ewaste"].to_dict("records")[0]
    assert (back["source"], back["breakdown"]) == (row["source"], row["breakdown"])


def test_exported_rows_are_sorted_by_what_they_are_about(tracker: Tracker) -> None:
    table = tracker.store.read("ewaste")
    shuffled = table.take(pa.array(list(range(table.num_rows))[::-1]))

    assert export_dataset(shuffled, "csv") == export_dataset(table, "csv")


def test_workbook_of_a_dataset_holds_every_row(tracker: Tracker) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export_dataset(tracker.store.read("targets"), "xlsx")))

    assert book["data"].max_row == 1 + 53


def test_workbook_of_the_overview_says_what_it_shows() -> None:
    content = export_scorecard([{"target_id": "a", "status": "on_track"}], {"Area": "World"}, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))

    assert book.sheetnames == ["overview", "about"]
    assert list(book["about"].iter_rows(values_only=True)) == [("item", "value"), ("Area", "World")]


def test_empty_overview_is_an_empty_file() -> None:
    assert export_scorecard([], {}, "csv").strip(b"\xef\xbb\xbf\r\n") == b""
