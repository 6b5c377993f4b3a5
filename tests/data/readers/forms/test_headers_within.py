"""A header that stands once more within its table blocks: what is below it may be other columns."""

import pytest

from data.readers import Reading
from i18n import problem_text
from tests.data.readers.forms.conftest import codes_of
from tests.data.readers.forms.files import DATABANK, ITU, KENYA, OWID, SDMX, UN, WDI, read


def told(reading: Reading) -> str:
    """Return what is said of the first header that stands once more."""
    found = next(one for one in reading.problems if one.code == "header-repeated")
    return problem_text(found.code, found.row, found.column, found.value, found.details)


@pytest.mark.parametrize("content", [ITU, OWID, SDMX, UN, DATABANK], ids=["itu", "owid", "sdmx", "un", "databank"])
def test_a_second_header_blocks_the_file(content: str) -> None:
    header = content.splitlines()[0]
    reading = read(f"{content}{header}\n")
    found = next(one for one in reading.problems if one.severity == "blocks")

    assert (found.code, found.row) == ("header-repeated", 3)
    assert codes_of(reading)["header-repeated"] == reading.rows.refused == 1
    assert reading.skipped == ()


def test_years_of_another_header_are_not_read_as_those_of_the_first() -> None:
    other = WDI.splitlines()[-1].replace("2023,2024", "2021,2022")
    reading = read(f"{WDI}{KENYA}{other}\n{KENYA}")

    assert reading.blocked
    assert "header-repeated" in codes_of(reading)
    assert "another table with other headings begins here. Split the file" in told(reading)


def test_another_series_under_the_same_columns_is_another_table() -> None:
    other = DATABANK.replace("Population [SP.POP.TOTL]", "Broadband [IT.NET.BBND]")

    assert "Split the file into one file for each table" in told(read(DATABANK + other))
    assert "the header stands here once more" in told(read(DATABANK + DATABANK))


def test_units_below_the_header_block_as_rows() -> None:
    reading = read(OWID.replace("\nKenya", "\n,,,%\nKenya"))

    assert {one.row for one in reading.problems if one.severity == "blocks"} == {2}
    assert reading.skipped == ()
