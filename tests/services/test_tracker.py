"""Held here: what the tracker keeps in memory does not grow with the days, and is the same from whichever thread."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

from services.groups import KEPT_DAYS, Members
from services.tracker import State, Tracker

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(3 * KEPT_DAYS)]


def test_judgements_of_days_long_gone_are_let_go(state: State) -> None:
    own, target = replace(state, judgements={}), state.by_id["SP2020-3.2"]
    for day in DAYS:
        own.judge(target, "WLD", day)

    assert list(own.judgements) == DAYS[-KEPT_DAYS:]
    assert own.judge(target, "WLD", DAYS[-1]) is own.judge(target, "WLD", DAYS[-1])
    assert own.judge(target, "WLD", FIRST).status == state.judge(target, "WLD", FIRST).status


def test_members_of_days_long_gone_are_let_go(tracker: Tracker) -> None:
    own = Members(tracker.built_in)
    for day in DAYS:
        own.of("LDC", day)

    assert list(own._kept) == DAYS[-KEPT_DAYS:]
    assert "BTN" not in own.of("LDC", FIRST)
    assert "BTN" in own.of("LDC", date(2023, 12, 12))
    assert "BTN" in own.of("LDC", None)


def test_threads_that_ask_for_many_days_at_once_are_all_answered(tracker: Tracker) -> None:
    own = Members(tracker.built_in)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda day: own.of("LDC", day), DAYS * 4))

    assert found == [tracker.built_in.members_of("LDC", day) for day in DAYS] * 4
    assert len(own._kept) <= KEPT_DAYS
