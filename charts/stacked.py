"""Bars of parts: each part in a colour and a pattern of its own, each bar with its name and its figure above it."""

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.html import safe
from charts.marks import mix
from charts.stage import picture_title, stage_layout
from charts.theme import PALETTES, Mode, Palette
from exhibits.bars import Bar, Kind, Part, StackedBars

ROW, BAR, TOP, BOTTOM, SIDE = 44.0, 17.0, 74, 8, 4
TITLE_ROOM = 22.0
PATTERNS: dict[Kind, str] = {"unknown": "/", "not_measured": "/", "no": "x", "none": "x", "moderate": "."}
PATTERN_SIZE = 7
LONGEST_NAME = 28


def part_colour(kind: Kind, palette: Palette) -> str:
    """Return the colour of a part: blue for connected, the faster the stronger; orange for not; grey for unknown."""
    shades = {"moderate": 0.62, "good": 0.32, "target": 0.0, "yes": 0.0, "plain": 0.0}
    if kind in shades:
        return mix(palette.accent, palette.page, shades[kind])
    return palette.series[1] if kind in ("no", "none") else palette.muted


def draw_stacked(chart: StackedBars, mode: Mode) -> go.Figure:
    """Return the chart as a Plotly figure in the colours of a mode."""
    palette, places = PALETTES[mode], list(range(len(chart.bars)))[::-1]
    height = TOP + BOTTOM + ROW * len(chart.bars)
    most = max((sum(bar.sizes) for bar in chart.bars), default=0.0) or 1.0
    figure = go.Figure(
        layout=stage_layout(palette, height, (SIDE, SIDE, TOP, BOTTOM))
        | {
            "barmode": "stack",
            "title": picture_title(chart.title, chart.about, chart.source, palette),
            "xaxis": {"visible": False, "fixedrange": True, "range": [0, 1.0 if chart.shares else most]},
            "yaxis": {"visible": False, "fixedrange": True, "range": [-0.5, len(chart.bars) - 0.5]},
            "annotations": [
                one for bar, at in zip(chart.bars, places, strict=True) for one in _names(bar, at, palette)
            ],
        }
    )
    for number, part in enumerate(chart.parts):
        figure.add_trace(_trace(chart, number, part, places, palette))
    return figure


def _trace(chart: StackedBars, number: int, part: Part, places: Sequence[int], palette: Palette) -> go.Bar:
    colour = part_colour(part.kind, palette)
    whole = [(sum(bar.sizes) or 1.0) if chart.shares else 1.0 for bar in chart.bars]
    patterned = part.kind in PATTERNS
    return go.Bar(
        x=[bar.sizes[number] / of for bar, of in zip(chart.bars, whole, strict=True)],
        y=[at - TITLE_ROOM / 2 / ROW + 0.02 for at in places],
        width=BAR / ROW,
        orientation="h",
        name=escape(part.name, quote=False),
        meta=part.kind,
        marker={
            "color": mix(colour, palette.page, 0.72) if patterned else colour,
            "line": {"color": palette.page, "width": 1.2},
            "pattern": {
                "shape": PATTERNS.get(part.kind, ""),
                "fgcolor": colour,
                "size": PATTERN_SIZE,
                "solidity": 0.35,
                "fillmode": "overlay",
            },
        },
        text=[f"<b>{escape(bar.name)}</b><br>{escape(bar.words[number])}" for bar in chart.bars],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _names(bar: Bar, at: int, palette: Palette) -> list[dict[str, Any]]:
    """Return the name of a bar above its left end, and its figure above its right end."""
    common = {"xref": "paper", "y": at, "yshift": TITLE_ROOM / 2 - 1, "showarrow": False, "yanchor": "middle"}
    return [
        common
        | {"x": 0, "xanchor": "left", "text": escape(_short(bar.name)), "font": {"size": 13, "color": palette.ink}},
        common | {"x": 1, "xanchor": "right", "text": escape(bar.figure), "font": {"size": 12, "color": palette.muted}},
    ]


def _short(name: str) -> str:
    """Return a name that leaves room for the figure on a narrow screen; the whole one is said on hovering."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def draw_parts_key(parts: Sequence[Part]) -> str:
    """Return what the parts of bars are, each with its colour, its pattern and its name, as HTML."""
    items = "".join(f"<li>{_swatch(part.kind)}<span>{safe(part.name)}</span></li>" for part in parts)
    return f'<ul class="c2030-key">{items}</ul>'


def _swatch(kind: Kind) -> str:
    light, dark = (part_colour(kind, PALETTES[mode]) for mode in ("light", "dark"))
    marks = {
        "/": '<path d="M-2 14L12 0M6 14L20 0M14 14L28 0" stroke="currentColor" stroke-width="2"/>',
        "x": '<path d="M2 2l10 10M12 2L2 12M14 2l10 10M24 2L14 12" stroke="currentColor" stroke-width="1.8"/>',
        ".": '<path d="M5 4v.1M13 4v.1M21 4v.1M5 10v.1M13 10v.1M21 10v.1" stroke="currentColor" stroke-width="3" '
        'stroke-linecap="round"/>',
    }
    pattern = PATTERNS.get(kind, "")
    ground = "color-mix(in srgb, currentColor 28%, var(--c2030-page))" if pattern else "currentColor"
    return (
        f'<svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true" style="color:light-dark({light},{dark});'
        f'overflow:hidden"><rect width="26" height="14" fill="{ground}"/>{marks.get(pattern, "")}</svg>'
    )
