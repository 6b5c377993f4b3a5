"""SDMX-CSV 1.0 and 2.0: tabs, `nan`, numbers for areas, multipliers, months."""

import pytest

from data.readers import read_file
from tests.data.readers.forms.conftest import RULES, Read, codes_of, rows_of, skipped_of


def test_version_1_with_tabs_comes_in_our_codes(read: Read) -> None:
    reading = read("sdmx_1")

    assert (reading.form, reading.recognised.delimiter) == ("sdmx-csv", "\t")
    assert rows_of(reading, "sex", "obs_status", "indicator") == [
        ("KEN", "2020", 11.5, "_T", "A", "individuals_online"),
        ("KEN", "2020", 10.5, "F", "E", "individuals_online"),
        ("UGA", "2021", 21.0, "_T", "E", "individuals_online"),
        ("NAM", "2021", 22.0, "_T", "A", "individuals_online"),
        ("UGA", "2021", 45.5e6, "_T", "A", "population"),
    ]
    assert skipped_of(reading) == {
        ("rows-of-dimension", "dimension-not-tracked", "EDUCATION", 1),
        ("rows-without-value", "publisher-has-none", "", 1),
    }
    assert codes_of(reading) == {"unit-contradicts-code": 1, "edition-not-in-file": 1}


def test_the_agency_is_the_source_and_names_the_edition(read: Read) -> None:
    first = read("sdmx_1").observations.iloc[0]

    assert (first["source"], first["edition"]) == ("XX, IT_USE_ii99", "XX 2026-11")


def test_a_flow_without_a_series_asks_which_indicator_it_is(read: Read) -> None:
    assert codes_of(read("sdmx_2")) == {"which-indicator": 1}


def test_rows_that_withdraw_a_value_are_left_out_and_a_month_is_no_year(read: Read) -> None:
    reading = read("sdmx_2", indicator="fixed_basket")
    found = reading.problems[0]

    assert rows_of(reading) == [("UGA", "2014", 3.7)]
    assert skipped_of(reading) == {("rows-void", "row-deleted", "", 1)}
    assert (found.code, found.row, found.column, found.value) == ("time-period-not-a-year", 2, "TIME_PERIOD", "2014-01")


def test_the_variety_whose_first_column_is_the_series_is_read(read: Read) -> None:
    reading = read(
        "sdmx_1",
        ("DATAFLOW\tFREQ\tINDICATOR", "SERIES\tFREQ\tUNIT"),
        ("XX:DF_INVENTED(1.0)\tA\tIT_USE_ii99", "IT_USE_ii99\tA\t"),
        ("XX:DF_INVENTED(1.0)\tA\tSP.POP.TOTL", "SP.POP.TOTL\tA\t"),
    )

    assert rows_of(reading) == rows_of(read("sdmx_1"))


def test_labels_beside_the_codes_do_not_matter(read: Read) -> None:
    reading = read(
        "sdmx_1",
        ("REF_AREA\tSEX", "REF_AREA: Area\tSEX: Sex"),
        ("\t404\t", "\t404: Kenya\t"),
        ("\tF\t", "\tF: Female\t"),
    )

    assert rows_of(reading, "sex") == rows_of(read("sdmx_1"), "sex")


def test_our_own_codes_are_series_too(read: Read) -> None:
    reading = read("sdmx_1", ("IT_USE_ii99", "individuals_online"))

    assert rows_of(reading, "indicator") == rows_of(read("sdmx_1"), "indicator")


MULTIPLIED = "DATAFLOW,INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nXX:DF(1.0),SP.POP.TOTL,UGA,2021,45.5,{0}\n"


@pytest.mark.parametrize(("written", "value"), [("6", 45.5e6), ("6.0", 45.5e6), ("+3", 45.5e3), ("Millions", 45.5e6)])
def test_multiplier_is_read_however_it_is_written(written: str, value: float) -> None:
    reading = read_file(MULTIPLIED.format(written).encode(), "x", RULES)

    assert reading.observations["obs_value"].tolist() == [value]


@pytest.mark.parametrize("written", ["x", "1000", "6.5", "1e6", "--3"])
def test_multiplier_that_is_none_blocks(written: str) -> None:
    reading = read_file(MULTIPLIED.format(written).encode(), "x", RULES)

    assert codes_of(reading)["multiplier-not-known"] == 1
    assert reading.blocked


@pytest.mark.parametrize("column", ["OBS_VALUE", "REF_AREA", "TIME_PERIOD", "UNIT_MULT"])
def test_column_that_is_used_and_stands_twice_blocks(column: str) -> None:
    head, row = MULTIPLIED.format("0").splitlines()
    reading = read_file(f"{head},{column}\n{row},7\n".encode(), "x", RULES)

    assert codes_of(reading) == {"column-repeated": 1}
    assert reading.form == "sdmx-csv"
