"""Held here: the verdict on a target whose year has passed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.aim import Aim
from metrics.verdict import past_verdict
from tests.metrics.figures import Values, make_book, make_row, points

LEVEL = Aim(70, 70, "up")
LDC = Aim(30, 30, "up")
COVERED = Aim(96, 96, "up")
PRICE = Aim(2, 2, "down", strict=True)
PARITY = Aim(0.98, 0.98, "parity", 1.02, decimals=2)
RANKS = {"not_met": 0, "met_late": 1, "met_on_time": 2}


@pytest.mark.parametrize(
    ("aim", "values", "status", "period", "at_line"),
    [
        pytest.param(LEVEL, {2022: 68, 2023: 70.2}, "met_on_time", "2023", False, id="in the target year"),
        pytest.param(LEVEL, {2021: 71, 2022: 72}, "met_on_time", "2021", False, id="before the target year"),
        pytest.param(LEVEL, {2021: 71, 2024: 60}, "met_on_time", "2021", False, id="met, and lost later"),
        pytest.param(LEVEL, {2023: 69.2, 2024: 71.2}, "met_late", "2024", False, id="SP2020 1.2 (DOMAIN)"),
        pytest.param(LDC, {2023: 29.9, 2024: 31.4}, "met_late", "2024", True, id="SP2020 2.4 (DOMAIN)"),
        pytest.param(COVERED, {2025: 96}, "met_late", "2025", True, id="SP2020 2.7: 96 against 96 (DOMAIN)"),
        pytest.param(COVERED, {2025: 96, 2026: 97}, "met_late", "2025", False, id="a later 97 takes it off the line"),
        pytest.param(COVERED, {2023: 96, 2026: 99}, "met_on_time", "2023", True, id="on time only by a 96"),
        pytest.param(LEVEL, {2023: 69.2}, "not_met", "2023", False, id="of the target year"),
        pytest.param(LEVEL, {2023: 69.6}, "not_met", "2023", True, id="69.6 would be 70"),
        pytest.param(LEVEL, {2020: 60, 2025: 66}, "not_met", "2025", False, id="of a later year alone"),
        pytest.param(LDC, {2016: 20, 2022: 22.3}, "not_met", "2022", False, id="of the year before (SP2020 3.2)"),
        pytest.param(LEVEL, {2022: 68, 2024: 69}, "not_met", "2024", False, id="a later year before the year before"),
        pytest.param(LEVEL, {2021: 69}, "not_assessable", None, False, id="two years before"),
        pytest.param(LEVEL, {2021: 69.9}, "not_assessable", None, False, id="two years before, at the line"),
        pytest.param(LEVEL, {}, "not_assessable", None, False, id="no data at all"),
        pytest.param(PRICE, {2023: 2.0}, "not_met", "2023", False, id="2 against below 2"),
        pytest.param(PRICE, {2023: 1.4}, "met_on_time", "2023", False, id="below a ceiling"),
        pytest.param(PRICE, {2023: 1.6}, "met_on_time", "2023", True, id="1.6 would be 2, and not below it"),
        pytest.param(PARITY, {2023: 0.92, 2024: 0.94}, "not_met", "2023", False, id="SP2020 2.8"),
        pytest.param(PARITY, {2023: 1.05}, "not_met", "2023", False, id="beyond the band"),
        pytest.param(PARITY, {2023: 1.0}, "met_on_time", "2023", False, id="inside the band"),
        pytest.param(LEVEL, {2023: 0.0}, "not_met", "2023", False, id="zero is evidence"),
    ],
)
def test_verdict_on_2023(aim: Aim, values: Values, status: str, period: str | None, at_line: bool) -> None:
    verdict = past_verdict(points(values), aim, 2023, 1)
    deciding = verdict.deciding.period if verdict.deciding else None

    assert (verdict.status, deciding, verdict.at_line) == (status, period, at_line)


@pytest.mark.parametrize(
    ("aim", "values", "period"),
    [
        pytest.param(LDC, {2023: 29.9, 2024: 31.4}, "2023", id="the one that just missed, not the one that decides"),
        pytest.param(COVERED, {2024: 95, 2025: 96}, "2025", id="the one that equals the line"),
        pytest.param(LEVEL, {2023: 69.2, 2024: 69.6}, "2024", id="the one that would have met it late"),
        pytest.param(LEVEL, {2023: 69.2, 2024: 71.2}, None, id="none"),
    ],
)
def test_verdict_names_the_observation_that_it_hangs_on(aim: Aim, values: Values, period: str | None) -> None:
    verdict = past_verdict(points(values), aim, 2023, 1)

    assert (verdict.hangs_on.period if verdict.hangs_on else None) == period


def test_dated_figure_of_31_december_is_on_time() -> None:
    assert past_verdict(points({"2026-12-31": 100e9}), Aim(100e9, 100e9, "up"), 2026, 1).status == "met_on_time"
    assert past_verdict(points({"2027-01-01": 100e9}), Aim(100e9, 100e9, "up"), 2026, 1).status == "met_late"


def test_publishers_projection_is_never_evidence() -> None:
    rows = [make_row("WLD", "2021", 60.0), make_row("WLD", "2023", 75.0, status="F")]
    (series,) = make_book(*rows).of("individuals_online", "WLD")

    assert past_verdict(series.points, LEVEL, 2023, 1).status == "not_assessable"


VALUES = st.dictionaries(st.integers(2015, 2026), st.integers(0, 100).map(float), min_size=1)


@given(values=VALUES, target=st.integers(0, 100), harder=st.integers(0, 50), strict=st.booleans())
def test_verdict_never_improves_when_a_level_is_made_harder(
    values: dict[int, float], target: int, harder: int, strict: bool
) -> None:
    evidence = points(dict(sorted(values.items())))
    first = past_verdict(evidence, Aim(target, target, "up"), 2023, 1).status
    second = past_verdict(evidence, Aim(target + harder, target + harder, "up", strict=strict), 2023, 1).status

    assert RANKS.get(second, 0) <= RANKS.get(first, 0)


@given(values=VALUES, target=st.integers(0, 100), harder=st.integers(0, 50), strict=st.booleans())
def test_verdict_never_improves_when_a_ceiling_is_made_harder(
    values: dict[int, float], target: int, harder: int, strict: bool
) -> None:
    evidence = points(dict(sorted(values.items())))
    first = past_verdict(evidence, Aim(target, target, "down"), 2023, 1).status
    second = past_verdict(evidence, Aim(target - harder, target - harder, "down", strict=strict), 2023, 1).status

    assert RANKS.get(second, 0) <= RANKS.get(first, 0)


@given(values=VALUES, by=st.floats(0, 0.02))
def test_verdict_never_improves_when_the_band_is_made_narrower(values: dict[int, float], by: float) -> None:
    evidence = points({year: value / 50 for year, value in sorted(values.items())})
    narrower = Aim(0.98 + by, 0.98 + by, "parity", 1.02 - by, decimals=2)

    assert RANKS.get(past_verdict(evidence, narrower, 2023, 1).status, 0) <= RANKS.get(
        past_verdict(evidence, PARITY, 2023, 1).status, 0
    )
