"""Bars with their names and figures above them, in parts, with a line to reach."""

import pytest

from charts.bars import draw_bars, draw_part_key
from charts.theme import Mode
from exhibits.bars import BarChart, PartBar


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_bars_stand_in_their_order_with_parts_and_line(mode: Mode) -> None:
    bars = [
        PartBar("Asia", "24.9", (2.9, 22.0), "words"),
        PartBar("Europe <b>", "12", (5.1, 6.9), "words", strong=True),
    ]
    figure = draw_bars(BarChart("T", "about", "", bars, (30, "30 %")), mode)
    first, second = [one for one in figure.data if one.meta == "part"]
    (line,) = [one for one in figure.data if one.meta == "aim"]

    assert (list(first.x), list(second.x)) == ([2.9, 5.1], [22.0, 6.9])
    assert first.y[0] > first.y[1]
    assert list(line.x) == [30, 30]
    assert figure.layout.xaxis.range[1] == pytest.approx(30 * 1.04)
    assert [note.text for note in figure.layout.annotations] == [
        *("Asia", "24.9", "<b>Europe &lt;b&gt;</b>", "12", "<b>30 %</b>")
    ]


def test_bar_of_one_part_beside_bars_of_two() -> None:
    figure = draw_bars(
        BarChart("T", "", "", [PartBar("A", "1", (1.0,), ""), PartBar("B", "2", (1.0, 1.0), "")]), "light"
    )

    assert list(figure.data[1].x) == [None, 1.0]


def test_nothing_to_show_is_an_empty_picture() -> None:
    assert len(draw_bars(BarChart("T", "", "", []), "light").data) == 0


def test_key_names_the_parts() -> None:
    key = draw_part_key(["recycled", "<rest>"])

    assert "<span>recycled</span>" in key
    assert "&lt;rest&gt;" in key
    assert draw_part_key([]) == ""
