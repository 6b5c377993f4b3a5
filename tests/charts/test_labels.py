"""Labels beside lines never cover one another."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.labels import label_width, spread, wrap_label


@given(st.lists(st.floats(0, 300), min_size=1, max_size=6))
def test_labels_do_not_overlap_and_stay_inside(wanted: list[float]) -> None:
    placed = sorted(spread(wanted, [30.0] * len(wanted), 300.0))

    assert all(two - one >= 30 - 1e-6 for one, two in itertools.pairwise(placed))
    assert placed[0] >= 15 - 1e-6
    assert placed[-1] <= 285 + 1e-6


def test_labels_far_apart_stay_where_they_are() -> None:
    assert spread([50, 200], [20, 20], 300) == [50, 200]


def test_labels_that_collide_share_the_way_up_and_down() -> None:
    assert spread([100, 100], [20, 20], 300) == [90, 110]


@pytest.mark.parametrize(
    ("words", "lines"), [("World", ["World"]), ("United Republic of Tanzania", ["United Republic", "of Tanzania"])]
)
def test_long_names_are_wrapped(words: str, lines: list[str]) -> None:
    assert wrap_label(words) == lines


def test_markup_takes_no_room() -> None:
    assert label_width(["<b>73 %</b>"]) == label_width(["73 %"])
