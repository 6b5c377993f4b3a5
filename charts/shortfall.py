"""Who makes up the gap: bars ranked by size, each with its share, and the share of it and all above it together."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.theme import FONT, PALETTES, Mode, Palette

LINE, BAR, GAP, TOP, BOTTOM, LEFT = 18, 14, 12, 84, 4, 8
"""In pixels: a line of words, a bar, the gap under it, and the room above, below and left of all of them."""
RIGHT = 60
"""Room for the share of all above together, whatever the width of the page."""
LONG_NAME = 24
"""Beyond so many letters the amount stands under the name, so that both fit on a telephone."""


@dataclass(frozen=True)
class GapBar:
    """One bar with what is written at it; `rest` is that of all others, drawn in grey."""

    name: str
    words: str
    together: str
    missing: float
    hover: str
    rest: bool = False


@dataclass(frozen=True)
class GapChart:
    """The bars from the largest down, with the title for the saved picture and the heading of the right column."""

    title: str
    about: str
    source: str
    together: str
    bars: Sequence[GapBar]


def draw_shortfall(chart: GapChart, mode: Mode) -> go.Figure:
    """Return the bars as a Plotly figure in the colours of a mode; names stand above the bars, so any width will do."""
    palette = PALETTES[mode]
    figure = go.Figure(layout=_layout(chart, palette))
    figure.add_trace(
        go.Bar(
            x=[bar.missing for bar in chart.bars],
            y=_middles(chart),
            orientation="h",
            width=BAR,
            meta="shortfall",
            marker={"color": [palette.muted if bar.rest else palette.accent for bar in chart.bars]},
            text=[f"<b>{escape(bar.name)}</b><br>{escape(bar.hover)}" for bar in chart.bars],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    )
    figure.update_layout(annotations=_labels(chart, palette))
    return figure


def _layout(chart: GapChart, palette: Palette) -> dict[str, Any]:
    highest = max((bar.missing for bar in chart.bars), default=1.0)
    hidden = {"fixedrange": True, "visible": False}
    return {
        "template": None,
        "height": TOP + BOTTOM + sum(_height(bar) for bar in chart.bars),
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM, "autoexpand": False},
        "paper_bgcolor": palette.page,
        "plot_bgcolor": palette.page,
        "font": {"family": FONT, "size": 13, "color": palette.ink},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": palette.surface, "bordercolor": palette.line, "font": {"color": palette.ink}},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": palette.muted, "activecolor": palette.accent},
        "title": _title(chart, palette),
        "xaxis": hidden | {"range": [0, highest]},
        "yaxis": hidden | {"range": [-sum(_height(bar) for bar in chart.bars), 0]},
    }


def _title(chart: GapChart, palette: Palette) -> dict[str, Any]:
    about = "<br>".join(escape(part) for part in (chart.about, chart.source) if part)
    return {
        "text": f"<b>{escape(chart.title)}</b>",
        "subtitle": {"text": about, "font": {"size": 12, "color": palette.muted}},
        "font": {"size": 17, "color": palette.ink},
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "pad": {"l": LEFT, "t": 12},
        "y": 1,
        "yref": "container",
        "yanchor": "top",
    }


def _lines(bar: GapBar) -> int:
    return 2 if len(bar.name) > LONG_NAME else 1


def _height(bar: GapBar) -> int:
    """Return the height of a bar with its words above and the gap below it, in pixels."""
    return LINE * _lines(bar) + BAR + GAP


def _middles(chart: GapChart) -> list[float]:
    """Return where the middle of each bar lies, in pixels below the top of the plot, which its axis counts."""
    found, top = [], 0
    for bar in chart.bars:
        found.append(-float(top + LINE * _lines(bar) + BAR / 2))
        top += _height(bar)
    return found


def _labels(chart: GapChart, palette: Palette) -> list[dict[str, Any]]:
    """Return name, amount and share above each bar, and the share of all above together at the right edge."""
    plain = {"showarrow": False, "xref": "paper", "yref": "y", "borderpad": 0}
    right = plain | {"x": 1, "xanchor": "right", "xshift": RIGHT - 2, "font": {"size": 13, "color": palette.muted}}
    left = plain | {"x": 0, "xanchor": "left", "align": "left", "yanchor": "bottom"}
    middles = _middles(chart)
    found = [right | {"y": middles[0] + BAR / 2, "yanchor": "bottom", "text": escape(chart.together)}]
    for bar, middle in zip(chart.bars, middles, strict=True):
        words = f"<b>{escape(bar.name)}</b>{'<br>' if _lines(bar) > 1 else '  '}{escape(bar.words)}"
        found.append(left | {"y": middle + BAR / 2, "text": words, "font": {"size": 13, "color": palette.ink}})
        found.append(right | {"y": middle, "yanchor": "middle", "text": escape(bar.together)})
    return found
