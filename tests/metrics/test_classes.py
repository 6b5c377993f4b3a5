"""Classes of values: every value has exactly one, cuts are numbers people remember, the line of a target is one."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.classes import MOST_CLASSES, class_of, make_breaks

AMOUNTS = st.lists(st.floats(min_value=-1e9, max_value=1e9).map(lambda value: round(value, 2)), min_size=1, max_size=60)


def test_classes_are_about_equally_large() -> None:
    breaks = make_breaks(range(1, 101))
    counts = Counter(class_of(value, breaks) for value in range(1, 101))

    assert len(counts) == MOST_CLASSES
    assert min(counts.values()) >= 10


@pytest.mark.parametrize(
    ("values", "lines", "breaks"),
    [
        pytest.param([], [], (), id="no-value"),
        pytest.param([5], [95], (), id="one-value"),
        pytest.param([0, 0, 0], [2], (), id="all-the-same"),
        pytest.param([0, 0, 0, 0, 0, 0, 100], [], (), id="nearly-all-the-same"),
        pytest.param([1, 3], [2], (2,), id="line-between-two"),
        pytest.param([1, 3], [5], (), id="line-beyond-the-values"),
        pytest.param([1, 3], [3], (3,), id="line-at-the-highest"),
    ],
)
def test_cuts(values: list[float], lines: list[float], breaks: tuple[float, ...]) -> None:
    assert make_breaks(values, lines) == breaks


def test_line_of_the_target_takes_the_place_of_the_nearest_cut() -> None:
    values = [10 * step for step in range(1, 13)]

    with_line = make_breaks(values, [93])

    assert 93 in with_line
    assert len(with_line) == len(make_breaks(values))


def test_cuts_are_round() -> None:
    breaks = make_breaks([0.31, 12.7, 33.33, 61.9, 84.2, 97.7, 99.99])

    assert all(one == round(one, 1) for one in breaks)


def test_a_value_at_a_cut_belongs_to_the_class_that_begins_there() -> None:
    assert [class_of(value, (2.0, 5.0)) for value in (1.99, 2.0, 4.99, 5.0)] == [0, 1, 1, 2]


@given(AMOUNTS, st.lists(st.floats(min_value=-100, max_value=100), max_size=2))
def test_every_value_has_a_class_and_no_class_is_below_the_lowest(values: list[float], lines: list[float]) -> None:
    breaks = make_breaks(values, lines)

    assert list(breaks) == sorted(set(breaks))
    assert len(breaks) < MOST_CLASSES
    assert all(min(values) < one <= max(values) for one in breaks)
    assert class_of(min(values), breaks) == 0
    assert all(0 <= class_of(value, breaks) <= len(breaks) for value in values)
