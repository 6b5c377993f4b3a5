"""A header that stands once more within its table blocks: what is below it may be other columns."""

import pytest

from tests.data.readers.forms.conftest import codes_of
from tests.data.readers.forms.files import DATABANK, ITU, KENYA, OWID, SDMX, UN, WDI, read


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


def test_units_below_the_header_block_as_rows() -> None:
    reading = read(OWID.replace("\nKenya", "\n,,,%\nKenya"))

    assert {one.row for one in reading.problems if one.severity == "blocks"} == {2}
    assert reading.skipped == ()
