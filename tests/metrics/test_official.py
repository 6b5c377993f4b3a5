"""Held here: the four official methods, each computed by hand, with its own thresholds and words."""

import pytest

from metrics.aim import Aim
from metrics.official import METHODS, VERSIONS, official_methods
from metrics.series import make_point

PARITY = Aim(0.98, 0.98, "parity", upper=1.02)


def found(
    base: float, latest: float, aim: Aim, years: tuple[int, int, int] = (2020, 2025, 2030)
) -> dict[str, tuple[float | None, str]]:
    first, now, target_year = years
    said = official_methods(aim, (base, str(first)), make_point(str(now), latest), target_year)
    return {
        name: (None if one.value is None else round(one.value, 3), one.label or one.reason)
        for name, one in said.items()
    }


@pytest.mark.parametrize(
    ("base", "latest", "aim", "said"),
    [
        # growth (60 / 50) ** 0.2 - 1 = 3.714 % a year; needed to 70: (70 / 50) ** 0.1 - 1 = 3.422 %: 1.085.
        # projected 50 x 1.2 ** 2 = 72: (72 - 50) / (70 - 50) = 1.1; ESCAP 10 x 10 / 20 = 5
        pytest.param(50, 60, Aim(70, 70, "up"), {
            "unsd": (1.1, "on_track"), "open_sdg": (1.085, "on_track"), "escap": (5.0, "index"),
            "eurostat": (1.085, "significant")}, id="a share on track"),
        # growth 55 / 50: 1.924 %, needed 3.422 %: 0.562; projected 60.5: 10.5 / 20 = 0.525
        pytest.param(50, 55, Aim(70, 70, "up"), {
            "unsd": (0.525, "fair"), "open_sdg": (0.562, "limited"), "escap": (2.5, "index"),
            "eurostat": (0.562, "insufficient")}, id="too slow"),
        # growth 56 / 50: 2.292 %: 0.670
        pytest.param(50, 56, Aim(70, 70, "up"), {
            "unsd": (0.636, "fair"), "open_sdg": (0.67, "progress"), "escap": (3.0, "index"),
            "eurostat": (0.67, "moderate")}, id="moderate"),
        # 45 / 50: -2.085 %: -0.609; projected 40.5: -9.5 / 20 = -0.475
        pytest.param(50, 45, Aim(70, 70, "up"), {
            "unsd": (-0.475, "stagnation"), "open_sdg": (-0.609, "deterioration"), "escap": (-2.5, "index"),
            "eurostat": (-0.609, "away")}, id="the wrong way"),
        # a price: 3 / 4: -5.591 %, needed (2 / 4) ** 0.1 - 1 = -6.697 %: d = -1, so 0.835; projected 2.25: 1.75 / 2
        pytest.param(4, 3, Aim(2, 2, "down", strict=True), {
            "unsd": (0.875, "fair"), "open_sdg": (0.835, "progress"), "escap": (5.0, "index"),
            "eurostat": (0.835, "moderate")}, id="a price that falls"),
        # parity: the target is 1. growth 0.92 / 0.90: 0.441 %, needed (1 / 0.9) ** 0.1 - 1 = 1.059 %: 0.416
        # projected 0.9 x (0.92 / 0.9) ** 2 = 0.94044: 0.404; ESCAP 10 - 10 x 0.08 / 0.10 = 2
        pytest.param(0.90, 0.92, PARITY, {
            "unsd": (0.404, "fair"), "open_sdg": (0.416, "limited"), "escap": (2.0, "index"),
            "eurostat": (0.416, "insufficient")}, id="parity"),
        # 0.975 counts as 1: growth (1 / 0.9) ** 0.2 - 1 = 2.129 %, twice what is needed: 2.011
        pytest.param(0.90, 0.975, PARITY, {
            "unsd": (None, "met"), "open_sdg": (2.011, "on_track"), "escap": (7.5, "index"),
            "eurostat": (2.011, "significant")}, id="parity from 0.97 on"),
        # within a point of 100 %; (99 / 90) ** 0.2 - 1 = 1.924 %, needed 1.059 %
        pytest.param(90, 99, Aim(100, 95, "up"), {
            "unsd": (None, "met"), "open_sdg": (1.817, "on_track"), "escap": (9.0, "index"),
            "eurostat": (1.817, "significant")}, id="a point from all"),
        # 1.9 / 4: -13.834 % against -6.697 %; ESCAP 10 x 2.1 / 2
        pytest.param(4, 1.9, Aim(2, 2, "down", strict=True), {
            "unsd": (None, "met"), "open_sdg": (2.066, "on_track"), "escap": (10.5, "index"),
            "eurostat": (2.066, "significant")}, id="a price below the ceiling"),
    ],
)  # fmt: skip
def test_official_methods_by_hand(
    base: float, latest: float, aim: Aim, said: dict[str, tuple[float | None, str]]
) -> None:
    assert found(base, latest, aim) == said


@pytest.mark.parametrize(
    ("base", "latest", "aim", "reason"),
    [
        pytest.param(0, 5, Aim(70, 70, "up"), "not-above-zero", id="from 0 there is no growth rate"),
        pytest.param(50, 55, Aim(50, 50, "up"), "no-way-to-go", id="the baseline was the target"),
    ],
)
def test_where_no_growth_rate_exists_the_reason_is_said(base: float, latest: float, aim: Aim, reason: str) -> None:
    assert found(base, latest, aim)["open_sdg"] == (None, reason)
    assert found(base, latest, aim)["eurostat"] == (None, reason)


def test_nothing_is_said_without_a_baseline_a_figure_or_years_between() -> None:
    latest, aim = make_point("2025", 60), Aim(70, 70, "up")

    assert {one.reason for one in official_methods(aim, None, latest, 2030).values()} == {"no-baseline"}
    assert {one.reason for one in official_methods(aim, (50, "2025"), latest, 2030).values()} == {"no-later-figure"}
    assert {one.reason for one in official_methods(None, (50, "2020"), latest, 2030).values()} == {"no-observations"}
    assert {one.reason for one in official_methods(aim, (50, "2020"), None, 2030).values()} == {"no-observations"}


def test_every_method_names_its_version() -> None:
    assert set(VERSIONS) == set(METHODS)
    assert all(one.version for one in official_methods(None, None, None, 2030).values())
