"""Held here: nothing written in a trend lies on data or on other words, on a telephone, on paper and on a wide page."""

from itertools import combinations

import pytest

from charts.labels import LINE_HEIGHT
from charts.stage import value_axis, year_axis
from charts.theme import PALETTES
from charts.trend import BOTTOM, HEIGHT, TOP
from charts.trend_labels import PLOTS, Annotation, Frame, box_of, covers_data, frame_of, right_margin, trend_words
from exhibits.trend import AimLine, AimPath, ProjectionFan, TrendChart, TrendLine
from metrics.fan import Fan
from metrics.series import Series, make_point

ROOM = HEIGHT - TOP - BOTTOM
# The world's price of fixed broadband: our own medians, the published ones, the line of 2023 and the target of 2030.
OWN = {2018: 3.22, 2019: 3.1, 2020: 2.97, 2021: 3.5, 2022: 3.2, 2023: 2.69, 2024: 2.57, 2025: 2.53}
PAST = AimLine("3 %: SP2020 2.6, by 2023", 3, 2023, live=False)
LIVE = AimLine("Target: below 2 % by 2030", 2, 2030)
WAY = AimPath("way", (2021, 3.5), (2030, 2))


def line_of(values: dict[int, float], label: str, unit: str = "PT_GNIPC") -> TrendLine:
    points = tuple(make_point(str(year), value, "A") for year, value in values.items())
    return TrendLine(label, label, Series("x", "WLD", "A 2025", "2025-01", "ITU", unit, points))


def chart_of(
    *lines: TrendLine,
    aims: tuple[AimLine, ...] = (PAST, LIVE),
    paths: tuple[AimPath, ...] = (),
    fans: tuple[ProjectionFan, ...] = (),
    unit: str = "PT_GNIPC",
) -> TrendChart:
    return TrendChart("A title", "% · World", "Source: ITU.", "Its name", unit, lines, aims, paths, fans)


def written(chart: TrendChart) -> tuple[list[Annotation], Frame]:
    points = [point for line in chart.lines for point in line.series.points]
    values = [point.value for point in points] + [aim.value for aim in chart.aims] + [0.0]
    across = year_axis([point.moment for point in points] + [2030.0])
    up = value_axis(values, chart.unit_measure)
    words = trend_words(chart, across, up, ROOM, PALETTES["light"])
    return words, frame_of(chart, across, up, ROOM, right_margin(chart, across))


def met(one: Annotation, other: Annotation, frame: Frame) -> bool:
    pairs = [(box_of(one, frame, plot), box_of(other, frame, plot)) for plot in PLOTS]
    return any(a[0] < b[2] and b[0] < a[2] and a[1] + 1 < b[3] and b[1] + 1 < a[3] for a, b in pairs)


STEEP = {year: 5.0 * (year - 2010) for year in range(2010, 2026)}
FAN = Fan(
    tuple(range(2025, 2031)),
    tuple(75.0 + at * 2 for at in range(6)),
    tuple(75.0 + at for at in range(6)),
    tuple(75.0 + at * 3 for at in range(6)),
    tuple(75.0 + at * 1.5 for at in range(6)),
    tuple(75.0 + at * 2.5 for at in range(6)),
)
CHARTS = [
    pytest.param(chart_of(line_of(OWN, "our own"), paths=(WAY,)), id="early-values-on-the-line-of-2023"),
    pytest.param(
        chart_of(line_of({2024: 2.5, 2025: 2.5}, "Facts and Figures 2025"), line_of(OWN, "our own"), paths=(WAY,)),
        id="two-lines-that-end-on-each-other",
    ),
    pytest.param(
        chart_of(
            line_of(STEEP, "World", "PT_POP"),
            aims=(AimLine("Target: 100 % by 2030", 100, 2030), AimLine("Target for 2023: 70 %", 70, 2023, live=False)),
            fans=(ProjectionFan("World", FAN, 2030),),
            unit="PT_POP",
        ),
        id="fan-after-the-line",
    ),
]


@pytest.mark.parametrize("chart", CHARTS)
def test_no_words_lie_on_data_or_on_other_words(chart: TrendChart) -> None:
    words, frame = written(chart)
    boxes = [one for one in words if one["name"] in {"aim", "end"}]

    assert [one["text"] for one in boxes if covers_data(one, frame)] == []
    assert [(a["text"], b["text"]) for a, b in combinations(boxes, 2) if met(a, b, frame)] == []


def test_words_of_a_target_stay_at_the_left_end_where_it_is_free() -> None:
    words, _ = written(chart_of(line_of({2018: 0.5, 2025: 0.5}, "cheap")))

    assert [(one["x"], one["xanchor"], one["yanchor"]) for one in words if one["name"] == "aim"] == [
        (0.0, "left", "bottom")
    ] * 2


def test_words_of_a_target_move_to_the_right_end_where_data_lies_at_the_left() -> None:
    words, _ = written(chart_of(line_of(OWN, "our own"), aims=(PAST,), paths=(WAY,)))
    (aim,) = [one for one in words if one["name"] == "aim"]

    assert (aim["x"], aim["xanchor"]) == (1.0, "right")


def test_words_that_find_no_free_place_hide_nothing() -> None:
    zigzag = {year: 0.05 if year % 2 else 3.9 for year in range(1960, 2031)}
    words, frame = written(chart_of(line_of(zigzag, "up and down")))
    clear = {one["name"]: one["bgcolor"].endswith(",0.0)") for one in words if covers_data(one, frame)}

    assert clear
    assert all(clear.values())


def test_thin_line_leads_to_a_name_that_had_to_move() -> None:
    near, _ = written(chart_of(line_of({2018: 0.5, 2025: 0.5}, "cheap")))
    moved, _ = written(
        chart_of(line_of({2024: 2.5, 2025: 2.5}, "Facts and Figures 2025"), line_of(OWN, "our own"), paths=(WAY,))
    )
    (name, *_) = [one for one in moved if one["name"] == "end"]

    assert [one for one in near if one["name"] == "leader"] == []
    assert abs(name["yshift"]) > LINE_HEIGHT
    assert any(one["ay"] == -name["yshift"] for one in moved if one["name"] == "leader")
