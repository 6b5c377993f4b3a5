"""The map of the world as an image: it is the one that the outlines give, and every country can be seen on it."""

from charts.world_map import FILE, draw_world, drawn_codes, map_height
from data.geometry import load_shapes
from data.reference import load_reference


def test_the_image_is_what_the_outlines_give() -> None:
    assert FILE.read_text(encoding="utf-8") == draw_world()


def test_every_country_with_an_outline_is_drawn_the_smallest_as_a_dot() -> None:
    countries = {code for code, area in load_reference().areas.items() if area.kind == "country"}

    assert countries & set(load_shapes()) <= drawn_codes()
    assert '<g id="NRU"><circle' in draw_world()


def test_it_is_wider_than_high() -> None:
    assert 400 < map_height() < 500
