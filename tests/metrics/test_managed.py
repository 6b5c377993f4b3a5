"""Held here: what others managed from the same level, each country counted once."""

import pytest

from metrics.aim import Aim
from metrics.panel import make_panel
from metrics.projection import same_level, who_managed
from tests.metrics.figures import make_series

KENYA = make_series({2023: 50.0, 2024: 55.0, 2025: 60.0}, ref_area="KEN")
SEVENTY = Aim(70, 70, "up")


def managed(
    others: dict[str, dict[int, float]], aim: Aim = SEVENTY, target_year: int = 2027
) -> tuple[tuple[str, ...], int]:
    panel = make_panel([make_series(values, ref_area=area) for area, values in others.items()])
    return who_managed(panel, KENYA, aim, target_year, (55, 65))


@pytest.mark.parametrize(
    ("others", "found"),
    [
        # Kenya needs 10 points in 2 years from 60
        pytest.param({"AAA": {2020: 58, 2021: 63, 2022: 68}}, (("AAA",), 1), id="exactly as fast"),
        pytest.param({"AAA": {2020: 58, 2021: 63, 2022: 67.9}}, ((), 1), id="a little slower"),
        pytest.param({"AAA": {2020: 54.9, 2022: 90}}, ((), 0), id="from a lower level"),
        pytest.param({"AAA": {2020: 65, 2021: 64, 2022: 80, 2023: 79}}, (("AAA",), 1), id="twice, counted once"),
        pytest.param({"AAA": {2020: 60}}, ((), 0), id="nothing came later"),
        pytest.param({"KEN": {2020: 60, 2022: 80}}, ((), 0), id="the area itself"),
        pytest.param({"AAA": {2025: 60, 2027: 80}}, ((), 0), id="not in an earlier year"),
        pytest.param({"AAA": {2020: 60, 2022: 80}, "BBB": {2020: 60, 2022: 61}}, (("AAA",), 2), id="one of two"),
    ],
)
def test_who_managed(others: dict[str, dict[int, float]], found: tuple[tuple[str, ...], int]) -> None:
    assert managed(others) == found


def test_nobody_is_compared_when_no_year_is_left() -> None:
    assert managed({"AAA": {2020: 60, 2022: 80}}, target_year=2025) == ((), 0)


def test_a_price_must_fall_as_far() -> None:
    assert managed({"AAA": {2020: 60, 2022: 49}, "BBB": {2020: 60, 2022: 71}}, Aim(50, 50, "down")) == (("AAA",), 2)


def test_the_same_level_is_points_of_a_share_and_per_cent_of_a_price() -> None:
    assert same_level(60, "share", 5) == (55, 65)
    assert same_level(4, "price", 25) == (3, 5)
