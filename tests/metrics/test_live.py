"""Held here: the status of a live target, from its chance or its acceleration factor, and its thresholds."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.schemas.target import Target
from metrics.judgement import Judgement
from metrics.judging import judge
from metrics.live import is_too_old
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
from tests.metrics.projecting import make_projecting

EVERYONE = make_target(target_value=100, met_at=95)
PLEDGES = make_target(kind="sum", unit_measure="USD", baseline_year="", baseline_value=None, target_value=100)
RANKS = {"reversing": 0, "off_track": 1, "within_reach": 2, "on_track": 3, "achieved": 4}


def projected_and_judged(target: Target, values: Values) -> Judgement:
    """Return a judgement in a world that projects; the series is the only one, so the default errors apply."""
    series = replace(make_series(values, indicator=target.indicator), unit_measure=target.unit_measure)
    return judge(target, "WLD", replace(make_world(series), projector=make_projecting(series)), TODAY)


def judged(target: Target, values: Values) -> Judgement:
    return judge(target, "WLD", make_world(make_series(values, indicator=target.indicator)), TODAY)


# The target is 70 in 2030. From 50 in 2020 to 60 in 2025 the pace is 2 a year, and 10 points in 5 years need 2.
@pytest.mark.parametrize(
    ("target", "values", "status", "code"),
    [
        pytest.param(make_target(), {2020: 50, 2025: 60}, "on_track", "pace-sufficient", id="factor 1"),
        # 10.5 / 5 = 2.1 against 10 / 5 = 2: exactly 1.05
        pytest.param(
            make_target(target_value=70.5), {2020: 50, 2025: 60}, "on_track", "pace-sufficient", id="exactly 1.05"
        ),
        pytest.param(
            make_target(target_value=70.6), {2020: 50, 2025: 60}, "within_reach", "pace-nearly-sufficient", id="1.06"
        ),
        # 16.7 / 5 = 3.34 against 2: exactly 1.67
        pytest.param(
            make_target(target_value=76.7),
            {2020: 50, 2025: 60},
            "within_reach",
            "pace-nearly-sufficient",
            id="exactly 1.67",
        ),
        pytest.param(make_target(target_value=76.8), {2020: 50, 2025: 60}, "off_track", "pace-too-slow", id="1.68"),
        pytest.param(make_target(), {2020: 60, 2025: 60}, "off_track", "no-movement", id="no movement"),
        pytest.param(make_target(), {2020: 60, 2025: 50}, "reversing", "moving-away", id="moving away"),
        pytest.param(make_target(), {2020: 50, 2025: 70}, "achieved", "achieved", id="achieved exactly"),
        pytest.param(make_target(), {2020: 50, 2025: 99}, "achieved", "achieved", id="overshoot"),
        pytest.param(EVERYONE, {2020: 90, 2025: 95}, "achieved", "achieved", id="95 counts as everyone"),
        pytest.param(make_ceiling(), {2020: 6, 2025: 4}, "on_track", "pace-sufficient", id="a price that falls"),
        pytest.param(make_ceiling(), {2020: 2, 2025: 4}, "reversing", "moving-away", id="a price that rises"),
        pytest.param(
            make_ceiling(), {2020: 3, 2025: 2}, "on_track", "pace-sufficient", id="2 against below 2, falling"
        ),
        pytest.param(make_ceiling(), {2020: 1, 2025: 2}, "reversing", "moving-away", id="2 against below 2, rising"),
        pytest.param(make_ceiling(), {2020: 3, 2025: 1.9}, "achieved", "achieved", id="below 2"),
        # M3 of the world (DOMAIN 1, F&F 2024): 0.04 / 6 against (0.94 - 0.91) / 5: 1.11
        pytest.param(
            make_parity(), {2019: 0.91, 2024: 0.94}, "within_reach", "pace-nearly-sufficient", id="parity, world"
        ),
        pytest.param(
            make_parity(), {2020: 0.82, 2025: 1.18}, "off_track", "no-movement", id="as far on the other side"
        ),
        pytest.param(make_parity(), {2020: 1.03, 2025: 1.05}, "reversing", "moving-away", id="away from parity"),
        pytest.param(make_parity(), {2020: 0.9, 2025: 1.0}, "achieved", "achieved", id="parity"),
        pytest.param(make_target(), {2025: 60}, "insufficient_data", "one-observation", id="one observation"),
        pytest.param(make_target(), {2025: 71}, "achieved", "achieved", id="one observation that meets it"),
        pytest.param(make_target(), {2017: 50, 2022: 60}, "on_track", "pace-sufficient", id="4 years old: not too old"),
        pytest.param(make_target(), {2016: 50, 2021: 60}, "insufficient_data", "too-old", id="5 years old"),
        pytest.param(make_target(), {2016: 50, 2021: 99}, "insufficient_data", "too-old", id="met, but 5 years old"),
        pytest.param(make_target(), {}, "insufficient_data", "no-observations", id="no data at all"),
        pytest.param(
            make_target(target_year=2026), {2021: 50, 2026: 60}, "off_track", "no-time-left", id="in the target year"
        ),
        pytest.param(
            make_target(kind="relative", baseline_year="2017", baseline_value=None, target_value=25),
            {2020: 50, 2025: 60},
            "insufficient_data",
            "no-comparable-baseline",
            id="a change without a baseline",
        ),
        pytest.param(make_target(), {2020: 0, 2025: 0}, "off_track", "no-movement", id="zero all the way"),
    ],
)
def test_status_of_a_live_target(target: Target, values: Values, status: str, code: str) -> None:
    found = judged(target, values)

    assert (found.status, found.reason.code) == (status, code)


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


def test_dated_figures_are_judged_to_the_end_of_the_target_year() -> None:
    values = {"2024-12-31": 40.0, "2025-12-31": 80.0}
    found = judged(PLEDGES.model_copy(update={"target_year": 2026}), values)

    # 20 in 365 days against 40 in 365 days
    assert found.acceleration_factor == pytest.approx(0.5)
    assert found.status == "on_track"


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


@pytest.mark.parametrize(
    ("target", "values", "status", "why_not"),
    [
        pytest.param(make_target(), {2020: 50, 2025: 60}, "on_track", "projection-few-points", id="two points"),
        pytest.param(
            make_parity(),
            {2021 + n: 0.91 + 0.01 * n for n in range(5)},
            "on_track",
            "projection-required-pace-only",
            id="parity",
        ),
        pytest.param(
            PLEDGES,
            {2021 + n: 50.0 + 10 * n for n in range(5)},
            "on_track",
            "projection-required-pace-only",
            id="money",
        ),
        pytest.param(
            make_target(), {2010 + n: 50.0 + n for n in range(5)}, "insufficient_data", "projection-too-old", id="stale"
        ),
    ],
)
def test_the_rule_of_the_pace_stays_where_no_projection_applies(
    target: Target, values: Values, status: str, why_not: str
) -> None:
    found = projected_and_judged(target, values)

    assert (found.status, found.projection, found.not_projected) == (status, None, why_not)


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
    values=st.dictionaries(st.integers(2019, 2026), st.integers(0, 100), min_size=2),
    target=st.integers(1, 100),
    harder=st.integers(0, 50),
)
def test_status_never_improves_when_the_target_is_made_harder(values: dict[int, int], target: int, harder: int) -> None:
    assume(max(values) >= 2022)
    figures = {year: float(value) for year, value in sorted(values.items())}
    first = judged(make_target(target_value=target), figures)
    second = judged(make_target(target_value=target + harder), figures)

    assert RANKS[second.status] <= RANKS[first.status]
