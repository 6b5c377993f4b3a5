"""The trend: observations over the years, the target as a labelled line, and the way from the baseline to it."""

import math
from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.fan import draw_fan, fan_reach
from charts.marks import OWN_SYMBOL, SYMBOLS, breaks, fill_of, line_colour, with_gaps
from charts.stage import Axis, picture_title, stage_layout, value_axis, year_axis
from charts.theme import AIM_WIDTH, PALETTES, Mode, Palette
from charts.trend_labels import right_margin, trend_words
from exhibits.origins import edition_words
from exhibits.trend import AimLine, AimPath, Change, TrendChart, TrendLine, point_words
from i18n import format_period, text
from metrics.series import Point

HEIGHT, TOP, BOTTOM = 420, 78, 30
TICK_WIDTH = 7.2
NARROWEST, YEAR_WIDTH = 358, 31
"""In pixels: how wide a picture is on a telephone, and what a year takes below the axis."""
MANY_POINTS = 12
BREAK_MARK = {"symbol": "line-ns-open", "size": 18, "line": {"width": 2}}


def draw_trend(chart: TrendChart, mode: Mode) -> go.Figure:
    """Return the chart as a Plotly figure in the colours of a mode.

    The title stands in the figure only for the downloaded picture; on the page it is text above the chart.
    """
    palette = PALETTES[mode]
    across, up = _axes(chart)
    figure = go.Figure(layout=_layout(chart, palette, across, up))
    for fan in chart.fans:
        figure.add_traces(draw_fan(fan, chart.unit_measure, palette))
    for aim in _drawn_once(chart.aims):
        figure.add_traces(_aim_traces(aim, across, palette))
    for path in chart.paths:
        figure.add_trace(_path_trace(path, palette))
    size = 9 if max((len(line.series.points) for line in chart.lines), default=0) <= MANY_POINTS else 7
    for line in chart.lines:
        figure.add_traces(_line_traces(line, chart.unit_measure, palette, size))
    figure.add_traces([_change_trace(one, palette) for one in chart.changes])
    room = HEIGHT - TOP - BOTTOM
    figure.update_layout(annotations=trend_words(chart, across, up, room, palette))
    return figure


def _axes(chart: TrendChart) -> tuple[Axis, Axis]:
    points = [point for line in chart.lines for point in (*line.series.points, *line.series.forecasts)]
    ends = [end for path in chart.paths for end in (path.start, path.end)]
    levels = [value for aim in chart.aims for value in (aim.value, aim.upper) if value is not None]
    values = [point.value for point in points] + [y for _, y in ends] + levels + fan_reach(chart.fans)
    return year_axis(chart.moments), value_axis(values, chart.unit_measure)


def _layout(chart: TrendChart, palette: Palette, across: Axis, up: Axis) -> dict[str, Any]:
    common = {"fixedrange": True, "tickmode": "array", "zeroline": False, "tickfont": {"color": palette.muted}}
    left = max(len(words) for words in up.texts) * TICK_WIDTH + 12
    margins = (left, right_margin(chart, across), TOP, BOTTOM)
    return stage_layout(palette, HEIGHT, margins) | {
        "title": picture_title(chart.title, chart.about, chart.source, palette),
        "xaxis": common
        | {"range": [across.low, across.high], **_ticks_that_fit(across, NARROWEST - sum(margins[:2])), "tickangle": 0}
        | {"showgrid": False, "linecolor": palette.line, "ticks": "outside", "tickcolor": palette.line},
        "yaxis": common
        | {"range": [up.low, up.high], "tickvals": up.ticks, "ticktext": up.texts, "gridcolor": palette.grid},
    }


def _ticks_that_fit(across: Axis, room: float) -> dict[str, Any]:
    """Return the years written below the axis: every second or third where a telephone has no room for each."""
    step = max(1, math.ceil(len(across.ticks) * YEAR_WIDTH / max(room, YEAR_WIDTH)))
    return {"tickvals": across.ticks[::-1][::step][::-1], "ticktext": across.texts[::-1][::step][::-1]}


def _drawn_once(aims: Sequence[AimLine]) -> list[AimLine]:
    """Return the targets to draw: of several at the same level one line is enough, the live one first."""
    found: dict[tuple[float, float | None], AimLine] = {}
    for aim in sorted(aims, key=lambda one: not one.live):
        found.setdefault((aim.value, aim.upper), aim)
    return list(found.values())


def _aim_traces(aim: AimLine, across: Axis, palette: Palette) -> list[go.Scatter]:
    colour = palette.target if aim.live else palette.muted
    levels = [aim.value] if aim.upper is None else [aim.value, aim.upper]
    return [
        go.Scatter(
            x=[across.low, across.high],
            y=[level, level],
            mode="lines",
            name=escape(aim.words, quote=False),
            meta="aim",
            line={"color": colour, "width": AIM_WIDTH if aim.live else 1.2},
            fill="tonexty" if number else None,
            fillcolor=_see_through(colour) if number else None,
            hoverinfo="skip",
        )
        for number, level in enumerate(levels)
    ]


def _see_through(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.12)"


def _path_trace(path: AimPath, palette: Palette) -> go.Scatter:
    colour = line_colour(path.colour, palette) if path.live else palette.muted
    return go.Scatter(
        x=[path.start[0], path.end[0]],
        y=[path.start[1], path.end[1]],
        mode="lines+markers",
        name=escape(path.words, quote=False),
        meta="path",
        line={"color": colour, "width": 1.2, "dash": "dash"},
        marker={"symbol": ["circle-open", "diamond-open"], "size": [6, 9], "color": colour},
        cliponaxis=False,
        text=[escape(path.words)] * 2,
        hovertemplate="%{text}<extra></extra>",
    )


def _line_traces(line: TrendLine, unit_measure: str, palette: Palette, size: int) -> list[go.Scatter]:
    colour = line_colour(line.colour, palette)
    made = [_observed_trace(line, unit_measure, palette, size)] if line.series.points else []
    if line.series.forecasts:
        made.append(_forecast_trace(line, unit_measure, colour))
    gaps = breaks(line.series.points)
    if gaps:
        made.append(_break_trace(line, gaps, colour))
    if line.doubts:
        made.append(_doubt_trace(line, colour))
    return made


def _doubt_trace(line: TrendLine, colour: str) -> go.Scatter:
    """Return a question mark in the middle of every step that may be a break which nobody marked."""
    words = [
        text("charts.doubt", name=line.name, first=format_period(one.period), last=format_period(two.period))
        for one, two in line.doubts
    ]
    return go.Scatter(
        x=[(one.moment + two.moment) / 2 for one, two in line.doubts],
        y=[(one.value + two.value) / 2 for one, two in line.doubts],
        mode="markers+text",
        name=text("charts.key.doubt"),
        meta="doubt",
        marker={"symbol": "circle", "size": 1, "opacity": 0},
        text=["<b>?</b>"] * len(words),
        textposition="middle left",
        textfont={"size": 18, "color": colour},
        cliponaxis=False,
        customdata=[escape(one) for one in words],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _observed_trace(line: TrendLine, unit_measure: str, palette: Palette, size: int) -> go.Scatter:
    points, colour = with_gaps(line.series.points), line_colour(line.colour, palette)
    return go.Scatter(
        x=[point.moment if point else None for point in points],
        y=[point.value if point else None for point in points],
        mode="markers" if line.later else "lines+markers",
        name=escape(line.name, quote=False),
        meta="later" if line.later else "observed",
        connectgaps=False,
        line={"color": colour, "width": 2.4},
        marker={
            "symbol": OWN_SYMBOL if line.own else SYMBOLS[line.symbol % len(SYMBOLS)],
            "size": size,
            "color": [
                colour if point is None or line.own or line.status else fill_of(point, colour, palette)
                for point in points
            ],
            "line": {"color": colour, "width": 1.6},
        },
        cliponaxis=False,
        text=[_hover(line, point, unit_measure) if point else "" for point in points],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(line: TrendLine, point: Point, unit_measure: str, *, forecast: bool = False) -> str:
    status = "own" if line.own else line.status or ("F" if forecast else point.obs_status)
    words = point_words(point, unit_measure, status)
    return f"<b>{escape(line.name)}</b><br>{escape(words)}<br>{escape(edition_words(line.series.edition))}"


def _forecast_trace(line: TrendLine, unit_measure: str, colour: str) -> go.Scatter:
    ahead = line.series.forecasts
    last = [point for point in line.series.points if point.moment < ahead[0].moment][-1:]
    points = [*last, *ahead]
    return go.Scatter(
        x=[point.moment for point in points],
        y=[point.value for point in points],
        mode="lines+markers",
        name=escape(text("charts.forecast_of", name=line.name), quote=False),
        meta="forecast",
        line={"color": colour, "width": 2, "dash": "dot"},
        marker={"symbol": "circle-open-dot", "size": [0] * len(last) + [8] * len(ahead), "color": colour},
        cliponaxis=False,
        text=[_hover(line, point, unit_measure, forecast=True) for point in points],
        hovertemplate="%{text}<extra></extra>",
    )


def _break_key(line: TrendLine) -> str:
    """Return what is said of a break: the publisher's, or that of our own aggregate, where other countries count."""
    return "charts.own_break_before" if line.own else "charts.break_before"


def _break_trace(line: TrendLine, gaps: list[tuple[float, float, Point]], colour: str) -> go.Scatter:
    return go.Scatter(
        x=[x for x, _, _ in gaps],
        y=[y for _, y, _ in gaps],
        mode="markers",
        name=text("charts.key.break"),
        meta="break",
        marker=BREAK_MARK | {"color": colour},
        text=[
            escape(text(_break_key(line), name=line.name, period=format_period(point.period))) for _, _, point in gaps
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _change_trace(change: Change, palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[change.moment],
        y=[change.value],
        mode="markers",
        name=text("charts.key.break"),
        meta="break",
        marker=BREAK_MARK | {"color": palette.muted},
        text=[escape(change.words)],
        hovertemplate="%{text}<extra></extra>",
    )
