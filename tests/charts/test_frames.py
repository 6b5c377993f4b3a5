"""Held here: a map on plain axes shows a part of the world that has about the shape of the box it is drawn in."""

import math

import pytest

from charts.map import FLATTEST, TALLEST, filled, reach_of
from data.geometry import Bounds


def shape(bounds: Bounds) -> float:
    narrow = math.cos(math.radians((bounds.south + bounds.north) / 2))
    return (bounds.north - bounds.south) / ((bounds.east - bounds.west) * narrow)


@pytest.mark.parametrize(
    "bounds",
    [
        pytest.param(Bounds(29.5, -5, 167, 5), id="kenya-uganda-nauru"),
        pytest.param(Bounds(-76, -56, -66, -17), id="chile"),
        pytest.param(Bounds(4, 57, 31, 71), id="norway"),
        pytest.param(Bounds(166.9, -0.6, 167, -0.5), id="one-island"),
        pytest.param(Bounds(33, -5, 42, 5), id="kenya"),
    ],
)
def test_frame_holds_the_box_and_is_neither_a_strip_nor_a_column(bounds: Bounds) -> None:
    found = filled(bounds)
    turn = 360 if bounds.west < found.west else 0

    assert found.west < bounds.west + turn < bounds.east + turn < found.east
    assert found.south < bounds.south < bounds.north < found.north
    assert FLATTEST * 0.8 < shape(found) < TALLEST * 1.35


def test_frame_of_three_countries_far_apart_is_widened_up_and_down() -> None:
    # By hand: 137.5 degrees and 3 % on each side are 145.75; 0.45 of it, on the equator, is 65.6 degrees high.
    found = filled(Bounds(29.5, -5, 167, 5))

    assert found.east - found.west == pytest.approx(145.75)
    assert found.north - found.south == pytest.approx(65.59, abs=0.01)


@pytest.mark.parametrize("west", [-178.0, 175.0])
def test_frame_near_the_date_line_is_counted_beyond_it(west: float) -> None:
    found = filled(Bounds(west, -20, west + 4, -15))

    assert reach_of(found).west >= -180
    assert (found.west - (west - 0.2)) % 360 < 360


def test_frame_is_no_larger_than_the_world() -> None:
    found = filled(Bounds(-170, -55, 170, 80))

    assert found.east - found.west == 360
    assert -80 <= found.south < -55
    assert found.north == 84
