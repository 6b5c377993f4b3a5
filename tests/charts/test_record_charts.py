"""The pictures of the forecast record: errors by years ahead, chances against outcomes, what was said earlier."""

import pytest

from charts.earlier import draw_earlier
from charts.errors import draw_errors
from charts.reliability import draw_reliability
from charts.theme import PALETTES, Mode
from exhibits.plots import EarlierChart, ErrorChart, ErrorLine, Reading, ReliabilityChart, ReliabilityDot, Said

WORDS = ("<b>Title</b>", "about", "Source: x.")
ERRORS = ErrorChart(
    *WORDS,
    (1, 2, 3),
    ("1", "2", "3"),
    (
        ErrorLine("This method", (1.0, 2.0, 3.0), ("a", "b", "c"), ours=True),
        ErrorLine("No change", (2.0, 4.0, 6.0), ("a", "b", "c")),
        ErrorLine("Growth rate", (2.0, 4.0, None), ("a", "b", "no value")),
        ErrorLine("<i>Straight line</i>", (2.0, 4.0, 6.0), ("a", "b", "c")),
    ),
)
RELIABILITY = ReliabilityChart(
    *WORDS,
    "Chance said",
    "Share that arrived",
    "as often as was said",
    (ReliabilityDot(14, 20, 400, "400", "above"), ReliabilityDot(85, 60, 100, "100", "below <b>")),
)
EARLIER = EarlierChart(
    *WORDS,
    "PT_POP",
    [Reading(year, 40.0 + year - 2014, str(year)) for year in range(2014, 2025)],
    [Said(2018, 44.0, 40.0, 48.0, 70.0, "48 %", "six"), Said(2023, 49.0, 48.0, 49.5, 52.0, "50 %", "<i>one</i>")],
    "50 %",
    "said in",
)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_only_our_line_has_the_accent_colour_and_every_line_its_name_at_its_end(mode: Mode) -> None:
    figure = draw_errors(ERRORS, mode)
    ends = [one for one in figure.layout.annotations if one.name == "end"]

    assert [line.line.color == PALETTES[mode].accent for line in figure.data] == [True, False, False, False]
    assert [(one.x, one.y) for one in ends] == [(3, 3.0), (3, 6.0), (2, 4.0), (3, 6.0)]
    assert ends[0].text == "<b>This method</b>"


def test_names_of_lines_that_end_together_are_moved_apart() -> None:
    _, one, _, other = [one for one in draw_errors(ERRORS, "light").layout.annotations if one.name == "end"]

    assert abs(one.yshift - other.yshift) >= 15


def test_marks_stand_where_chance_and_outcome_say_and_the_diagonal_has_its_words() -> None:
    figure = draw_reliability(RELIABILITY, "light")
    diagonal, dots = figure.data

    assert (list(diagonal.x), list(diagonal.y)) == ([0, 100], [0, 100])
    assert (list(dots.x), list(dots.y)) == ([14, 85], [20, 60])
    assert list(dots.textposition) == ["top center", "bottom center"]
    assert dots.marker.size[0] > dots.marker.size[1], "more cases, larger mark"
    assert "as often as was said" in figure.layout.annotations[0].text


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_was_said_stands_beyond_the_end_of_the_line_with_its_band(mode: Mode) -> None:
    figure = draw_earlier(EARLIER, mode)
    said = next(one for one in figure.data if one.meta == "said")

    assert all(x > 2024 for x in said.x)
    assert list(said.y) == [48.0, 49.5]
    assert (list(said.error_y.array), list(said.error_y.arrayminus)) == ([22.0, 2.5], [8.0, 1.5])
    assert [one.text for one in figure.layout.annotations if one.name == "origin"] == ["2018", "2023"]


def test_level_that_came_in_is_carried_across_what_was_said() -> None:
    level = next(one for one in draw_earlier(EARLIER, "light").data if one.meta == "level")

    assert list(level.y) == [50.0, 50.0]
    assert level.x[1] > EARLIER.place(1)


@pytest.mark.parametrize("figure", [draw_errors(ERRORS, "light"), draw_reliability(RELIABILITY, "light"),
                                    draw_earlier(EARLIER, "light")])  # fmt: skip
def test_no_text_becomes_markup_and_nothing_zooms(figure: object) -> None:
    written = figure.to_json()  # type: ignore[attr-defined] # Plotly has no types

    assert "<i>" not in written and "below <b>" not in written
    assert figure.layout.xaxis.fixedrange and figure.layout.yaxis.fixedrange  # type: ignore[attr-defined]
