"""Held here: e-waste in tonnes, and what is missing to a rate."""

import pytest

from metrics.ewaste import EwasteGap, ewaste_gap


def test_world_in_2022_as_the_global_ewaste_monitor_2024_states_it() -> None:
    """Global E-waste Monitor 2024: 62 million tonnes generated, 13.8 recycled, 22.3 %."""
    found = ewaste_gap(2022, 62.0, 13.8, None)

    assert found is not None
    assert round(found.rate, 1) == 22.3
    assert found.undocumented == pytest.approx(48.2)
    # 30 % of 62 are 18.6; 18.6 - 13.8 = 4.8
    assert found.to_reach(30) == pytest.approx(4.8)


@pytest.mark.parametrize(
    ("masses", "expected"),
    [
        pytest.param((10.0, 2.0, None), EwasteGap(2022, 10.0, 2.0, 20.0), id="rate from the masses"),
        pytest.param((10.0, 2.0, 20.4), EwasteGap(2022, 10.0, 2.0, 20.4), id="a stated rate stands"),
        pytest.param((10.0, None, 30.0), EwasteGap(2022, 10.0, 3.0, 30.0, worked_out=True), id="mass from the rate"),
        pytest.param((10.0, 0.0, None), EwasteGap(2022, 10.0, 0.0, 0.0), id="nothing recycled"),
        pytest.param((10.0, None, 0.0), EwasteGap(2022, 10.0, 0.0, 0.0, worked_out=True), id="a rate of 0"),
        pytest.param((10.0, None, None), None, id="nothing but what was generated"),
        pytest.param((0.0, 1.0, None), None, id="nothing generated"),
    ],
)
def test_what_is_not_stated_is_worked_out(
    masses: tuple[float, float | None, float | None], expected: EwasteGap | None
) -> None:
    assert ewaste_gap(2022, *masses) == expected


def test_rate_above_100_leaves_nothing_to_reach() -> None:
    # Malta recycled 122.8 % of what it generated: nothing is missing to 30 %, and the rest is negative
    found = EwasteGap(2022, 10.0, 12.28, 122.8)

    assert found.to_reach(30) == 0
    assert found.undocumented == pytest.approx(-2.28)
