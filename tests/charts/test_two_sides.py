"""Two amounts back to back: each side on a scale of its own, from the middle outwards."""

import pytest

from charts.theme import Mode
from charts.two_sides import draw_two_sides
from exhibits.bars import TwoSides, TwoSidesChart

ROWS = [
    TwoSides("Kenya", 100.0, "USD 100", 50.0, "50", "both", chosen=True),
    TwoSides("United Republic of Tanzania", 25.0, "USD 25", 100.0, "100", "both"),
    TwoSides("<a href='x'>X</a>", 0.0, "no pledge", None, "not known", "one"),
]
CHART = TwoSidesChart("Pledges and people", "Africa", "Source: x.", "Pledged", "People offline", ROWS)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_side_reaches_its_edge_with_its_largest_amount(mode: Mode) -> None:
    left, right = draw_two_sides(CHART, mode).data

    assert list(left.x) == [-1, -0.25, 0]
    assert list(right.x) == [0.5, 1, None]
    assert list(left.customdata) == [100, 25, 0]


def test_names_stand_in_the_middle_and_amounts_at_the_ends() -> None:
    labels = [one for one in draw_two_sides(CHART, "light").layout.annotations if one.name == "row"]

    assert [one.text for one in labels[:3]] == ["USD 100", "<b>Kenya</b>", "50"]
    assert [one.x for one in labels[:3]] == [0, 0.5, 1]
    assert labels[4].yshift > labels[1].yshift, "a long name has a line of its own"


def test_chosen_area_has_an_outline() -> None:
    assert list(draw_two_sides(CHART, "light").data[0].marker.line.width) == [2, 0, 0]


def test_sides_have_headings_and_no_text_becomes_markup() -> None:
    figure = draw_two_sides(CHART, "light")

    heads = [one.text for one in figure.layout.annotations if one.name == "head"]
    assert heads == ["<b>Pledged</b>", "<b>People offline</b>"]
    assert "<a href" not in figure.to_json()


def test_nothing_known_is_drawn_as_nothing() -> None:
    rows = [TwoSides("Kenya", None, "", None, "", "")]
    left, right = draw_two_sides(TwoSidesChart("x", "", "", "a", "b", rows), "light").data

    assert (list(left.x), list(right.x)) == ([None], [None])
