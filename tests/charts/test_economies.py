"""Counts of economies: bars of our own, and the publisher's counts as marks that nothing joins."""

import pytest

from charts.economies import band_colours, draw_economies
from charts.key import draw_bar_key, draw_dot_key
from charts.theme import PALETTES, Mode
from exhibits.bars import CountMark, EconomyChart, YearBar

BANDS = ("below 2 %", "2 % to 3 %", "3 % or more")


def bar_of(year: int, *bands: int) -> YearBar:
    return YearBar(year, bands, str(sum(bands)), str(bands[0]), tuple(f"{count} <b>" for count in bands))


def chart_of(*bars: YearBar, marks: tuple[CountMark, ...] = ()) -> EconomyChart:
    return EconomyChart("A title", "about", "source", BANDS, bars, marks)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_band_is_a_part_of_the_bar_with_its_own_colour(mode: Mode) -> None:
    figure = draw_economies(chart_of(bar_of(2024, 78, 26, 92), bar_of(2025, 87, 24, 85)), mode)
    bands = [one for one in figure.data if one.meta == "band"]

    assert [list(one.y) for one in bands] == [[78, 87], [26, 24], [92, 85]]
    assert len({one.marker.color for one in bands}) == 3
    assert [note.text for note in figure.layout.annotations] == ["196", "<b>78</b>", "196", "<b>87</b>"]


def test_published_counts_are_marks_without_a_line() -> None:
    marks = (CountMark(2024, 78, "2024"), CountMark(2025, 88, "2025: 88 of 195"))
    figure = draw_economies(chart_of(bar_of(2025, 87, 24, 85), marks=marks), "light")
    (published,) = [one for one in figure.data if one.meta == "published"]

    assert published.mode == "markers"
    assert list(published.y) == [78, 88]
    assert list(figure.layout.xaxis.tickvals) == [2024, 2025]


def test_number_of_a_small_part_stands_above_it() -> None:
    figure = draw_economies(chart_of(bar_of(2024, 78, 26, 92), bar_of(2025, 1, 2, 193)), "light")
    large, small = (note for note in figure.layout.annotations if note.text.startswith("<b>"))

    assert (large.y, small.y) == (0, 1)


def test_text_of_data_is_escaped_in_the_picture() -> None:
    figure = draw_economies(chart_of(bar_of(2025, 1, 0, 0)), "light")

    assert figure.data[0].text[0] == "1 &lt;b&gt;"


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_there_is_a_colour_for_every_band(count: int) -> None:
    assert len(band_colours(count, PALETTES["light"])) == count


def test_keys_say_every_band_in_words() -> None:
    bars, dots = draw_bar_key(BANDS, "published <x>"), draw_dot_key(BANDS, "")

    assert all(f"<span>{band}</span>" in bars and f"<span>{band}</span>" in dots for band in BANDS)
    assert "published &lt;x&gt;" in bars
    assert bars.count("<li>") == 4
    assert dots.count("<li>") == 3
    assert draw_bar_key((), "") == ""
