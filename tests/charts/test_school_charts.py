"""The map of schools: everything has a word and a shape, nothing of the data becomes markup."""

import pytest

from charts.school_map import (
    cell_sizes,
    class_of_share,
    draw_grid_key,
    draw_points_key,
    draw_school_key,
    draw_school_map,
    frame_of,
    is_wide,
)
from data.geometry import Bounds
from exhibits.maps import GridCell, PointGroup, SchoolMap

CELLS = [GridCell(37, -1, 100, 0.38, "100 schools\n<b>"), GridCell(36, 0, 4, None, "4"), GridCell(35, 0, 1, 1.0, "1")]


def school_map(**more: object) -> SchoolMap:
    words = {"title": "Title", "about": "About", "source": "Source"}
    box = {"bounds": Bounds(34, -5, 42, 5), "step": 0.5}
    return SchoolMap(**(words | box | more))  # type: ignore[arg-type]


def test_map_has_the_grid_over_the_outlines_and_takes_a_box() -> None:
    figure = draw_school_map(school_map(cells=CELLS), "light")

    assert [one.meta for one in figure.data] == ["outlines", "cells", "cells_unknown"]
    assert list(figure.data[1].marker.color) == [1, 4]
    assert figure.data[2].marker.symbol == "square-open"
    assert figure.data[1].text[0] == "100 schools<br>&lt;b&gt;"
    assert (figure.layout.dragmode, figure.layout.xaxis.fixedrange) == ("select", True)


def test_single_schools_have_a_shape_for_each_answer() -> None:
    groups = {answer: PointGroup([37.0], [-1.0], ["words"]) for answer in ("yes", "unknown", "no")}
    figure = draw_school_map(school_map(points=groups), "dark")

    assert [one.meta for one in figure.data] == ["outlines", "yes", "unknown", "no"]
    assert len({one.marker.symbol for one in figure.data[1:]}) == 3
    assert len({one.marker.color for one in figure.data[1:]}) == 3


def test_answers_without_schools_are_left_out() -> None:
    figure = draw_school_map(school_map(points={"yes": PointGroup([37.0], [-1.0], ["w"])}), "light")

    assert [one.meta for one in figure.data] == ["outlines", "yes"]


def test_many_marks_are_left_to_the_graphics_card() -> None:
    many = PointGroup([37.0] * 5000, [-1.0] * 5000, ["w"] * 5000)

    assert draw_school_map(school_map(points={"yes": many}), "light").data[1].type == "scattergl"


def test_longitudes_go_on_over_the_date_line() -> None:
    cells = [GridCell(-179.75, -17, 5, 0.5, "5"), GridCell(179.25, -17, 5, 0.5, "5")]
    figure = draw_school_map(school_map(cells=cells, bounds=Bounds(177, -20, 182, -15)), "light")

    assert list(figure.data[1].x) == [180.25, 179.25]


@pytest.mark.parametrize(
    ("share", "number"), [(None, -1), (0.0, 0), (0.19, 0), (0.2, 1), (0.5, 2), (0.99, 4), (1.0, 4)]
)
def test_class_of_a_share(share: float | None, number: int) -> None:
    assert class_of_share(share) == number


def test_squares_grow_with_their_schools_in_area() -> None:
    sizes = cell_sizes([GridCell(0, 0, count, None, "") for count in (100, 25, 1)], Bounds(0, 0, 20, 10), 0.5)

    assert sizes[0] == pytest.approx(2 * sizes[1])
    assert sizes[2] == pytest.approx(3.0)


def test_map_brings_the_words_of_its_key() -> None:
    answers, classes = ["Connected", "Not known", "Not connected"], ["a", "b", "c", "d", "e", "nobody knows", "size"]

    assert draw_school_key(school_map(points={}, key=answers)).count("<circle") == 2
    assert draw_school_key(school_map(key=classes)).count("<li>") == len(classes)


def test_map_is_framed_around_its_bounds_and_one_of_the_world_shows_all_of_it() -> None:
    frame = frame_of(school_map())

    assert frame.west < 34
    assert frame.east > 42
    assert not is_wide(frame)
    assert is_wide(frame_of(school_map(bounds=None)))


def test_keys_of_the_map_have_words_for_every_colour_and_shape() -> None:
    grid = draw_grid_key(["a", "b", "c", "d", "e"], "nobody <knows>", "size")
    points = draw_points_key({"yes": "Connected", "unknown": "Not known", "no": "Not connected"})

    assert grid.count("<li>") == 7
    assert "nobody &lt;knows&gt;" in grid
    assert points.count("<li>") == 3
