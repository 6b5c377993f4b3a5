"""Every economy by its price, the cheapest on top: a mark each on a log scale, with the lines to stay below."""

import math
from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.economies import band_colours
from charts.labels import LINE_HEIGHT, spread
from charts.stage import picture_title, stage_layout
from charts.theme import AIM_WIDTH, PALETTES, SMALL, Mode, Palette
from exhibits.bars import PriceLine, RankingChart
from i18n import format_tick

TOP, BOTTOM, SIDE = 92, 34, 14
LEAST_ROOM, MOST_ROOM, ROW = 220.0, 430.0, 20.0
STEPS = ((1.7, (1, 2, 5)), (3.2, (1, 5)), (math.inf, (1,)))
"""Which steps of a decade have a tick, by how many decades there are: no more than a narrow picture can hold."""
ROOM_AT_ENDS = 0.08
"""Room beyond the lowest and the highest price, as a share of the axis."""
SYMBOLS = ("circle", "diamond", "square")
BESIDE = 9.0
SPARE = 0.05
OFF_THE_ROW = 0.6
"""The marks fall from the upper left to the lower right: names stand a little above on the right, below on the left."""


def draw_ranking(chart: RankingChart, mode: Mode) -> go.Figure:
    """Return the picture as a Plotly figure in the colours of a mode; the place goes down, the price to the right."""
    palette = PALETTES[mode]
    room = min(MOST_ROOM, max(LEAST_ROOM, len(chart.dots) * ROW))
    spare = spare_rows(len(chart.dots))
    figure = go.Figure(layout=stage_layout(palette, room + TOP + BOTTOM, (SIDE, SIDE, TOP, BOTTOM)))
    low, high = _range([one.value for one in chart.dots] + [line.value for line in chart.lines])
    for line in chart.lines:
        figure.add_trace(_line_trace(line, (-spare, len(chart.dots) - 1 + spare), palette))
    for band, name in enumerate(chart.bands):
        figure.add_trace(_dots_trace(chart, band, name, palette))
    ticks = _ticks(low, high)
    common = {"fixedrange": True, "zeroline": False, "tickfont": {"color": palette.muted}}
    figure.update_layout(
        title=picture_title(chart.title, chart.about, chart.source, palette),
        xaxis=common
        | {"type": "log", "range": [low, high], "tickmode": "array", "tickvals": ticks, "tickangle": 0}
        | {
            "ticktext": [format_tick(tick, chart.unit_measure) for tick in ticks],
            "linecolor": palette.line,
            "gridcolor": palette.grid,
        },
        yaxis=common | {"range": [len(chart.dots) - 1 + spare, -spare], "showgrid": False, "showticklabels": False},
        annotations=[*_line_labels(chart, palette), *_dot_labels(chart, low, high, room, palette)],
    )
    return figure


def _range(values: Sequence[float]) -> tuple[float, float]:
    powers = [math.log10(value) for value in values if value > 0] or [0.0]
    room = (max(powers) - min(powers)) * ROOM_AT_ENDS or 1.0
    return min(powers) - room, max(powers) + room


def _ticks(low: float, high: float) -> list[float]:
    powers = range(math.floor(low), math.ceil(high) + 1)
    steps = next(steps for decades, steps in STEPS if high - low <= decades)
    return [step * 10.0**power for power in powers for step in steps if low <= math.log10(step) + power <= high]


def spare_rows(count: int) -> float:
    """Return how many rows stay free above the first mark and below the last one, for their names."""
    return max(1.0, count * SPARE)


def _line_trace(line: PriceLine, ends: tuple[float, float], palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[line.value, line.value],
        y=list(ends),
        mode="lines",
        name=escape(line.words, quote=False),
        meta="aim",
        line={"color": palette.target, "width": AIM_WIDTH},
        hoverinfo="skip",
    )


def _dots_trace(chart: RankingChart, band: int, name: str, palette: Palette) -> go.Scatter:
    found = [(at, dot) for at, dot in enumerate(chart.dots) if dot.band == band]
    colour = [*band_colours(len(chart.bands), palette)[:-1], palette.muted][band]
    return go.Scatter(
        x=[dot.value for _, dot in found],
        y=[at for at, _ in found],
        mode="markers",
        name=escape(name, quote=False),
        meta="dots",
        marker={
            "symbol": SYMBOLS[min(band, len(SYMBOLS) - 1)],
            "size": [11 if dot.label else 7 for _, dot in found],
            "color": [palette.page if dot.old else colour for _, dot in found],
            "line": {"color": [palette.ink if dot.label else colour for _, dot in found], "width": 1.2},
        },
        cliponaxis=False,
        text=[escape(dot.words) for _, dot in found],
        hovertemplate="%{text}<extra></extra>",
    )


def _line_labels(chart: RankingChart, palette: Palette) -> list[dict[str, Any]]:
    """Return the words on the lines, at the top: the first to the left of its line, the others to the right."""
    return [
        {
            "x": math.log10(line.value),
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": "left" if number else "right",
            "showarrow": False,
            "text": escape(line.words),
            "font": {"size": SMALL, "color": palette.target},
            "name": "aim",
        }
        for number, line in enumerate(chart.lines)
    ]


def _dot_labels(chart: RankingChart, low: float, high: float, room: float, palette: Palette) -> list[dict[str, Any]]:
    """Return the names beside the dots: right of the cheap ones, left of the dear ones, where there is room."""
    spare = spare_rows(len(chart.dots))
    row = room / (len(chart.dots) - 1 + 2 * spare)
    made: list[dict[str, Any]] = []
    for left in (False, True):
        middle = (low + high) / 2
        side = [
            (at, dot) for at, dot in enumerate(chart.dots) if dot.label and (math.log10(dot.value) > middle) == left
        ]
        away = LINE_HEIGHT * (OFF_THE_ROW if left else -OFF_THE_ROW)
        wanted = [(at + spare) * row + away for at, _ in side]
        placed = spread(wanted, [LINE_HEIGHT] * len(side), room) if side else []
        made += [
            {
                "x": math.log10(dot.value),
                "y": at,
                "xanchor": "right" if left else "left",
                "xshift": -BESIDE if left else BESIDE,
                "yshift": want - away - place,
                "showarrow": False,
                "text": escape(dot.label),
                "font": {"size": SMALL, "color": palette.ink},
                "bgcolor": palette.page,  # a name may lie on a line to stay below, which would strike it through
                "borderpad": 0,
                "name": "dot",
            }
            for (at, dot), want, place in zip(side, wanted, placed, strict=True)
        ]
    return made
