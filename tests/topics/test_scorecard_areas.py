"""Held here: what happens to a target when another area is chosen, and that every area can be judged."""

from datetime import date

import pytest

from services.tracker import State, Tracker
from services.view import View
from tests.services.conftest import TODAY, Judge
from topics.scorecard import make_scorecard
from topics.wording import describe_missing, describe_reason


@pytest.mark.parametrize(
    ("target_id", "area", "ref_area", "applies", "status"),
    [
        pytest.param("UMC2030-U1", "KEN", "KEN", True, "off_track", id="each country: judged for Kenya"),
        pytest.param("UMC2030-U5", "KEN", "KEN", True, "achieved", id="each country: 97.3 covered by 4G in 2024"),
        pytest.param("SP2020-1.2", "KEN", "WLD", False, "met_late", id="for the world: says so"),
        pytest.param("SP2020-2.4", "KEN", "LDC", False, "met_late", id="for LDCs: says so"),
        pytest.param("SP2020-2.4", "LDC", "LDC", True, "met_late", id="its own group"),
        pytest.param("SP2020-1.2", "LDC", "WLD", False, "met_late", id="for the world, LDCs chosen"),
        pytest.param("UMC2030-U1", "LDC", "LDC", True, "off_track", id="each country: a group as well"),
        pytest.param("UMC2030-M3", "LDC", "LDC", True, "reversing", id="parity of LDCs fell from 0.74 to 0.70"),
        pytest.param("UMC2030-U1", "AFR", "AFR", True, "insufficient_data", id="a region: its figures end in 2019"),
        # by pace alone it would be on track; prices jump, so the chance that it falls and stays below 2 is about 3 in 4
        pytest.param("UMC2030-M8", "BTN", "BTN", True, "within_reach", id="2.0 in 2025, falling, against below 2"),
        pytest.param("UMC2030-M8m", "IRN", "IRN", True, "achieved", id="one observation that meets it"),
        pytest.param("UMC2030-U1", "ATA", "ATA", True, "insufficient_data", id="no data at all"),
    ],
)
def test_target_of_each_country_is_judged_for_the_chosen_area(
    judged: Judge, target_id: str, area: str, ref_area: str, applies: bool, status: str
) -> None:
    found = judged(target_id, area=area).judgement

    assert (found.ref_area, found.applies, found.status) == (ref_area, applies, status)


def test_countries_below_two_per_cent_are_as_many_as_the_price_figures_of_2025_hold(
    tracker: Tracker, state: State
) -> None:
    meeting = {"UMC2030-M8": [0, 0], "UMC2030-M8m": [0, 0]}
    countries = [code for code, area in tracker.reference.areas.items() if area.kind == "country"]
    for code in countries:
        for row in make_scorecard(View(state, tracker.reference, TODAY), code):
            latest = row.judgement.latest
            if row.target.target_id in meeting and latest is not None and latest.year == 2025:
                meeting[row.target.target_id][0] += row.judgement.status == "achieved"
                meeting[row.target.target_id][1] += 1

    assert meeting == {"UMC2030-M8": [87, 196], "UMC2030-M8m": [132, 207]}


def test_no_area_fails_and_every_judgement_can_be_said(tracker: Tracker, state: State) -> None:
    reference = tracker.reference
    for area in reference.areas:
        for row in make_scorecard(View(state, reference, TODAY), area):
            describe_missing(row, reference)

            assert describe_reason(row, reference)


@pytest.mark.parametrize("area", ["WLD", "KEN", "LDC"])
def test_every_verdict_of_2031_can_be_said(tracker: Tracker, state: State, area: str) -> None:
    for row in make_scorecard(View(state, tracker.reference, date(2031, 1, 1)), area):
        assert describe_reason(row, tracker.reference)
