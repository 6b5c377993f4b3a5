"""Held here: figures beside a target in words: what lies behind its baseline, and how many times a pace is needed."""

from dataclasses import replace

import pytest

from i18n.numbers import MINUS
from services.tracker import Tracker
from services.view import look_at
from tests.services.conftest import TODAY, Judge
from topics.scorecard import ScorecardRow
from topics.target import evidence_rows, target_facts
from topics.targets import describe_progress
from topics.wording import progress_words


def fact(row: ScorecardRow, tracker: Tracker, name: str) -> tuple[str, str]:
    found = {one.name: one for one in target_facts(row, look_at(tracker, TODAY))}
    return found[name].value, found[name].note


def test_what_lies_behind_the_baseline_is_said_to_be_further_away(judged: Judge, tracker: Tracker) -> None:
    row = judged("UMC2030-M8m", area="KEN")
    away = replace(row, judgement=replace(row.judgement, progress=-0.5))
    value, note = fact(away, tracker, "Share of the way")

    assert value == f"{MINUS}50 %"
    assert note.startswith("further from the target than at the baseline; from ")
    words = describe_progress(away.judgement, "PT_GNIPC")
    assert words.startswith("further from the target than at its baseline, ")
    assert words.endswith(f"({MINUS}50 % of the way)")


@pytest.mark.parametrize(
    ("share", "words"),
    [
        pytest.param(-21.0, "farther away than at the start, by more than the whole way", id="-2,100 %"),
        pytest.param(-1.0, f"{MINUS}100 %", id="as far again"),
        pytest.param(0.0, "0 %", id="none of it"),
        pytest.param(1.15, "115 %", id="beyond"),
        pytest.param(2.0, "200 %", id="twice the way"),
        pytest.param(13.4, "more than twice the way", id="1,340 %"),
    ],
)
def test_absurd_shares_of_the_way_are_said_in_words(share: float, words: str) -> None:
    assert progress_words(share) == words


@pytest.mark.parametrize(
    ("factor", "words"), [(1.64, "1.6 times"), (2187.6, "more than 100 times"), (0.4, "0.4 times")]
)
def test_pace_needed_is_no_more_exact_than_known(judged: Judge, tracker: Tracker, factor: float, words: str) -> None:
    row = judged("UMC2030-M8")
    far = replace(row, judgement=replace(row.judgement, acceleration_factor=factor))

    assert fact(far, tracker, "Acceleration needed")[0] == words


def test_evidence_of_a_target_is_worded_newest_first(judged: Judge) -> None:
    rows = evidence_rows(judged("SP2020-1.6"))

    assert [one[1:3] for one in rows] == [
        ["58.8 %", "2018"],
        ["50.7 %", "2017"],
        ["50.8 %", "2016"],
        ["43.5 %", "2015"],
    ]
    assert "80 of 136 countries with usable speed figures (UN SDG 2020-10, own count)" in rows[0][3]
    assert rows[0][4].startswith("Counted by us over the countries with usable figures")


def test_evidence_by_sex_says_whom_it_is_about(judged: Judge) -> None:
    rows = evidence_rows(judged("UMC2030-U1"))

    assert {tuple(one[:3]) for one in rows} == {("Women", "71 %", "2025"), ("Men", "77 %", "2025")}
