"""What is said of a pledge list: which pledges are chosen, sums and paces in words, rates, what decides its target."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from charts.pieces import write
from data.datasets import PLEDGES
from data.reference import Reference, load_reference
from data.schemas.pledge import Pledge
from exhibits.exhibit import Fact, Passage
from metrics.pledges import tally
from services.examples import publish_example
from services.publishing import Who
from services.registers import Registers, add_registers
from services.tracker import State, Tracker
from services.view import View, look_at
from tests.services.pledge_samples import LIST, pledge
from topics.country import find_area, show_in_short
from topics.overview import show_topics
from topics.pledge_words import pledged_words
from topics.pledges.answer import show_target
from topics.pledges.chosen import (
    PledgeChoice,
    choice_words,
    choose_pledges,
    naming_groups_of,
    rank_countries,
    rank_groups,
    value_series,
)
from topics.pledges.tables import country_section, in_short
from topics.pledges.words import (
    bar_words,
    conversion_words,
    lead_words,
    pace_facts,
    rate_words,
    remark_words,
    reported_words,
    status_words,
)
from topics.scorecard import make_scorecard

DAY = date(2026, 11, 22)


@pytest.fixture
def reference() -> Reference:
    return load_reference()


@pytest.fixture
def view(state: State, reference: Reference) -> View:
    return View(state, reference, DAY)


def test_pledges_are_chosen_by_code_and_area(view: View) -> None:
    def chosen(**asked: object) -> list[str]:
        choice = PledgeChoice(**asked)  # type: ignore[arg-type]
        return [one.pledge_id for one in choose_pledges(LIST, choice, view)]

    assert chosen() == ["1", "2", "3", "4"]
    assert chosen(focus_areas=("access",)) == ["1", "3"]
    assert chosen(pledger_kinds=("government", "youth")) == ["2"]
    assert chosen(pledge_types=("policy",), ref_area="KEN") == ["3"]
    assert chosen(ref_area="LDC") == ["1", "2"]
    assert chosen(ref_area="KEN+TZA") == ["1", "3", "4"]
    assert chosen(ref_area="FRA") == []


def test_countries_hold_pledges_in_full_and_withdrawn_ones_not_at_all(view: View) -> None:
    countries = rank_countries(LIST, view.reference)
    groups = {one.ref_area: one.tally for one in rank_groups(LIST, view)}

    assert [(one.ref_area, one.tally.pledged_usd, one.tally.count) for one in countries] == [
        ("KEN", 100, 2), ("UGA", 100, 1)
    ]  # fmt: skip
    assert (groups["LDC"].pledged_usd, groups["LDC"].count) == (150, 2)
    assert "WLD" not in groups
    assert "EUR" not in groups


def test_pledges_that_name_only_a_group_of_a_country_are_told_apart(view: View) -> None:
    assert [one.pledge_id for one in naming_groups_of(LIST, "UGA", view)] == ["2"]
    assert naming_groups_of(LIST, "KEN", view) == []


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


def complete(state: State, pledges: Sequence[Pledge], complete_on: str, reference: Reference) -> State:
    registers = Registers(pledges=tuple(pledges), complete_on=complete_on)
    book = add_registers(state.world.book, registers, reference)
    return State(
        f"{complete_on}-{len(pledges)}", replace(state.world, book=book), state.targets, state.groups, registers
    )


def test_complete_list_has_the_paces_of_the_scorecard(state: State, reference: Reference) -> None:
    """100 by the end of 2022 and 150 on 1 May 2024: 50 in 487 days; 100 bn less 150 in 974 days."""
    known = complete(state, LIST, "2024-05-01", reference)
    judged = next(
        row for row in make_scorecard(View(known, reference, DAY)) if row.target.target_id == "P2C-1"
    ).judgement
    actual, required = pace_facts(LIST, View(known, reference, DAY))

    assert judged.actual_pace == pytest.approx(50 / 487 * 365.25)
    assert judged.required_pace == pytest.approx((100e9 - 150) / 974 * 365.25)
    assert actual == Fact("Pledged a year", "USD 37 a year", "since 31 December 2022, as on the scorecard")
    assert (required.value, required.note) == (
        "USD 37.5 bn a year",
        "from 1 May 2024 on, to reach USD 100 bn by 31 December 2026",
    )


def test_sum_is_said_instead_of_a_pace_where_less_than_a_year_is_left(state: State, reference: Reference) -> None:
    """100 bn less 150 dollars in 61 days would be USD 599 bn a year, six times what is missing."""
    known = complete(state, LIST, "2026-10-31", reference)
    _, required = pace_facts(LIST, View(known, reference, date(2026, 11, 1)))

    note = "after 31 October 2026, to reach USD 100 bn by 31 December 2026: less than a year"
    assert required == Fact("Still to be pledged", "USD 100 bn", note)


def test_partial_list_has_the_pace_of_what_it_holds(state: State, reference: Reference) -> None:
    partial = complete(state, LIST, "", reference)
    facts = pace_facts(LIST, View(partial, reference, date(2024, 5, 1)))

    assert [one.value for one in facts] == ["USD 37 a year"]
    assert facts[0].note.endswith("the target is not judged by this list")


@pytest.mark.parametrize("complete_on", ["2024-05-01", ""])
def test_undated_value_has_no_pace(state: State, reference: Reference, complete_on: str) -> None:
    pledges = [*LIST, pledge("9", amount=4)]
    facts = pace_facts(pledges, View(complete(state, pledges, complete_on, reference), reference, DAY))

    assert facts[0] == Fact("Pledged a year", "no pace", "the value of this list is known for one day only")


CONVERTED = (
    pledge("1", amount=100, pledged_on="2022-06-09"),
    pledge("2", amount=5, currency="EUR", usd_rate=1.1, rate_date="2025-12-31", pledged_on="2024"),
    pledge("3", amount=7, status="withdrawn", pledged_on="2025"),
)


def said(state: State, complete_on: str, pledges: Sequence[Pledge] = CONVERTED, *, example: bool = False) -> str:
    registers = Registers({}, tuple(pledges), complete_on, frozenset({PLEDGES} if example else ()))
    reference = load_reference()
    book = add_registers(state.world.book, registers, reference)
    made = State(complete_on, replace(state.world, book=book), state.targets, state.groups, registers)
    return status_words(View(made, reference, DAY))


JUDGED = "target P2C-1 is judged from the newest headline, of 4 March 2026."


@pytest.mark.parametrize(
    ("complete_on", "words"),
    [
        ("", f"This list is partial: {JUDGED} To have it"),
        ("2022-01-01", f"in US dollars was made by then: {JUDGED}"),
        ("2023-01-01", "judged from it. The 1 pledge dated after that day does not count for it."),
        ("2024-05-01", "This list is complete on 1 May 2024: target P2C-1 is judged from it."),
    ],
    ids=["partial", "nothing by then", "some later", "complete"],
)
def test_list_says_what_its_target_is_judged_from(state: State, complete_on: str, words: str) -> None:
    assert words in said(state, complete_on)


def test_invented_list_is_never_what_the_target_is_judged_from(state: State) -> None:
    invented = [one.model_copy(update={"example": True}) for one in CONVERTED]

    assert said(state, "2024-05-01", invented, example=True).endswith(JUDGED)


def test_rates_are_said_with_their_day_and_the_rest_is_counted() -> None:
    others = [
        pledge(str(at), amount=1, currency=code, usd_rate=2, rate_date="2025")
        for at, code in enumerate(("GBP", "CHF", "AUD"), 4)
    ]

    assert rate_words(CONVERTED) == ["1 pledge of EUR 5 is converted at 1.10 US dollars (31 December 2025)."]
    assert rate_words([*CONVERTED, *others])[-1] == (
        "1 more is converted at another rate, which the table of all pledges gives."
    )


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"amount": 5e6, "currency": "EUR", "usd_rate": 1.1, "rate_date": "2025-12-31"},
         "EUR 5 million at 1.10 (31 December 2025)"),
        ({"reported_amount": 10, "currency": "JPY", "usd_rate": 0.0068, "rate_date": "2025"},
         "JPY 10 at 0.0068 (2025)"),
        ({"amount": 5, "currency": "CHF", "usd_rate": 1.1}, "CHF, not converted: no rate with its date"),
        ({"amount": 5}, ""),
        ({}, ""),
    ],
    ids=["converted", "reported alone", "no day", "dollars", "no amount"],
)  # fmt: skip
def test_each_pledge_says_how_it_was_converted(cells: dict[str, object], words: str) -> None:
    assert conversion_words(pledge("1", **cells)) == words


# ---------------------------------------------------------------------------------------------- on the page of an area


@pytest.fixture
def example(own: Tracker) -> View:
    publish_example(own, "pledges", Who("Ana", "a test"), DAY)
    return look_at(own, DAY)


def test_without_a_list_that_is_said_and_there_is_no_table(tracker: Tracker) -> None:
    view = look_at(tracker, DAY)

    assert in_short("KEN", view) == "No list of pledges is published yet."
    assert country_section(view, "KEN") is None


def test_section_names_the_largest_pledges_of_a_country(example: View) -> None:
    section = country_section(example, "KEN")
    assert section is not None
    (passage,) = section.parts
    assert isinstance(passage, Passage)
    shown = write(passage.texts)

    assert shown.count("<tr>") == 5
    assert "Source: invented example." in shown


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("KEN", "4 pledges concerning Kenya promise USD 259 million"),
        ("KEN", "more name only a group that Kenya belongs to; they are not counted here."),
        ("LDC", "pledges concerning the least developed countries promise"),
        ("FRA", "No pledge of the published list concerns France."),
    ],
)
def test_pledges_of_an_area_in_a_line(example: View, area: str, words: str) -> None:
    assert words in in_short(area, example)


def test_card_of_the_topic_says_that_an_example_is_all_there_is_and_of_a_real_list_what_it_holds(example: View) -> None:
    real = replace(
        example, state=replace(example.state, registers=replace(example.state.registers, examples=frozenset()))
    )
    cards = [show_topics(one, "KEN").cards[-1] for one in (example, real)]

    assert cards[0].what == "An invented example is published here; it counts for nothing."
    assert cards[1].what.startswith("4 pledges concerning Kenya promise USD 259 million")


def test_what_is_said_of_an_invented_list_on_a_country_says_that_it_is_invented(example: View) -> None:
    real = replace(
        example, state=replace(example.state, registers=replace(example.state.registers, examples=frozenset()))
    )
    marked, plain = (repr(show_in_short(find_area("KEN", one), None)) for one in (example, real))

    assert "Invented example, no figure of anybody: 4 pledges concerning Kenya" in marked
    assert "Invented" not in plain and "4 pledges concerning Kenya" in plain


def test_a_real_headline_is_no_bar_of_an_invented_list(example: View) -> None:
    real = replace(
        example, state=replace(example.state, registers=replace(example.state.registers, examples=frozenset()))
    )
    marked, plain = (repr(show_target(one.state.pledges, PledgeChoice(), one)) for one in (example, real))

    assert "USD 82 bn" in plain
    assert "USD 82 bn" not in marked
