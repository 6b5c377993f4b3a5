"""Held here: the pace needed, the pace of late, and their ratio with its sign."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.aim import Aim
from metrics.pace import acceleration_factor, actual_pace, pace_start, required_pace, year_at_pace, years_left
from metrics.series import make_point
from tests.metrics.figures import Values, make_series

LEVEL = Aim(70, 70, "up")
PRICE = Aim(2, 2, "down", strict=True)
PARITY = Aim(0.98, 0.98, "parity", 1.02, decimals=2)
PLEDGED = {"2022-06-09": 18.55e9, "2024-02": 46e9, "2026-03-04": 82e9}


@pytest.mark.parametrize(
    ("aim", "value", "year", "pace"),
    [
        pytest.param(LEVEL, 60.0, 2025, 2.0, id="10 points in 5 years"),
        pytest.param(LEVEL, 72.0, 2026, -0.5, id="overshoot: 2 points to lose in 4 years"),
        pytest.param(PRICE, 2.5, 2025, -0.1, id="0.5 to fall in 5 years"),
        pytest.param(PARITY, 0.94, 2026, 0.01, id="parity: 0.04 to close in 4 years"),
        pytest.param(PARITY, 1.06, 2026, 0.01, id="parity from above closes as well"),
        pytest.param(PARITY, 1.0, 2026, 0.0, id="parity reached"),
        pytest.param(LEVEL, 60.0, 2030, None, id="no time left"),
        pytest.param(LEVEL, 60.0, 2031, None, id="the target year has passed"),
    ],
)
def test_required_pace_is_the_gap_over_the_years_left(aim: Aim, value: float, year: int, pace: float | None) -> None:
    found = required_pace(make_point(str(year), value), aim, 2030)

    assert found == (None if pace is None else pytest.approx(pace))


def test_annual_figures_count_whole_years() -> None:
    assert years_left(make_point("2025", 1), 2030) == 5


def test_dated_figures_count_to_31_december() -> None:
    days = (date(2026, 12, 31) - date(2026, 3, 4)).days

    assert days == 302
    assert years_left(make_point("2026-03-04", 1), 2026) == pytest.approx(302 / 365.25)
    assert required_pace(make_point("2026-03-04", 82e9), Aim(100e9, 100e9, "up"), 2026) == pytest.approx(
        18e9 / (302 / 365.25)
    )


@pytest.mark.parametrize("period", ["2026-12-31", "2027-01-01"])
def test_dated_figure_of_the_last_day_or_later_leaves_no_time(period: str) -> None:
    assert required_pace(make_point(period, 82e9), Aim(100e9, 100e9, "up"), 2026) is None


@pytest.mark.parametrize(
    ("values", "start"),
    [
        pytest.param({2018: 40, 2019: 41, 2020: 50, 2025: 60}, "2020", id="exactly five years back"),
        pytest.param({2018: 40, 2021: 50, 2022: 52, 2025: 60}, "2021", id="the first within the window"),
        pytest.param({2010: 20, 2016: 40, 2025: 60}, "2016", id="an empty window: the one before it"),
        pytest.param(PLEDGED, "2022-06-09", id="dated figures"),
    ],
)
def test_actual_pace_starts_at_the_first_observation_of_the_window(values: Values, start: str) -> None:
    found = pace_start(make_series(values), 5)

    assert found is not None
    assert found.period == start


@pytest.mark.parametrize(
    ("aim", "values", "pace"),
    [
        pytest.param(LEVEL, {2020: 60.1, 2023: 69.2, 2025: 73.6}, 2.7, id="(73.6 - 60.1) / 5, U1 of the world"),
        pytest.param(LEVEL, {2023: 69.2, 2025: 73.6}, 2.2, id="(73.6 - 69.2) / 2"),
        pytest.param(LEVEL, {2020: 60, 2025: 50}, -2.0, id="moving away"),
        pytest.param(LEVEL, {2020: 60, 2022: 65, 2025: 60}, 0.0, id="no movement"),
        pytest.param(LEVEL, {2025: 60}, None, id="one observation"),
        pytest.param(LEVEL, {}, None, id="no observation"),
        pytest.param(None, {2020: 60, 2025: 50}, -2.0, id="a target without a number"),
        pytest.param(PARITY, {2019: 0.91, 2024: 0.94}, 0.006, id="parity: d from 0.07 to 0.04 in 5 years"),
        pytest.param(PARITY, {2020: 1.06, 2025: 1.11}, -0.01, id="parity: d from 0.04 to 0.09"),
        pytest.param(PARITY, {2020: 0.82, 2025: 1.18}, 0.0, id="parity: from one side to the other"),
    ],
)
def test_actual_pace_is_the_change_a_year(aim: Aim | None, values: Values, pace: float | None) -> None:
    found = actual_pace(make_series(values), aim, 5)

    assert found == (None if pace is None else pytest.approx(pace))


@pytest.mark.parametrize(
    ("aim", "required", "actual", "factor"),
    [
        pytest.param(LEVEL, 5.28, 2.7, 1.9556, id="U1 of the world: 26.4 / 5 against 2.7"),
        pytest.param(LEVEL, 2.0, 4.0, 0.5, id="twice as fast as needed"),
        pytest.param(PRICE, -0.1, -0.2, 0.5, id="a price that falls"),
        pytest.param(PRICE, -0.1, 0.2, None, id="a price that rises"),
        pytest.param(LEVEL, 2.0, -1.0, None, id="a level that falls"),
        pytest.param(LEVEL, 2.0, 0.0, None, id="no movement"),
        pytest.param(LEVEL, 2.0, None, None, id="one observation"),
        pytest.param(LEVEL, None, 2.0, None, id="no time left"),
        pytest.param(PARITY, 0.04 / 6, 0.006, 1.1111, id="parity M3 of the world: 0.04 / 6 against 0.006"),
        pytest.param(PARITY, 0.01, -0.01, None, id="away from parity"),
        pytest.param(PRICE, 0.0, -0.2, 0.0, id="2 against below 2, falling"),
        pytest.param(PRICE, 0.0, 0.2, None, id="2 against below 2, rising: the wrong sign"),
        pytest.param(LEVEL, 0.0, -1.0, None, id="70 against above 70, falling: the wrong sign"),
    ],
)
def test_acceleration_factor_is_required_over_actual_with_one_sign(
    aim: Aim, required: float | None, actual: float | None, factor: float | None
) -> None:
    found = acceleration_factor(required, actual, aim)

    assert found == (None if factor is None else pytest.approx(factor, abs=1e-4))


@given(pace=st.floats(-1e6, 1e6))
def test_acceleration_factor_is_1_where_actual_equals_required(pace: float) -> None:
    assume(abs(pace) > 1e-9)

    assert acceleration_factor(pace, pace, LEVEL if pace > 0 else PRICE) == 1


@given(start=st.integers(0, 60), pace=st.integers(1, 10), years=st.integers(1, 5))
def test_path_that_arrives_on_time_has_factor_1(start: int, pace: int, years: int) -> None:
    series = make_series({2025 - years: start, 2025: start + pace * years})
    line = start + pace * (years + 5)
    aim = Aim(line, line, "up")
    required = required_pace(series.points[-1], aim, 2030)

    assert acceleration_factor(required, actual_pace(series, aim, 5), aim) == pytest.approx(1)


@pytest.mark.parametrize(
    ("aim", "value", "pace", "year"),
    [
        pytest.param(LEVEL, 60.0, 2.0, 2030, id="10 points at 2 a year from 2025"),
        pytest.param(LEVEL, 60.0, 3.0, 2029, id="between two years: the later one"),
        pytest.param(PRICE, 2.5, -0.1, 2030, id="a price falls"),
        pytest.param(PARITY, 0.94, 0.006, 2032, id="0.04 of distance at 0.006 a year: 6.7 years"),
        pytest.param(LEVEL, 70.0, 2.0, None, id="met already"),
        pytest.param(LEVEL, 60.0, 0.0, None, id="stands still"),
        pytest.param(PRICE, 2.5, 0.1, None, id="moves away"),
        pytest.param(PARITY, 0.94, -0.006, None, id="parity moves away"),
        pytest.param(LEVEL, 60.0, None, None, id="no pace"),
    ],
)
def test_year_at_the_pace_of_late_is_where_a_straight_line_arrives(
    aim: Aim, value: float, pace: float | None, year: int | None
) -> None:
    assert year_at_pace(make_point("2025", value), aim, pace) == year


def test_the_level_its_owner_counts_as_met_is_where_the_line_arrives() -> None:
    assert year_at_pace(make_point("2025", 90), Aim(100, 95, "up"), 1.0) == 2030
