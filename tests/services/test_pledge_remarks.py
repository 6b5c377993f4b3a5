"""What a reader must know of a list: what its target is judged from, and how amounts were converted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from data.datasets import PLEDGES
from data.readers import ReadOptions
from data.reference import load_reference
from data.schemas.pledge import Pledge
from i18n import problem_text
from services.checking import check_file
from services.pledge_remarks import conversion_words, late_pledges, rate_words, status_words, with_late_pledges
from services.registers import Registers, add_registers
from services.tracker import State, Tracker

DAY = date(2026, 11, 22)


def pledge(number: str, /, **cells: object) -> Pledge:
    return Pledge.model_validate({"pledge_id": number, "pledger": "X", "currency": "USD"} | cells)


LIST = (
    pledge("1", amount=100, pledged_on="2022-06-09"),
    pledge("2", amount=5, currency="EUR", usd_rate=1.1, rate_date="2025-12-31", pledged_on="2024"),
    pledge("3", amount=7, status="withdrawn", pledged_on="2025"),
)


def said(state: State, complete_on: str, pledges: Sequence[Pledge] = LIST, *, example: bool = False) -> str:
    registers = Registers({}, tuple(pledges), complete_on, frozenset({PLEDGES} if example else ()))
    book = add_registers(state.world.book, registers, load_reference())
    return status_words(
        State(complete_on, replace(state.world, book=book), state.targets, state.groups, registers), DAY
    )


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
    invented = [one.model_copy(update={"example": True}) for one in LIST]

    assert said(state, "2024-05-01", invented, example=True).endswith(JUDGED)


def test_pledges_after_the_day_of_a_complete_list_are_warned_of() -> None:
    (found,) = late_pledges(LIST, "2022-01-01")

    assert (found.code, found.severity, found.row) == ("pledges-after-complete-day", "warns", None)
    assert problem_text(found.code, found.row, found.column, found.value, found.details) == (
        "Column pledged_on: 2 pledges are dated after 1 January 2022, the latest 2024, but the list is said to be "
        "complete on that day. They do not count for target P2C-1. Check the day, or leave it empty if the list is "
        "partial."
    )


@pytest.mark.parametrize("complete_on", ["", "2024-01-01", "2026-01-01"], ids=["partial", "on its day", "later"])
def test_nothing_is_said_of_pledges_made_by_then(complete_on: str) -> None:
    assert late_pledges(LIST, complete_on) == []


def test_warning_blocks_nothing(tracker: Tracker) -> None:
    content = b"pledge_id,pledger,currency,amount,pledged_on\nA,X,USD,5,2025-01-01\n"
    check = check_file(tracker, content, "p.csv", ReadOptions(), DAY)
    warned = with_late_pledges(check, "2022-01-01")

    assert [one.code for one in warned.problems] == ["pledges-after-complete-day"]
    assert warned.publishable
    assert with_late_pledges(check, "2025-01-01").problems == check.problems


def test_rates_are_said_with_their_day_and_the_rest_is_counted() -> None:
    others = [
        pledge(str(at), amount=1, currency=code, usd_rate=2, rate_date="2025")
        for at, code in enumerate(("GBP", "CHF", "AUD"), 4)
    ]

    assert rate_words(LIST) == ["1 pledge of EUR 5 is converted at 1.10 US dollars (31 December 2025)."]
    assert rate_words([*LIST, *others])[-1] == (
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
