"""Official files beside what is published: the same edition changes nothing, and the record says what was read."""

from datetime import date
from pathlib import Path

import pytest

from data.readers import ReadOptions
from services.checking import Check, check_file
from services.previewing import preview_file
from services.tracker import Tracker
from topics.records import check_record

TODAY = date(2026, 11, 22)
SAMPLES = Path(__file__).parents[1] / "samples" / "forms"
ORIGINALS = Path(__file__).parents[3] / "shared" / "originals"


def checked(tracker: Tracker, path: Path) -> Check:
    return check_file(tracker, path.read_bytes(), path.name, ReadOptions(), TODAY)


def test_the_record_says_what_every_series_became_and_what_was_left_out(tracker: Tracker) -> None:
    record = check_record(checked(tracker, SAMPLES / "itu_datahub_prices.csv"))

    assert (record["form"], record["publishable"], record["dataset"]) == ("itu-datahub", True, "affordability")
    assert record["series"] == [
        {
            "indicator": "fixed_basket",
            "unit_measure": "PT_GNIPC",
            "edition": "ITU DataHub 2026-11",
            "areas": 2,
            "first": "2023",
            "last": "2024",
            "observations": 2,
            "publisher_codes": ["i154_FBB5_GNI"],
        }
    ]
    assert record["recognised"]["publisher"] == "ITU"
    assert record["recognised"]["edition_assumed"] is True
    assert [one["outcome"] for one in record["recognised"]["series"]].count("series-not-tracked") == 3
    assert {
        "code": "area",
        "what": "the area ASC (Ascension)",
        "reason": "no area of this tracker",
        "rows": 1,
        "reason_code": "country-not-tracked",
        "publisher_code": "ASC",
        "publisher_name": "Ascension",
    } in record["skipped"]


def test_a_file_of_the_world_bank_keeps_its_own_edition_and_source(tracker: Tracker) -> None:
    rows = checked(tracker, SAMPLES / "worldbank_wdi.csv").rows["internet_access"]

    assert set(rows["edition"]) == {"WDI 2024-03-28"}
    assert set(rows["released"]) == {"2024-03"}
    assert set(rows["source"]) == {"World Bank, World Development Indicators, IT.NET.USER.ZS (data: ITU)"}


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the originals are not beside the project: ../shared/originals")
def test_the_original_of_the_edition_that_is_built_in_adds_early_years_and_changes_nothing(tracker: Tracker) -> None:
    check = checked(tracker, ORIGINALS / "worldbank" / "API_IT.NET.USER.ZS_DS2_en_csv_v2_33086.csv")
    preview = preview_file(tracker, check, TODAY)

    assert (preview.total("unchanged"), preview.total("changed"), preview.total("new")) == (5026, 0, 1324)
