"""UN database of the goals: numbers for areas, texts for values, dimensions in brackets or without."""

from i18n import problem_text, skipped_text
from tests.data.readers.forms.conftest import Read, codes_of, rows_of, skipped_of


def test_areas_dimensions_and_estimates_come_in_our_codes(read: Read) -> None:
    reading = read("un_sdg")

    assert reading.form == "un-sdg"
    assert rows_of(reading, "sex", "age", "obs_status")[:6] == [
        ("KEN", "2020", 11.5, "_T", "_T", "A"),
        ("KEN", "2020", 10.5, "F", "_T", "A"),
        ("KEN", "2020", 12.5, "M", "Y15T24", "A"),
        ("AFG", "2021", 8.0, "_T", "_T", "E"),
        ("WLD", "2021", 60.0, "_T", "_T", "E"),
        ("M49_150", "2021", 85.0, "_T", "_T", "A"),
    ]


def test_regions_parts_missing_values_and_other_series_are_skipped(read: Read) -> None:
    assert skipped_of(read("un_sdg")) == {
        ("rows-without-value", "publisher-has-none", "", 1),
        ("area", "group-not-tracked", "202", 1),
        ("rows-of-dimension", "dimension-not-tracked", "[Type of skill]", 1),
        ("rows-of-dimension", "dimension-not-tracked", "[Reporting Type]", 1),
        ("series", "series-not-tracked", "SI_POV_DAY1", 1),
    }


def test_the_names_without_brackets_are_the_same(read: Read) -> None:
    bare = read(
        "un_sdg", *((f"[{name}]", name) for name in ("Age", "Location", "Nature", "Sex", "Units", "Type of skill"))
    )

    assert rows_of(bare, "sex", "age") == rows_of(read("un_sdg"), "sex", "age")


def test_an_age_that_is_the_limit_of_a_survey_is_the_total_and_beside_a_total_a_part(read: Read) -> None:
    found = [row for row in rows_of(read("un_sdg"), "age", "indicator") if row[-1] == "mobile_ownership"]

    assert [row[:4] for row in found] == [
        ("KEN", "2021", 70.0, "_T"),
        ("AFG", "2021", 50.0, "Y_GE15"),
        ("AFG", "2021", 52.0, "_T"),
    ]


def test_tonnes_become_million_tonnes_exactly_and_a_wrong_unit_warns(read: Read) -> None:
    reading = read("un_sdg")
    found = next(one for one in reading.problems if one.code == "unit-contradicts-code")

    assert rows_of(reading, "unit_measure")[-2:] == [
        ("KEN", "2021", 0.0512345, "MT"),
        ("AFG", "2021", 0.001, "MT"),
    ]
    assert problem_text(found.code, found.row, found.column, found.value, found.details) == (
        "Row 16: the file says 'PERCENT' for the series EN_EWT_GENV, but that code stands for tonnes. "
        "The code was followed (rows: 1)."
    )


def test_a_national_recycling_rate_above_100_warns_and_is_kept(read: Read) -> None:
    reading = read("un_sdg", ("EN_EWT_GENV", "EN_EWT_RCYR"), ("51234.5", "122.8"), (",1000,", ",10,"))

    assert ("KEN", "2021", 122.8, "ewaste_recycling_rate") in rows_of(reading, "indicator")
    assert codes_of(reading)["obs-value-above-maximum"] == 1


def test_a_series_is_listed_once_though_its_unit_differs(read: Read) -> None:
    found = [one for one in read("un_sdg").recognised.series if one.code == "EN_EWT_GENV"]

    assert [(one.values, one.areas, one.unit_said) for one in found] == [(2, 2, "PERCENT; TONNES")]


def test_rows_of_one_part_alone_are_skipped_by_the_column_that_says_so(read: Read) -> None:
    reading = read("un_sdg", ("Type of skill", "Type of mobile technology"), ("EMAIL", "4G"))

    (found,) = [one for one in reading.skipped if "mobile" in one.name]
    assert skipped_text(found.what, found.reason, found.code, found.name) == (
        "rows of one part alone by the column '[Type of mobile technology]'",
        "there is no such part here; only sexes, ages and town or country are kept",
    )
    assert "[Type of mobile technology]" in reading.recognised.columns_used
    assert "[Type of mobile technology]" not in reading.recognised.columns_ignored
