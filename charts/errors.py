"""How far methods were off, by years ahead: a line for each, ours in the accent colour, labelled at its end."""

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.labels import LINE_HEIGHT, label_width, spread, wrap_label
from charts.stage import picture_title, stage_layout, value_axis
from charts.theme import PALETTES, SMALL, Mode, Palette
from exhibits.plots import ErrorChart, ErrorLine

ROOM, TOP, BOTTOM, LEFT = 260.0, 72, 40, 44
BESIDE = 10.0
SPARE = 0.25
"""Room on both sides of the first and the last year ahead, in years."""
DASHES = ("dot", "dash", "dashdot")
SPAN_UNIT = "SPAN"
"""Errors are distances: their axis begins at 0 and carries no sign."""


def draw_errors(chart: ErrorChart, mode: Mode) -> go.Figure:
    """Return the lines as a Plotly figure in the colours of a mode."""
    palette = PALETTES[mode]
    up = value_axis([one for line in chart.lines for one in line.errors if one is not None], SPAN_UNIT)
    ends = [(line, at, error) for line in chart.lines for at, error in _last(line)]
    right = max((label_width(wrap_label(line.name)) for line, _, _ in ends), default=0.0) + BESIDE
    common = {"fixedrange": True, "zeroline": False, "tickfont": {"color": palette.muted}, "tickmode": "array"}
    layout = stage_layout(palette, ROOM + TOP + BOTTOM, (LEFT, right, TOP, BOTTOM)) | {
        "title": picture_title(chart.title, chart.about, chart.source, palette),
        "xaxis": common
        | {"range": [chart.ahead[0] - SPARE, chart.ahead[-1] + SPARE], "showgrid": False, "linecolor": palette.line}
        | {"tickvals": list(chart.ahead), "ticktext": list(chart.ticks), "tickangle": 0},
        "yaxis": common
        | {"range": [up.low, up.high], "gridcolor": palette.grid}
        | {"tickvals": list(up.ticks), "ticktext": list(up.texts)},
        "annotations": _labels(chart, ends, up.high, palette),
    }
    return go.Figure(data=[_trace(chart, line, at, palette) for at, line in enumerate(chart.lines)], layout=layout)


def _last(line: ErrorLine) -> list[tuple[int, float]]:
    """Return the place and the error at which a line ends, nothing for one without errors."""
    return [(at, error) for at, error in enumerate(line.errors) if error is not None][-1:]


def _trace(chart: ErrorChart, line: ErrorLine, at: int, palette: Palette) -> go.Scatter:
    colour = palette.accent if line.ours else palette.muted
    return go.Scatter(
        x=list(chart.ahead),
        y=list(line.errors),
        mode="lines+markers",
        name=escape(line.name, quote=False),
        meta="ours" if line.ours else "rival",
        line={"color": colour, "width": 3 if line.ours else 1.6, "dash": "solid" if line.ours else DASHES[at % 3]},
        marker={"size": 8 if line.ours else 5, "color": colour},
        cliponaxis=False,
        text=[f"<b>{escape(line.name)}</b><br>{escape(words)}" for words in line.words],
        hovertemplate="%{text}<extra></extra>",
    )


def _labels(
    chart: ErrorChart, ends: Sequence[tuple[ErrorLine, int, float]], high: float, palette: Palette
) -> list[dict[str, Any]]:
    """Return the names at the ends of the lines, moved apart where they would overlap."""
    wrapped = [wrap_label(line.name) for line, _, _ in ends]
    wanted = [(high - error) / high * ROOM for _, _, error in ends]
    placed = spread(wanted, [len(lines) * LINE_HEIGHT for lines in wrapped], ROOM)
    return [
        {
            "x": chart.ahead[at],
            "y": error,
            "xanchor": "left",
            "xshift": BESIDE,
            "yshift": want - place,
            "align": "left",
            "showarrow": False,
            "text": "<br>".join(f"<b>{escape(part)}</b>" if line.ours else escape(part) for part in lines),
            "font": {"size": SMALL, "color": palette.accent if line.ours else palette.muted},
            "name": "end",
        }
        for (line, at, error), lines, want, place in zip(ends, wrapped, wanted, placed, strict=True)
    ]
