"""World Bank WDI: years as columns, with the lines above them or as a spreadsheet has re-saved the file."""

import pytest

from data.readers import FoundSeries
from i18n import problem_text
from tests.data.readers.forms.conftest import Read, codes_of, rows_of, skipped_of


def test_years_become_observations_in_the_rows_of_the_spreadsheet(read: Read) -> None:
    reading = read("worldbank_wdi")

    assert (reading.form, reading.kind) == ("worldbank-wdi", "observations")
    assert rows_of(reading, "row") == [
        ("KEN", "2019", 11.5, 6),
        ("KEN", "2021", 13.25, 6),
        ("KEN", "2022", 14.0, 6),
        ("XKX", "2021", 0.0, 11),
        ("LDC", "2022", 31.5, 12),
        ("WLD", "2019", 50.0, 13),
        ("WLD", "2022", 60.0, 13),
    ]
    assert (reading.rows.read, reading.rows.accepted, reading.rows.refused) == (16, 7, 0)


def test_groups_without_a_counterpart_are_skipped_by_name_and_the_arab_world_is_no_region_of_itu(read: Read) -> None:
    reading = read("worldbank_wdi")

    assert skipped_of(reading) == {
        ("area", "group-not-tracked", "AFE", 3),
        ("area", "group-not-tracked", "ARB", 4),
        ("area", "country-not-tracked", "CHI", 1),
        ("rows-without-value", "publisher-has-none", "", 1),
    }
    assert codes_of(reading) == {"area-not-tracked": 1}


def test_an_area_that_is_not_tracked_and_has_no_value_warns_as_well(read: Read) -> None:
    reading = read("worldbank_wdi", ('"","","71",""', '"","","",""'))
    (found,) = reading.problems

    assert (found.code, found.row, found.column, found.value) == ("area-not-tracked", 9, "Country Code", "CHI")
    assert problem_text(found.code, found.row, found.column, found.value, found.details) == (
        "Row 9, column Country Code: 'CHI' (Channel Islands) is no area of this tracker, "
        "and the file has no value for it. Nothing needs to be done."
    )


def test_edition_source_and_series_are_said(read: Read) -> None:
    reading = read("worldbank_wdi")
    first = reading.observations.iloc[0]

    assert (first["edition"], first["released"]) == ("WDI 2024-03-28", "2024-03")
    assert first["source"] == "World Bank, World Development Indicators, IT.NET.USER.ZS (data: ITU)"
    assert not reading.recognised.edition_assumed
    assert reading.recognised.series == (
        FoundSeries(
            code="IT.NET.USER.ZS",
            name="Individuals using the Internet (% of population)",
            outcome="taken",
            values=16,
            indicator="individuals_online",
            unit_said="% of population",
            unit_measure="PT_POP",
            edition="WDI 2024-03-28",
            areas=4,
            first="2019",
            last="2022",
        ),
    )


@pytest.mark.parametrize(
    ("written", "edition", "doubts"),
    [
        ("7/13/2026", "WDI 2026-07-13", 0),
        ("13/07/2026", "WDI 2026-07-13", 0),
        ("13.07.2026", "WDI 2026-07-13", 0),
        ("07.08.2026", "WDI 2026-08-07", 0),
        ("2026-07-13", "WDI 2026-07-13", 0),
        ("2026-07-13 00:00:00", "WDI 2026-07-13", 0),
        ("7/8/2026", "WDI 2026-07-08", 1),
        ("7/7/2026", "WDI 2026-07-07", 0),
    ],
)
def test_the_day_of_the_last_update_is_read_as_spreadsheets_write_it(
    read: Read, written: str, edition: str, doubts: int
) -> None:
    reading = read("worldbank_wdi_excel", ("7/13/2026", written))

    assert set(reading.observations["edition"]) == {edition}
    assert codes_of(reading).get("edition-date-assumed", 0) == doubts


@pytest.mark.parametrize("written", ["", "yesterday", "31/31/2026"])
def test_a_day_that_is_none_leaves_the_edition_to_be_asked(read: Read, written: str) -> None:
    reading = read("worldbank_wdi_excel", ("7/13/2026", written))

    assert set(reading.observations["edition"]) == {"WDI 2026-11"}
    assert codes_of(reading) == {"edition-not-in-file": 1}
    assert reading.recognised.edition_assumed


def test_the_edition_that_is_said_counts_where_the_file_says_none(read: Read) -> None:
    unstated = read("worldbank_wdi_excel", ("7/13/2026", ""), edition="WDI 2025-12-16")
    stated = read("worldbank_wdi_excel", edition="WDI 2025-12-16")

    assert set(unstated.observations["edition"]) == {"WDI 2025-12-16"}
    assert set(unstated.observations["released"]) == {"2025-12"}
    assert set(stated.observations["edition"]) == {"WDI 2026-07-13"}


def test_a_file_that_a_spreadsheet_has_saved_again_is_the_same(read: Read) -> None:
    assert rows_of(read("worldbank_wdi_excel"), "indicator", "row") == [
        ("KOR", "2020", 51e6, "population", 6),
        ("KOR", "2021", 51e6, "population", 6),
        ("WLD", "2022", 8e9, "population", 7),
    ]


def test_semicolons_and_decimal_commas_of_another_language_are_read(read: Read) -> None:
    reading = read(
        "worldbank_wdi",
        ('","', '";"'),
        ('",\n', '";\n'),
        ('"11.5"', '"11,5"'),
        ('"13.25"', '"13,25"'),
        ('"31.5"', '"31,5"'),
    )

    assert rows_of(reading)[:3] == [("KEN", "2019", 11.5), ("KEN", "2021", 13.25), ("KEN", "2022", 14.0)]
    assert codes_of(reading)["number-read"] == 1


@pytest.mark.parametrize("name", ["worldbank_metadata_country", "worldbank_metadata_indicator"])
def test_a_file_beside_the_data_blocks_and_names_the_right_one(read: Read, name: str) -> None:
    reading = read(name)
    (found,) = reading.problems

    assert (reading.form, reading.blocked, found.code) == ("worldbank-wdi", True, "not-the-data-file")
    assert "API_" in str(found.details["expected"])


def test_a_value_out_of_range_is_found_in_its_row_and_year(read: Read) -> None:
    found = read("worldbank_wdi", ('"13.25"', '"113.25"')).problems[0]

    assert (found.code, found.row, found.column, found.value) == ("obs-value-out-of-range", 6, "2021", "113.25")


def test_an_unknown_code_beside_a_known_name_blocks(read: Read) -> None:
    reading = read("worldbank_wdi", ('"Kenya","KEN"', '"Kenya","KNE"'))
    found = next(one for one in reading.problems if one.severity == "blocks")

    assert (found.code, found.column, found.value) == ("unknown-area", "Country Code", "KNE")
    assert found.details["suggestion"] == "KEN"


def test_a_code_beside_the_name_of_another_country_warns(read: Read) -> None:
    reading = read("worldbank_wdi", ('"Kenya","KEN"', '"Uganda","KEN"'))

    assert codes_of(reading) == {"area-contradicts-name": 1, "area-not-tracked": 1}


def test_a_code_beside_the_name_of_another_series_warns(read: Read) -> None:
    reading = read("worldbank_wdi", ("Individuals using the Internet (% of population)", "Forest area (sq. km)"))

    assert codes_of(reading) == {"name-contradicts-code": 1, "unit-contradicts-code": 1, "area-not-tracked": 1}
    assert reading.rows.accepted == 7


def test_series_that_nobody_tracks_are_counted_by_name_and_block_where_there_is_no_other(read: Read) -> None:
    reading = read("worldbank_wdi", ("IT.NET.USER.ZS", "EG.ELC.ACCS.ZS"))

    assert codes_of(reading) == {"no-series-tracked": 1}
    assert skipped_of(reading) == {("series", "series-not-tracked", "EG.ELC.ACCS.ZS", 16)}
    assert (reading.rows.read, reading.rows.accepted, reading.rows.refused) == (16, 0, 0)


def test_a_blank_line_among_the_rows_counts_as_a_row_of_the_spreadsheet(read: Read) -> None:
    reading = read("worldbank_wdi_excel", ('"Korea', '\n"Korea'))

    assert reading.observations["row"].tolist() == [7, 7, 8]
