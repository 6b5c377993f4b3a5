"""What a pledge list says: as a record, by area, and as the series that the target is judged by."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.examples.make_pledges import make_rows
from data.readers import read_file
from data.reference import Reference, load_reference
from data.schemas.pledge import FOCUS_AREAS, PLEDGER_KINDS, Pledge
from i18n import text
from metrics.pledges import tally
from services.pledge_words import (
    bar_words,
    choice_words,
    lead_words,
    pace_facts,
    pledged_words,
    remark_words,
    reported_words,
)
from services.pledges import (
    PledgeChoice,
    choose_pledges,
    complete_series,
    naming_groups_of,
    pledges_for,
    pledges_record,
    rank_countries,
    rank_groups,
    sums_record,
    value_series,
)
from services.registers import Registers, add_registers, pledge_facts
from services.scorecard import make_scorecard
from services.tracker import State, Tracker

DAY = date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "pledges.csv"


def pledge(number: str, /, **cells: object) -> Pledge:
    base: dict[str, object] = {"pledge_id": number, "pledger": "X", "currency": "USD"}
    return Pledge.model_validate(base | cells)


LIST = (
    pledge("1", amount=100, reported_amount=30, pledged_on="2022-06-09", focus_area="access", beneficiaries="KEN;UGA"),
    pledge("2", amount=50, pledged_on="2024", pledger_kind="government", beneficiaries="LDC"),
    pledge("3", focus_area="access", pledge_type="policy", beneficiaries="KEN"),
    pledge("4", amount=1000, status="withdrawn", pledged_on="2023", beneficiaries="KEN"),
)


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
    assert (series.edition, series.released, series.register) == ("Pledge list complete on 1 May 2024", "2024-05", True)
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


def test_pledges_are_chosen_by_code_and_area(tracker: Tracker) -> None:
    def chosen(**asked: object) -> list[str]:
        choice = PledgeChoice(**asked)  # type: ignore[arg-type]
        return [one.pledge_id for one in choose_pledges(LIST, choice, tracker.state().members_of, DAY)]

    assert chosen() == ["1", "2", "3", "4"]
    assert chosen(focus_areas=("access",)) == ["1", "3"]
    assert chosen(pledger_kinds=("government", "youth")) == ["2"]
    assert chosen(pledge_types=("policy",), ref_area="KEN") == ["3"]
    assert chosen(ref_area="LDC") == ["1", "2"]
    assert chosen(ref_area="KEN+TZA") == ["1", "3", "4"]
    assert chosen(ref_area="FRA") == []


def test_membership_of_a_group_follows_its_dates(tracker: Tracker) -> None:
    bhutan = [pledge("1", beneficiaries="BTN")]

    assert pledges_for(bhutan, "LDC", tracker.state().members_of, date(2023, 12, 12))
    assert not pledges_for(bhutan, "LDC", tracker.state().members_of, date(2023, 12, 13))


def test_countries_hold_pledges_in_full_and_withdrawn_ones_not_at_all(reference: Reference, tracker: Tracker) -> None:
    countries = rank_countries(LIST, reference)
    groups = {one.ref_area: one.tally for one in rank_groups(LIST, reference, tracker.state().members_of, DAY)}

    assert [(one.ref_area, one.tally.pledged_usd, one.tally.count) for one in countries] == [
        ("KEN", 100, 2), ("UGA", 100, 1)
    ]  # fmt: skip
    assert (groups["LDC"].pledged_usd, groups["LDC"].count) == (150, 2)
    assert "WLD" not in groups
    assert "EUR" not in groups


def test_pledges_that_name_only_a_group_of_a_country_are_told_apart(reference: Reference) -> None:
    assert [one.pledge_id for one in naming_groups_of(LIST, "UGA", reference, DAY)] == ["2"]
    assert naming_groups_of(LIST, "KEN", reference, DAY) == []


def test_line_has_the_last_value_of_each_month() -> None:
    series = value_series([(date(2022, 6, 1), 5.0), (date(2022, 6, 9), 8.0), (date(2022, 7, 1), 9.0)], "x")

    assert series is not None
    assert [(one.period, one.value) for one in series.points] == [("2022-06-09", 8), ("2022-07-01", 9)]
    assert value_series([], "x") is None


def test_answer_keeps_promise_and_delivery_apart(reference: Reference) -> None:
    whole = tally(LIST)

    assert lead_words(whole, "") == "3 pledges promise USD 150, and USD 30 is reported as delivered."
    assert lead_words(tally(LIST[1:2]), "").endswith("and nothing is reported as delivered.")
    assert lead_words(tally(LIST[2:3]), "") == "1 pledge is listed, and it states no amount."
    assert remark_words(whole) == [
        "1 of them states no amount: it is counted, not valued.",
        "Beside these there is 1 withdrawn pledge (USD 1,000), which is left out of every count and sum.",
    ]
    assert remark_words(tally([pledge("1", amount=5, currency="EUR")])) == [
        "1 amount has no rate with its date and is in neither number: EUR 5."
    ]
    chosen = choice_words(PledgeChoice(focus_areas=("access",), ref_area="LDC"), reference)
    assert lead_words(whole, chosen).startswith("3 pledges (Access) concerning the least developed countries promise")


def test_amount_that_is_not_converted_is_said_and_is_no_zero() -> None:
    francs = tally([pledge("1", amount=5e6, reported_amount=1e6, currency="CHF")])
    both = tally([pledge("1", amount=5e6, currency="CHF"), pledge("2", amount=7e6, reported_amount=0)])
    zero, unvalued = tally([pledge("1", amount=0)]), tally([pledge("1")])

    assert (pledged_words(francs), reported_words(francs)) == (
        "CHF 5 million not converted", "CHF 1 million not converted"
    )  # fmt: skip
    assert bar_words(both) == "USD 7 million and CHF 5 million, 2 pledges"
    assert (pledged_words(both), reported_words(both)) == ("USD 7 million and CHF 5 million not converted", "USD 0")
    assert (pledged_words(zero), pledged_words(unvalued)) == ("USD 0", "no amount")
    assert reported_words(zero) == "none reported"
    assert lead_words(francs, "") == (
        "1 pledge promises CHF 5 million not converted, and CHF 1 million not converted is reported as delivered."
    )


def test_row_of_a_file_has_no_sum_where_nothing_is_in_dollars() -> None:
    row = sums_record(tally([pledge("1", amount=5e6, currency="CHF")]))

    assert (row["pledged_usd"], row["reported_usd"], row["unconverted"]) == (None, None, "CHF 5000000")


def complete(state: State, pledges: Sequence[Pledge], complete_on: str, reference: Reference) -> State:
    registers = Registers(pledges=tuple(pledges), complete_on=complete_on)
    book = add_registers(state.world.book, registers, reference)
    return State(
        f"{complete_on}-{len(pledges)}", replace(state.world, book=book), state.targets, state.groups, registers
    )


def test_complete_list_has_the_paces_of_the_scorecard(state: State, reference: Reference) -> None:
    """100 by the end of 2022 and 150 on 1 May 2024: 50 in 487 days; 100 bn less 150 in 974 days."""
    known = complete(state, LIST, "2024-05-01", reference)
    judged = next(row for row in make_scorecard(known, reference, DAY) if row.target.target_id == "P2C-1").judgement
    actual, required = pace_facts(LIST, known, DAY)

    assert judged.actual_pace == pytest.approx(50 / 487 * 365.25)
    assert judged.required_pace == pytest.approx((100e9 - 150) / 974 * 365.25)
    assert actual == ("Pledged a year", "USD 37 a year", "since 31 December 2022, as on the scorecard")
    assert required[1:] == ("USD 37.5 bn a year", "from 1 May 2024 on, to reach USD 100 bn by 31 December 2026")


def test_sum_is_said_instead_of_a_pace_where_less_than_a_year_is_left(state: State, reference: Reference) -> None:
    """100 bn less 150 dollars in 61 days would be USD 599 bn a year, six times what is missing."""
    known = complete(state, LIST, "2026-10-31", reference)
    _, required = pace_facts(LIST, known, date(2026, 11, 1))

    note = "after 31 October 2026, to reach USD 100 bn by 31 December 2026: less than a year"
    assert required == ("Still to be pledged", "USD 100 bn", note)


def test_partial_list_has_the_pace_of_what_it_holds(state: State, reference: Reference) -> None:
    partial = complete(state, LIST, "", reference)
    facts = pace_facts(LIST, partial, date(2024, 5, 1))

    assert [one[1] for one in facts] == ["USD 37 a year"]
    assert facts[0][2].endswith("the target is not judged by this list")


@pytest.mark.parametrize("complete_on", ["2024-05-01", ""])
def test_undated_value_has_no_pace(state: State, reference: Reference, complete_on: str) -> None:
    pledges = [*LIST, pledge("9", amount=4)]
    facts = pace_facts(pledges, complete(state, pledges, complete_on, reference), DAY)

    assert facts[0] == ("Pledged a year", "no pace", "the value of this list is known for one day only")


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
