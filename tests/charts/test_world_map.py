"""The map of the world as an image: it is the one that the outlines give, and every country can be seen on it."""

import pytest

from charts.world_map import FILE, WIDEST, draw_world, drawn_codes, hair, map_height, view_box
from data.geometry import bounds_of, bounds_of_all, load_shapes
from data.reference import load_reference
from tests.days import TODAY


def test_the_image_is_what_the_outlines_give() -> None:
    assert FILE.read_text(encoding="utf-8") == draw_world()


def test_every_country_with_an_outline_is_drawn_the_smallest_as_a_dot() -> None:
    countries = {code for code, area in load_reference().areas.items() if area.kind == "country"}

    assert countries & set(load_shapes()) <= drawn_codes()
    assert '<g id="NRU"><circle' in draw_world()


def test_it_is_wider_than_high() -> None:
    assert 400 < map_height() < 500


@pytest.mark.parametrize(
    ("own", "region"),
    [
        pytest.param("ALB", "M49_150", id="small, in a region that goes to the Bering Strait"),
        pytest.param("KEN", "M49_002", id="middling"),
        pytest.param("RUS", "M49_150", id="as large as its region"),
        pytest.param("TUV", "M49_009", id="islands on both edges of the map"),
    ],
)
def test_a_country_is_seen_within_its_part_of_the_map(own: str, region: str) -> None:
    members = load_reference().members_of(region, TODAY)
    west, north, across, up = map(float, view_box(bounds_of_all(members), own).split())
    left, top, wide, high = map(float, view_box(bounds_of(own)).split())

    assert west <= left + wide / 2 <= west + across
    assert north <= top + high / 2 <= north + up
    assert max(across, up) <= max(WIDEST, 1.1 * max(wide, high))


def test_lines_are_as_wide_on_a_small_part_of_the_map_as_on_a_large_one() -> None:
    assert float(hair("0 0 200 100")) == 0.5
    assert float(hair("5 5 100 400")) == 1
