"""Held here: evidence is shown with value, year, source and why it decides nothing, and it decides nothing."""

from dataclasses import replace

import pytest

from services.tracker import State, Tracker
from services.view import View
from tests.services.conftest import TODAY, Judge
from topics.records import evidence_records
from topics.scorecard import judge_row


def test_evidence_is_that_of_the_area_judged(judged: Judge) -> None:
    assert [one["value"] for one in evidence_records(judged("UMC2030-M3", area="AFR"))] == [0.78, 0.70]
    assert evidence_records(judged("UMC2030-M3", area="KEN")) == []


@pytest.mark.parametrize("target_id", ["SP2020-1.4", "SP2020-1.6", "SP2020-3.3", "UMC2030-M4", "UMC2030-M6"])
def test_a_target_is_judged_as_if_its_evidence_were_not_there(
    tracker: Tracker, state: State, judged: Judge, target_id: str
) -> None:
    without = replace(state, world=replace(state.world, book=replace(state.world.book, evidence={})), judgements={})
    row = judged(target_id)
    bare = judge_row(View(without, tracker.reference, TODAY), row.target)

    assert row.evidence
    assert not bare.evidence
    assert row.judgement == bare.judgement
