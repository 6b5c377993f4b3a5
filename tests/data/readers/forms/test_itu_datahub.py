"""ITU DataHub: only the code of a series counts, units are often wrong, zeros of prices are missing."""

from data.readers import FoundSeries
from i18n import problem_text
from tests.data.readers.forms.conftest import Read, codes_of, rows_of, skipped_of


def test_only_the_wanted_one_of_the_series_of_one_name_and_unit_is_taken(read: Read) -> None:
    reading = read("itu_datahub_prices")

    assert reading.form == "itu-datahub"
    assert rows_of(reading, "indicator", "unit_measure", "row") == [
        ("KEN", "2023", 9.5, "fixed_basket", "PT_GNIPC", 2),
        ("XKX", "2024", 0.289, "fixed_basket", "PT_GNIPC", 4),
    ]
    assert skipped_of(reading) == {
        ("series", "series-not-tracked", "i154_FBB5$", 1),
        ("series", "series-not-tracked", "i154_FBB5_PPP", 1),
        ("series", "series-not-tracked", "i154_FBB_ts_GNI", 1),
        ("area", "country-not-tracked", "ASC", 1),
        ("rows-without-value", "zero-means-missing", "", 1),
    }


def test_a_price_of_zero_is_missing_and_said_in_its_row(read: Read) -> None:
    found = next(one for one in read("itu_datahub_prices").problems if one.code == "zero-means-missing")

    assert (found.severity, found.row, found.column, found.value) == ("warns", 3, "dataValue", "0")


def test_a_unit_that_contradicts_the_code_warns_for_skipped_series_too(read: Read) -> None:
    reading = read("itu_datahub_prices")
    found = [one for one in reading.problems if one.code == "unit-contradicts-code"]

    assert [(one.details["series"], one.details["unit"], one.row) for one in found] == [
        ("i154_FBB5$", "USD", 6),
        ("i154_FBB5_PPP", "PPP", 7),
    ]
    assert problem_text(found[0].code, found[0].row, found[0].column, found[0].value, found[0].details) == (
        "Row 6: the file says '% GNI per capita' for the series i154_FBB5$, but that code stands for US dollars. "
        "The series is no indicator here and was left out (rows: 1)."
    )


def test_a_taken_series_with_the_unit_of_another_warns_and_the_code_wins(read: Read) -> None:
    reading = read("itu_datahub_estimates")
    found = next(one for one in reading.problems if one.code == "unit-contradicts-code")

    assert (found.details["series"], found.details["unit"], found.details["advice"]) == ("i4213tfbb", "COUNT", "taken")
    assert rows_of(reading, "indicator")[-1] == ("KEN", "2021", 1870.01, "fixed_broadband_subscriptions")


def test_estimates_are_marked_by_the_source_of_the_value_alone(read: Read) -> None:
    assert rows_of(read("itu_datahub_estimates"), "obs_status")[:4] == [
        ("KEN", "2020", 11.5, "E"),
        ("KEN", "2021", 12.5, "A"),
        ("GGY", "2021", 71.5, "E"),
        ("JEY", "2021", 72.5, "A"),
    ]


def test_areas_that_are_not_tracked_are_skipped_by_name_and_warn(read: Read) -> None:
    found = [one for one in read("itu_datahub_estimates").problems if one.code == "area-not-tracked"]

    assert [(one.value, one.row, one.column, one.severity) for one in found] == [("YUG", 6, "entityIso", "warns")]


def test_what_every_series_became_is_said(read: Read) -> None:
    found = {one.code: one for one in read("itu_datahub_estimates").recognised.series}

    assert found["i992b"] == FoundSeries(
        "i992b", "Fixed-broadband subscriptions", "series-not-tracked", 1, "", "Per 100 inhabitants", "PER_100"
    )
    assert (found["i99H"].indicator, found["i99H"].values, found["i99H"].areas) == ("individuals_online", 5, 3)
    assert (found["i99H"].first, found["i99H"].last) == ("2020", "2021")


def test_a_file_of_answers_in_words_blocks(read: Read) -> None:
    reading = read("itu_datahub_words")

    assert codes_of(reading) == {"no-numbers": 1}
    assert reading.blocked
    assert skipped_of(reading) == {("series", "series-text-only", "p1", 2)}


def test_a_file_without_a_column_of_values_blocks(read: Read) -> None:
    reading = read("itu_datahub_prices", ('"dataValue"', '"dataAnswer"'))

    assert codes_of(reading)["nothing-left"] == 1
    assert (reading.rows.read, reading.rows.accepted, reading.rows.refused) == (7, 0, 0)


def test_the_edition_is_the_publisher_and_the_month_unless_it_is_said(read: Read) -> None:
    assumed, said = read("itu_datahub_prices"), read("itu_datahub_prices", edition="ITU DataHub 2025-12")

    assert set(assumed.observations["edition"]) == {"ITU DataHub 2026-11"}
    assert set(said.observations["edition"]) == {"ITU DataHub 2025-12"}
    assert set(said.observations["released"]) == {"2025-12"}
    assert (assumed.recognised.edition_assumed, said.recognised.edition_assumed) == (True, False)
    assert "edition-not-in-file" not in codes_of(said)


def test_a_coverage_of_zero_is_zero(read: Read) -> None:
    reading = read("itu_datahub_estimates", ("i99H", "i271GA"), ('"11.5"', '"0"'))

    assert rows_of(reading, "indicator")[0] == ("KEN", "2020", 0.0, "coverage_4g")
    assert "zero-means-missing" not in codes_of(reading)
