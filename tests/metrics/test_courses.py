"""Held here: the scales and the damped courses on them, by hand, and that no share ever gets to its end."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.courses import make_courses
from tests.metrics.projecting import RULES

COURSES = make_courses(RULES)
SHARES = ("damped_logit", "damped_gompertz", "mean")
AHEAD = np.array([1.0, 2.0, 5.0, 40.0])


def row(*values: float) -> np.ndarray:
    return np.array([values])


def test_gompertz_course_by_hand() -> None:
    """From 10 to 20 % in a year: -ln(-ln 0.1) = -0.834032, -ln(-ln 0.2) = -0.475885, slope 0.358147.

    A year ahead -0.475885 + 0.9 x 0.358147 = -0.153553, so 100 x exp(-exp(0.153553)) = 31.16.
    """
    course = COURSES["damped_gompertz"]
    found = course.errors.value(course.ahead(row(10, 20), 1, AHEAD))

    assert found[0, 0] == pytest.approx(31.16, abs=0.005)


def test_mean_course_lies_halfway_in_per_cent() -> None:
    values = row(10, 20)
    found = {name: COURSES[name].errors.value(COURSES[name].ahead(values, 1, AHEAD)) for name in SHARES}

    assert found["mean"] == pytest.approx((found["damped_logit"] + found["damped_gompertz"]) / 2)


def test_slope_is_that_of_the_last_ten_years_only() -> None:
    still = [50.0] * 10
    course = COURSES["damped_logit"]

    assert course.ahead(row(1, 5, *still), 11, AHEAD) == pytest.approx(np.zeros((1, 4)))
    assert (course.ahead(row(5, *still[1:], 50.0)[:, :10], 9, AHEAD) > 0).all()


@given(values=st.lists(st.floats(0, 100), min_size=2, max_size=12))
def test_no_share_reaches_an_end(values: list[float]) -> None:
    for name in SHARES:
        course = COURSES[name]
        found = course.errors.value(course.ahead(row(*values), len(values) - 1, AHEAD))

        assert ((found > 0) & (found < 100)).all()


def test_a_price_stays_above_zero_and_comes_to_rest() -> None:
    """Damped by 0.7, a fall by half a year comes to 0.5 ** (0.7 / 0.3) = 0.198 of the last price in the end."""
    course = COURSES["damped_log"]
    found = course.errors.value(course.ahead(row(8, 4), 1, AHEAD))

    assert found[0, 3] == pytest.approx(4 * 0.5 ** (0.7 / 0.3), rel=1e-4)
    assert found[0, 0] == pytest.approx(4 * 0.5**0.7)
