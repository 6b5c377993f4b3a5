"""Amounts as bars, what was reported as delivered inside what was promised; names stand above, so any width will do."""

from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.html import safe
from charts.named_bars import BAR, bar_middles, lines_of, room_of
from charts.stage import picture_title, stage_layout
from charts.theme import PALETTES, Mode, Palette
from exhibits.bars import ValueBars

TOP, BOTTOM, AIM_ROOM = 68, 6, 20
"""Heights in pixels: the room around the bars, and that of the target's name."""
LONG_NAME = 26
ROOM = 1.01
WITHIN = 6
"""The height in pixels of the bar of what was reported, which lies inside that of what was promised."""


def draw_value_bars(chart: ValueBars, mode: Mode) -> go.Figure:
    """Return the bars as a Plotly figure in the colours of a mode."""
    palette = PALETTES[mode]
    room = room_of(_lines(chart))
    top = TOP + (AIM_ROOM if chart.aim else 0)
    most = max([bar.value for bar in chart.bars] + [bar.inner for bar in chart.bars] + [_aim(chart)]) or 1.0
    hidden = {"fixedrange": True, "visible": False}
    layout = stage_layout(palette, top + BOTTOM + room, (0, 4, top, BOTTOM)) | {
        "title": picture_title(chart.title, chart.about, chart.source, palette),
        "xaxis": hidden | {"range": [0, most * ROOM]},
        "yaxis": hidden | {"range": [-room, 0]},
        "barmode": "overlay",
        "shapes": _aim_line(chart, palette),
        "annotations": [*_labels(chart, palette), *_aim_label(chart, most, palette)],
    }
    return go.Figure(data=[_trace(chart, palette, inner=False), _trace(chart, palette, inner=True)], layout=layout)


def _aim(chart: ValueBars) -> float:
    return chart.aim[0] if chart.aim else 0.0


def _lines(chart: ValueBars) -> list[int]:
    return lines_of([bar.name for bar in chart.bars], LONG_NAME, [bar.words for bar in chart.bars])


def _trace(chart: ValueBars, palette: Palette, *, inner: bool) -> go.Bar:
    outer = [palette.muted if bar.quiet else palette.accent for bar in chart.bars]
    return go.Bar(
        x=[(bar.inner or None) if inner else bar.value for bar in chart.bars],
        y=bar_middles(_lines(chart)),
        orientation="h",
        width=WITHIN if inner else BAR,
        meta="reported" if inner else "pledged",
        marker={
            "color": palette.page if inner else outer,
            "line": {"width": 1.4 if inner else 0, "color": palette.ink},
        },
        text=[f"<b>{escape(bar.name)}</b><br>{escape(bar.hover or bar.words)}" for bar in chart.bars],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _labels(chart: ValueBars, palette: Palette) -> list[dict[str, Any]]:
    """Return name and amount above each bar."""
    common = {"showarrow": False, "xref": "paper", "x": 0, "xanchor": "left", "align": "left", "yanchor": "bottom"}
    lines = _lines(chart)
    return [
        common
        | {"y": middle + BAR / 2, "borderpad": 0, "font": {"size": 13, "color": palette.ink}}
        | {"text": f"<b>{escape(bar.name)}</b>{'<br>' if of > 1 else '  '}{escape(bar.words)}", "name": "bar"}
        for bar, of, middle in zip(chart.bars, lines, bar_middles(lines), strict=True)
    ]


def _aim_line(chart: ValueBars, palette: Palette) -> list[dict[str, Any]]:
    if chart.aim is None:
        return []
    line = {"color": palette.target, "width": 1.8}
    at = chart.aim[0]
    return [{"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line, "name": "aim"}]


def _aim_label(chart: ValueBars, most: float, palette: Palette) -> list[dict[str, Any]]:
    if chart.aim is None:
        return []
    at, words = chart.aim
    return [
        {"x": at, "xanchor": "right" if at > most / 2 else "left", "y": 1, "yref": "paper", "yanchor": "bottom"}
        | {"showarrow": False, "text": f"<b>{escape(words)}</b>", "font": {"size": 12, "color": palette.target}}
        | {"name": "aim"}
    ]


def draw_amount_key(promised: str, delivered: str) -> str:
    """Return what the two bars mean, as HTML."""
    outer = '<rect x="0" y="1" width="26" height="12" fill="var(--c2030-accent)"/>'
    inner = f'{outer}<rect x="0.7" y="4" width="18" height="6" fill="var(--c2030-page)" stroke="var(--c2030-ink)"/>'
    parts = "".join(
        f'<li><svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">{shape}</svg>'
        f"<span>{safe(words)}</span></li>"
        for shape, words in ((outer, promised), (inner, delivered))
    )
    return f'<ul class="c2030-key">{parts}</ul>'
