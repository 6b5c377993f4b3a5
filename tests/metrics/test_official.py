"""Held here: the four official methods, each computed by hand, with its own thresholds and words."""

import pytest

from metrics.aim import Aim
from metrics.official import METHODS, VERSIONS, official_methods
from metrics.series import Point, make_point

PARITY = Aim(0.98, 0.98, "parity", upper=1.02)


def found(
    base: float, latest: float, aim: Aim, years: tuple[int, int, int] = (2020, 2025, 2030), unit: str = "PT"
) -> dict[str, tuple[float | None, str]]:
    first, now, target_year = years
    said = official_methods(aim, (base, str(first)), make_point(str(now), latest), target_year, unit)
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
        # Open SDG alone counts 0.975 as 1; for the others growth (0.975 / 0.9) ** 0.2 - 1 = 1.614 % against 1.059 %,
        # carried on for ten years 1.0562: (1.0562 - 0.9) / 0.1
        pytest.param(0.90, 0.975, PARITY, {
            "unsd": (1.563, "on_track"), "open_sdg": (None, "on_track"), "escap": (7.5, "index"),
            "eurostat": (1.524, "significant")}, id="parity from 0.97 on"),
        pytest.param(0.90, 0.985, PARITY, {
            "unsd": (None, "met"), "open_sdg": (None, "on_track"), "escap": (8.5, "index"),
            "eurostat": (1.720, "significant")}, id="parity inside the band"),
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
    ("unit", "base", "latest", "aim", "said"),
    [
        # growth 1.81 / 1.2: 8.567 % a year, carried on to 2.730: (2.730 - 1.2) / (100 - 1.2) = 0.015
        pytest.param("USD", 1.2e9, 1.81e9, Aim(100e9, 100e9, "up"), (0.015, "stagnation"), id="USD 1.81 bn of 100 bn"),
        # 7,524.2 of the 8,515.2 million that are half as many again as 5,676.8; projected 9,972.8: 1.514
        pytest.param("MN", 5676.81, 7524.2, Aim(8515.215, 8515.215, "up"), (1.514, "on_track"), id="7,524 million"),
        # projected 121: (121 - 100) / (194 - 100) = 0.223
        pytest.param("COUNT", 100, 110, Aim(194, 194, "up"), (0.223, "fair"), id="110 of 194 countries"),
        # 0.5 of a ratio that is to fall to 0: growth to 0 does not exist
        pytest.param("RATIO", 2, 0.5, Aim(0, 0, "down"), (None, "not-above-zero"), id="half a point is no point"),
        pytest.param("PT", 5, 0.5, Aim(0, 0, "down"), (None, "met"), id="half a per cent is within a point of none"),
        pytest.param("PT_HH", 90, 99, Aim(100, 95, "up"), (None, "met"), id="a point from all households"),
        pytest.param("USD", 18.55e9, 101e9, Aim(100e9, 100e9, "up"), (None, "met"), id="more than USD 100 bn"),
    ],
)
def test_a_point_from_none_or_all_is_a_rule_for_percentages_alone(
    unit: str, base: float, latest: float, aim: Aim, said: tuple[float | None, str]
) -> None:
    assert found(base, latest, aim, unit=unit)["unsd"] == said


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


def reasons(aim: Aim | None, baseline: tuple[float, str] | None, latest: Point | None, target_year: int) -> set[str]:
    return {one.reason for one in official_methods(aim, baseline, latest, target_year, "PT").values()}


def test_nothing_is_said_without_a_baseline_a_figure_or_years_between() -> None:
    latest, aim = make_point("2025", 60), Aim(70, 70, "up")

    assert reasons(aim, None, latest, 2030) == {"no-baseline"}
    assert reasons(aim, (50, "2025"), latest, 2030) == {"no-later-figure"}
    assert reasons(None, (50, "2020"), latest, 2030) == {"no-observations"}
    assert reasons(aim, (50, "2020"), None, 2030) == {"no-observations"}


def test_every_method_names_its_version() -> None:
    assert set(VERSIONS) == set(METHODS)
    assert all(one.version for one in official_methods(None, None, None, 2030, "PT").values())
