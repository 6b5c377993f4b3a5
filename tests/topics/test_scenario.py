"""Scenarios on the built-in figures: both sides, who can be chosen, words, records; nothing published is touched."""

from dataclasses import replace

import pytest

from i18n import text
from services.tracker import State, Tracker
from services.view import View
from tests.services.conftest import TODAY, Judge
from topics.scenario.courses import Standing, Wish, find_members, find_standing
from topics.scenario.outcomes import Scenario, offered_indicators, work_out
from topics.scenario.words import answer_words, missing, side_records, year_records

TWICE = Wish(2030, None, "times", 2027, 2.0)


def stands(state: State, tracker: Tracker, indicator: str, area: str) -> Standing:
    found = find_standing(View(state, tracker.reference, TODAY), indicator, area)
    assert found is not None
    return found


def tried(state: State, tracker: Tracker, indicator: str, area: str, wish: Wish) -> Scenario:
    standing = stands(state, tracker, indicator, area)
    return work_out(state, standing, find_members(View(state, tracker.reference, TODAY), standing), wish)


def said(scenario: Scenario, tracker: Tracker) -> str:
    return " ".join(answer_words(scenario, tracker.reference)).replace("\xa0", " ")


def test_as_it_stands_is_what_the_target_page_says(state: State, tracker: Tracker, judged: Judge) -> None:
    judgement = judged("UMC2030-U1").judgement
    side = tried(state, tracker, "individuals_online", "WLD", Wish(2030)).before

    assert judgement.projection is not None
    assert side.value == judgement.projection.at_target()
    assert side.chance == judgement.projection.chance
    assert side.status == judgement.status
    assert side.required == judgement.required_pace
    assert side.reached == judgement.projection.reached[0]


@pytest.mark.parametrize("wish", [Wish(2030), Wish(2030, None, "times", 2027, 1.0), Wish(2030, None, "reach", 2027)])
def test_a_scenario_that_assumes_nothing_changes_nothing(state: State, tracker: Tracker, wish: Wish) -> None:
    found = tried(state, tracker, "individuals_online", "WLD", wish)

    assert not found.is_changed
    assert found.after.value == pytest.approx(found.before.value)
    assert found.after.chance == pytest.approx(found.before.chance)
    assert found.after.status == found.before.status


def test_twice_the_pace_raises_value_and_chance(state: State, tracker: Tracker) -> None:
    found = tried(state, tracker, "individuals_online", "WLD", TWICE)
    course = found.standing.course

    assert found.after.value == pytest.approx(course.at(2026) + 2 * (course.at(2030) - course.at(2026)))
    assert found.after.chance is not None and found.before.chance is not None
    assert found.after.chance > found.before.chance
    assert "twice as fast as projected from 2027 on" in said(found, tracker)


def test_another_target_is_judged_as_if_it_were_the_target(state: State, tracker: Tracker) -> None:
    """The chance of 80 % by 2032 is that of the projection itself: no owner's lower level counts for it."""
    found = tried(state, tracker, "individuals_online", "WLD", Wish(2032, 80.0))
    target = found.after.target

    assert target is not None and (target.target_value, target.met_at, target.target_year) == (80, None, 2032)
    assert found.after.outcome is not None
    assert found.after.value == found.standing.course.at(2032)
    assert "It is counted to 80 % by 2032; the running target is 100 % by 2030." in said(found, tracker)


def test_the_world_moves_by_the_people_of_the_countries_chosen(state: State, tracker: Tracker) -> None:
    one = tried(
        state, tracker, "individuals_online", "WLD", TWICE._replace(change="reach", reach_level=90, reach_by=2030)
    )
    small, large = (
        work_out(state, one.standing, find_members(View(state, tracker.reference, TODAY), one.standing), wish)
        for wish in (one.wish._replace(reach=("RWA",)), one.wish._replace(reach=("RWA", "NGA", "ETH")))
    )

    assert one.before.value < small.after.value < large.after.value < 100
    assert "if Rwanda, Nigeria and Ethiopia reached 90 % by 2030" in said(large, tracker)
    assert missing(large, large.after) < missing(large, large.before)  # type: ignore[operator] # both are counted


def test_presets_name_the_largest_and_the_farthest(state: State, tracker: Tracker) -> None:
    standing = stands(state, tracker, "individuals_online", "WLD")
    members = find_members(View(state, tracker.reference, TODAY), standing)
    values = {area: one.points[-1].value for area, one in members.series.items()}

    assert members.largest()[:3] == ["IND", "NGA", "CHN"]
    assert len(members.largest()) == len(members.farthest(rising=True)) == 10
    assert values[members.farthest(rising=True)[0]] == min(values.values())


def test_prices_of_the_world_are_put_together_from_countries(state: State, tracker: Tracker) -> None:
    """The world's price of 5 GB has four figures, so it is not projected; its countries are."""
    wish = Wish(2030, None, "reach", 2027, reach=("IND", "PAK", "NGA"), reach_level=1.0, reach_by=2030)
    found = tried(state, tracker, "mobile_basket_5gb", "WLD", wish)

    assert found.standing.from_countries
    assert found.after.outcome is None
    assert found.after.value <= found.before.value
    assert missing(found, found.after) is None
    assert "came down to 1 % by 2030" in said(found, tracker)


def test_a_group_of_ones_own_is_moved_by_its_countries(state: State, tracker: Tracker) -> None:
    wish = Wish(2030, None, "reach", 2027, reach=("TZA", "UGA"), reach_level=100, reach_by=2030)
    found = tried(state, tracker, "individuals_online", "TZA+UGA", wish)

    assert found.standing.own and found.standing.from_countries
    assert found.after.value == pytest.approx(99.5)


def test_money_goes_on_in_a_straight_line_and_is_judged_by_its_pace(state: State, tracker: Tracker) -> None:
    found = tried(state, tracker, "p2c_pledged_value", "WLD", Wish(2028, None, "pace", 2027, pace=30e9))
    at_end = found.standing.course.at(2026)

    assert found.before.status == "within_reach"
    assert found.after.value == pytest.approx(at_end + 30e9 * 731 / 365.25, rel=1e-6)
    assert (found.after.chance, found.after.status, found.after.reached) == (None, "on_track", 2027)
    assert "USD 30 bn a year from 2027 on: on track instead of within reach" in said(found, tracker)


def test_one_country_has_nobody_to_choose(state: State, tracker: Tracker) -> None:
    standing = stands(state, tracker, "individuals_online", "KEN")

    assert find_members(View(state, tracker.reference, TODAY), standing).series == {}


def test_an_area_without_figures_has_nothing_to_change(state: State, tracker: Tracker) -> None:
    assert find_standing(View(state, tracker.reference, TODAY), "fixed_basket", "PRK") is None


def test_old_figures_give_no_status(state: State, tracker: Tracker) -> None:
    found = tried(state, tracker, "individuals_online", "ERI", TWICE)

    assert not found.standing.projected
    assert found.after.status == found.before.status == "insufficient_data"


def test_without_a_target_there_is_a_value_and_no_status(state: State, tracker: Tracker) -> None:
    found = tried(state, tracker, "coverage_3g", "WLD", TWICE)

    assert (found.before.status, found.after.status, found.after.chance) == (None, None, None)
    asked = work_out(
        state,
        found.standing,
        find_members(View(state, tracker.reference, TODAY), found.standing),
        TWICE._replace(level=99),
    )
    assert asked.after.target is not None


def test_parity_is_not_offered(state: State, tracker: Tracker) -> None:
    offered = offered_indicators(View(state, tracker.reference, TODAY))

    assert "gender_parity_online" not in offered
    assert offered[0] == "individuals_online"


def test_every_row_of_a_file_says_that_it_is_a_scenario(state: State, tracker: Tracker) -> None:
    found = tried(state, tracker, "individuals_online", "WLD", TWICE)
    rows = [*side_records(found, tracker.reference), *year_records(found, tracker.reference)]

    assert {row["note"] for row in rows} == {text("scenario.label")}
    assert [row["side"] for row in rows[:2]] == ["as_it_stands", "scenario"]
    assert [row["time_period"] for row in rows[2:]] == [2026, 2027, 2028, 2029, 2030]
    assert rows[2]["as_it_stands"] == rows[2]["scenario_value"]


def test_published_figures_and_judgements_stay_as_they_are(state: State, tracker: Tracker, judged: Judge) -> None:
    before = replace(judged("UMC2030-U1").judgement)
    kept = {day: dict(found) for day, found in state.judgements.items()}
    tried(state, tracker, "individuals_online", "WLD", Wish(2035, 50.0, "times", 2027, 5.0))

    assert judged("UMC2030-U1").judgement == before
    assert state.judgements == kept
    assert state.by_id["UMC2030-U1"].target_year == 2030
