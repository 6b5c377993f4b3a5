"""Each sample of a census with its whole expected report, and what the schools in it become."""

from datetime import date
from pathlib import Path

import pytest

from data.readers import ReadOptions, Skipped, read_file
from data.readers.census.names import is_personal
from data.readers.header import read_header
from data.readers.reading import Reading
from data.reference import load_reference
from data.schemas.school import SCHOOL_COLUMNS
from data.tables import SCHOOL_SCHEMA, plain_schools
from i18n.problems import problem_text
from tests.data.readers.school_rules import SCHOOL_RULES, SCHOOL_SAMPLES

ORIGINAL = Path(__file__).parents[5] / "shared" / "originals" / "giga" / "schools_location_data_KEN.csv"

# name: (form, rows read, accepted, refused), (severity and message, ...)
REPORTS: dict[str, tuple[tuple[str | None, int, int, int], tuple[str, ...]]] = {
    "areas": (
        ("template", 6, 0, 6),
        (
            "blocks: Row 2, column ref_area: 'Kenya' is not the code of an area. Did you mean KEN (Kenya)?",
            "blocks: Row 3, column ref_area: 'QQQ' is not the code of an area. Use a code from the list in the "
            "template, for example KEN for Kenya.",
            "blocks: Row 4, column ref_area: the cell is empty. Enter the code of the country that the school "
            "lies in, for example KEN.",
            "blocks: Row 5, column ref_area: 'WLD' is a group (World), but a school lies in one country. Enter "
            "the code of the country, for example KEN.",
            "blocks: Row 6, column school_id: the cell is empty, but a text is needed here. Fill it in.",
            "blocks: Row 7, column school_id: the cell is empty, but a text is needed here. Fill it in.",
        ),
    ),
    "dates": (
        ("template", 3, 0, 3),
        (
            "blocks: Row 2, column checked_on: '14/03/2025' is not a date. Write year, month and day with four, "
            "two and two digits, for example 2024-05-17, or the year alone.",
            "blocks: Row 3, column checked_on: '2031' is still to come (today is 2026-10-01). Check the date.",
            "blocks: Row 4, column example: 'maybe' is neither yes nor no. Enter Y or N.",
        ),
    ),
    "giga": (
        ("giga-schools", 4, 3, 0),
        (
            "warns: Row 5, column giga_id_school: the school '0554926a-1805-3866-8162-f14adfc592c6' is already in row "
            "4 with the same cells, so it is kept once. Nothing needs to be done.",
            "notes: No column says whether a school is connected, so every school counts as unknown, never as "
            "not connected. Add a column connectivity if you know.",
            "notes: Row 3, column longitude: '36.5' has fewer than 5 decimals, so the place is only known "
            "roughly. Use the full coordinates if you have them.",
            "notes: Row 3, column education_level: 'Primary And Secondary' is not in Giga's list of levels. It "
            "is kept as it is; nothing needs to be done.",
            "notes: Row 4, column education_level: 'Unknown' is not in Giga's list of levels. It is kept as it "
            "is; nothing needs to be done.",
        ),
    ),
    "good": (
        ("template", 4, 4, 0),
        (),
    ),
    "no_country": (
        ("template", 1, 0, 1),
        ("blocks: Column ref_area: this column is missing. Add it to the header and fill it for every row.",),
    ),
    "numbers": (
        ("template", 7, 5, 2),
        (
            "blocks: Row 2, column speed_mbps: '-2' is below 0. Check the number, or leave the cell empty.",
            "blocks: Row 2, column students: '-5' is below 0. Check the number, or leave the cell empty.",
            "blocks: Row 3, column speed_mbps: 'fast' is not a number. Write digits with a point as the decimal "
            "mark, for example 31.5, or leave the cell empty.",
            "blocks: Row 3, column students: '12.5' is not a whole number. Enter how many there are, or leave "
            "the cell empty where it is not known.",
            "warns: Row 4, column speed_mbps: '0.4' is outside 1 to 500 Mbit/s, which is usual for a school. It "
            "is accepted; check that it is in Mbit/s.",
            "warns: Row 4, column students: '10001' is above 10000, which is unusual for a school. It is "
            "accepted; check that it is one school's number.",
            "warns: Row 5, column speed_mbps: '20000' is outside 1 to 500 Mbit/s, which is usual for a school. "
            "It is accepted; check that it is in Mbit/s.",
            "warns: Row 6, column speed_mbps: '8' is a speed, but the school is said not to be connected. It "
            "counts as not connected; check which of the two is right.",
            "notes: Row 7, column speed_mbps: '8' is a speed, but the row does not say whether the school is "
            "connected, so it counts as unknown. Say yes or no there if you know.",
            "notes: Row 7, column students: '1 200' was read as 1200 (cells written so: 1). Nothing needs to be done "
            "if that is right.",
        ),
    ),
    "other_names": (
        ("template", 2, 2, 0),
        (
            "notes: Column ID: this column was read as school_id. Nothing needs to be done if that is right; "
            "else give it another name.",
            "notes: Column Country: this column was read as ref_area. Nothing needs to be done if that is right; "
            "else give it another name.",
            "notes: Column Name: this column was read as school_name. Nothing needs to be done if that is right; "
            "else give it another name.",
            "notes: Column Lat: this column was read as latitude. Nothing needs to be done if that is right; "
            "else give it another name.",
            "notes: Column Lon: this column was read as longitude. Nothing needs to be done if that is right; "
            "else give it another name.",
            "notes: Column Level: this column was read as education_level. Nothing needs to be done if that is "
            "right; else give it another name.",
            "notes: Column Connected: this column was read as connectivity. Nothing needs to be done if that is "
            "right; else give it another name.",
            "notes: Column Connection: this column was read as connection_type. Nothing needs to be done if that "
            "is right; else give it another name.",
            "notes: Column Download speed: this column was read as speed_mbps. Nothing needs to be done if that "
            "is right; else give it another name.",
            "notes: Column Number of students: this column was read as students. Nothing needs to be done if "
            "that is right; else give it another name.",
            "notes: Column Cellular coverage type: this column was read as network_coverage. Nothing needs to be "
            "done if that is right; else give it another name.",
            "notes: Column Date: this column was read as checked_on. Nothing needs to be done if that is right; "
            "else give it another name.",
        ),
    ),
    "personal": (
        ("template", 1, 1, 0),
        (
            "warns: Column electrcity: this column is not known and was ignored. Did you mean electricity? Then "
            "rename it.",
            "notes: Column roof: this column is not part of the template and was ignored. Nothing needs to be done.",
            "notes: Column school_id_govt: another column of the file says school_id already and was used; this "
            "one was ignored. Remove it, or rename it to school_id and remove the other.",
            "notes: Column Head teacher: this column is personal data, not stored. Leave it out of files that "
            "you send around.",
            "notes: Column Mobile: this column is personal data, not stored. Leave it out of files that you send "
            "around.",
            "notes: Column Contact e-mail: this column is personal data, not stored. Leave it out of files that "
            "you send around.",
        ),
    ),
    "places": (
        ("template", 8, 5, 3),
        (
            "blocks: Row 2, column latitude: '91' is not between -90 and 90 degrees. Check the number, and "
            "whether latitude and longitude are exchanged.",
            "blocks: Row 3, column longitude: '-181' is not between -180 and 180 degrees. Check the number, and "
            "whether latitude and longitude are exchanged.",
            "blocks: Row 9, column latitude: '-1,28638' is not a number. Use a point as the decimal mark, for "
            "example -1.28638.",
            "warns: Row 4, column latitude: '-1.28638' stands alone, without longitude, so the school is on no "
            "map. Add the other one, or remove it.",
            "warns: Row 5, column longitude: '36.81722' stands alone, without latitude, so the school is on no "
            "map. Add the other one, or remove it.",
            "warns: Row 6, column latitude: latitude and longitude are both 0, a point in the Atlantic. Leave "
            "both empty where the place is not known.",
            "warns: Row 8, column latitude: the point 36.81722, -1.28638 is far outside Kenya. Check the signs, "
            "and whether latitude and longitude are exchanged.",
            "notes: Row 6, column latitude: '0' has fewer than 5 decimals, so the place is only known roughly. "
            "Use the full coordinates if you have them.",
            "notes: Row 6, column longitude: '0' has fewer than 5 decimals, so the place is only known roughly. "
            "Use the full coordinates if you have them.",
            "notes: Row 7, column latitude: '-1.2' has fewer than 5 decimals, so the place is only known "
            "roughly. Use the full coordinates if you have them.",
        ),
    ),
    "repeated": (
        ("template", 5, 3, 1),
        (
            "blocks: Row 6, column school_id: the school '1' of KEN is already in row 2, where its other cells "
            "say something else. Keep one of the two rows.",
            "warns: Row 3, column school_id: the school '1' is already in row 2 with the same cells, so it is "
            "kept once. Nothing needs to be done.",
        ),
    ),
    "semicolons": (("template", 1, 1, 0), ()),
    "words": (
        ("template", 4, 2, 2),
        (
            "blocks: Row 2, column connectivity: 'perhaps' is not in the list. Use yes, no or unknown.",
            "blocks: Row 3, column electricity: 'sometimes' is not in the list. Use yes, no or unknown.",
            "notes: Row 4, column education_level: 'primary' is not in Giga's list of levels. It is kept as it "
            "is; nothing needs to be done.",
            "notes: Row 4, column connection_type: 'copper' is not in Giga's list of connection types. It is "
            "kept as it is; nothing needs to be done.",
        ),
    ),
}


def read_sample(name: str) -> Reading:
    return read_file((SCHOOL_SAMPLES / f"{name}.csv").read_bytes(), f"{name}.csv", SCHOOL_RULES)


def columns_of(name: str, *columns: str) -> list[tuple[object, ...]]:
    schools = read_sample(name).schools
    assert schools is not None
    return [tuple(row[column] for column in columns) for row in schools.to_pylist()]


@pytest.mark.parametrize("name", REPORTS)
def test_sample_gives_its_whole_report(name: str) -> None:
    counts, messages = REPORTS[name]
    reading = read_sample(name)
    report = tuple(
        f"{one.severity}: {problem_text(one.code, one.row, one.column, one.value, one.details)}"
        for one in reading.problems
    )
    rows = reading.rows

    assert report == messages
    assert (reading.form, rows.read, rows.accepted, rows.refused) == counts
    assert rows.accepted == (reading.schools.num_rows if reading.schools is not None else 0)
    assert rows.read == rows.accepted + rows.refused + sum(one.rows for one in reading.skipped)
    assert reading.blocked is any(message.startswith("blocks") for message in messages)


def test_every_sample_has_its_report() -> None:
    assert {path.stem for path in SCHOOL_SAMPLES.glob("*.csv")} == set(REPORTS)


def test_schools_come_in_the_columns_and_types_of_their_table() -> None:
    reading = read_sample("good")

    assert reading.kind == "schools"
    assert reading.schools is not None and tuple(reading.schools.column_names) == SCHOOL_COLUMNS
    assert plain_schools(reading.schools).schema.equals(SCHOOL_SCHEMA)
    assert plain_schools(reading.schools).to_pylist() == reading.schools.to_pylist()
    assert reading.stated == SCHOOL_COLUMNS


def test_an_empty_cell_is_unknown_or_missing_never_no_and_never_zero() -> None:
    assert columns_of("good", "school_id", "connectivity", "electricity", "students", "speed_mbps", "latitude") == [
        ("K1", "yes", "yes", 412.0, 24.5, -0.091702),
        ("K2", "no", "unknown", 0.0, None, None),
        ("K3", "unknown", "unknown", None, None, 0.51822),
        ("C1", "unknown", "yes", None, None, 5.345317),
    ]


def test_text_is_kept_as_text() -> None:
    assert columns_of("good", "ref_area", "school_name", "source") == [
        ("KEN", "Lake Primary", "EMIS 2025"),
        ("KEN", "'64' SECONDARY SCHOOL", ""),
        ("KEN", "", ""),
        ("CIV", "École Saint-Étienne", "=cmd|x"),
    ]


def test_columns_under_the_names_of_their_senders_are_read() -> None:
    names = ("school_id", "latitude", "longitude", "connectivity", "connection_type", "speed_mbps", "students")

    assert columns_of("other_names", *names) == [
        ("7", -1.28638, 36.81722, "yes", "Satellite", 12.0, 96.0),
        ("8", -1.28640, 36.81725, "no", "", None, None),
    ]


def test_gigas_file_has_longitude_first_and_says_nothing_about_connectivity() -> None:
    assert columns_of("giga", "longitude", "latitude", "connectivity")[0] == (
        35.25920104980469,
        0.5182200074195862,
        "unknown",
    )
    assert "connectivity" not in read_sample("giga").stated


def test_repeated_school_is_kept_once() -> None:
    assert columns_of("repeated", "ref_area", "school_id") == [("KEN", "1"), ("CIV", "1"), ("KEN", "2")]
    assert read_sample("repeated").skipped == (Skipped("rows-repeated", "school-repeated", 1),)


def test_personal_data_is_stored_nowhere() -> None:
    reading = read_sample("personal")
    assert reading.schools is not None
    stored = " ".join(str(cell) for row in reading.schools.to_pylist() for cell in row.values())

    assert "Person" not in stored and "0700" not in stored and "example.org" not in stored


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        ("Head teacher", True),
        ("PRINCIPAL_NAME", True),
        ("Tel.", True),
        ("School e-mail", True),
        ("mobile", True),
        ("mobile_coverage", False),
        ("hotel", False),
        ("headcount", False),
        ("contactless", False),
    ],
)
def test_columns_about_persons_are_told_by_whole_words(name: str, personal: bool) -> None:
    assert is_personal(name) is personal


HEADERS = {
    "template": ("school_id,ref_area,connectivity", "schools", "template"),
    "capitals and spaces": ("School ID, REF_AREA ,School Name", "schools", "template"),
    "giga": (
        "school_name,longitude,latitude,education_level,country_iso3_code,giga_id_school,school_data_source",
        "schools",
        "giga-schools",
    ),
    "giga master": (
        "school_id_giga,school_id_govt,school_name,admin1,latitude,longitude,connectivity_type_govt,country_iso3_code",
        "schools",
        "giga-master",
    ),
    "plain words": ("id,name,country,lat,lon,level,connected", "schools", "template"),
    "country and connected": ("id,name,country,connected", "schools", "template"),
    "no school": ("id,country,internet,year", None, "template"),
    "a list of towns": ("id,name,country,lat,lon", None, "template"),
    "observations": ("indicator,ref_area,time_period,obs_value", "observations", "template"),
    "observations of a school": ("school_id,indicator,ref_area,time_period,obs_value", "observations", "template"),
    "pledges": ("pledge_id,pledger,country,date", "pledges", "pledges"),
    "our pledges": ("pledge_id,pledger,beneficiaries", "pledges", "template"),
    "targets": ("target_id,framework,wording,indicator,ref_area,kind,direction,target_year", "targets", "template"),
    "owid": ("Entity,Code,Year,Share", None, "template"),
}


@pytest.mark.parametrize(("header", "kind", "form"), HEADERS.values(), ids=HEADERS)
def test_a_census_is_told_from_everything_else_by_its_header(header: str, kind: str | None, form: str) -> None:
    found = read_header(header.split(","), ReadOptions())

    assert (found.kind, found.form) == (kind, form)


def test_the_same_column_twice_blocks() -> None:
    found = read_header(["school_id", "ref_area", "lat", "lat", "connectivity"], ReadOptions())

    assert [(one.code, one.column) for one in found.problems if one.severity == "blocks"] == [
        ("column-repeated", "latitude")
    ]


def test_problems_name_columns_as_they_stand_in_the_file() -> None:
    lines = [
        "school_name,Lon,lat,country_iso3_code,giga_id_school,school_data_source,connected",
        "A,36.81722,-91.28638,Kenia,1,x,perhaps",
        "B,,-1.28638,KEN,2,x,yes",
        "C,36.81722,-1.28638,KEN,3,x,yes",
        "D,36.81722,-1.28638,KEN,3,x,no",
    ]
    reading = read_file("\n".join(lines).encode(), "x.csv", SCHOOL_RULES)

    assert [(one.code, one.row, one.column) for one in reading.problems if one.row] == [
        ("unknown-area", 2, "country_iso3_code"),
        ("coordinate-not-on-earth", 2, "lat"),
        ("connectivity-not-in-list", 2, "connected"),
        ("duplicate-key", 5, "giga_id_school"),
        ("coordinate-alone", 3, "lat"),
    ]
    assert next(one for one in reading.problems if one.code == "coordinate-alone").details["missing"] == "Lon"


def test_list_of_problems_is_cut_and_the_counts_are_not() -> None:
    lines = [f"{number},KEN,36.5,-1.28638,yes" for number in range(50)]
    content = "\n".join(["school_id,ref_area,longitude,latitude,connectivity", *lines]).encode()
    reading = read_file(content, "x.csv", SCHOOL_RULES, ReadOptions(problems_limit=3))

    assert [one.row for one in reading.problems] == [2, 3, 4]
    assert reading.problems_cut
    assert [(one.code, one.count) for one in reading.problem_counts] == [("coordinate-few-decimals", 50)]


@pytest.mark.skipif(not ORIGINAL.is_file(), reason="Giga's own file is not here")
def test_gigas_own_file_is_read_whole_but_for_one_repeated_row() -> None:
    reading = read_file(ORIGINAL.read_bytes(), "x.csv", load_reference().rules(date(2026, 10, 1)))
    assert reading.schools is not None
    first = reading.schools.slice(0, 1).to_pylist()[0]

    assert (reading.form, reading.rows.read, reading.rows.accepted, reading.rows.refused) == (
        "giga-schools",
        6884,
        6883,
        0,
    )
    assert set(reading.schools["connectivity"].to_pylist()) == {"unknown"}
    assert set(reading.schools["ref_area"].to_pylist()) == {"KEN"}
    assert (first["longitude"], first["latitude"]) == (35.25920104980469, 0.5182200074195862)
    assert {(one.code, one.count) for one in reading.problem_counts} == {
        ("school-repeated", 1),
        ("coordinate-few-decimals", 47),
        ("education-level-not-in-list", 13),
        ("connectivity-not-in-file", 1),
    }


def read_row(**cells: str) -> Reading:
    row = {"school_id": "1", "ref_area": "KEN", **cells}
    return read_file(f"{','.join(row)}\n{','.join(row.values())}\n".encode(), "x.csv", SCHOOL_RULES)


def said_of(reading: Reading) -> list[str]:
    return [problem_text(one.code, one.row, one.column, one.value, one.details) for one in reading.problems]


@pytest.mark.parametrize("column", ["students", "speed_mbps"])
@pytest.mark.parametrize("cell", ["1e308", "1000001", "99999999999999999999"])
def test_a_number_that_no_school_has_blocks(column: str, cell: str) -> None:
    assert said_of(read_row(**{column: cell}))[:1] == [
        f"Row 2, column {column}: '{cell}' is above 1000000, which no school has. Check the number and its unit, or "
        "leave the cell empty."
    ]


def test_a_number_beyond_all_numbers_is_not_advised_to_be_written_as_it_is() -> None:
    assert said_of(read_row(students="1e400"))[0] == (
        "Row 2, column students: '1e400' is too large to be read as a number. Check it, and write it in digits."
    )


@pytest.mark.parametrize("cell", ["2024-05-17 00:00:00", "2024-05-17T00:00:00", "2024-05-17"])
def test_midnight_behind_a_day_is_left_out(cell: str) -> None:
    schools = read_row(checked_on=cell, connectivity="yes").schools

    assert schools is not None and schools["checked_on"].to_pylist() == ["2024-05-17"]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("1020", "Row 2, column checked_on: '1020' is before 1960, the first year that is kept. Check the year."),
        (
            "1975",
            "Row 2, column checked_on: '1975' is before 1990, when no school was asked about the Internet. It is "
            "accepted; check the year.",
        ),
    ],
)
def test_a_check_long_ago_is_told(cell: str, message: str) -> None:
    assert said_of(read_row(checked_on=cell, connectivity="yes")) == [message]


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        *((one, "yes") for one in ("1.0", "1", "Yes", "TRUE")),
        *((one, "no") for one in ("0.0", "0", "offline")),
        *((one, "unknown") for one in ("n.a.", "No data", "?", "not available", "don't know", "don\u2019t know", "")),
    ],
)
def test_answers_in_other_words(cell: str, answer: str) -> None:
    schools = read_row(connectivity=cell, electricity=cell).schools

    assert schools is not None
    assert [schools[name].to_pylist() for name in ("connectivity", "electricity")] == [[answer], [answer]]
