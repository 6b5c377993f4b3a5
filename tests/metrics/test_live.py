"""Held here: the status of a live target, from its chance or its acceleration factor, and its thresholds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.schemas.target import Target
from metrics.editions import is_too_old
from metrics.judgement import Judgement
from metrics.judging import judge
from metrics.series import make_point
from tests.metrics.figures import (
    TODAY,
    Values,
    make_ceiling,
    make_parity,
    make_series,
    make_target,
    make_world,
)
from tests.metrics.projecting import make_projecting, rising

EVERYONE = make_target(target_value=100, met_at=95)
RANKS = {"reversing": 0, "off_track": 1, "within_reach": 2, "on_track": 3, "achieved": 4}


def projected_and_judged(target: Target, values: Values) -> Judgement:
    """Return a judgement in a world that projects; the series is the only one, so the default errors apply."""
    series = replace(make_series(values, indicator=target.indicator), unit_measure=target.unit_measure)
    return judge(target, "WLD", replace(make_world(series), projector=make_projecting(series)), TODAY)


def judged(target: Target, values: Values) -> Judgement:
    series = replace(make_series(values, indicator=target.indicator), unit_measure=target.unit_measure)
    return judge(target, "WLD", make_world(series), TODAY)


COUNT = make_target(kind="country_count", unit_measure="COUNT")
SIX_YEARS = range(2020, 2026)


def evenly(first: float, last: float, years: range = SIX_YEARS) -> dict[int, float]:
    """Return figures that move evenly from the first year to the last."""
    return {year: first + (last - first) * (year - years[0]) / (len(years) - 1) for year in years}


# The target is 70 in 2030. From 50 in 2020 to 60 in 2025 the pace is 2 a year, and 10 in 5 years need 2.
@pytest.mark.parametrize(
    ("target", "values", "status", "code"),
    [
        pytest.param(COUNT, evenly(50, 60), "on_track", "pace-sufficient", id="factor 1"),
        # 10.5 / 5 = 2.1 against 10 / 5 = 2: exactly 1.05
        pytest.param(
            COUNT.model_copy(update={"target_value": 70.5}),
            evenly(50, 60),
            "on_track",
            "pace-sufficient",
            id="exactly 1.05",
        ),
        pytest.param(
            COUNT.model_copy(update={"target_value": 70.6}),
            evenly(50, 60),
            "within_reach",
            "pace-nearly-sufficient",
            id="1.06",
        ),
        # 16.7 / 5 = 3.34 against 2: exactly 1.67
        pytest.param(
            COUNT.model_copy(update={"target_value": 76.7}),
            evenly(50, 60),
            "within_reach",
            "pace-nearly-sufficient",
            id="exactly 1.67",
        ),
        pytest.param(
            COUNT.model_copy(update={"target_value": 76.8}), evenly(50, 60), "off_track", "pace-too-slow", id="1.68"
        ),
        pytest.param(COUNT, evenly(60, 60), "off_track", "no-movement", id="no movement"),
        pytest.param(COUNT, evenly(60, 50), "reversing", "moving-away", id="moving away"),
        pytest.param(COUNT, {2020: 50, 2025: 70}, "achieved", "achieved", id="achieved exactly"),
        pytest.param(COUNT, {2020: 50, 2025: 99}, "achieved", "achieved", id="overshoot"),
        pytest.param(EVERYONE, {2020: 90, 2025: 95}, "achieved", "achieved", id="95 counts as everyone"),
        pytest.param(make_ceiling(), {2020: 3, 2025: 1.9}, "achieved", "achieved", id="below 2"),
        pytest.param(make_parity(), evenly(0.90, 0.94), "on_track", "pace-sufficient", id="parity: 0.008 a year"),
        pytest.param(make_parity(), evenly(0.82, 1.18), "off_track", "no-movement", id="as far on the other side"),
        pytest.param(make_parity(), evenly(1.03, 1.05), "reversing", "moving-away", id="away from parity"),
        pytest.param(make_parity(), {2020: 0.9, 2025: 1.0}, "achieved", "achieved", id="parity"),
        pytest.param(COUNT, {2025: 60}, "insufficient_data", "one-observation", id="one figure"),
        pytest.param(COUNT, {2025: 71}, "achieved", "achieved", id="one figure that meets it"),
        pytest.param(COUNT, evenly(50, 60, range(2017, 2023)), "on_track", "pace-sufficient", id="4 years old"),
        pytest.param(COUNT, evenly(50, 60, range(2016, 2022)), "insufficient_data", "too-old", id="5 years old"),
        pytest.param(COUNT, {2016: 50, 2021: 99}, "insufficient_data", "too-old", id="met, but 5 years old"),
        pytest.param(COUNT, {}, "insufficient_data", "no-observations", id="no data at all"),
        pytest.param(
            COUNT.model_copy(update={"target_year": 2026}),
            evenly(50, 60, range(2021, 2027)),
            "off_track",
            "no-time-left",
            id="in the target year",
        ),
        pytest.param(
            make_target(kind="relative", baseline_year="2017", baseline_value=None, target_value=25),
            {2020: 50, 2025: 60},
            "insufficient_data",
            "no-comparable-baseline",
            id="a change without a baseline",
        ),
        pytest.param(COUNT, evenly(0, 0), "off_track", "no-movement", id="zero all the way"),
    ],
)
def test_status_of_a_live_target(target: Target, values: Values, status: str, code: str) -> None:
    found = judged(target, values)

    assert (found.status, found.reason.code) == (status, code)


# DOMAIN 5: a line through three points is none; of 19 prices that it called on track in 2020, 5 arrived by 2025.
@pytest.mark.parametrize(
    ("target", "values", "code"),
    [
        pytest.param(
            make_target(), {2020: 50, 2023: 56, 2025: 60}, "few-figures-up", id="a share through three points"
        ),
        pytest.param(make_ceiling(), {2023: 32.0, 2024: 29.0, 2025: 26.6}, "few-figures-down", id="a price"),
        pytest.param(make_ceiling(), {2024: 2.5, 2025: 2.5}, "few-figures-level", id="two equal rounded medians (M8)"),
        pytest.param(make_parity(), {2019: 0.91, 2024: 0.94}, "few-figures-up", id="parity of the world (M3)"),
        pytest.param(make_ceiling(), {2024: 3, 2025: 2}, "few-figures-down", id="2 against below 2, falling"),
    ],
)
def test_no_status_word_from_too_few_figures(target: Target, values: Values, code: str) -> None:
    found = projected_and_judged(target, values)

    assert (found.status, found.reason.code) == ("insufficient_data", code)
    assert (found.actual_pace, found.acceleration_factor, found.chance) == (None, None, None)


def test_without_a_projector_a_share_has_no_status_word() -> None:
    assert judged(make_target(), evenly(50, 60)).status == "insufficient_data"


@pytest.mark.parametrize(
    ("period", "too_old"),
    [
        pytest.param("2022", False, id="exactly 4 years"),
        pytest.param("2021", True, id="exactly 5 years"),
        pytest.param("2022-11-23", False, id="a day less than 4 years"),
        pytest.param("2022-11-20", True, id="two days more than 4 years"),
    ],
)
def test_last_value_older_than_4_years_is_too_old(period: str, too_old: bool) -> None:
    assert is_too_old(make_point(period, 50), TODAY, 4) is too_old


RISING = {2016 + n: 10.0 + 5 * n for n in range(10)}


@pytest.mark.parametrize(
    ("target_value", "status", "code"),
    [
        # 55 in 2025 after nine years of +5: five more such years would be 80, which a share does not keep up
        pytest.param(56, "on_track", "chance-high", id="next to it"),
        pytest.param(70, "within_reach", "chance-fair", id="15 points in 5 years"),
        pytest.param(80, "at_risk", "chance-low", id="25 points: the pace of the past, kept to the end"),
        pytest.param(95, "off_track", "chance-slight", id="40 points"),
        pytest.param(55, "achieved", "achieved", id="met"),
    ],
)
def test_status_follows_the_chance_where_a_projection_applies(target_value: float, status: str, code: str) -> None:
    found = projected_and_judged(make_target(target_value=target_value), RISING)

    assert (found.status, found.reason.code) == (status, code)
    assert found.projection is not None


def test_parity_is_judged_by_its_pace_and_never_projected() -> None:
    found = projected_and_judged(make_parity(), evenly(0.91, 0.96))

    # 0.02 in 5 years need 0.004 a year; it moved by 0.01 a year
    assert (found.status, found.projection, found.not_projected) == ("on_track", None, "projection-required-pace-only")
    assert found.acceleration_factor == pytest.approx(0.4)


def test_without_time_left_there_is_no_chance() -> None:
    found = projected_and_judged(make_target(target_year=2026), {2017 + n: 10.0 + 5 * n for n in range(10)})

    assert (found.status, found.reason.code) == ("off_track", "no-time-left")
    assert found.projection is not None and found.projection.chance is None


def test_a_target_whose_year_has_passed_keeps_its_verdict_and_says_when_it_will_be_met() -> None:
    found = projected_and_judged(make_target(target_year=2023, target_value=60), RISING)

    assert found.status == "not_met"
    assert found.projection is not None and found.projection.reached[0] in (2026, 2027)


def test_achieved_says_since_when_without_a_break() -> None:
    assert judged(make_target(), {2020: 71, 2021: 69, 2022: 72, 2025: 75}).met_in == 2022


@given(
    values=st.lists(st.integers(0, 100), min_size=5, max_size=8),
    target=st.integers(1, 100),
    harder=st.integers(0, 50),
)
def test_status_never_improves_when_the_target_is_made_harder(values: list[int], target: int, harder: int) -> None:
    figures = {2026 - len(values) + at: float(value) for at, value in enumerate(values)}
    first = judged(COUNT.model_copy(update={"target_value": target}), figures)
    second = judged(COUNT.model_copy(update={"target_value": target + harder}), figures)

    assert RANKS[second.status] <= RANKS[first.status]


def test_few_figures_have_a_status_where_chances_from_as_few_came_true() -> None:
    """Forty countries arrived where they were called on track; one with four figures is told by that."""
    steady = [rising(f"C{n:02}", -1.5 + 0.02 * n, 0.1 + 0.002 * n, 2000) for n in range(40)]
    short = replace(steady[5].with_points(steady[5].points[-4:]), ref_area="KEN")
    target = make_target(target_value=short.points[-1].value + 1)
    world = make_world(*steady, short)
    with_past, alone = (
        judge(target, "KEN", replace(world, projector=make_projecting(*ones)), TODAY)
        for ones in ((*steady, short), (short,))
    )

    assert (with_past.status, with_past.reason.code) == ("on_track", "chance-high")
    assert with_past.course_edition == short.edition
    assert (alone.status, alone.reason.code) == ("insufficient_data", "few-figures-up")
