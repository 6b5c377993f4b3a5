"""Who makes up the gap: bars ranked by size, each with its share, and the share of it and all above it together.

What all others lack is said in the last row, not drawn: its bar would dwarf those that have a name.
"""

from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.stage import BAR, bar_middles, lines_of, picture_title, room_of, stage_layout
from charts.theme import PALETTES, SMALL, Mode, Palette
from exhibits.bars import GapChart

TOP, BOTTOM, LEFT = 84, 4, 8
"""Room above, below and left of the bars, in pixels."""
RIGHT = 60
"""Room for the share of all above together, whatever the width of the page."""
LONG_NAME = 24
"""Beyond so many letters the amount stands under the name, so that both fit on a telephone."""


def draw_shortfall(chart: GapChart, mode: Mode) -> go.Figure:
    """Return the bars as a Plotly figure in the colours of a mode; names stand above the bars, so any width will do."""
    palette = PALETTES[mode]
    figure = go.Figure(layout=_layout(chart, palette))
    figure.add_trace(
        go.Bar(
            x=[None if bar.rest else bar.missing for bar in chart.bars],
            y=bar_middles(_lines(chart)),
            orientation="h",
            width=BAR,
            meta="shortfall",
            marker={"color": palette.accent},
            text=[f"<b>{escape(bar.name)}</b><br>{escape(bar.hover)}" for bar in chart.bars],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    )
    figure.update_layout(annotations=_labels(chart, palette))
    return figure


def _layout(chart: GapChart, palette: Palette) -> dict[str, Any]:
    highest = max((bar.missing for bar in chart.bars if not bar.rest), default=1.0)
    hidden = {"fixedrange": True, "visible": False}
    room = room_of(_lines(chart))
    return stage_layout(palette, TOP + BOTTOM + room, (LEFT, RIGHT, TOP, BOTTOM)) | {
        "title": picture_title(chart.title, chart.about, chart.source, palette, left=LEFT, between="<br>"),
        "xaxis": hidden | {"range": [0, highest]},
        "yaxis": hidden | {"range": [-room, 0]},
    }


def _lines(chart: GapChart) -> list[int]:
    return lines_of([bar.name for bar in chart.bars], LONG_NAME, [bar.words for bar in chart.bars])


def _labels(chart: GapChart, palette: Palette) -> list[dict[str, Any]]:
    """Return name, amount and share above each bar, and the share of all above together at the right edge."""
    plain = {"showarrow": False, "xref": "paper", "yref": "y", "borderpad": 0}
    right = plain | {"x": 1, "xanchor": "right", "xshift": RIGHT - 2, "font": {"size": SMALL, "color": palette.muted}}
    left = plain | {"x": 0, "xanchor": "left", "align": "left", "yanchor": "bottom"}
    lines = _lines(chart)
    middles = bar_middles(lines)
    found = [right | {"y": middles[0] + BAR / 2, "yanchor": "bottom", "text": escape(chart.together)}]
    for bar, of, middle in zip(chart.bars, lines, middles, strict=True):
        words = f"<b>{escape(bar.name)}</b>{'<br>' if of > 1 else '  '}{escape(bar.words)}"
        found.append(left | {"y": middle + BAR / 2, "text": words, "font": {"size": SMALL, "color": palette.ink}})
        found.append(right | {"y": middle, "yanchor": "middle", "text": escape(bar.together)})
    return found
