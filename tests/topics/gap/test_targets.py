"""Held here: to which target a shortfall is counted, and what cannot be counted, with the reason."""

from dataclasses import replace
from datetime import date

import pytest

from services.misuse import Misuse
from services.tracker import State, Tracker
from services.view import View
from tests.services.conftest import TODAY
from topics.gap.counting import offered_indicators, pick_target, refuse, targets_of
from topics.gap.shortfalls import shortfall_records


@pytest.mark.parametrize(
    ("indicator", "first"),
    [
        pytest.param("individuals_online", "UMC2030-U1", id="the running one before those of 2023"),
        pytest.param("schools_online", "UMC2030-U4", id="UMC2030 before Giga"),
        pytest.param("fixed_basket", "UMC2030-M8", id="a ceiling"),
        pytest.param("ewaste_recycling_rate", "SP2020-3.2", id="a past one where none is running"),
    ],
)
def test_first_target_of_an_indicator(state: State, tracker: Tracker, indicator: str, first: str) -> None:
    assert targets_of(View(state, tracker.reference, TODAY), indicator)[0].target_id == first


def test_offered_are_indicators_with_a_level_to_reach_and_figures(state: State, tracker: Tracker) -> None:
    offered = offered_indicators(View(state, tracker.reference, TODAY))

    assert {"individuals_online", "households_online", "fixed_basket", "ewaste_recycling_rate"} <= set(offered)
    assert "schools_online" in offered  # a census can be uploaded
    assert not {"gender_parity_online", "population", "p2c_pledged_value", "businesses_online"} & set(offered)


@pytest.mark.parametrize(
    ("indicator", "area", "target", "words"),
    [
        pytest.param("nonsense", "WLD", None, "There is no indicator 'nonsense'", id="unknown indicator"),
        pytest.param("individuals_online", "ZZZ", None, "There is no area 'ZZZ'", id="unknown area"),
        pytest.param("individuals_online", "KEN+ZZZ", None, "There is no area 'KEN+ZZZ'", id="unknown in a group"),
        pytest.param("individuals_online", "WLD", "X-1", "There is no target 'X-1'", id="unknown target"),
        pytest.param("individuals_online", "WLD", "UMC2030-U5", "belongs to the indicator 'coverage_4g'", id="other's"),
        pytest.param("ewaste_recycling_rate", "WLD", None, "Name a target: SP2020-3.2.", id="no running target"),
        pytest.param("population", "WLD", None, "No target asks for a level of 'Population'", id="no target at all"),
        pytest.param("individuals_online", "WLD", "SP2024-2.3", "has no number", id="a target without a number"),
        pytest.param("gender_parity_online", "WLD", None, "cannot be split among countries", id="parity"),
        pytest.param("p2c_pledged_value", "WLD", None, "cannot be split among countries", id="a sum"),
        pytest.param("fixed_basket", "WLD", "SP2020-1.3", "cannot be split among countries", id="a relative change"),
        pytest.param("households_online", "WLD", None, "cannot be said in households", id="households not known"),
        pytest.param("businesses_online", "WLD", None, "No absolute number stands behind", id="nothing to count"),
        pytest.param("schools_online", "WLD", None, "only from a real school census", id="no census"),
        pytest.param("ict_skills_basic", "KEN", None, "Kenya has no figures of ", id="no figures"),
        pytest.param("ict_skills_basic", "VAT", None, "The Holy See has no figures of ", id="capital letter"),
        pytest.param("ict_skills_basic", "SIDS", None, "No country of the small island", id="no members"),
    ],
)
def test_what_cannot_be_said_says_why(
    state: State, tracker: Tracker, indicator: str, area: str, target: str | None, words: str
) -> None:
    with pytest.raises(Misuse) as told:
        shortfall_records(View(state, tracker.reference, TODAY), indicator, area, target)

    assert words in str(told.value)


def test_no_target_is_running_after_2030(state: State, tracker: Tracker) -> None:
    with pytest.raises(Misuse, match="Name a target: UMC2030-U1"):
        shortfall_records(View(state, tracker.reference, date(2031, 1, 1)), "individuals_online", "WLD", None)


def test_universal_connectivity_comes_before_the_targets_of_a_ministry(state: State, tracker: Tracker) -> None:
    own = state.by_id["UMC2030-U1"].model_copy(
        update={"target_id": "KEN-1", "framework": "KENYA", "target_value": 60.0}
    )
    both = View(replace(state, targets=(own, *state.targets)), tracker.reference, TODAY)

    assert [one.target_id for one in targets_of(both, "individuals_online")][:2] == ["UMC2030-U1", "KEN-1"]
    assert pick_target(both, "individuals_online", "ken-1") is own


def test_ceiling_on_a_share_of_people_is_not_split(state: State, tracker: Tracker) -> None:
    least = {"target_id": "KEN-2", "kind": "ceiling", "direction": "down", "target_value": 5.0}
    own = state.by_id["UMC2030-U1"].model_copy(update=least)

    with pytest.raises(Misuse, match="cannot be split among countries"):
        refuse(state, tracker.reference.indicators["individuals_online"], own, {})
