"""The ranking: a mark an economy on a log scale, shapes with the bands, names where there is room."""

from itertools import pairwise

import pytest

from charts.ranking import draw_ranking
from charts.theme import PALETTES, Mode
from exhibits.bars import PriceDot, PriceLine, RankingChart

BANDS = ("below 2 %", "2 % to 3 %", "3 % or more")


def chart_of(*dots: PriceDot) -> RankingChart:
    return RankingChart(
        "A title", "about", "source", "PT_GNIPC", BANDS, dots, (PriceLine(2, "2 %"), PriceLine(3, "3 %"))
    )


def dot(place: int, value: float, band: int, label: str = "", *, old: bool = False) -> PriceDot:
    return PriceDot(place, value, band, f"{place}. <i>X</i>", label, old)


def test_marks_go_down_by_place_and_right_by_price_on_a_log_scale() -> None:
    figure = draw_ranking(chart_of(dot(1, 0.5, 0), dot(2, 2.5, 1), dot(3, 30, 2)), "light")
    marks = [one for one in figure.data if one.meta == "dots"]

    assert [(list(one.x), list(one.y)) for one in marks] == [([0.5], [0]), ([2.5], [1]), ([30], [2])]
    assert [one.marker.symbol for one in marks] == ["circle", "diamond", "square"]
    assert figure.layout.xaxis.type == "log"
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert marks[0].text[0] == "1. &lt;i&gt;X&lt;/i&gt;"


def test_lines_to_stay_below_carry_their_words() -> None:
    figure = draw_ranking(chart_of(dot(1, 0.5, 0)), "light")

    assert [one.x[0] for one in figure.data if one.meta == "aim"] == [2, 3]
    assert [note.text for note in figure.layout.annotations if note.name == "aim"] == ["2 %", "3 %"]


def test_old_price_is_hollow() -> None:
    figure = draw_ranking(chart_of(dot(1, 0.5, 0), dot(2, 0.6, 0, old=True)), "light")
    (marks,) = [one for one in figure.data if one.meta == "dots" and len(one.x)]

    assert marks.marker.color[0] != PALETTES["light"].page
    assert marks.marker.color[1] == PALETTES["light"].page


@pytest.mark.parametrize(("at", "anchor"), [(0, "left"), (2, "right")])
def test_names_stand_where_the_marks_leave_room(at: int, anchor: str) -> None:
    dots = [dot(1, 0.1, 0), dot(2, 2.5, 1), dot(3, 90, 2)]
    dots[at] = dot(at + 1, dots[at].value, dots[at].band, "Named")
    figure = draw_ranking(chart_of(*dots), "light")
    (name,) = [note for note in figure.layout.annotations if note.name == "dot"]

    assert (name.text, name.xanchor) == ("Named", anchor)


def test_names_close_together_do_not_cover_each_other() -> None:
    dots = [dot(place, 0.1 + place / 1000, 0, f"Economy {place}") for place in range(1, 200, 1) if place < 4]
    many = [dot(place, place, 2) for place in range(4, 200)]
    figure = draw_ranking(chart_of(*dots, *many), "light")
    room = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    low, high = figure.layout.yaxis.range[1], figure.layout.yaxis.range[0]
    places = [
        (note.y - low) / (high - low) * room - note.yshift for note in figure.layout.annotations if note.name == "dot"
    ]

    assert all(two - one >= 14.9 for one, two in pairwise(places))
    assert min(places) >= 0


def test_single_economy_is_drawn() -> None:
    assert draw_ranking(chart_of(dot(1, 2, 1, "Alone")), "dark").layout.height > 0


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_line_to_stay_below_does_not_strike_a_name_through(mode: Mode) -> None:
    figure = draw_ranking(chart_of(dot(1, 1.1, 0, "A name that reaches over both lines"), dot(2, 30, 2)), mode)
    (name,) = [note for note in figure.layout.annotations if note.name == "dot"]

    assert name.bgcolor == PALETTES[mode].page
