"""Bars of amounts: what was reported lies inside what was promised, the target is a labelled line."""

import pytest

from charts.named_bars import GAP, LINE
from charts.theme import PALETTES, Mode
from charts.value_bars import draw_amount_key, draw_value_bars
from exhibits.bars import ValueBar, ValueBars

BARS = [
    ValueBar("Access", "USD 10, 2 pledges", 10.0, 4.0, "pledged USD 10"),
    ValueBar("A name of more than twenty-six letters", "USD 5", 5.0),
    ValueBar("<a href='x'>Nobody</a>", "no pledge", 0.0, quiet=True),
]
CHART = ValueBars("By focus area", "US dollars", "Source: x.", BARS, (20.0, "Target: USD 20"))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_reported_lies_inside_pledged(mode: Mode) -> None:
    figure = draw_value_bars(CHART, mode)
    outer, inner = figure.data

    assert (outer.meta, inner.meta) == ("pledged", "reported")
    assert list(outer.x) == [10, 5, 0]
    assert list(inner.x) == [4, None, None]
    assert inner.width < outer.width
    assert outer.marker.color[2] == PALETTES[mode].muted


def test_axis_begins_at_zero_and_holds_the_target() -> None:
    low, high = draw_value_bars(CHART, "light").layout.xaxis.range

    assert low == 0
    assert 20 <= high < 21


def test_target_is_a_line_with_its_words() -> None:
    figure = draw_value_bars(CHART, "light")

    assert [(one.x0, one.x1) for one in figure.layout.shapes] == [(20, 20)]
    assert [one.text for one in figure.layout.annotations if one.name == "aim"] == ["<b>Target: USD 20</b>"]
    assert not draw_value_bars(ValueBars("x", "", "", BARS), "light").layout.shapes


def test_long_name_has_a_line_of_its_own_and_room_for_it() -> None:
    figure = draw_value_bars(CHART, "light")
    first, second, third = figure.data[0].y

    assert [one.text.count("<br>") for one in figure.layout.annotations if one.name == "bar"] == [0, 1, 0]
    assert first - second == pytest.approx(LINE * 2 + 14 + GAP)
    assert second - third == pytest.approx(LINE + 14 + GAP)


def test_text_of_the_data_never_becomes_markup() -> None:
    words = draw_value_bars(CHART, "light").to_json()

    assert "<a href" not in words
    assert "<script>" not in draw_amount_key("<script>", "reported")


def test_amounts_of_zero_and_no_bars_are_drawn_too() -> None:
    assert draw_value_bars(ValueBars("x", "", "", [BARS[2]]), "light").layout.xaxis.range[1] > 0
    assert draw_value_bars(ValueBars("x", "", "", []), "light").layout.height > 0
