"""Held here: evidence is shown with value, year, source and why it decides nothing, and it decides nothing."""

from dataclasses import replace

import pytest

from services.evidence import evidence_records, evidence_views
from services.scorecard import judge_row
from services.tracker import State, Tracker
from tests.services.conftest import TODAY, Judge


def test_evidence_of_a_target_is_worded_newest_first(judged: Judge) -> None:
    views = evidence_views(judged("SP2020-1.6"))

    assert [(one.value, one.period) for one in views] == [
        ("58.8 %", "2018"),
        ("50.7 %", "2017"),
        ("50.8 %", "2016"),
        ("43.5 %", "2015"),
    ]
    assert "80 of 136 countries with usable speed figures (UN SDG 2020-10, own count)" in views[0].source
    assert views[0].reason.startswith("Counted by us over the countries with usable figures")


def test_evidence_by_sex_says_whom_it_is_about(judged: Judge) -> None:
    views = evidence_views(judged("UMC2030-U1"))

    assert {(one.part, one.value, one.period) for one in views} == {("Women", "71 %", "2025"), ("Men", "77 %", "2025")}


def test_evidence_is_that_of_the_area_judged(judged: Judge) -> None:
    assert [one["value"] for one in evidence_records(judged("UMC2030-M3", area="AFR"))] == [0.78, 0.70]
    assert evidence_views(judged("UMC2030-M3", area="KEN")) == []


@pytest.mark.parametrize("target_id", ["SP2020-1.4", "SP2020-1.6", "SP2020-3.3", "UMC2030-M4", "UMC2030-M6"])
def test_a_target_is_judged_as_if_its_evidence_were_not_there(
    tracker: Tracker, state: State, judged: Judge, target_id: str
) -> None:
    without = replace(state, world=replace(state.world, book=replace(state.world.book, evidence={})), judgements={})
    row = judged(target_id)
    bare = judge_row(without, tracker.reference, row.target, TODAY)

    assert row.evidence
    assert not bare.evidence
    assert row.judgement == bare.judgement
