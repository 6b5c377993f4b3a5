"""Held here: how many times a pace is another one says no more than is known, and a number below 0 has a minus sign."""

import pytest

from i18n import format_plain, format_share, format_times
from i18n.numbers import MINUS


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        pytest.param(0.8537, "0.85", id="slower"),
        pytest.param(1.04, "1", id="as fast"),
        pytest.param(1.64, "1.6", id="a little faster"),
        pytest.param(23.4, "23", id="from ten on whole"),
        pytest.param(100.0, "100", id="a hundred"),
        pytest.param(100.1, "more than 100", id="the most that is said"),
        pytest.param(2187.6, "more than 100", id="a series that hardly moves"),
        pytest.param(-1.64, f"{MINUS}1.6", id="the wrong way"),
        pytest.param(-2187.6, f"less than {MINUS}100", id="far the wrong way"),
    ],
)
def test_times_the_pace_are_never_more_exact_than_they_are_known(ratio: float, words: str) -> None:
    assert format_times(ratio) == words


def test_number_below_zero_has_a_minus_sign_everywhere() -> None:
    assert format_plain(-4.5) == f"{MINUS}4.5"
    assert format_plain(-1204, 0) == f"{MINUS}1,204"
    assert format_plain(-0.01) == "0"
    assert format_share(-4.64) == f"{MINUS}464 %"
