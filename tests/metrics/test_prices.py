"""Held here: how fast a price falls on the log scale, and how many economies are below a line."""

import csv
from dataclasses import replace
from math import inf, log
from pathlib import Path

import pytest

from data.reference import load_reference
from metrics.prices import EconomyCount, band_of, count_economies, price_trend
from metrics.series import Point
from tests.metrics.figures import points

AFFORDABILITY = Path(__file__).parents[2] / "data" / "builtin" / "itu" / "affordability.csv"
EDITIONS = ("ITU ICT Price Baskets 2025-12", "ITU DataHub 2025-12")
COUNTRIES = frozenset(code for code, area in load_reference().areas.items() if area.kind == "country")


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        pytest.param({2020: 8, 2021: 4, 2022: 2}, (1.0, True), id="halves every year"),
        pytest.param({2014: 8, 2017: 4, 2020: 2, 2023: 1}, (3.0, True), id="halves every 3 years"),
        pytest.param({2020: 1, 2022: 2, 2024: 4}, (2.0, False), id="doubles every 2 years"),
        pytest.param({2020: 1, 2021: 4, 2022: 1, 2023: 4}, (2.5, False), id="up and down: least squares"),
        pytest.param({2020: 3, 2021: 3, 2022: 3}, (inf, False), id="stands still"),
        pytest.param({2020: 8, 2022: 2}, None, id="two prices are too few"),
        pytest.param({2020: 8, 2021: 0, 2022: 2}, None, id="a price of 0 is none"),
        pytest.param({2005: 100, 2020: 8, 2021: 4, 2022: 2}, (1.0, True), id="older than ten years does not count"),
        pytest.param({2012: 8, 2017: 4, 2022: 2}, (5.0, True), id="exactly ten years back counts"),
        pytest.param({}, None, id="no price"),
    ],
)
def test_years_to_halve_or_to_double(prices: dict[int, float], expected: tuple[float, bool] | None) -> None:
    found = price_trend(points(prices), 10, 3)

    assert ((found.years, found.falls) if found else None) == pytest.approx(expected)


def test_least_squares_slope_by_hand() -> None:
    # years -1.5, -0.5, 0.5, 1.5 around their mean; logs 0, ln 4, 0, ln 4: sum(x y) = ln 4, sum(x x) = 5
    found = price_trend(points({2020: 1, 2021: 4, 2022: 1, 2023: 4}), 10, 3)

    assert found is not None
    assert found.slope == pytest.approx(log(4) / 5)
    assert (found.since, found.until, found.count, found.falls) == (2020, 2023, 4, False)


def test_yearly_change_is_a_share_of_the_price() -> None:
    found = price_trend(points({2020: 8, 2021: 4, 2022: 2}), 10, 3)

    assert found is not None
    assert found.yearly_change == pytest.approx(-0.5)


def test_prices_before_a_break_do_not_count() -> None:
    series: tuple[Point, ...] = points({2018: 50, 2020: 8, 2021: 4, 2022: 2})
    broken = (series[0], replace(series[1], obs_status="B"), *series[2:])

    found = price_trend(broken, 10, 3)

    assert found is not None
    assert found.years == pytest.approx(1.0)
    assert price_trend((*series[:2], replace(series[2], obs_status="B"), series[3]), 10, 3) is None


@pytest.mark.parametrize(("price", "band"), [(0.1, 0), (1.99, 0), (2.0, 1), (2.99, 1), (3.0, 2), (55.0, 2)], ids=str)
def test_price_at_a_line_is_not_below_it(price: float, band: int) -> None:
    assert band_of(price, (2.0, 3.0)) == band


def test_economies_are_counted_by_band() -> None:
    prices = {"AAA": 0.5, "BBB": 1.9, "CCC": 2.0, "DDD": 7.0}

    assert count_economies(2025, prices, (2.0, 3.0)) == EconomyCount(2025, (2, 1, 1))
    assert count_economies(2025, prices, (2.0, 3.0)).economies == 4
    assert count_economies(2025, {}, (2.0,)) == EconomyCount(2025, (0, 0))


@pytest.mark.parametrize(("basket", "below", "economies"), [("mobile_basket_5gb", 132, 207), ("fixed_basket", 87, 196)])
def test_economies_below_2_per_cent_in_2025(basket: str, below: int, economies: int) -> None:
    """132 of 207 and 87 of 196: counted independently in the country figures of December 2025.

    They are those of ITU's price workbook, and of its DataHub for Kosovo, which the workbook does not have.
    """
    with AFFORDABILITY.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["indicator"] == basket and row["time_period"] == "2025"]
    prices = {
        row["ref_area"]: float(row["obs_value"])
        for row in rows
        if row["ref_area"] in COUNTRIES and row["edition"] in EDITIONS
    }
    found = count_economies(2025, prices, (2.0, 3.0))

    assert (found.bands[0], found.economies) == (below, economies)
