"""Lines below a publisher's table: notes and totals are left out; a row is judged wherever it stands, however short."""

import pytest

from tests.data.readers.forms.conftest import codes_of
from tests.data.readers.forms.files import DATABANK, ITU, KENYA, OWID, SDMX, SERIES, UN, WDI, read

SHORT_ROWS = {
    "itu": (ITU, "1,i99H,Individuals using the Internet,,%,4,UGA,Uganda,30,2000,,ITU estimate.\n"),
    "wdi": (WDI + KENYA, f"Mali,MLI,{SERIES},11\n"),
    "wdi-without-values": (WDI + KENYA, f"Mali,MLI,{SERIES}\n"),
    "un": (UN, "17,17.8,17.8.1,IT_USE_ii99,Internet,800,Uganda,2021,12,E\n"),
    "sdmx": (SDMX, "A:B(1.0),IT_USE_ii99,UGA,2022,3\n"),
    "databank": (DATABANK, "2022,YR2022,Kenya,KEN,31\n"),
    "owid": (OWID, "Mali,MLI,2021\n"),
    "a-name-cut-off": (OWID, "Mali\n"),
}


@pytest.mark.parametrize("rows", [1, 2, 300])
@pytest.mark.parametrize(("table", "row"), SHORT_ROWS.values(), ids=SHORT_ROWS)
def test_rows_at_the_end_that_lack_cells_block_as_anywhere(table: str, row: str, rows: int) -> None:
    alone, many = read(table), read(table + rows * row)

    assert many.blocked
    assert codes_of(many)["row-length"] == rows
    assert many.rows.refused == rows
    assert many.rows.read == alone.rows.read + rows


def test_a_file_of_short_rows_alone_is_not_said_to_have_none() -> None:
    header = ITU.splitlines()[0]
    reading = read(f"{header}\n{SHORT_ROWS['itu'][1]}")

    assert set(codes_of(reading)) == {"row-length"}
    assert (reading.rows.read, reading.rows.refused) == (1, 1)


@pytest.mark.parametrize(
    "below",
    [
        "Note: something, with commas, in it\n",
        "Source: ITU\n",
        "Sources: ITU; World Bank,,,,,\n",
        "\n,,,,,\nData from database: World Development Indicators\nLast Updated: 06/25/2026\n",
    ],
)
def test_notes_that_publishers_always_add_go_without_a_word(below: str) -> None:
    reading = read(WDI + KENYA + below)

    assert codes_of(reading) == {}
    assert (reading.rows.read, reading.rows.accepted) == (2, 2)


@pytest.mark.parametrize("below", ["Figures of the year before\n", "Source: ITU, 2023, 45.5\n"])
def test_other_lines_and_notes_with_numbers_are_left_out_with_a_note(below: str) -> None:
    reading = read(WDI + KENYA + below)

    assert codes_of(reading) == {"rows-below-table": 1}
    assert reading.rows.accepted == 2


@pytest.mark.parametrize(
    ("table", "below"),
    [
        (WDI + KENYA, "Total,,,,5,6\nNote: of the two years\n"),
        (ITU, ",,,,,,,Total,30,2023\nSource: ITU\n"),
        (OWID, "Total,,2023,33\n"),
        (SDMX, "Total,,,,3,\n"),
    ],
)
def test_totals_below_the_table_are_left_out_with_a_warning(table: str, below: str) -> None:
    reading = read(table + below)

    assert codes_of(reading).get("totals-below-table") == 1
    assert not reading.blocked
    assert reading.rows.accepted == read(table).rows.accepted


def test_a_line_with_a_value_is_a_row_whatever_it_begins_with() -> None:
    reading = read(WDI + KENYA + f"All of us together,,{SERIES},5,6\n")

    assert [(one.name, one.reason, one.rows) for one in reading.skipped] == [("All of us together", "area-unknown", 2)]


@pytest.mark.parametrize("place", ["Mali,MLI,,,11,12\n", "Mali,MLI,Internet,,11,\n"])
def test_a_row_with_values_and_without_a_series_is_incomplete(place: str) -> None:
    reading = read(WDI + KENYA + place)
    found = reading.problems[0]

    assert (found.code, found.row, found.column, found.value) == ("unknown-indicator", 7, "Indicator Code", "")
    assert reading.blocked
    assert reading.skipped == ()
    assert [one.code for one in reading.recognised.series] == ["IT.NET.USER.ZS"]


def test_a_series_that_has_only_a_name_is_called_by_it() -> None:
    found = next(
        one for one in read(WDI + KENYA.replace("IT.NET.USER.ZS", "")).problems if one.code == "no-series-tracked"
    )

    assert found.value == "Individuals using the Internet (% of population)"
