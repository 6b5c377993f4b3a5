"""Rows of a file are shown as they stand in it, also of a file that was packed, and never the whole of a large one."""

import io
import zipfile
from datetime import date

import pytest

from data.readers import ReadOptions
from services import refused_rows
from services.checking import Check, check_file
from services.refused_rows import glimpse
from services.tracker import Tracker

TODAY = date(2026, 11, 22)
NO_OPTIONS = ReadOptions()
TEXT = (
    b"Title\n\nindicator,ref_area,time_period,obs_value\n"
    b"individuals_online,KEN,2020,abc\n\nindividuals_online,KEN,2021,x\n"
)


def checked(tracker: Tracker, content: bytes) -> Check:
    return check_file(tracker, content, "f.csv", NO_OPTIONS, TODAY)


def packed(content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("f.csv", content)
    return target.getvalue()


@pytest.mark.parametrize("content", [pytest.param(TEXT, id="plain"), pytest.param(packed(TEXT), id="zip")])
def test_rows_have_the_numbers_of_the_spreadsheet(tracker: Tracker, content: bytes) -> None:
    found = glimpse(content, checked(tracker, content), NO_OPTIONS, {4, 6})

    assert list(found.heads) == ["indicator", "ref_area", "time_period", "obs_value"]
    assert {row: cells[2:] for row, cells in found.rows.items()} == {4: ["2020", "abc"], 6: ["2021", "x"]}


def test_row_above_the_header_is_shown_under_it_all_the_same(tracker: Tracker) -> None:
    found = glimpse(TEXT, checked(tracker, TEXT), NO_OPTIONS, {1})

    assert (found.heads[0], found.rows) == ("indicator", {1: ["Title"]})


def test_of_a_large_file_only_its_first_part_is_looked_through(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = checked(tracker, TEXT)
    monkeypatch.setattr(refused_rows, "MOST_BYTES", len(TEXT) - 5)

    assert list(glimpse(TEXT, check, NO_OPTIONS, {4, 6}).rows) == [4]


def test_of_a_file_without_a_known_header_nothing_is_shown(tracker: Tracker) -> None:
    content = b"\x00\x01\x02"

    assert not glimpse(content, checked(tracker, content), NO_OPTIONS, {1}).rows
