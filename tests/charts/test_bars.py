"""Bars with their names and figures above them: shares, counts, amounts and sums, in parts, with a level to reach."""

import pytest

from charts.bars import LOOKS, PATTERNS, draw_bars, draw_parts_key, part_colour
from charts.stage import GAP, LINE
from charts.theme import PALETTES, Mode
from exhibits.bars import Bar, Bars, Part

ANSWERS = [Part("yes", "Connected"), Part("unknown", "Not known"), Part("no", "Not connected")]
SHARES = Bars(
    "Title",
    "About",
    "Source",
    [
        Bar("<b>Kenya</b>", "38 % to 61 %", [38, 23, 39], ["38", "23", "39"]),
        Bar("Nobody", "no school", [0, 0, 0], ["", "", ""]),
    ],
    ANSWERS,
    look="shares",
)
SUMS = Bars(
    "By focus area",
    "US dollars",
    "Source: x.",
    [
        Bar("Access", "USD 10, 2 pledges", [10.0, 4.0], ["pledged USD 10"]),
        Bar("A name of more than twenty-six letters", "USD 5", [5.0, 0.0], ["USD 5"]),
        Bar("<a href='x'>Nobody</a>", "no pledge", [0.0], ["no pledge"], quiet=True),
    ],
    [Part("plain", "pledged"), Part("within", "<script>")],
    (20.0, "Target: USD 20"),
    "sums",
)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_bars_stand_in_their_order_with_parts_and_line(mode: Mode) -> None:
    bars = [
        Bar("Asia", "24.9", (2.9, 22.0), ("words",)),
        Bar("Europe <b>", "12", (5.1, 6.9), ("words",), strong=True),
    ]
    figure = draw_bars(Bars("T", "about", "", bars, [Part("plain"), Part("rest")], (30, "30 %")), mode)
    first, second = figure.data

    assert (list(first.x), list(second.x)) == ([2.9, 5.1], [22.0, 6.9])
    assert first.y[0] > first.y[1]
    assert first.marker.color != second.marker.color
    assert [(one.x0, one.x1) for one in figure.layout.shapes] == [(30, 30)]
    assert figure.layout.xaxis.range[1] == pytest.approx(30 * 1.04)
    assert [note.text for note in figure.layout.annotations] == [
        *("Asia", "24.9", "<b>Europe &lt;b&gt;</b>", "12", "30 %")
    ]


def test_name_stands_above_its_bar_and_the_bar_within_its_row() -> None:
    figure = draw_bars(SHARES, "light")
    look, (name, *_) = LOOKS["shares"], figure.layout.annotations
    middle, thick = figure.data[0].y[0], figure.data[0].width

    assert tuple(figure.layout.yaxis.range) == (-2 * look.row, 0)
    assert 0 > name.y > middle + thick / 2
    assert middle - thick / 2 > -look.row


def test_bar_of_one_part_beside_bars_of_two() -> None:
    bars = [Bar("A", "1", (1.0,), ("a",)), Bar("B", "2", (1.0, 1.0), ("first", "second"))]
    figure = draw_bars(Bars("T", "", "", bars, [Part("plain"), Part("rest")]), "light")

    assert list(figure.data[1].x) == [None, 1.0]
    assert [one.text[1] for one in figure.data] == ["<b>B</b><br>first", "<b>B</b><br>second"]


def test_nothing_to_show_is_an_empty_picture() -> None:
    assert len(draw_bars(Bars("T", "", "", []), "light").data) == 0


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_bars_are_shares_with_a_pattern_for_all_but_one(mode: Mode) -> None:
    figure = draw_bars(SHARES, mode)

    assert [list(one.x) for one in figure.data] == [[0.38, 0], [0.23, 0], [0.39, 0]]
    assert [one.marker.pattern.shape for one in figure.data] == ["", "/", "x"]
    assert len({part_colour(part.kind, PALETTES[mode]) for part in ANSWERS}) == len(ANSWERS)


def test_bars_of_numbers_keep_their_length() -> None:
    figure = draw_bars(Bars("T", "A", "S", SHARES.bars, ANSWERS, look="counts"), "light")

    assert [one.x[0] for one in figure.data] == [38, 23, 39]
    assert tuple(figure.layout.xaxis.range) == (0, 100)


def test_names_and_figures_stand_above_the_bars_escaped() -> None:
    words = [one.text for one in draw_bars(SHARES, "light").layout.annotations]

    assert words == ["&lt;b&gt;Kenya&lt;/b&gt;", "38 % to 61 %", "Nobody", "no school"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_reported_lies_inside_pledged(mode: Mode) -> None:
    figure = draw_bars(SUMS, mode)
    outer, inner = figure.data

    assert figure.layout.barmode == "overlay"
    assert list(outer.x) == [10, 5, 0]
    assert list(inner.x) == [4, None, None]
    assert inner.width < outer.width
    assert outer.marker.color[2] == PALETTES[mode].muted


def test_axis_begins_at_zero_and_holds_the_target() -> None:
    low, high = draw_bars(SUMS, "light").layout.xaxis.range

    assert low == 0
    assert 20 <= high < 21


def test_target_is_a_line_with_its_words() -> None:
    figure = draw_bars(SUMS, "light")

    assert [(one.x0, one.x1) for one in figure.layout.shapes] == [(20, 20)]
    assert [one.text for one in figure.layout.annotations if one.name == "aim"] == ["Target: USD 20"]
    assert not draw_bars(SHARES, "light").layout.shapes


def test_long_name_has_a_line_of_its_own_and_room_for_it() -> None:
    figure = draw_bars(SUMS, "light")
    first, second, third = figure.data[0].y

    assert [one.text.count("<br>") for one in figure.layout.annotations if one.name == "bar"] == [0, 1, 0]
    assert first - second == pytest.approx(LINE * 2 + 14 + GAP)
    assert second - third == pytest.approx(LINE + 14 + GAP)


def test_text_of_the_data_never_becomes_markup() -> None:
    words = draw_bars(SUMS, "light").to_json()

    assert "<a href" not in words
    assert "<script>" not in draw_parts_key(SUMS)


def test_amounts_of_zero_and_no_bars_are_drawn_too() -> None:
    assert draw_bars(Bars("x", "", "", [SUMS.bars[2]], look="sums"), "light").layout.xaxis.range[1] > 0
    assert draw_bars(Bars("x", "", "", [], look="sums"), "light").layout.height > 0


def test_key_names_every_part_with_its_pattern() -> None:
    key = draw_parts_key(Bars("T", "", "", [], [*ANSWERS, Part("moderate", "Mode<rate")]))

    assert key.count("<li>") == 4
    assert "Mode&lt;rate" in key
    assert key.count("<path") == len(PATTERNS.keys() & {"unknown", "no", "moderate"})
    assert draw_parts_key(Bars("T", "", "", [])) == ""
