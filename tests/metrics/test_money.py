"""Held here: what the pace of a sum brings until its date, how it is judged by that, and when its figure is overdue."""

from datetime import date

import pytest

from metrics.aim import Aim
from metrics.money import MoneyRule, is_stale, money_outlook
from metrics.series import make_point
from tests.metrics.figures import Values, points

RULE = MoneyRule(window_years=2, far_short=0.2, stale_intervals=2)
HUNDRED_BILLION = Aim(100.0, 100.0, "up")
# Partner2Connect's headlines in USD bn, as built in (DOMAIN 1: more than 82 in March 2026)
P2C: Values = {
    "2022-06-09": 18.55,
    "2022-10": 28.4,
    "2022-12": 30.0,
    "2023-09": 33.0,
    "2023-12-06": 36.78,
    "2024-02": 46.0,
    "2025-03-04": 73.0,
    "2025-07-07": 75.0,
    "2025-11-17": 80.0,
    "2026-03-04": 82.0,
}


def test_pledges_of_p2c_fall_short_at_their_pace_but_such_a_stretch_once_brought_as_much() -> None:
    found = money_outlook(points(P2C), HUNDRED_BILLION, 2026, RULE)

    assert found is not None
    # 24 months before 2026-03-04 lie 32 of the 397 days from 46 to 73: 48.18; (82 - 48.18) / 2 = 16.91 a year
    assert found.pace == pytest.approx(16.91, abs=0.02)
    # 302 days to 31 December: 82 + 16.91 x 302 / 365.25 = 95.98
    assert found.expected == pytest.approx(95.98, abs=0.02)
    assert found.short == pytest.approx(4.02, abs=0.02)
    # 302 days from 2023-12-06 on hold 57 days at 9.22 and 245 of 397 days of 27: 25.88, of which 18 is less
    assert found.best == pytest.approx(25.88, abs=0.02)
    assert (found.status, found.since) == ("within_reach", "2024-02")


@pytest.mark.parametrize(
    ("values", "target_year", "status"),
    [
        pytest.param({"2024-12-31": 40.0, "2025-12-31": 80.0}, 2026, "on_track", id="40 a year, 20 missing"),
        # 10 a year reach 90; the one stretch of a year brought 10 of the 20 that are missing
        pytest.param({"2024-12-31": 70.0, "2025-12-31": 80.0}, 2026, "at_risk", id="10 short, never as much"),
        # once 30 in a year, of late 5: 85, 15 short
        pytest.param(
            {"2022-12-31": 40.0, "2023-12-31": 70.0, "2024-12-31": 75.0, "2025-12-31": 80.0},
            2026,
            "within_reach",
            id="once 30 in a year",
        ),
        pytest.param({"2024-12-31": 70.0, "2025-12-31": 75.0}, 2026, "off_track", id="exactly a fifth short"),
        pytest.param({"2024-12-31": 80.0, "2025-12-31": 75.0}, 2026, "reversing", id="it shrinks"),
        pytest.param({"2024-12-31": 90.0, "2025-12-31": 90.0}, 2026, "at_risk", id="it stands still, 10 short"),
        pytest.param({"2023": 40.0, "2024": 60.0}, 2026, "on_track", id="annual figures: 20 a year, two years"),
    ],
)
def test_status_of_a_sum(values: Values, target_year: int, status: str) -> None:
    found = money_outlook(points(values), HUNDRED_BILLION, target_year, RULE)

    assert found is not None
    assert found.status == status


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"2025-12-31": 80.0}, id="one figure has no pace"),
        pytest.param({}, id="no figure"),
        pytest.param({"2025": 70.0, "2026": 80.0}, id="no time left"),
    ],
)
def test_without_pace_or_time_nothing_is_expected(values: Values) -> None:
    assert money_outlook(points(values), HUNDRED_BILLION, 2026, RULE) is None


def test_statements_made_before_are_held_against_what_came_in() -> None:
    values = {"2022-12-31": 10.0, "2023-12-31": 20.0, "2024-12-31": 24.0, "2025-12-31": 30.0}
    found = money_outlook(points(values), HUNDRED_BILLION, 2026, RULE)

    assert found is not None
    # a year ahead: at the end of 2023 30 were expected (24 came), at the end of 2024 24 + 7 = 31 (30 came)
    assert found.off == pytest.approx((6 + 1) / 2, abs=0.02)


@pytest.mark.parametrize(
    ("today", "stale"),
    [
        pytest.param(date(2026, 11, 30), True, id="31 days left, the figure 271 days old"),
        pytest.param(date(2026, 4, 1), False, id="four weeks old"),
    ],
)
def test_figure_of_march_is_overdue_a_month_before_the_end(today: date, stale: bool) -> None:
    assert is_stale(points(P2C), today, 2026, RULE) is stale


def test_figure_older_than_twice_the_usual_interval_is_overdue() -> None:
    quarterly = [make_point(f"2025-{month:02}-01", 50.0) for month in (1, 4, 7, 10)]

    assert not is_stale(quarterly, date(2026, 3, 25), 2030, RULE)
    assert is_stale(quarterly, date(2026, 4, 8), 2030, RULE)
