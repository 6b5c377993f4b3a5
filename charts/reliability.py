"""Chances said against what arrived: a mark for every tenth of the chance, and the line on which both are the same."""

from html import escape
from math import sqrt
from typing import Any

import plotly.graph_objects as go

from charts.stage import VEIL, picture_title, see_through, stage_layout
from charts.theme import PALETTES, SMALL, Mode, Palette
from exhibits.plots import ReliabilityChart
from i18n import format_tick

HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 440, 72, 56, 56, 16
TICKS = (0, 20, 40, 60, 80, 100)
SPARE = 5.0
"""Room beyond 0 and 100 %, so that marks at the corners stay whole."""
SMALLEST, LARGEST = 8.0, 24.0
ON_THE_LINE = 46.0
"""At this chance the diagonal has its words."""


def draw_reliability(chart: ReliabilityChart, mode: Mode) -> go.Figure:
    """Return the picture as a Plotly figure in the colours of a mode."""
    palette = PALETTES[mode]
    layout = stage_layout(palette, HEIGHT, (LEFT, RIGHT, TOP, BOTTOM)) | {
        "title": picture_title(chart.title, chart.about, chart.source, palette),
        "xaxis": _axis(chart.said, palette) | {"linecolor": palette.line},
        "yaxis": _axis(chart.arrived, palette),
        "annotations": [_diagonal_words(chart.same, palette)],
    }
    return go.Figure(data=[_diagonal(palette), _dots(chart, palette)], layout=layout)


def _axis(title: str, palette: Palette) -> dict[str, Any]:
    return {
        "fixedrange": True,
        "zeroline": False,
        "range": [-SPARE, 100 + SPARE],
        "gridcolor": palette.grid,
        "tickmode": "array",
        "tickvals": list(TICKS),
        "ticktext": [format_tick(tick, "PT") for tick in TICKS],
        "tickfont": {"color": palette.muted},
        "title": {"text": escape(title), "font": {"size": SMALL, "color": palette.muted}, "standoff": 6},
    }


def _diagonal(palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[0, 100],
        y=[0, 100],
        mode="lines",
        meta="same",
        line={"color": palette.target, "width": 1.4, "dash": "dash"},
        hoverinfo="skip",
    )


def _diagonal_words(words: str, palette: Palette) -> dict[str, Any]:
    return {
        "x": ON_THE_LINE,
        "y": ON_THE_LINE,
        "xanchor": "left",
        "yanchor": "top",
        "yshift": -14,
        "align": "left",
        "showarrow": False,
        "text": f"<b>{escape(words)}</b>",
        "font": {"size": SMALL, "color": palette.target},
        "bgcolor": see_through(palette.page, VEIL),
        "name": "same",
    }


def _dots(chart: ReliabilityChart, palette: Palette) -> go.Scatter:
    """Return the marks, larger for more cases; the number stands above a mark over the line, else below it."""
    most = max((dot.cases for dot in chart.dots), default=1)
    return go.Scatter(
        x=[dot.said for dot in chart.dots],
        y=[dot.arrived for dot in chart.dots],
        mode="markers+text",
        meta="dots",
        marker={
            "color": palette.accent,
            "size": [SMALLEST + (LARGEST - SMALLEST) * sqrt(dot.cases / most) for dot in chart.dots],
            "line": {"color": palette.page, "width": 1.2},
        },
        text=[escape(dot.label) for dot in chart.dots],
        textposition=["top center" if dot.arrived >= dot.said else "bottom center" for dot in chart.dots],
        textfont={"size": SMALL, "color": palette.muted},
        cliponaxis=False,
        hovertext=[escape(dot.words) for dot in chart.dots],
        hovertemplate="%{hovertext}<extra></extra>",
    )
