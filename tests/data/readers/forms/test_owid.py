"""Our World in Data: regions without a code, codes of its own, headers that people rename."""

import pytest

from data.schemas.problem import Problem
from tests.data.readers.forms.conftest import Read, codes_of, rows_of, skipped_of


def test_codes_of_its_own_and_names_without_a_code_lead_to_our_areas(read: Read) -> None:
    reading = read("owid")

    assert reading.form == "owid"
    assert rows_of(reading, "row") == [
        ("FRO", "2020", 91.0, 2),
        ("KEN", "2020", 11.5, 3),
        ("XKX", "2020", 81.0, 4),
        ("LIC", "2020", 20.0, 5),
        ("WLD", "2020", 59.5, 7),
    ]
    assert skipped_of(reading) == {("area", "group-not-tracked", "South Asia (WB)", 1)}
    assert codes_of(reading) == {"edition-not-in-file": 1}


def test_a_title_that_no_indicator_is_known_by_blocks(read: Read) -> None:
    reading = read("owid_renamed")

    assert reading.form == "owid"
    assert reading.problems == (
        Problem(code="which-indicator", severity="blocks", column="Percentage", value="Percentage"),
    )


def test_the_indicator_that_is_said_is_taken(read: Read) -> None:
    reading = read("owid_renamed", indicator="coverage_4g")

    assert rows_of(reading, "indicator") == [("KEN", "2020", 11.5, "coverage_4g"), ("UGA", "2020", 0.0, "coverage_4g")]


def test_an_indicator_that_nobody_knows_blocks(read: Read) -> None:
    assert codes_of(read("owid_renamed", indicator="coverage_9g")) == {"unknown-indicator": 1}


def test_a_known_title_goes_before_the_indicator_that_is_said(read: Read) -> None:
    assert set(read("owid", indicator="coverage_4g").observations["indicator"]) == {"individuals_online"}


@pytest.mark.parametrize("title", ["individuals_online", "INDIVIDUALS USING THE INTERNET", "coverage_4g"])
def test_our_own_names_are_titles_too(read: Read, title: str) -> None:
    assert read("owid_renamed", ("Percentage", title)).rows.accepted == 2


def test_known_columns_among_several_are_taken_and_the_others_skipped_by_name(read: Read) -> None:
    reading = read(
        "owid",
        ("Year,Share of the population using the Internet", "Year,GDP,Share of the population using the Internet"),
        *(
            (f"{year},{value}\n", f"{year},7,{value}\n")
            for year, value in ((2020, "11.5"), (2020, "59.5"), (2020, "91"))
        ),
        *((f"2020,{value}\n", f"2020,,{value}\n") for value in ("81", "20", "40")),
    )

    assert rows_of(reading)[1] == ("KEN", "2020", 11.5)
    assert ("series", "series-not-tracked", "GDP", 3) in skipped_of(reading)


def test_a_file_of_another_kind_with_four_columns_is_left_alone(read: Read) -> None:
    reading = read("owid_renamed", ("Country,Code,Year,Percentage", "Country,Colour,Year,Percentage"))

    assert reading.form is None
