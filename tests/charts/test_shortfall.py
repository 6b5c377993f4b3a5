"""Held here: bars ranked from the largest down, each labelled, the rest in words alone, no data turned into markup."""

import pytest

from charts.shortfall import draw_shortfall
from charts.stage import BAR, LINE
from charts.theme import PALETTES, Mode
from exhibits.bars import GapBar, GapChart


def bar(name: str, missing: float, *, rest: bool = False) -> GapBar:
    return GapBar(name, f"{missing} · 10 %", "30 %", missing, "about it", rest)


def chart(*bars: GapBar) -> GapChart:
    return GapChart("Who <b>holds</b> it", "people", "Source: A", "together", bars)


FULL = chart(bar("India", 40), bar("Democratic Republic of the Congo", 20), bar("All 9 others", 70, rest=True))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_bars_have_the_accent_and_the_rest_is_said_without_a_bar_that_would_dwarf_them(mode: Mode) -> None:
    figure = draw_shortfall(FULL, mode)
    (trace,) = figure.data

    assert list(trace.x) == [40, 20, None]
    assert trace.marker.color == PALETTES[mode].accent
    assert "<b>All 9 others</b>  70 · 10 %" in [one.text for one in figure.layout.annotations]


def test_each_bar_is_labelled_with_its_amount_and_what_all_above_hold() -> None:
    words = [one.text for one in draw_shortfall(FULL, "light").layout.annotations]

    assert words[0] == "together"
    assert words[1:3] == ["<b>India</b>  40 · 10 %", "30 %"]
    assert words[3] == "<b>Democratic Republic of the Congo</b><br>20 · 10 %"


def test_largest_stands_on_top_and_a_long_name_has_room() -> None:
    (trace,) = draw_shortfall(FULL, "light").data
    first, second, third = trace.y

    assert first > second > third
    assert (first - second) - (second - third) == LINE  # the long name takes a line more
    assert set(trace.width if isinstance(trace.width, (list, tuple)) else [trace.width]) == {BAR}


def test_names_never_become_markup() -> None:
    figure = draw_shortfall(chart(bar("<a href='x'>A</a>", 1)), "light")

    assert "<a" not in figure.to_json().replace("\\u003c", "<")


def test_nothing_zooms_and_there_is_no_template() -> None:
    layout = draw_shortfall(FULL, "light").layout

    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert layout.dragmode is False
    assert list(layout.xaxis.range) == [0, 40]
