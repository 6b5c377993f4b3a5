"""Checking a file against what is published: defaults, datasets, and problems that only then show."""

from datetime import date

from data.readers import ReadOptions
from exhibits.origins import origin_words
from services.checking import Check, check_file
from services.previewing import preview_file
from services.tracker import Tracker
from topics.records import check_record

TODAY = date(2026, 11, 22)


def checked(tracker: Tracker, content: str, **options: str) -> Check:
    return check_file(tracker, content.encode(), "figures.csv", ReadOptions(**options), TODAY)  # type: ignore[arg-type]


def test_a_row_without_an_edition_extends_the_one_in_use_and_its_source_says_so(tracker: Tracker) -> None:
    check = checked(tracker, "indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2025,41\n")

    (row,) = check.rows["internet_access"].to_dict("records")
    assert (row["edition"], row["released"]) == ("WDI 2026-07-13", "2026-07")
    assert row["source"] == "upload:figures.csv|WDI 2026-07-13"
    assert origin_words(row["source"]) == "Uploaded file figures.csv, extends WDI 2026-07-13"
    assert row["unit_measure"] == "PT_POP"


def test_a_series_without_any_edition_begins_one_named_after_the_month(tracker: Tracker) -> None:
    check = checked(
        tracker,
        "indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2025,41\nbusinesses_online,KEN,2025,41\n",
    )

    _, row = check.rows["internet_access"].to_dict("records")
    assert (row["edition"], row["released"]) == ("Upload 2026-11", "2026-11")
    assert origin_words(row["source"]) == "Uploaded file figures.csv"


def test_a_row_by_sex_extends_the_edition_of_its_own_series(tracker: Tracker) -> None:
    check = checked(tracker, "indicator,ref_area,time_period,sex,obs_value\nindividuals_online,WLD,2025,F,70\n")

    (row,) = check.rows["internet_access"].to_dict("records")
    assert row["edition"] == "ITU 2024-11"


def test_two_rows_that_become_the_same_by_their_default_edition_block(tracker: Tracker) -> None:
    check = checked(
        tracker,
        "indicator,ref_area,time_period,obs_value,edition\n"
        "individuals_online,KEN,2025,41,\nindividuals_online,KEN,2025,42,WDI 2026-07-13\n",
    )

    assert not check.publishable
    (problem,) = check_record(check)["problems"]
    assert problem["code"] == "duplicate-key"
    assert problem["message"] == (
        "Row 3: the same observation (individuals_online, KEN, 2025) is already in row 2. Keep one of the two rows."
    )


def test_a_file_for_another_dataset_than_said_blocks(tracker: Tracker) -> None:
    content = "indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2025,41\n"

    check = checked(tracker, content, dataset="affordability")

    assert [(one.code, one.count) for one in check.problem_counts] == [("dataset-not-as-said", 1)]
    assert not check.publishable
    assert checked(tracker, content, dataset="internet_access").publishable


def test_the_indicator_and_edition_of_a_file_can_be_said_beside_it(tracker: Tracker) -> None:
    content = "ref_area,time_period,obs_value\nKEN,2025,41\n"

    check = checked(tracker, content, indicator="individuals_online", edition="Survey 2025")

    (series,) = check.series
    assert (series.indicator, series.edition, series.first, series.observations) == (
        "individuals_online",
        "Survey 2025",
        "2025",
        1,
    )


def test_targets_are_recognised_by_their_header(tracker: Tracker) -> None:
    check = checked(
        tracker,
        "target_id,framework,wording,indicator,ref_area,kind,direction,target_value,target_year\n"
        "KEN-1,Digital Masterplan,Half of the people online,individuals_online,KEN,level,up,50,2027\n",
    )

    assert check.datasets == ("targets",)
    assert check.publishable


def test_a_target_keeps_what_a_file_leaves_open(tracker: Tracker) -> None:
    check = checked(
        tracker,
        "target_id,framework,wording,indicator,ref_area,kind,direction,target_value,target_year,denominator,met_at\n"
        "SP2020-3.3,SP2020,Half of the countries,ewaste_legislation_countries,WLD,country_share,up,50,2023,193,\n",
    )

    preview = preview_file(tracker, check, TODAY)

    (line,) = preview.differences["targets"].rows.to_dict("records")
    before, after = (
        {name: line[f"{when}_{name}"] for name in ("wording", "source", "denominator", "baseline_year")}
        for when in ("old", "new")
    )
    assert after == before | {"wording": "Half of the countries"}
    assert preview.consequences == ()  # without its denominator the count would be judged as a share
