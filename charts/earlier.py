"""What came in as a line, and beside its end what was said of that year earlier: a median with its band a statement."""

from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.stage import picture_title, see_through, stage_layout, value_axis
from charts.theme import PALETTES, SMALL, Mode, Palette
from exhibits.plots import EarlierChart

ROOM, TOP, BOTTOM, LEFT, RIGHT = 300.0, 72, 58, 48, 60
BAND, LINK = 0.3, 0.45
"""How much of what lies behind them a band, and the line that links it to the year in which it was said, cover."""
WIDTH = 9
AFTER = 0.4
"""By so much of a step the picture ends before the place of one more statement."""
BESIDE = 8.0


def draw_earlier(chart: EarlierChart, mode: Mode) -> go.Figure:
    """Return the line and what was said earlier as a Plotly figure in the colours of a mode."""
    palette = PALETTES[mode]
    values = [one.value for one in chart.readings] + [value for one in chart.said for value in (one.low, one.high)]
    up, far = value_axis(values, chart.unit_measure), chart.place(len(chart.said) - AFTER)
    years = sorted({chart.readings[0].year, chart.year})
    common = {"fixedrange": True, "zeroline": False, "tickfont": {"color": palette.muted}, "tickmode": "array"}
    layout = stage_layout(palette, ROOM + TOP + BOTTOM, (LEFT, RIGHT, TOP, BOTTOM)) | {
        "title": picture_title(chart.title, chart.about, chart.source, palette),
        "xaxis": common
        | {"range": [chart.readings[0].year - 0.4, far], "showgrid": False, "linecolor": palette.line}
        | {"tickvals": years, "ticktext": [str(one) for one in years], "tickangle": 0},
        "yaxis": common
        | {"range": [up.low, up.high], "gridcolor": palette.grid}
        | {"tickvals": list(up.ticks), "ticktext": list(up.texts)},
        "annotations": [*_labels(chart, palette), _last(chart, far, palette)],
    }
    links = [_link(chart, number, palette) for number in range(len(chart.said))]
    return go.Figure(
        data=[*links, _level(chart, far, palette), _bands(chart, palette), _line(chart, palette)], layout=layout
    )


def _link(chart: EarlierChart, number: int, palette: Palette) -> go.Scatter:
    said = chart.said[number]
    return go.Scatter(
        x=[said.origin, chart.place(number)],
        y=[said.start, said.median],
        mode="lines",
        meta="link",
        line={"color": see_through(palette.series[1], LINK), "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )


def _level(chart: EarlierChart, far: float, palette: Palette) -> go.Scatter:
    """Return the level that came in, carried across what was said of it."""
    return go.Scatter(
        x=[chart.year, far],
        y=[chart.readings[-1].value] * 2,
        mode="lines",
        meta="level",
        line={"color": palette.accent, "width": 1.4, "dash": "dash"},
        hoverinfo="skip",
    )


def _bands(chart: EarlierChart, palette: Palette) -> go.Scatter:
    colour = palette.series[1]
    return go.Scatter(
        x=[chart.place(number) for number in range(len(chart.said))],
        y=[one.median for one in chart.said],
        mode="markers",
        meta="said",
        marker={"color": colour, "size": 9, "symbol": "diamond"},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [one.high - one.median for one in chart.said],
            "arrayminus": [one.median - one.low for one in chart.said],
            "color": see_through(colour, BAND),
            "thickness": WIDTH,
            "width": 0,
        },
        cliponaxis=False,
        text=[escape(one.words) for one in chart.said],
        hovertemplate="%{text}<extra></extra>",
    )


def _line(chart: EarlierChart, palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[one.year for one in chart.readings],
        y=[one.value for one in chart.readings],
        mode="lines+markers",
        meta="came",
        line={"color": palette.accent, "width": 2.6},
        marker={"size": 7, "color": palette.accent},
        cliponaxis=False,
        text=[escape(one.words) for one in chart.readings],
        hovertemplate="%{text}<extra></extra>",
    )


def _labels(chart: EarlierChart, palette: Palette) -> list[dict[str, Any]]:
    """Return for each statement its median above the band and its year below the axis, with one heading for all."""
    common = {"showarrow": False, "font": {"size": SMALL, "color": palette.series[1]}}
    below = common | {"y": 0, "yref": "paper", "yanchor": "top"}
    found: list[dict[str, Any]] = []
    for number, one in enumerate(chart.said):
        place = chart.place(number)
        above = {"x": place, "y": one.high, "yanchor": "bottom", "text": escape(one.label), "name": "median"}
        found += [common | above, below | {"x": place, "yshift": -4, "text": str(one.origin), "name": "origin"}]
    middle = (chart.place(0) + chart.place(len(chart.said) - 1)) / 2
    return [*found, below | {"x": middle, "yshift": -24, "text": escape(chart.said_in), "name": "said_in"}]


def _last(chart: EarlierChart, far: float, palette: Palette) -> dict[str, Any]:
    return {
        "x": far,
        "y": chart.readings[-1].value,
        "xanchor": "left",
        "xshift": BESIDE,
        "showarrow": False,
        "text": f"<b>{escape(chart.last)}</b>",
        "font": {"size": SMALL, "color": palette.accent},
        "name": "came",
    }
