"""The Equal Earth projection: its published extent, true areas, one place however many turns of the globe."""

import math

import pytest

from charts.map_projection import middle_latitude, pixels_of, project


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"),
    [
        pytest.param(0, 0, 0, 0, id="origin"),
        pytest.param(180, 0, 2.70663, 0, id="east end of the equator"),
        pytest.param(0, 90, 0, 1.31736, id="pole"),
        pytest.param(180, 90, 0.59247 * 2.70663, 1.31736, id="end of the pole line"),
    ],
)
def test_published_extent(lon: float, lat: float, x: float, y: float) -> None:
    assert project(lon, lat) == pytest.approx((x, y), abs=1e-4)


@pytest.mark.parametrize("lat", [0, 30, 60, 80])
def test_areas_are_true(lat: float) -> None:
    (left, low), (right, high) = project(20, lat), project(21, lat + 0.01)
    middle = project(21, lat)[0] - left

    flat = middle * (high - low)
    true = math.radians(1) * (math.sin(math.radians(lat + 0.01)) - math.sin(math.radians(lat)))
    assert right > left
    assert flat == pytest.approx(true, rel=1e-2)


def test_turns_of_the_globe_are_the_same_place() -> None:
    assert project(190, 10) == pytest.approx(project(-170, 10))
    assert project(200, 5, centre=180) == pytest.approx(project(20, 5))


def test_the_globe_takes_its_share_of_the_pixels() -> None:
    assert pixels_of(510_064_472, 2 * 2.70663) == pytest.approx(4 * math.pi, rel=1e-4)


def test_middle_of_a_map_is_half_way_up_and_not_half_the_degrees() -> None:
    middle = middle_latitude(-60, 84)

    assert middle_latitude(-40, 40) == pytest.approx(0, abs=1e-6)
    assert project(0, middle)[1] == pytest.approx((project(0, -60)[1] + project(0, 84)[1]) / 2)
    assert middle < 12
