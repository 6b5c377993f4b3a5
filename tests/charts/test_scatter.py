"""Two indicators against each other: areas of marks, shapes beside colours, fixed axes, names that stay text."""

import math
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from charts.scatter import (
    LARGEST,
    SAME_AREA,
    SMALLEST,
    SYMBOLS,
    UNKNOWN,
    bubble_size,
    draw_groups,
    draw_scatter,
    draw_sizes,
    even_scale,
    log_scale,
    scale_of,
)
from charts.theme import PALETTES, Mode
from exhibits.plots import NO_GROUP, Axle, Bubble, ScatterChart
from exhibits.trend import AimLine

SHARES = Axle("Online (%)", [0, 100], "PT_POP")
PRICES = Axle("Price (%)", [0.1, 1000], "PT_GNIPC", logarithmic=True)


def chart_of(*bubbles: Bubble) -> ScatterChart:
    return ScatterChart("A title", "171 countries", "Source: ITU.", PRICES, SHARES, bubbles, most_people=1.4e9)


def bubble(name: str = "Kenya", people: float | None = 5e7, **more: object) -> Bubble:
    return Bubble(name, 10.0, 35.0, people, **more)  # type: ignore[arg-type]


def marks(figure: go.Figure) -> go.Scatter:
    (found,) = (one for one in figure.data if one.meta == "countries")
    return found


def names(figure: go.Figure) -> list[str]:
    return [one.text for one in figure.layout.annotations if one.name == "country"]


def test_area_of_a_mark_is_in_proportion_to_the_people() -> None:
    whole, quarter = bubble_size(1.4e9, 1.4e9), bubble_size(0.35e9, 1.4e9)

    assert whole == LARGEST
    assert quarter == pytest.approx(LARGEST / 2)


@pytest.mark.parametrize(
    ("people", "size"),
    [(10_000.0, SMALLEST), (0.0, SMALLEST), (None, UNKNOWN)],
    ids=["few people", "no people", "unknown is not none"],
)
def test_small_and_unknown_numbers_of_people_keep_a_mark_that_can_be_seen(people: float | None, size: float) -> None:
    assert bubble_size(people, 1.4e9) == size


@pytest.mark.parametrize(
    ("symbol", "area"),
    [("square", 4.0), ("diamond", 2 * 1.3**2), ("triangle-up", 1.5 * 2 / math.sqrt(3)), ("pentagon", 2.378)],
)
def test_shapes_have_the_area_of_the_circle(symbol: str, area: float) -> None:
    """The area of each shape with radius 1 as Plotly draws it, times its factor squared, is that of the circle."""
    assert area * SAME_AREA[symbol] ** 2 == pytest.approx(math.pi, rel=0.01)


def test_marks_of_as_many_people_have_the_same_area_in_every_shape() -> None:
    circle, square = marks(draw_scatter(chart_of(bubble(group=0), bubble(group=1)), "light")).marker.size

    assert square / circle == pytest.approx(math.sqrt(math.pi / 4), rel=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_groups_differ_in_shape_and_colour(mode: Mode) -> None:
    found = marks(draw_scatter(chart_of(*(bubble(group=number) for number in range(NO_GROUP, 6))), mode)).marker

    assert len(set(found.symbol)) == len(set(found.color)) == 7


def test_country_without_people_is_small_and_hollow() -> None:
    found = marks(draw_scatter(chart_of(bubble(), bubble(people=None)), "light")).marker

    assert list(found.symbol) == ["circle", "circle-open"]
    assert found.size[1] == UNKNOWN


def test_chosen_countries_stand_out_and_the_others_step_back() -> None:
    found = marks(draw_scatter(chart_of(bubble(chosen=True), bubble("Uganda")), "light")).marker

    assert found.opacity[0] > found.opacity[1]
    assert found.line.color[0] == PALETTES["light"].ink


def test_only_labelled_countries_carry_names_and_these_move_apart() -> None:
    figure = draw_scatter(chart_of(bubble(labelled=True), bubble("Uganda", labelled=True), bubble("Chad")), "light")
    down = [one.ay for one in figure.layout.annotations if one.name == "country"]

    assert names(figure) == ["Kenya", "Uganda"]
    assert abs(down[0] - down[1]) >= 15


def test_name_on_a_logarithmic_axis_stands_at_the_mark() -> None:
    (label,) = (
        one
        for one in draw_scatter(chart_of(bubble(labelled=True)), "light").layout.annotations
        if one.name == "country"
    )

    assert (label.x, label.y) == (1.0, 35.0)


def test_markup_in_a_name_stays_text() -> None:
    bad = "<a href='http://example.org'>x</a>"
    figure = draw_scatter(chart_of(bubble(bad, lines=(bad,), labelled=True)), "light")

    assert "<a" not in marks(figure).text[0] + names(figure)[0]
    assert "<a" not in draw_groups([(0, bad)], bad) + draw_sizes([(1e9, bad)], 1.4e9)


def test_key_has_a_shape_for_every_group_and_for_none() -> None:
    html = draw_groups([(number, f"group {number}") for number in range(NO_GROUP, len(SYMBOLS))], "no people known")

    assert html.count("<svg") == len(SYMBOLS) + 2
    assert "no people known" in html


def test_sizes_of_the_key_are_those_of_the_chart() -> None:
    assert f'r="{LARGEST / 2:.1f}"' in draw_sizes([(1.4e9, "1.4 billion people")], 1.4e9)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0.1, 1000], (0.1, 1, 10, 100, 1000)),
        ([2, 40], (2, 5, 10, 20)),
        ([0, -3, 5, 50], (5, 10, 20, 50)),
        ([7], (5, 10, 20)),
        ([0], (0.5, 1, 2)),
    ],
    ids=["decades", "one and a half decades", "no place for zero", "one value", "no positive value"],
)
def test_logarithmic_axis_has_round_ticks_and_leaves_out_what_has_no_logarithm(
    values: list[float], ticks: tuple[float, ...]
) -> None:
    assert log_scale(values, "PT_GNIPC").ticks == pytest.approx(ticks)


def test_axis_holds_its_targets_too() -> None:
    aim = AimLine("Target: 150 % by 2030", 150, 2030)

    assert scale_of(replace(SHARES, aims=(aim,))).ends[1] > 150 > scale_of(SHARES).ends[1]


def test_axis_of_equal_steps_keeps_marks_at_its_lower_end_whole() -> None:
    scale = even_scale([0, 100], "PT_POP")

    assert scale.low < 0
    assert scale.ticks[0] == 0


def test_axes_do_not_depend_on_the_marks_of_the_year() -> None:
    one, other = (draw_scatter(chart_of(bubble(people=people)), "light").layout for people in (5e7, 9e8))

    assert (one.xaxis.range, one.yaxis.range) == (other.xaxis.range, other.yaxis.range)
    assert one.xaxis.type == "log"


def test_targets_are_labelled_lines_across_the_chart_a_band_is_two() -> None:
    axles = (
        replace(PRICES, aims=(AimLine("Target: below 2 % by 2030", 2, 2030),)),
        Axle("Parity", [0.5, 1.1], "RATIO", (AimLine("0.98 to 1.02", 0.98, 2030, upper=1.02),)),
    )
    figure = draw_scatter(ScatterChart("A title", "", "", *axles, (bubble(),), 1.4e9), "light")
    lines = [(one.x, one.y) for one in figure.data if one.meta == "aim"]
    words = {one.text: one for one in figure.layout.annotations if one.name == "aim"}

    assert lines[0][0] == (2, 2)
    assert [y for _, y in lines[1:]] == [(0.98, 0.98), (1.02, 1.02)]
    assert words["<b>Target: below 2 % by</b><br><b>2030</b>"].x == pytest.approx(math.log10(2))
    assert words["<b>0.98 to 1.02</b>"].y == 0.98
