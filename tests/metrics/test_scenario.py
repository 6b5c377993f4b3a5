"""Held here: how a scenario moves a course, computed by hand; that it changes nothing where nothing is assumed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.projection import Question
from metrics.scenario import (
    Bounds,
    Course,
    Goal,
    Move,
    at_pace,
    first_meeting,
    mean_pace,
    moved_mean,
    moved_median,
    outcome_of,
    part_of_way,
    projected_course,
    reaching,
    sped_up,
    straight_course,
)
from metrics.series import make_point
from tests.metrics.figures import make_series
from tests.metrics.projecting import SEVENTY, make_projecting, projected, rising

SHARE = Bounds(0, 100)
LAST = make_point("2025", 50)
COURSE = Course(LAST, (54.0, 57.0, 59.0, 60.0, 60.5))
"""2026 to 2030, slowing down."""


def test_twice_the_pace_doubles_every_step_from_the_year_on() -> None:
    """Steps 4, 3, 2, 1, 0.5; from 2027 on doubled: 54, then + 6, + 4, + 2, + 1."""
    assert sped_up(COURSE, 2, 2027, SHARE).values == (54, 60, 64, 66, 67)


def test_a_standstill_keeps_the_value_of_the_year_before() -> None:
    assert sped_up(COURSE, 0, 2028, SHARE).values == (54, 57, 57, 57, 57)


def test_no_share_passes_its_bound() -> None:
    """Five times 4 and 3: 70, 85; then 2 x 5 and 1 x 5 make 95 and 100, and it stays there."""
    assert sped_up(COURSE, 5, 2026, SHARE).values == (70, 85, 95, 100, 100)


def test_a_pace_of_its_own_goes_on_from_the_value_of_the_year_before() -> None:
    """57 in 2027 as it stands; then 3 points a year."""
    assert at_pace(COURSE, 3, 2028, SHARE).values == (54, 57, 60, 63, 66)


def test_a_pace_from_the_first_year_on_begins_at_the_last_value() -> None:
    assert at_pace(COURSE, 2, 2026, SHARE).values == (52, 54, 56, 58, 60)


def test_a_dated_figure_counts_to_the_end_of_each_year() -> None:
    """From 1 July 2026 there are 183 days to 31 December: 183 / 365.25 of a year at 10 a year are 5.01."""
    last = make_point("2026-07-01", 80)
    course = straight_course(last, 10, 2028, Bounds(0, 1e9))

    assert course.years == range(2026, 2029)
    assert course.values == pytest.approx((85.01, 95.00, 105.02), abs=0.01)
    assert at_pace(course, 20, 2027, Bounds(0, 1e9)).values == pytest.approx((85.01, 104.99, 125.03), abs=0.01)
    assert at_pace(course, 20, 2026, Bounds(0, 1e9)).at(2026) == pytest.approx(90.02, abs=0.01)


def test_a_country_reaches_its_level_in_a_straight_line_and_stays() -> None:
    """54 in 2026, 90 by 2029: 12 points a year; afterwards it stays."""
    assert reaching(COURSE, Goal(90, 2029, 2027), rising=True).values == (54, 66, 78, 90, 90)


def test_a_country_ahead_of_the_level_keeps_its_course() -> None:
    assert reaching(COURSE, Goal(55, 2030, 2027), rising=True) == COURSE


def test_a_price_comes_down() -> None:
    course = Course(make_point("2025", 8), (7.0, 6.0, 5.0))

    assert reaching(course, Goal(1, 2028, 2027), rising=False).values == (7, 4, 1)


def test_a_level_by_the_first_year_is_reached_at_once() -> None:
    assert reaching(COURSE, Goal(90, 2026, 2026), rising=True).values == (90, 90, 90, 90, 90)


def two_members(level: float) -> list[Move]:
    """Return a country of 30 people that reaches a level by 2027, and one of 60 that does not move."""
    small = Course(LAST, (50.0, 50.0))
    large = Course(make_point("2025", 80), (80.0, 80.0))
    return [Move(30, small, reaching(small, Goal(level, 2027, 2026), rising=True)), Move(60, large, large)]


def test_a_group_moves_by_the_weight_of_its_countries() -> None:
    """30 of 100 people rise by 10 and 20 points: 3 and 6. The countries add up to (30 x 50 + 60 x 80) / 90 = 70, as the

    group's own course does, so nothing is taken off.
    """
    group = Course(make_point("2025", 70), (70.0, 70.0))

    assert moved_mean(group, two_members(70), 100, Goal(70, 2027, 2026), SHARE).values == pytest.approx((73, 76))


def test_countries_that_move_give_up_their_part_of_the_difference() -> None:
    """The group stands at 76, its countries add up to 70: 6 apart. The one that moves is 0.3 of the people, so it

    gives up 0.3 x 6 = 1.8 by 2027 and half of that in 2026: 76 + 3 - 0.9 and 76 + 6 - 1.8.
    """
    group = Course(make_point("2025", 76), (76.0, 76.0))

    assert moved_mean(group, two_members(70), 100, Goal(70, 2027, 2026), SHARE).values == pytest.approx((78.1, 80.2))


def test_a_group_whose_members_all_reach_a_level_reaches_it() -> None:
    goal = Goal(90, 2027, 2026)
    courses = [Course(make_point("2025", one), (one, one)) for one in (20.0, 40.0, 60.0)]
    moves = [Move(10, one, reaching(one, goal, rising=True)) for one in courses]
    group = Course(make_point("2025", 47), (47.0, 47.0))

    assert moved_mean(group, moves, 30, goal, SHARE).at(2027) == pytest.approx(90)
    assert moved_median(group, moves, goal, SHARE).at(2027) == pytest.approx(90)


def test_the_median_of_prices_moves_by_the_difference_of_the_medians() -> None:
    """Prices 2, 6, 9: the median is 6, as the group's. The dearest comes down to 1: 1, 2, 6, so the median is 2."""
    goal = Goal(1, 2026, 2026)
    courses = [Course(make_point("2025", one), (one,)) for one in (2.0, 6.0, 9.0)]
    after = [*courses[:2], reaching(courses[2], goal, rising=False)]
    moves = [Move(1, one, two) for one, two in zip(courses, after, strict=True)]

    assert moved_median(Course(make_point("2025", 6), (6.0,)), moves, goal, Bounds(0, 100)).values == (2,)


def test_year_and_pace_of_a_course() -> None:
    assert first_meeting(COURSE, 59, 2040, rising=True) == 2028
    assert first_meeting(COURSE, 59, 2027, rising=True) is None
    assert first_meeting(COURSE, 61, 2040, rising=True) is None
    assert mean_pace(COURSE, 2030) == pytest.approx(2.1)
    assert mean_pace(COURSE, 2025) is None
    assert [part_of_way(Goal(1, 2028, 2027), year) for year in (2025, 2026, 2027, 2028, 2030)] == [0, 0, 0.5, 1, 1]


@given(times=st.floats(0, 10), start=st.integers(2026, 2030))
def test_nothing_changes_before_the_start(times: float, start: int) -> None:
    found = sped_up(COURSE, times, start, SHARE)

    assert all(found.at(year) == COURSE.at(year) for year in range(2026, start))
    assert sped_up(COURSE, 1, start, SHARE).values == pytest.approx(COURSE.values)


def test_errors_around_the_projection_itself_give_its_own_chance_and_band() -> None:
    series = rising("KEN", -1.0, 0.1)
    projector = make_projecting(series)
    own = projected(series, SEVENTY, projector)
    course = projected_course(series.points[-1], own.fan)
    found = outcome_of(course, series, Question(SEVENTY, 2030, 2026), projector)

    assert found is not None
    assert found.chance == pytest.approx(own.chance)
    assert found.outlook == own.outlook
    assert (found.low80, found.high80) == pytest.approx((own.at_target("low80"), own.at_target("high80")))


def test_a_course_that_just_arrives_has_an_even_chance() -> None:
    """Outcomes lay as often above as below a projection, so a course that ends at the level has an even chance."""
    series = make_series(dict.fromkeys(range(2016, 2026), 50.0), ref_area="KEN")
    found = outcome_of(Course(LAST, (70.0,) * 5), series, Question(SEVENTY, 2030, 2026), make_projecting(series))

    assert found is not None
    assert found.chance == pytest.approx(0.5)
    assert found.outlook == "within_reach"


def test_what_is_not_projected_has_no_errors() -> None:
    series = make_series(dict.fromkeys(range(2016, 2026), 50.0))

    assert outcome_of(COURSE, series, Question(SEVENTY, 2025, 2026), make_projecting(series)) is None
