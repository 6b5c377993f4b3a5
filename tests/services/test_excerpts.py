"""Rows of a file are shown as they stand in it, also of a file that was packed, and never the whole of a large one."""

import io
import zipfile
from datetime import date

import pytest

from data.readers import Opened, ReadOptions, open_as_said
from services import refused_rows
from services.checking import Check, check_file
from services.refused_rows import glimpse, rows_to_show
from services.tracker import Tracker

TODAY = date(2026, 11, 22)
NO_OPTIONS = ReadOptions()
TEXT = (
    b"Title\n\nindicator,ref_area,time_period,obs_value\n"
    b"individuals_online,KEN,2020,abc\n\nindividuals_online,KEN,2021,x\n"
)


def checked(tracker: Tracker, content: bytes) -> Check:
    return check_file(tracker, content, "f.csv", NO_OPTIONS, TODAY)


def opened(content: bytes) -> Opened:
    found, _ = open_as_said(content, NO_OPTIONS)
    assert isinstance(found, Opened)
    return found


def packed(content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("f.csv", content)
    return target.getvalue()


@pytest.mark.parametrize("content", [pytest.param(TEXT, id="plain"), pytest.param(packed(TEXT), id="zip")])
def test_rows_have_the_numbers_of_the_spreadsheet(tracker: Tracker, content: bytes) -> None:
    found = glimpse(opened(content), checked(tracker, content), {4, 6})

    assert list(found.heads) == ["indicator", "ref_area", "time_period", "obs_value"]
    assert {row: cells[2:] for row, cells in found.rows.items()} == {4: ["2020", "abc"], 6: ["2021", "x"]}


def test_row_above_the_header_is_shown_under_it_all_the_same(tracker: Tracker) -> None:
    found = glimpse(opened(TEXT), checked(tracker, TEXT), {1})

    assert (found.heads[0], found.rows) == ("indicator", {1: ["Title"]})


def test_of_a_large_file_only_its_first_part_is_looked_through(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = checked(tracker, TEXT)
    monkeypatch.setattr(refused_rows, "MOST_BYTES", len(TEXT) - 5)

    assert list(glimpse(opened(TEXT), check, {4, 6}).rows) == [4]


def test_of_a_file_without_a_known_header_nothing_is_shown(tracker: Tracker) -> None:
    content = b"name;value\na;1\n"

    assert not glimpse(opened(content), checked(tracker, content), {1}).rows


def test_rows_of_the_first_problems_of_each_kind_and_of_each_column_are_shown(tracker: Tracker) -> None:
    head = b"indicator,ref_area,time_period,obs_value\n"
    areas = b"".join(b"individuals_online,X%d,2020,1\n" % one for one in range(8))
    values = b"".join(b"individuals_online,KEN,%d,abc\n" % year for year in range(2000, 2008))

    wanted = rows_to_show(checked(tracker, head + areas + values))

    assert wanted == {2, 3, 4, 5, 6, 10, 11, 12, 13, 14}
