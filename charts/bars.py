"""Bars side by side with their names and figures above them, each in one or two parts, and a line to reach."""

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.html import safe
from charts.marks import mix
from charts.stage import picture_title, stage_layout
from charts.theme import PALETTES, Mode, Palette
from exhibits.bars import BarChart

ROW, THICK, TOP, BOTTOM, SIDE = 46.0, 16.0, 92, 8, 4
UNDER_NAME = 11.0
"""How far a bar lies below the middle of its row, in pixels; its name stands above it."""
ROOM = 1.04
PALE = 0.62


def draw_bars(chart: BarChart, mode: Mode) -> go.Figure:
    """Return the picture as a Plotly figure in the colours of a mode, the first bar on top."""
    palette, places = PALETTES[mode], [-float(at) for at in range(len(chart.bars))]
    parts = max((len(bar.sizes) for bar in chart.bars), default=0)
    highest = max([sum(bar.sizes) for bar in chart.bars] + ([chart.line[0]] if chart.line else []), default=1.0)
    figure = go.Figure(
        layout=stage_layout(palette, TOP + BOTTOM + ROW * len(chart.bars), (SIDE, SIDE, TOP, BOTTOM))
        | {
            "barmode": "stack",
            "title": picture_title(chart.title, chart.about, chart.source, palette),
            "xaxis": {"visible": False, "fixedrange": True, "range": [0, (highest or 1.0) * ROOM]},
            "yaxis": {"visible": False, "fixedrange": True, "range": [0.5 - len(chart.bars), 0.5]},
            "annotations": _labels(chart, places, palette),
        }
    )
    for part in range(parts):
        figure.add_trace(_part_trace(chart, part, places, palette))
    if chart.line:
        figure.add_trace(_line_trace(chart.line[0], len(chart.bars), palette))
    return figure


def part_colours(palette: Palette) -> tuple[str, str]:
    """Return the colours of the first and of the second part of a bar."""
    return palette.accent, mix(palette.muted, palette.page, PALE)


def draw_part_key(names: Sequence[str]) -> str:
    """Return what the parts of a bar are, each with its colour and its words."""
    pairs = zip(part_colours(PALETTES["light"]), part_colours(PALETTES["dark"]), names, strict=False)
    entries = "".join(
        '<li><svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" '
        f'style="color:light-dark({light},{dark})">'
        f'<rect x="1" y="3" width="14" height="10" fill="currentColor"/></svg><span>{safe(name)}</span></li>'
        for light, dark, name in pairs
    )
    return f'<ul class="c2030-key">{entries}</ul>' if entries else ""


def _part_trace(chart: BarChart, part: int, places: Sequence[float], palette: Palette) -> go.Bar:
    return go.Bar(
        x=[bar.sizes[part] if part < len(bar.sizes) else None for bar in chart.bars],
        y=[place - UNDER_NAME / ROW for place in places],
        orientation="h",
        width=THICK / ROW,
        meta="part",
        marker={"color": part_colours(palette)[part], "line": {"width": 0}},
        text=[f"<b>{escape(bar.name)}</b><br>{escape(bar.words)}" for bar in chart.bars],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _line_trace(level: float, count: int, palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[level, level],
        y=[0.5, 0.5 - count],
        mode="lines",
        meta="aim",
        line={"color": palette.target, "width": 1.8},
        hoverinfo="skip",
    )


def _labels(chart: BarChart, places: Sequence[float], palette: Palette) -> list[dict[str, Any]]:
    """Return the names above the left ends of the bars, their figures at the right edge, the line's words on top."""
    made: list[dict[str, Any]] = []
    for bar, place in zip(chart.bars, places, strict=True):
        name = f"<b>{escape(bar.name)}</b>" if bar.strong else escape(bar.name)
        common = {"xref": "paper", "y": place, "yshift": UNDER_NAME, "showarrow": False, "yanchor": "middle"}
        common |= {"bgcolor": palette.page, "borderpad": 1}
        made.append(common | {"x": 0, "xanchor": "left", "text": name, "font": {"color": palette.ink}})
        made.append(common | {"x": 1, "xanchor": "right", "text": escape(bar.figure), "font": {"color": palette.ink}})
    if chart.line:
        level, words = chart.line
        aim = {"x": level, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "center", "showarrow": False}
        made.append(
            aim | {"text": f"<b>{escape(words)}</b>", "font": {"size": 12, "color": palette.target}, "name": "aim"}
        )
    return made
