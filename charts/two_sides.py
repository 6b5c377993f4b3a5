"""Two amounts of the same areas, back to back: what is promised to the left, what is needed to the right."""

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.stage import BAR, LINE, bar_middles, lines_of, picture_title, room_of, stage_layout
from charts.theme import PALETTES, SMALL, Mode, Palette
from exhibits.bars import TwoSidesChart

TOP, BOTTOM, HEADS = 68, 6, 24
"""Heights in pixels: the room around the bars, and that of the two headings."""
MIDDLE = 0.004
LONG_NAME = 16
"""Beyond so many letters the name has a line of its own, so that amounts and name fit on a telephone."""


def draw_two_sides(chart: TwoSidesChart, mode: Mode) -> go.Figure:
    """Return the bars as a Plotly figure in the colours of a mode; each side has a scale of its own, from 0."""
    palette = PALETTES[mode]
    room = room_of(_lines(chart))
    top = TOP + HEADS
    hidden = {"fixedrange": True, "visible": False}
    layout = stage_layout(palette, top + BOTTOM + room, (0, 4, top, BOTTOM)) | {
        "title": picture_title(chart.title, chart.about, chart.source, palette),
        "xaxis": hidden | {"range": [-1 - MIDDLE, 1 + MIDDLE]},
        "yaxis": hidden | {"range": [-room, 0]},
        "barmode": "overlay",
        "annotations": [*_heads(chart, palette), *_labels(chart, palette)],
    }
    sides = [
        _trace(chart, [row.left for row in chart.rows], -1, palette.series[0], palette),
        _trace(chart, [row.right for row in chart.rows], 1, palette.series[1], palette),
    ]
    return go.Figure(data=sides, layout=layout)


def _lines(chart: TwoSidesChart) -> list[int]:
    return lines_of([row.name for row in chart.rows], LONG_NAME)


def _trace(chart: TwoSidesChart, amounts: Sequence[float | None], sign: int, colour: str, palette: Palette) -> go.Bar:
    most = max((amount for amount in amounts if amount is not None), default=0.0) or 1.0
    return go.Bar(
        x=[None if amount is None else sign * amount / most for amount in amounts],
        base=[sign * MIDDLE] * len(amounts),
        y=bar_middles(_lines(chart)),
        orientation="h",
        width=BAR,
        meta="left" if sign < 0 else "right",
        marker={
            "color": colour,
            "line": {"width": [2 if row.chosen else 0 for row in chart.rows], "color": palette.ink},
        },
        customdata=list(amounts),
        text=[f"<b>{escape(row.name)}</b><br>{escape(row.hover)}" for row in chart.rows],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _heads(chart: TwoSidesChart, palette: Palette) -> list[dict[str, Any]]:
    common = {"showarrow": False, "xref": "paper", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 4}
    return [
        common
        | {"x": place, "xanchor": anchor, "text": f"<b>{escape(words)}</b>", "name": "head"}
        | {"font": {"size": SMALL, "color": palette.series[number]}}
        for number, (place, anchor, words) in enumerate(((0, "left", chart.left), (1, "right", chart.right)))
    ]


def _labels(chart: TwoSidesChart, palette: Palette) -> list[dict[str, Any]]:
    """Return the name above the middle of each row, and the two amounts above the ends of its sides."""
    found, lines = [], _lines(chart)
    for row, of, middle in zip(chart.rows, lines, bar_middles(lines), strict=True):
        name = f"<b>{escape(row.name)}</b>" if row.chosen else escape(row.name)
        above = LINE if of > 1 else 0
        for place, anchor, words, lift in (
            (0, "left", escape(row.left_words), 0),
            (0.5, "center", name, above),
            (1, "right", escape(row.right_words), 0),
        ):
            found.append(
                {"x": place, "xref": "paper", "xanchor": anchor, "y": middle + BAR / 2, "yanchor": "bottom"}
                | {"yshift": lift, "showarrow": False, "text": words, "borderpad": 0, "name": "row"}
                | {"font": {"size": SMALL, "color": palette.ink if place == 0.5 else palette.muted}}
            )
    return found
