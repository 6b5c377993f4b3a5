"""What a pledge list says: as a record, as the series its target is judged by, and the warning of its check."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.examples.make_pledges import make_rows
from data.readers import ReadOptions, read_file
from data.reference import Reference, load_reference
from data.schemas.pledge import FOCUS_AREAS, PLEDGER_KINDS, Pledge
from exhibits.origins import edition_words
from i18n import problem_text, text
from metrics.pledges import dates_of, tally
from services.checking import check_file, late_pledges, with_late_pledges
from services.pledges import complete_series, pledges_for, pledges_record, sums_record
from services.registers import pledge_facts
from services.tracker import Tracker
from tests.services.pledge_samples import LIST, pledge

DAY = date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "pledges.csv"


@pytest.fixture
def reference() -> Reference:
    return load_reference()


def test_record_has_the_keys_that_scripts_rely_on() -> None:
    record = pledges_record(LIST)

    assert list(record) == [
        *("count", "with_amount", "pledged_usd", "reported_usd", "not_converted", "unconverted"),
        *("by_focus_area", "by_pledger_kind"),
    ]  # fmt: skip
    assert (record["count"], record["with_amount"], record["pledged_usd"], record["reported_usd"]) == (3, 2, 150, 30)
    assert list(record["by_focus_area"]) == [*FOCUS_AREAS, "not_stated"]
    assert list(record["by_pledger_kind"]) == [*PLEDGER_KINDS, "not_stated"]
    assert record["by_focus_area"]["access"] == {
        "count": 2, "with_amount": 1, "pledged_usd": 100, "reported_usd": 30, "not_converted": 0, "unconverted": {}
    }  # fmt: skip


def test_record_has_no_sum_where_nothing_is_in_dollars() -> None:
    unconverted = pledges_record([pledge("1", amount=5, reported_amount=3, currency="EUR"), pledge("2")])
    stated = pledges_record([pledge("1", amount=0)])

    assert (unconverted["count"], unconverted["with_amount"]) == (2, 1)
    assert (unconverted["pledged_usd"], unconverted["reported_usd"]) == (None, None)
    assert (unconverted["not_converted"], unconverted["unconverted"]) == (1, {"EUR": 5})
    assert (stated["pledged_usd"], stated["reported_usd"]) == (0, None)


def test_record_of_no_list_counts_nothing_and_has_no_sums() -> None:
    record = pledges_record(())

    assert (record["count"], record["with_amount"]) == (0, 0)
    assert (record["pledged_usd"], record["reported_usd"]) == (None, None)
    assert record["by_pledger_kind"]["youth"]["count"] == 0


def test_complete_list_has_a_point_each_year_and_one_on_its_day() -> None:
    series = complete_series(LIST, "2024-05-01")

    assert series is not None
    assert (series.indicator, series.ref_area, series.unit_measure) == ("p2c_pledged_value", "WLD", "USD")
    assert (series.edition, series.released, series.register) == ("Pledge list 2024-05-01", "2024-05", True)
    assert edition_words(series.edition) == "Pledge list complete on 1 May 2024"
    assert [(one.period, one.value) for one in series.points] == [
        ("2022-12-31", 100), ("2023-12-31", 100), ("2024-05-01", 150)
    ]  # fmt: skip
    assert {one.qualifier for one in series.points} == {""}


def test_value_says_at_least_where_amounts_are_not_converted() -> None:
    series = complete_series([*LIST, pledge("5", amount=3, currency="EUR", pledged_on="2023")], "2024-05-01")

    assert series is not None
    assert {one.qualifier for one in series.points} == {"at least"}


@pytest.mark.parametrize(
    ("pledges", "complete_on"),
    [
        (LIST, ""),
        ((), "2024-05-01"),
        ([one.model_copy(update={"example": True}) for one in LIST], "2024-05-01"),
        (LIST[2:], "2024-05-01"),
    ],
    ids=["partial", "no-pledges", "invented", "nothing-valued"],
)
def test_target_is_not_judged_from_such_a_list(pledges: list[Pledge], complete_on: str) -> None:
    assert complete_series(pledges, complete_on) is None


def test_invented_rows_add_nothing_to_a_complete_list() -> None:
    invented = pledge("9", amount=7, pledged_on="2022-06-09", example="Y")

    assert complete_series([*LIST, invented], "2024-05-01") == complete_series(LIST, "2024-05-01")


def test_membership_of_a_group_follows_its_dates(tracker: Tracker) -> None:
    bhutan = [pledge("1", beneficiaries="BTN")]

    assert pledges_for(bhutan, "LDC", tracker.state().members_of, date(2023, 12, 12))
    assert not pledges_for(bhutan, "LDC", tracker.state().members_of, date(2023, 12, 13))


def test_row_of_a_file_has_no_sum_where_nothing_is_in_dollars() -> None:
    row = sums_record(tally([pledge("1", amount=5e6, currency="CHF")]))

    assert (row["pledged_usd"], row["reported_usd"], row["unconverted"]) == (None, None, "CHF 5000000")


def test_words_of_the_upload_say_what_merging_into_a_complete_list_does() -> None:
    merged = pledge_facts({"complete_on": "2024-05-01"}, pd.DataFrame({"example": [False]}), "", replaced=False)

    assert merged == {"complete_on": "2024-05-01"}
    assert "merged into a list that was complete, they leave it complete" in text("upload.complete_on_words")


def test_example_list_is_invented_in_every_row_and_has_every_case(reference: Reference) -> None:
    reading = read_file(EXAMPLE.read_bytes(), EXAMPLE.name, reference.rules(DAY))
    found = tally(reading.models_of(Pledge))

    assert not reading.blocked
    assert len(reading.models_of(Pledge)) == 120
    assert all(one.example and one.source == "Example, invented" for one in reading.models_of(Pledge))
    assert all(one.pledger.startswith("Example entity ") for one in reading.models_of(Pledge))
    assert found.withdrawn
    assert found.unconverted
    assert found.without_amount
    assert found.reported_usd
    assert any(len(one.areas) > 1 for one in reading.models_of(Pledge))
    assert complete_series(reading.models_of(Pledge), "2026-10-01") is None


def test_example_list_is_the_same_every_time() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    assert [str(row["pledge_id"]) for row in make_rows()] == [line.split(",")[0] for line in lines[1:]]


DATED = (
    pledge("1", amount=100, pledged_on="2022-06-09"),
    pledge("2", amount=5, currency="EUR", usd_rate=1.1, rate_date="2025-12-31", pledged_on="2024"),
    pledge("3", amount=7, status="withdrawn", pledged_on="2025"),
)


def test_pledges_after_the_day_of_a_complete_list_are_warned_of() -> None:
    (found,) = late_pledges(dates_of(DATED), "2022-01-01")

    assert (found.code, found.severity, found.row) == ("pledges-after-complete-day", "warns", None)
    assert problem_text(found.code, found.row, found.column, found.value, found.details) == (
        "Column pledged_on: 2 pledges are dated after 1 January 2022, the latest 2024, but the list is said to be "
        "complete on that day. They do not count for target P2C-1. Check the day, or leave it empty if the list is "
        "partial."
    )


@pytest.mark.parametrize("complete_on", ["", "2024-01-01", "2026-01-01"], ids=["partial", "on its day", "later"])
def test_nothing_is_said_of_pledges_made_by_then(complete_on: str) -> None:
    assert late_pledges(dates_of(DATED), complete_on) == []


def test_warning_blocks_nothing(tracker: Tracker) -> None:
    content = b"pledge_id,pledger,currency,amount,pledged_on\nA,X,USD,5,2025-01-01\n"
    check = check_file(tracker, content, "p.csv", ReadOptions(), DAY)
    warned = with_late_pledges(check, "2022-01-01")

    assert [one.code for one in warned.problems] == ["pledges-after-complete-day"]
    assert warned.publishable
    assert with_late_pledges(check, "2025-01-01").problems == check.problems
