"""Held here: projections of the built-in figures towards their targets, in records and words."""

from datetime import date

import pytest

from data.reference.limits import load_projection_facts
from i18n import has_text
from metrics.official import official_methods
from metrics.projection import BORROWED
from services.projecting.projection_rules import make_projection_rules
from services.tracker import State, Tracker
from tests.services.conftest import TODAY, Judge
from topics.projection_words import chance_words, method_words, official_words
from topics.projections import project_record

NOTHING = (None, None)


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "less than 1 in 100"),
        (0.03, "about 1 in 50"),
        (0.06, "about 1 in 20"),
        (0.12, "about 1 in 10"),
        (0.41, "about 2 in 5"),
        (0.52, "about even"),
        (0.68, "about 2 in 3"),
        (0.86, "about 9 in 10"),
        (0.95, "about 19 in 20"),
        (1.0, "more than 99 in 100"),
        (None, ""),
    ],
)
def test_chances_are_said_as_people_say_them(chance: float | None, words: str) -> None:
    assert chance_words(chance) == words


@pytest.mark.parametrize(
    ("indicator", "area", "method", "word"),
    [
        pytest.param("individuals_online", "KEN", "learned", "less than 1 in 100", id="rises, far below"),
        pytest.param("individuals_online", "USA", "learned", "4 in 5", id="nearly there"),
        pytest.param("individuals_online", "DNK", "learned", "meets", id="has passed the target"),
        pytest.param("individuals_online", "WLD", "learned", "73.6 % in 2025", id="a group"),
        pytest.param("fixed_basket", "KEN", "learned", "below 2 %", id="a price"),
        pytest.param("mobile_basket_5gb", "KEN", "none", "Fewer than five", id="three points"),
        pytest.param("individuals_online", "PRK", "none", "older than four years", id="stale"),
        pytest.param("individuals_online", "ATA", "none", "No figure", id="no data"),
        pytest.param("gender_parity_online", "WLD", "required_pace", "pace needed", id="parity"),
        pytest.param("p2c_pledged_value", "WLD", "required_pace", "pace needed", id="money"),
        pytest.param("ewaste_recycling_rate", "WLD", "none", "Fewer than five", id="no running target"),
    ],
)
def test_every_area_has_a_projection_or_a_reason(
    tracker: Tracker, state: State, indicator: str, area: str, method: str, word: str
) -> None:
    found = project_record(state, tracker.reference, (indicator, area), NOTHING, TODAY)

    assert found["method"] == method
    assert word in found["reason"]
    assert (found["median"] is None) == (method in ("none", "required_pace"))


def test_required_pace_of_money_counts_to_the_end_of_the_year(tracker: Tracker, state: State) -> None:
    found = project_record(state, tracker.reference, ("p2c_pledged_value", "WLD"), NOTHING, TODAY)

    assert found["required_pace"] > 0
    assert found["official"]["escap"]["value"] == pytest.approx(10 * (82 - 18.55) / (100 - 18.55))


def test_the_level_asked_is_that_of_the_chance(tracker: Tracker, state: State) -> None:
    chances = [
        project_record(state, tracker.reference, ("individuals_online", "WLD"), (2030, level), TODAY)["chance"]
        for level in (75.0, 80.0, 85.0, 90.0)
    ]

    assert chances == sorted(chances, reverse=True) and chances[0] > 0.8 > chances[-1]


def test_an_indicator_without_target_is_projected_without_chance(tracker: Tracker, state: State) -> None:
    found = project_record(state, tracker.reference, ("coverage_3g", "WLD"), NOTHING, TODAY)

    assert (found["chance"], found["chance_words"], found["required_pace"]) == (None, "", None)
    assert found["official"] == dict.fromkeys(("unsd", "open_sdg", "escap", "eurostat"))


def test_peers_are_named_and_each_counted_once(tracker: Tracker, state: State) -> None:
    found = project_record(state, tracker.reference, ("individuals_online", "WLD"), (2030, 85.0), TODAY)
    names = found["peers_that_managed"]

    assert names and len(names) == len(set(names)) <= found["peers_compared"]


def test_past_target_says_when_it_will_be_met(judged: Judge) -> None:
    found = judged("SP2020-1.2", date(2026, 11, 22)).judgement

    assert found.status == "met_late" and found.projection is not None and found.projection.chance is None


def test_every_state_is_projected_once_and_kept(state: State, judged: Judge) -> None:
    first = judged("UMC2030-U1", area="KEN").judgement

    assert judged("UMC2030-U1", area="KEN").judgement.projection is first.projection


def test_every_number_of_the_method_has_a_source_and_a_reason() -> None:
    entries = load_projection_facts().entries()

    assert len(entries) == len({name for name, _ in entries}) > 30
    assert all(one.source and one.reason for _, one in entries)


def test_thresholds_of_the_statuses_ascend() -> None:
    rules = make_projection_rules()

    assert 0 < rules.at_risk < rules.within_reach < rules.on_track < 1


def test_every_method_and_official_answer_has_its_words() -> None:
    names = {"learned", *BORROWED.values()}

    assert all(method_words(name) for name in {*names, "none", "required_pace"})
    assert all(has_text(f"projections.method.{name}") for name in names)
    assert {official_words(one) for one in official_methods(None, None, None, 2030, "PT").values()} == {
        "No figure or no number to reach."
    }
