"""Columns of official files that are not read: a year that is none blocks, other numbers are noted."""

import pytest

from i18n import problem_text
from tests.data.readers.forms.conftest import codes_of, rows_of
from tests.data.readers.forms.files import DATABANK, ITU, KENYA, UN, WDI, read


def wdi(heading: str) -> str:
    return WDI.replace(",2023,", f",{heading},") + KENYA


@pytest.mark.parametrize(
    "heading", ["2023*", "2018-19", "2023/24", "2023p", "FY2023", "2023 (est.)", "Y2023", '"2,023"']
)
def test_values_below_a_heading_that_is_no_year_block_the_file(heading: str) -> None:
    reading = read(wdi(heading))
    (found,) = reading.problems

    assert (found.code, found.severity, found.row, found.column) == (
        "time-period-not-valid",
        "blocks",
        None,
        heading.strip('"'),
    )


def test_the_message_says_what_to_do() -> None:
    (found,) = read(wdi("2018-19")).problems

    assert problem_text(found.code, found.row, found.column, found.value, found.details) == (
        "Column 2018-19: the heading '2018-19' spans two years, but an observation has one, and values stand below it. "
        "Write the year that the figures stand for, for example 2018 or 2019, or remove the column."
    )


@pytest.mark.parametrize("heading", ["2023", "2023.0", "2023 [YR2023]"])
def test_a_year_as_a_spreadsheet_or_the_databank_writes_it_is_read(heading: str) -> None:
    reading = read(wdi(heading))

    assert rows_of(reading) == [("KEN", "2023", 30.0), ("KEN", "2024", 35.0)]
    assert codes_of(reading) == {}


def test_a_file_without_one_true_year_is_of_its_form_and_blocks() -> None:
    reading = read(wdi("2018-19").replace(",2024\n", ",2019-20\n"))

    assert reading.form == "worldbank-wdi"
    assert codes_of(reading) == {"time-period-not-valid": 2}


def test_an_empty_column_says_nothing() -> None:
    assert codes_of(read(wdi("2018-19").replace(",30,", ",..,"))) == {}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (wdi("Rank"), "Rank"),
        (ITU.replace("dataNote", "dataNumber").replace(",2023,,,d", ",2023,7,,d"), "dataNumber"),
    ],
)
def test_a_column_with_numbers_that_the_publisher_has_not_is_noted(content: str, name: str) -> None:
    found = [one for one in read(content).problems if one.code == "column-ignored"]

    assert [(one.severity, one.column) for one in found] == [("notes", name)]


def test_columns_that_the_publisher_always_has_are_not_noted() -> None:
    assert "column-ignored" not in codes_of(read(ITU)) | codes_of(read(UN))


def test_a_column_with_cells_and_without_a_name_is_noted() -> None:
    reading = read(WDI.replace(",2024\n", ",2024,\n") + KENYA.replace(",35\n", ",35,note\n"))

    assert codes_of(reading) == {"column-without-name": 1}


@pytest.mark.parametrize("heading", ["Country", "Year"])
def test_numbers_under_another_name_of_a_column_that_is_used_are_noted(heading: str) -> None:
    header, row = DATABANK.splitlines()
    reading = read(f"{header},{heading}\n{row},1250000\n")
    found = [one for one in reading.problems if one.code == "column-ignored"]

    assert [(one.severity, one.column) for one in found] == [("notes", heading)]
    assert [one[:2] for one in rows_of(reading)] == [("KEN", "2021"), ("KEN", "2021")]
