"""Held here: what is to be expected of a target, in words with its arithmetic, for every kind of course."""

from datetime import date
from math import log

import pytest

from metrics.judging import judge
from services.tracker import State, Tracker
from services.view import View, look_at
from tests.services.conftest import TODAY, Judge
from topics.outlook import (
    ProjectedSum,
    chance_with_number,
    course_facts,
    is_cross_checked,
    method_line,
    sum_of_countries,
    sum_words,
    year_words,
)
from topics.scorecard import ScorecardRow
from topics.wording import describe_reason


def facts_of(tracker: Tracker, row: ScorecardRow, day: date = TODAY) -> dict[str, str]:
    view = View(tracker.state(), tracker.reference, day)
    return {one.name: f"{one.value} | {one.note}" for one in course_facts(row, view)}


@pytest.mark.parametrize(
    ("target_id", "area", "name", "words"),
    [
        pytest.param("UMC2030-U1", "KEN", "On the present course in 2030", "61 % | 80 % band 48 % to 76 %", id="rises"),
        pytest.param("UMC2030-U1", "ALB", "Chance of reaching it", "about 1 in 3 (30 %)", id="chance with number"),
        pytest.param(
            "UMC2030-U1", "ALB", "Reached on the present course", "2034 | 2028 to later than 2040", id="years"
        ),
        pytest.param("UMC2030-U1", "ALB", "What others managed", "30 of 47 countries | that stood at 81 %", id="peers"),
        # 35.0 in 2024 and 60.9 in 2030: of these 26 points 25.5, 0.2 and 0.3
        pytest.param("UMC2030-U1", "KEN", "What drives it", "+25.5 points by what others did", id="drivers"),
        pytest.param("UMC2030-U1", "KEN", "What others managed", "none of 136 countries", id="nobody managed it"),
        pytest.param("UMC2030-U1", "KEN", "Rests on", "25 figures, 2000 to 2024 | 14 of them estimated", id="points"),
        pytest.param(
            "UMC2030-U1", "WLD", "Rests on", "21 figures, 2005 to 2025 | the publisher does not say", id="not stated"
        ),
        pytest.param("UMC2030-U1", "ARE", "Met", "in 2018", id="passed the target"),
        pytest.param("UMC2030-M8", "ABW", "What others managed", "10 of 33 countries | that stood at", id="price"),
        pytest.param(
            "UMC2030-M8", "ABW", "On the present course in 2030", "2.5 % | 80 % band 1.3 % to 3.9 %", id="price"
        ),
        # the latest score of the six years of ITU 2024-11 lies 0.04 under the band
        pytest.param("UMC2030-M3", None, "Reached at the recent pace", "2031 | a straight line", id="parity"),
        pytest.param("UMC2030-M3", "LDC", "Reached at the recent pace", "not at this pace", id="moves away"),
        pytest.param("P2C-1", None, "Expected at the end of 2026", "USD 96 bn | USD 4 bn short", id="money"),
        pytest.param("UMC2030-M8m", None, "Chance of still being there", "about 49 in 50", id="met, not final"),
        pytest.param("SP2020-1.2", None, "Met", "in 2024", id="past, met late"),
        pytest.param("SP2020-2.8", None, "Reached at the recent pace", "2031", id="past, missed, parity"),
    ],
)
def test_course_is_said_in_words(
    tracker: Tracker, judged: Judge, target_id: str, area: str | None, name: str, words: str
) -> None:
    assert facts_of(tracker, judged(target_id, area=area))[name].startswith(words)


@pytest.mark.parametrize(
    ("target_id", "area"),
    [
        pytest.param("UMC2030-U1", "AFR", id="too old"),
        pytest.param("GIGA-1", None, id="no data"),
        pytest.param("SP2020-1.1", None, id="not assessable"),
    ],
)
def test_nothing_is_said_to_arrive_where_nothing_can_be_known(
    tracker: Tracker, judged: Judge, target_id: str, area: str | None
) -> None:
    names = facts_of(tracker, judged(target_id, area=area)).keys()

    assert names <= {"Rests on"}


def test_a_value_at_the_top_is_not_projected_below_itself(tracker: Tracker, judged: Judge) -> None:
    row = judged("UMC2030-U1", area="ARE")

    assert "On the present course in 2030" not in facts_of(tracker, row)
    assert method_line(row.judgement) == ""


@pytest.mark.parametrize(
    ("area", "said", "years"),
    [
        pytest.param("KEN", "it will be met about 2033", "2029 to 2040", id="the edges of the band"),
        pytest.param("EGY", "met the target", "", id="met"),
        pytest.param("GTM", "On the present course it will be met about 20", "to", id="will be met"),
    ],
)
def test_past_target_says_when_it_will_be_met_at_this_course(
    tracker: Tracker, state: State, area: str, said: str, years: str
) -> None:
    target = state.by_id["SP2020-1.2"]
    row = ScorecardRow(target, judge(target, area, state.world, TODAY), None)

    assert said in describe_reason(row, tracker.reference)
    assert years in facts_of(tracker, row).get("Reached on the present course", "")


def test_chances_near_nothing_and_certainty_have_no_number_of_their_own() -> None:
    assert chance_with_number(0.001) == "less than 1 in 100"
    assert chance_with_number(0.999) == "more than 99 in 100"
    assert chance_with_number(0.41) == "about 2 in 5 (41 %)"


@pytest.mark.parametrize(
    ("year", "words"),
    [(None, "later than 2040"), (2041, "later than 2040"), (2034, "2034"), (2025, "about 2026: no figure is out yet")],
)
def test_years_of_reaching_are_named_up_to_a_last_one(year: int | None, words: str) -> None:
    assert year_words(year, 2040, TODAY) == words


@pytest.mark.parametrize(
    ("target_id", "area", "part"),
    [
        pytest.param("SP2020-1.2", None, "one year late", id="met late"),
        pytest.param("SP2020-2.8", None, "0.04 short", id="missed a band"),
        pytest.param("SP2020-3.2", None, "7.7 points short", id="missed a level"),
        pytest.param("UMC2030-U1", "ARE", "as every figure since 2018 does", id="met for years"),
        pytest.param("UMC2030-U2", None, "too old to judge 100 %", id="too old"),
        pytest.param("UMC2030-M8", "CAF", "a single figure, 76.6 % (2025)", id="one observation"),
    ],
)
def test_reason_holds_the_arithmetic_of_its_status(
    tracker: Tracker, judged: Judge, target_id: str, area: str | None, part: str
) -> None:
    assert part in describe_reason(judged(target_id, area=area), tracker.reference)


@pytest.mark.parametrize(
    ("found", "method", "parts"),
    [
        pytest.param(
            ProjectedSum(2030, 83.1, -2.1, 210, 185, 1.0),
            "weighted_mean",
            ["83 % in 2030, 2.1 points less than", "185 of 210 countries", "100 % of the people"],
            id="less than the group's own",
        ),
        pytest.param(
            ProjectedSum(2030, 60.0, 1.0, 3, 3, 0.9),
            "weighted_mean",
            ["1 point more than", "All 3 countries", "90 % of the people"],
            id="all are projected",
        ),
        pytest.param(ProjectedSum(2030, 60.0, 0.01, 3, 2, 0.9), "weighted_mean", ["the same as"], id="no difference"),
        pytest.param(
            ProjectedSum(2030, 2.0, None, 199, 180, 0.92),
            "median",
            ["No projection of the group's own figure", "2 % in 2030", "The median of 199 countries"],
            id="no projection of its own",
        ),
    ],
)
def test_cross_check_is_said_in_a_sentence(found: ProjectedSum, method: str, parts: list[str]) -> None:
    said = sum_words(found, "PT", method)

    assert [part for part in parts if part not in said] == []


def test_sum_of_countries_stands_beside_the_projection_of_their_group(
    tracker: Tracker, state: State, judged: Judge
) -> None:
    """The countries' medians, weighted with their people, against the median of the published aggregate."""
    row = judged("UMC2030-U1")
    found = sum_of_countries(look_at(tracker, TODAY), row.target, row.judgement)

    assert found is not None and found.difference is not None
    assert row.judgement.projection is not None
    assert found.value - found.difference == pytest.approx(row.judgement.projection.at_target())
    assert abs(found.difference) < 5
    assert found.countries > 200 and found.projected > 180 and found.coverage > 0.95


def test_the_sum_has_the_band_of_groups_around_it(tracker: Tracker, judged: Judge) -> None:
    """On the logit scale its edges lie as far from the sum as those of the group's own band from its median."""
    row = judged("UMC2030-U1", area="WLD")
    found = sum_of_countries(look_at(tracker, TODAY), row.target, row.judgement)
    own = row.judgement.projection

    assert found is not None and found.band is not None and own is not None
    low, middle = own.at_target("low80"), own.at_target()
    assert low is not None and middle is not None
    places = [log(one / (100 - one)) for one in (found.band[0], found.value, low, middle)]
    assert places[0] - places[1] == pytest.approx(places[2] - places[3])
    assert found.band[0] < found.value < found.band[1]
    assert "as far as groups were off before" in sum_words(found, "PT_POP", "weighted_mean")


def test_no_sum_where_nothing_can_be_put_together(tracker: Tracker, state: State, judged: Judge) -> None:
    row = judged("UMC2030-U2")

    assert sum_of_countries(look_at(tracker, TODAY), row.target, row.judgement) is None


@pytest.mark.parametrize(
    ("target_id", "area", "crossed"),
    [
        pytest.param("UMC2030-U1", "LDC", True, id="group"),
        pytest.param("UMC2030-U1", "KEN+UGA", True, id="own group"),
        pytest.param("UMC2030-U1", "KEN", False, id="country"),
        pytest.param("SP2020-1.2", None, False, id="its year has passed"),
        pytest.param("SP2020-5.1", None, False, id="no number"),
    ],
)
def test_countries_are_put_together_beside_a_group_whose_target_still_runs(
    tracker: Tracker, judged: Judge, target_id: str, area: str | None, crossed: bool
) -> None:
    assert is_cross_checked(judged(target_id, area=area), look_at(tracker, TODAY)) == crossed
