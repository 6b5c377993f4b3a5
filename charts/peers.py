"""An area among its peers: a row a set of peers, a dot a peer, the area marked and named, the median as a stroke."""

import math
from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.stage import Axis, picture_title, stage_layout, value_axis
from charts.theme import PALETTES, SMALL, Mode, Palette
from exhibits.plots import Dot, Row, Strip
from i18n import format_tick, text

ROW, TOP, BOTTOM = 112, 84, 34
SPREAD = (0.0, 0.07, -0.07, 0.035, -0.035)
"""Dots are a little above and below their row, in turn, so that those with the same value can be told apart."""
PRICES = "PT_GNIPC"
DECADES = (1, 2, 5)
LABEL_ROOM = 0.22


def draw_strip(strip: Strip, mode: Mode) -> go.Figure:
    """Return the picture as a Plotly figure in the colours of a mode; prices stand on a log scale."""
    palette = PALETTES[mode]
    values = [dot.value for row in strip.rows for dot in (*row.dots, row.own)]
    log = strip.unit_measure == PRICES and min(values) > 0
    axis = _log_axis(values, strip.unit_measure) if log else value_axis(values, strip.unit_measure)
    figure = go.Figure(layout=_layout(strip, axis, palette, log=log))
    for number, row in enumerate(strip.rows):
        figure.add_traces(_row_traces(row, -number, palette))
    places = [math.log10(row.own.value) if log else row.own.value for row in strip.rows]  # a log axis counts exponents
    figure.update_layout(annotations=[*_labels(strip, palette), *_own_labels(strip, places, axis, palette)])
    return figure


def _log_axis(values: Sequence[float], unit_measure: str) -> Axis:
    low, high = math.log10(min(values)), math.log10(max(values))
    powers = range(math.floor(low) - 1, math.ceil(high) + 2)
    ticks = [step * 10.0**power for power in powers for step in DECADES]
    shown = tuple(tick for tick in ticks if low - 0.3 <= math.log10(tick) <= high + 0.3)
    pad = max(0.04 * (high - low), 0.05)
    return Axis(low - pad, high + pad, shown, tuple(format_tick(tick, unit_measure) for tick in shown))


def _layout(strip: Strip, axis: Axis, palette: Palette, *, log: bool) -> dict[str, Any]:
    height = TOP + BOTTOM + ROW * len(strip.rows)
    return stage_layout(palette, height, (14, 22, TOP, BOTTOM)) | {
        "title": picture_title(strip.title, strip.about, "", palette),
        "xaxis": {
            "type": "log" if log else "linear",
            "range": [axis.low, axis.high],
            "tickmode": "array",
            "tickvals": axis.ticks,
            "ticktext": axis.texts,
            "gridcolor": palette.grid,
            "tickfont": {"color": palette.muted},
            "zeroline": False,
            "fixedrange": True,
        },
        "yaxis": {"visible": False, "range": [0.6 - len(strip.rows), 0.66], "fixedrange": True},
    }


def _row_traces(row: Row, level: float, palette: Palette) -> list[go.Scatter]:
    peers = _marks(row.dots, level, "peers", {"size": 9, "color": palette.muted, "opacity": 0.45})
    peers.y = [level + SPREAD[number % len(SPREAD)] for number in range(len(row.dots))]
    middle = Dot(row.median, row.median_words)
    stroke = {"symbol": "line-ns-open", "size": 30, "color": palette.ink, "line": {"width": 2}}
    edge = {"color": palette.page, "width": 1.5}
    own = {"symbol": "diamond", "size": 15, "color": palette.accent, "line": edge}
    return [peers, _marks([middle], level, "median", stroke), _marks([row.own], level, "own", own)]


def _marks(dots: Sequence[Dot], level: float, meta: str, marker: dict[str, Any]) -> go.Scatter:
    return go.Scatter(
        x=[dot.value for dot in dots],
        y=[level] * len(dots),
        mode="markers",
        meta=meta,
        name=text(f"country.strip_{meta}"),
        marker=marker,
        cliponaxis=False,
        text=[escape(dot.words) for dot in dots],
        hovertemplate="%{text}<extra></extra>",
    )


def _labels(strip: Strip, palette: Palette) -> list[dict[str, Any]]:
    """Return what stands above each row, at the left."""
    return [
        _annotation(f"<b>{escape(row.name)}</b><br>{escape(row.words)}", 0.44 - number, palette.ink)
        | {"x": 0, "xref": "paper", "xanchor": "left", "align": "left"}
        for number, row in enumerate(strip.rows)
    ]


def _own_labels(strip: Strip, places: Sequence[float], axis: Axis, palette: Palette) -> list[dict[str, Any]]:
    """Return the name of the area under its mark; near an end of the axis it turns inwards."""
    found = []
    for number, (row, at) in enumerate(zip(strip.rows, places, strict=True)):
        share = (at - axis.low) / (axis.high - axis.low)
        side = "left" if share < LABEL_ROOM else "right" if share > 1 - LABEL_ROOM else "center"
        words = f"<b>{escape(row.own_label)}</b>"
        found.append(_annotation(words, -0.27 - number, palette.accent) | {"x": at, "xref": "x", "xanchor": side})
    return found


def _annotation(words: str, level: float, colour: str) -> dict[str, Any]:
    font = {"size": SMALL, "color": colour}
    return {"text": words, "y": level, "yref": "y", "yanchor": "middle", "showarrow": False, "font": font}
