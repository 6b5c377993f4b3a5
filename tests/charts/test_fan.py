"""Held here: a projection as a fan starts at the last value, is named in the picture, and reads in words."""

from dataclasses import replace
from itertools import pairwise

import pytest

from charts.fan import kinds_of_fans
from charts.key import SHAPES
from charts.theme import Mode
from charts.trend import draw_trend
from exhibits.trend import AimLine, ProjectionFan, TrendChart, TrendLine
from metrics.fan import Fan
from metrics.series import Series, make_point

YEARS = tuple(range(2025, 2041))


def grown(step: float) -> tuple[float, ...]:
    return tuple(50.0 + step * (year - 2025) for year in YEARS)


FAN = Fan(YEARS, grown(2), grown(1), grown(3), grown(1.5), grown(2.5))
OURS = ProjectionFan("Kenya", FAN, 2030)
SERIES = Series(
    "individuals_online",
    "KEN",
    "A 2025",
    "2025-01",
    "ITU",
    "PT_POP",
    tuple(make_point(str(year), 50 - 3.0 * (2025 - year), "A") for year in range(2015, 2026)),
)


def chart_of(*fans: ProjectionFan, series: Series = SERIES, aims: tuple[AimLine, ...] = ()) -> TrendChart:
    line = TrendLine("Kenya", "Kenya", series)
    return TrendChart("A title", "% · Kenya", "Source: ITU.", "Its name", "PT_POP", [line], aims, (), fans)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_fan_starts_at_the_last_value_and_ends_in_the_target_year(mode: Mode) -> None:
    figure = draw_trend(chart_of(OURS), mode)
    drawn = {one.meta: one for one in figure.data}

    assert (drawn["projection"].x[0], drawn["projection"].y[0]) == (2025, 50)
    assert (drawn["projection"].x[-1], drawn["projection"].y[-1]) == (2030, 60)
    assert drawn["projection"].line.dash == "dash"
    assert (max(drawn["band80"].y), min(drawn["band80"].y)) == (65, 50)
    assert (max(drawn["band50"].y), max(drawn["band50"].x)) == (62.5, 2030)


def test_bands_lie_under_the_line_and_the_target() -> None:
    figure = draw_trend(chart_of(OURS, aims=(AimLine("Target: 95 %", 95, 2030),)), "light")
    order = [one.meta for one in figure.data]

    assert order == ["band80", "band50", "projection", "aim", "observed"]
    assert all(one.fillcolor.startswith("rgba(") for one in figure.data[:2])


def test_words_at_the_end_name_the_bands_and_the_median_with_its_year() -> None:
    figure = draw_trend(chart_of(OURS), "light")
    words = [one.text for one in figure.layout.annotations if one.name == "fan"]

    assert words == ["<b>60 %</b><br>in 2030", "80 % band", "50 % band"]


def test_words_at_the_end_do_not_cover_each_other_in_a_narrow_fan() -> None:
    steps = [grown(step) for step in (0.2, 0.1, 0.3, 0.15, 0.25)]
    figure = draw_trend(chart_of(replace(OURS, fan=Fan(YEARS, *steps))), "light")
    room = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    low, high = figure.layout.yaxis.range
    labels = [one for one in figure.layout.annotations if one.name == "fan"]
    middles = sorted((high - one.y) * room / (high - low) - one.yshift for one in labels)

    assert all(two - one >= 15 for one, two in pairwise(middles))


@pytest.mark.parametrize(
    ("values", "above"),
    [pytest.param((20, 50), True, id="rose"), pytest.param((80, 50), False, id="fell")],
)
def test_name_of_a_line_stands_left_of_its_fan_where_the_line_did_not_come_from(
    values: tuple[float, float], above: bool
) -> None:
    series = SERIES.with_points([make_point("2015", values[0]), make_point("2025", values[1])])
    (label,) = [
        one for one in draw_trend(chart_of(OURS, series=series), "light").layout.annotations if one.name == "end"
    ]

    assert label.xanchor == "right"
    assert (label.yshift > 0) is above


@pytest.mark.parametrize(
    ("fan", "year", "words"),
    [
        pytest.param(OURS, 2030, "2030: 60 % (80 % band 55 % to 65 %)", id="with its band"),
        pytest.param(replace(OURS, banded=False), 2030, "2030: 60 %", id="a course alone"),
    ],
)
def test_a_year_of_a_fan_reads_in_words(fan: ProjectionFan, year: int, words: str) -> None:
    assert fan.words(year, "PT_POP") == words


def test_hover_leaves_the_last_value_to_the_observation() -> None:
    median = next(one for one in draw_trend(chart_of(OURS), "light").data if one.meta == "projection")

    assert list(median.hoverinfo) == ["skip", *["text"] * 5]
    assert "our projection" in median.text[-1]


def test_scenario_is_named_as_one_in_hover_and_key() -> None:
    scenario = replace(OURS, scenario=True, banded=False)
    (median,) = [one for one in draw_trend(chart_of(scenario), "light").data if one.meta == "scenario"]

    assert "a scenario, not a projection" in median.text[-1]
    assert kinds_of_fans([scenario]) == ["scenario"]


def test_every_mark_of_a_fan_has_its_shape_in_the_key() -> None:
    assert set(kinds_of_fans([OURS, replace(OURS, scenario=True)])) <= set(SHAPES)


def test_projections_of_several_areas_carry_the_names_and_their_lines_carry_none() -> None:
    named = replace(OURS, label="Kenya", banded=False)
    notes = draw_trend(chart_of(named), "light").layout.annotations

    assert [one.text for one in notes if one.name == "fan"] == ["Kenya <b>60 %</b>"]
    assert [one.text for one in notes if one.name == "end"] == []
