"""Headings of columns: years as publishers and spreadsheets write them, and what looks like a period and is none."""

import pytest

from data.readers.forms.page import heading_advice, looks_like_a_period, year_of


@pytest.mark.parametrize("heading", ["2023", " 2023 ", "2023.0", "2023.00", "2023 [YR2023]"])
def test_a_year_is_read(heading: str) -> None:
    assert year_of(heading) == "2023"
    assert not looks_like_a_period(heading)


@pytest.mark.parametrize(
    "heading",
    ["2023*", "2018-19", "2023/24", "2023p", "FY2023", "FY23", "2023 (est.)", "Y2023", "YR2023", "2023 [YR2024]",
     "2023Q1", "2023-Q1", "2023M05", "Jan-23", "June 2023", "2023 preliminary", "2023.5", "Value 2023", "2023 (r)",
     "2,023", "2.023", "2 023", "2\N{NO-BREAK SPACE}023", "1,960", " 2,023 "],
)  # fmt: skip
def test_what_looks_like_a_period_is_no_year(heading: str) -> None:
    assert year_of(heading) == ""
    assert looks_like_a_period(heading)


@pytest.mark.parametrize(
    "heading",
    ["", "Rank", "Population 2020 (thousands)", "Country Name", "x1", "Notes", "12345", "20231", "1,234", "2,101",
     "2,0231", "Change 2018-2019"],
)  # fmt: skip
def test_other_columns_are_no_periods(heading: str) -> None:
    assert year_of(heading) == ""
    assert not looks_like_a_period(heading)


def test_the_year_that_may_be_meant_is_named() -> None:
    assert heading_advice("2023*") == {"advice": "heading", "example": "2023"}
    assert heading_advice("2,023") == {"advice": "heading", "example": "2023"}
    assert heading_advice("2018-19") == {"advice": "heading_span", "first": "2018", "last": "2019"}
