"""Held here: the straight line, the growth rate and the yes/no rule that the record compares with."""

import numpy as np
import pytest

from metrics.backtest import go_on_like_growth, go_on_straight, says_yes
from tests.metrics.projecting import RULES

AHEAD = np.array([1.0, 2.0])


def row(*values: float | None) -> np.ndarray:
    return np.array([[np.nan if one is None else one for one in values]])


@pytest.mark.parametrize(
    ("values", "found"),
    [
        pytest.param((10, 12, 14, 16, 18), [20, 22], id="a line"),
        pytest.param((0, 10, 12, 14, 16, 18), [20, 22], id="only the last five years"),
        pytest.param((90, 92, 94, 96, 98), [100, 100], id="cut at 100"),
        pytest.param((8, 6, 4, 2, 0), [0, 0], id="cut at 0"),
        # 10, 12 and 17 at -4, -2 and 0: slope 1.75, mean 13 at -2, so 16.5 at 0
        pytest.param((10, None, 12, None, 17), [18.25, 20], id="gaps; not anchored at the last value"),
        pytest.param((None, None, None, None, 40), [40, 40], id="a single value stays"),
    ],
)
def test_straight_line(values: tuple[float | None, ...], found: list[float]) -> None:
    assert go_on_straight(row(*values), len(values) - 1, AHEAD, 5, "share")[0] == pytest.approx(found)


def test_growth_rate_is_that_since_the_first_of_the_last_years() -> None:
    """From 20 to 40 in 5 years: the factor is 2 ** 0.2, so 5 years later it is 80 and 10 years later cut to 100."""
    factor, values = go_on_like_growth(row(20, 1, 1, 1, 1, 40), 5, np.array([5.0, 10.0]), 5, "share")

    assert factor == pytest.approx([2**0.2])
    assert values[0] == pytest.approx([80, 100])
    assert np.isnan(go_on_like_growth(row(0, 40), 1, AHEAD, 5, "share")[1]).all()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        # base 20, now 40 after 5 years, 5 years left: growth 2 ** 0.2 - 1 = 14.9 % observed; to 80 in 10 years 14.9 %
        pytest.param(80, 1, id="exactly as fast"),
        # to 90: 4.5 ** 0.1 - 1 = 16.2 %, ratio 0.916
        pytest.param(90, 0, id="too slow"),
        # to 83: 4.15 ** 0.1 - 1 = 15.3 %, ratio 0.972
        pytest.param(83, 1, id="0.95 will do"),
    ],
)
def test_yes_no_rule_of_open_sdg(target: float, said: float) -> None:
    assert says_yes(np.array([40.0]), np.array([2**0.2]), target, 5, RULES) == [said]


def test_without_a_growth_rate_the_rule_does_not_say_yes() -> None:
    assert says_yes(np.array([40.0]), np.array([np.nan]), 80, 5, RULES) == [0]


def test_a_price_that_falls_fast_enough_is_on_track() -> None:
    """From 8 to 4 in 5 years, 5 more to 2: exactly as fast; to 1 not."""
    factor = np.array([0.5**0.2])

    assert says_yes(np.array([4.0]), factor, 2, 5, RULES) == [1]
    assert says_yes(np.array([4.0]), factor, 1, 5, RULES) == [0]
