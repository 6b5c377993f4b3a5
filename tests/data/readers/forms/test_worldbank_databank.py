"""World Bank DataBank: a series a column or a year a column, lines below the table, `..` for what is missing."""

import pytest

from tests.data.readers.forms.conftest import Read, codes_of, rows_of, skipped_of


def test_series_as_columns_become_observations_in_our_units(read: Read) -> None:
    reading = read("worldbank_databank")

    assert reading.form == "worldbank-databank"
    assert rows_of(reading, "indicator", "row") == [
        ("KEN", "2019", 11.5, "individuals_online", 2),
        ("KEN", "2021", 1.25, "fixed_broadband_subscriptions", 3),
        ("WLD", "2021", 55.0, "individuals_online", 5),
        ("WLD", "2021", 1200.0, "fixed_broadband_subscriptions", 5),
    ]
    assert skipped_of(reading) == {
        ("series", "series-not-tracked", "NY.GDP.MKTP.CD", 4),
        ("rows-without-value", "publisher-has-none", "", 2),
        ("area", "group-not-tracked", "SSF", 2),
    }


def test_lines_below_the_table_are_no_rows_and_say_the_edition(read: Read) -> None:
    reading = read("worldbank_databank")

    assert codes_of(reading) == {}
    assert set(reading.observations["edition"]) == {"WDI 2026-06-25"}
    assert set(reading.observations["released"]) == {"2026-06"}


def test_country_name_is_as_good_as_country(read: Read) -> None:
    renamed = read(
        "worldbank_databank", ("Time,Time Code,Country,Country Code", "Time,Time Code,Country Name,Country Code")
    )

    assert rows_of(renamed) == rows_of(read("worldbank_databank"))


def test_years_as_columns_are_the_same_form(read: Read) -> None:
    reading = read("worldbank_databank_years")

    assert reading.form == "worldbank-databank"
    assert rows_of(reading) == [("KEN", "2019", 11.5), ("WLD", "2019", 50.0), ("WLD", "2020", 51.0)]
    assert codes_of(reading) == {"edition-date-assumed": 1}


@pytest.mark.parametrize(
    ("cell", "column"), [("111.5", "Individuals using the Internet (% of population) [IT.NET.USER.ZS]")]
)
def test_a_value_out_of_range_is_found_in_its_row_and_series(read: Read, cell: str, column: str) -> None:
    found = read("worldbank_databank", ("KEN,11.5", f"KEN,{cell}")).problems[0]

    assert (found.code, found.row, found.column, found.value) == ("obs-value-out-of-range", 2, column, cell)


def test_the_code_of_a_period_wins_over_another_year_beside_it_and_that_warns(read: Read) -> None:
    reading = read("worldbank_databank", ("2019,YR2019,Kenya", "2022,YR2019,Kenya"))
    (found,) = reading.problems

    assert rows_of(reading) == rows_of(read("worldbank_databank"))
    assert (found.code, found.severity, found.row, found.column) == ("period-contradicts-code", "warns", 2, "Time")
    assert (found.value, found.details) == ("2022", {"code": "YR2019", "rows": 3})


def test_a_year_that_a_spreadsheet_has_made_a_decimal_number_contradicts_nothing(read: Read) -> None:
    reading = read("worldbank_databank", ("2019,YR2019,Kenya", "2019.0,YR2019,Kenya"))

    assert codes_of(reading) == {}
    assert rows_of(reading) == rows_of(read("worldbank_databank"))
