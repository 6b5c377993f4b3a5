"""The trend figure: what is measured, estimated, forecast or broken can be told apart, and nothing is joined."""

from dataclasses import replace

import plotly.graph_objects as go
import pytest

from charts.marks import kinds_shown
from charts.stage import value_axis, year_axis
from charts.theme import PALETTES, Mode
from charts.trend import draw_trend
from exhibits.trend import AimLine, AimPath, Change, TrendChart, TrendLine
from metrics.series import Point, Series, make_point

PALETTE = PALETTES["light"]
BLUE = PALETTE.series[0]


def series_of(*points: Point, edition: str = "A 2025", forecasts: tuple[Point, ...] = ()) -> Series:
    return Series("individuals_online", "WLD", edition, "2025-01", "ITU", "PT_POP", points, forecasts)


def chart_of(
    *lines: TrendLine, unit: str = "PT_POP", aims: tuple[AimLine, ...] = (), paths: tuple[AimPath, ...] = ()
) -> TrendChart:
    return TrendChart("A title", "% · World", "Source: ITU.", "Its name", unit, lines, aims, paths)


def line_of(*points: Point, name: str = "World", label: str = "World", later: bool = False) -> TrendLine:
    return TrendLine(name, label, series_of(*points), later=later)


def traces(figure: go.Figure, kind: str) -> list[go.Scatter]:
    return [one for one in figure.data if one.meta == kind]


def test_measured_marks_are_filled_estimated_hollow_and_unstated_pale() -> None:
    line = line_of(make_point("2020", 10, "A"), make_point("2021", 20, "E"), make_point("2022", 30, ""))

    (observed,) = traces(draw_trend(chart_of(line), "light"), "observed")
    measured, estimated, unstated = observed.marker.color

    assert measured == BLUE
    assert estimated == PALETTE.page
    assert unstated not in (BLUE, PALETTE.page)


def test_break_is_a_gap_with_a_mark_in_its_middle() -> None:
    line = line_of(make_point("2018", 10, "A"), make_point("2019", 12, "A"), make_point("2020", 30, "B"))

    figure = draw_trend(chart_of(line), "light")
    (observed,) = traces(figure, "observed")
    (mark,) = traces(figure, "break")

    assert list(observed.x) == [2018, 2019, None, 2020]
    assert observed.connectgaps is False
    assert (mark.x[0], mark.y[0]) == (2019.5, 21)


def test_first_point_of_a_series_makes_no_break() -> None:
    line = line_of(make_point("2018", 10, "B"), make_point("2019", 12, "A"))

    figure = draw_trend(chart_of(line), "light")

    assert traces(figure, "break") == []
    assert list(traces(figure, "observed")[0].x) == [2018, 2019]


def test_projection_of_the_publisher_is_dotted_and_apart_from_what_was_observed() -> None:
    series = series_of(make_point("2022", 22.3, "A"), forecasts=(make_point("2030", 20, "F"),))

    figure = draw_trend(chart_of(TrendLine("World", "World", series)), "light")
    (forecast,) = traces(figure, "forecast")

    assert forecast.line.dash == "dot"
    assert list(forecast.x) == [2022, 2030]
    assert list(traces(figure, "observed")[0].x) == [2022]


def test_editions_are_lines_of_their_own() -> None:
    old = TrendLine("World, A", "A", series_of(make_point("2019", 50, "A"), edition="A"))
    new = TrendLine("World, B", "B", series_of(make_point("2019", 54, "A"), edition="B"), colour=1)

    observed = traces(draw_trend(chart_of(old, new), "light"), "observed")

    assert [list(one.y) for one in observed] == [[50], [54]]
    assert observed[0].line.color != observed[1].line.color


def test_later_figure_of_another_edition_has_no_line() -> None:
    line = line_of(make_point("2019", 50, "A"))
    later = line_of(make_point("2025", 60, "E"), later=True, name="World, B")

    figure = draw_trend(chart_of(line, later), "light")

    assert [one.mode for one in traces(figure, "later")] == ["markers"]


def test_live_target_is_stronger_than_a_past_one_and_both_are_labelled() -> None:
    aims = (AimLine("Target for 2023: 70 %", 70, 2023, live=False), AimLine("Target: 100 % by 2030", 100, 2030))

    figure = draw_trend(chart_of(line_of(make_point("2020", 60, "A")), aims=aims), "light")
    live, past = traces(figure, "aim")
    labels = {one.text for one in figure.layout.annotations if one.name == "aim"}

    assert (live.y[0], past.y[0]) == (100, 70)
    assert (live.line.width, past.line.width) == (1.5, 1.2)
    assert live.line.color == PALETTE.target
    assert labels == {"Target: 100 % by 2030", "Target for 2023: 70 %"}


def test_same_level_of_two_targets_is_drawn_once_but_both_are_labelled() -> None:
    aims = (AimLine("for 2023", 0.98, 2023, 1.02, live=False), AimLine("by 2030", 0.98, 2030, 1.02))

    figure = draw_trend(chart_of(line_of(make_point("2024", 0.94, "E")), unit="RATIO", aims=aims), "light")

    assert [one.name for one in traces(figure, "aim")] == ["by 2030", "by 2030"]
    assert traces(figure, "aim")[1].fill == "tonexty"
    assert len([one for one in figure.layout.annotations if one.name == "aim"]) == 2


def test_way_to_the_target_is_thin_and_dashed_and_the_years_reach_its_end() -> None:
    path = AimPath("from 60.1 to 100", (2020, 60.1), (2030, 100))

    figure = draw_trend(chart_of(line_of(make_point("2025", 73.6, "")), paths=(path,)), "light")
    (drawn,) = traces(figure, "path")

    assert (list(drawn.x), list(drawn.y)) == ([2020, 2030], [60.1, 100])
    assert drawn.line.dash == "dash"
    assert drawn.line.width < traces(figure, "observed")[0].line.width
    assert figure.layout.xaxis.range[1] > 2030


def test_lines_carry_their_names_at_their_ends_up_to_six() -> None:
    lines = [line_of(make_point("2024", 10 * at, "A"), label=f"Area {at}") for at in range(1, 9)]

    figure = draw_trend(chart_of(*lines), "light")
    ends = [one.text for one in figure.layout.annotations if one.name == "end"]

    assert ends[0] == "Area 1 <b>10 %</b>"
    assert len(ends) == 6


def test_names_in_data_cannot_become_markup() -> None:
    line = line_of(make_point("2024", 10, "A"), name="<a href='x'>x</a>", label="<b>x</b>")

    figure = draw_trend(chart_of(line), "light")
    written = figure.layout.annotations[0].text + traces(figure, "observed")[0].text[0]

    assert "<a" not in written
    assert "&lt;b&gt;x&lt;/b&gt;" in written


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_figure_has_the_colours_of_its_mode(mode: Mode) -> None:
    figure = draw_trend(chart_of(line_of(make_point("2024", 10, "A"))), mode)

    assert figure.layout.paper_bgcolor == PALETTES[mode].page
    assert figure.layout.title.text == "<b>A title</b>"


def test_axis_of_shares_goes_from_0_to_100_even_where_values_are_small() -> None:
    axis = value_axis([3.2, 22.3], "PT_POP")

    assert (axis.ticks[0], axis.ticks[-1]) == (0, 100)
    assert axis.texts[-1] == "100 %"


def test_axis_makes_room_for_a_rate_above_100() -> None:
    assert value_axis([122.8], "PT").high > 122.8


@pytest.mark.parametrize(
    ("values", "unit", "first", "last"),
    [
        pytest.param([1.85e10, 1e11], "USD", "USD 0", "USD 100 bn", id="money"),
        pytest.param([614, 8515], "MN", "0", "10 billion", id="millions"),
        pytest.param([0.91, 1.02], "RATIO", "0.90", "1.05", id="ratio"),
        pytest.param([-5, 3], "PT_GNIPC", "\N{MINUS SIGN}6 %", "4 %", id="below-zero"),
    ],
)
def test_ticks_are_written_as_people_say_them(values: list[float], unit: str, first: str, last: str) -> None:
    axis = value_axis(values, unit)

    assert (axis.texts[0], axis.texts[-1]) == (first, last)


@pytest.mark.parametrize(
    ("moments", "years"),
    [
        pytest.param([2005, 2030], ["2005", "2010", "2015", "2020", "2025", "2030"], id="decades"),
        pytest.param([2025], ["2024", "2025", "2026"], id="one-year"),
        pytest.param([2022.44, 2026.997], ["2023", "2024", "2025", "2026", "2027"], id="dated"),
    ],
)
def test_years_are_whole_numbers(moments: list[float], years: list[str]) -> None:
    assert list(year_axis(moments).texts) == years


def test_our_own_aggregate_has_a_mark_and_words_of_its_own() -> None:
    points = (make_point("2020", 10), make_point("2021", 20))
    own = TrendLine("LDCs", "LDCs", series_of(*points), own=True)
    figure = draw_trend(chart_of(own), "light")
    (observed,) = traces(figure, "observed")

    assert observed.marker.symbol == "cross"
    assert set(observed.marker.color) == {BLUE}
    assert "2020: 10 % (our own aggregate)" in observed.text[0]
    assert kinds_shown([own]) == ["own"]


def test_change_to_another_indicator_is_a_mark_in_the_gap() -> None:
    chart = replace(chart_of(line_of(make_point("2020", 10))), changes=(Change(2020.5, 12, "from 2 GB to <5 GB>"),))
    (mark,) = traces(draw_trend(chart, "light"), "break")

    assert (mark.x, mark.y, mark.text) == ((2020.5,), (12,), ("from 2 GB to &lt;5 GB&gt;",))
