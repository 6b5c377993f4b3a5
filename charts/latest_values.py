"""The latest figure of several areas as dots, one row an area, its name and figure written above its line."""

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.key import draw_key
from charts.marks import ESTIMATE, OWN_SYMBOL, fill_of
from charts.stage import VEIL, Axis, picture_title, see_through, stage_layout, value_axis
from charts.theme import AIM_WIDTH, PALETTES, SMALL, Mode, Palette
from exhibits.bars import LatestChart, LatestRow

ROW, TALL_ROW, TOP, BOTTOM, SIDE = 42, 58, 62, 34, 14
AIM_HEIGHT = 18
BELOW_WORDS = 0.26
"""How far the line of an area lies below the middle of its row, as a share of the row."""
HALF = 0.5
WIDEST = 46
"""So many letters fit above a row where the chart is narrow; where one needs more, the figures go to a second line."""


def draw_latest(chart: LatestChart, mode: Mode) -> go.Figure:
    """Return the chart as a Plotly figure in the colours of a mode."""
    palette = PALETTES[mode]
    levels = [level for aim in chart.aims for level in (aim.value, aim.upper) if level is not None]
    axis = value_axis([*(row.point.value for row in chart.rows), *levels], chart.unit_measure)
    top = TOP + AIM_HEIGHT * len(chart.aims)
    height = top + BOTTOM + (TALL_ROW if _in_two_lines(chart) else ROW) * len(chart.rows)
    layout = stage_layout(palette, height, (SIDE, SIDE + 8, top, BOTTOM)) | {
        "title": picture_title(chart.title, chart.about, chart.source, palette),
        "xaxis": _across(axis, palette),
        "yaxis": {"range": [-len(chart.rows) + HALF, HALF], "visible": False, "fixedrange": True},
        "annotations": [*_names(chart, palette), *_aim_names(chart, axis, palette)],
    }
    data = [_lines(chart, axis, palette), *_aims(chart, palette), _dots(chart, palette)]
    return go.Figure(data=data, layout=layout)


def _in_two_lines(chart: LatestChart) -> bool:
    return any(len(row.name) + len(row.words) > WIDEST for row in chart.rows)


def _across(axis: Axis, palette: Palette) -> dict[str, Any]:
    return {
        "range": [axis.low, axis.high],
        "tickmode": "array",
        "tickvals": axis.ticks,
        "ticktext": axis.texts,
        "tickfont": {"color": palette.muted},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "linecolor": palette.line,
        "ticks": "outside",
        "tickcolor": palette.line,
    }


def _lines(chart: LatestChart, axis: Axis, palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[x for _ in chart.rows for x in (axis.low, axis.high, None)],
        y=[y for at in range(len(chart.rows)) for y in (-at - BELOW_WORDS, -at - BELOW_WORDS, None)],
        mode="lines",
        meta="rows",
        line={"color": palette.grid, "width": 2},
        hoverinfo="skip",
    )


def _dots(chart: LatestChart, palette: Palette) -> go.Scatter:
    colour = palette.accent
    return go.Scatter(
        x=[row.point.value for row in chart.rows],
        y=[-at - BELOW_WORDS for at in range(len(chart.rows))],
        mode="markers",
        meta="latest",
        cliponaxis=False,
        marker={
            "symbol": [OWN_SYMBOL if row.own else "circle" for row in chart.rows],
            "size": 12,
            "color": [colour if row.own else fill_of(row.point, colour, palette) for row in chart.rows],
            "line": {"color": colour, "width": 2},
        },
        text=[_hover(row) for row in chart.rows],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(row: LatestRow) -> str:
    lines = (f"<b>{escape(row.name)}</b>", escape(row.words), escape(row.hover))
    return "<br>".join(line for line in lines if line)


def _names(chart: LatestChart, palette: Palette) -> list[dict[str, Any]]:
    between = "<br>" if _in_two_lines(chart) else " "
    return [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": -at - BELOW_WORDS,
            "yanchor": "bottom",
            "yshift": 5,
            "align": "left",
            "showarrow": False,
            "text": f"<b>{escape(row.name)}</b>{between}{escape(row.words)}",
            "font": {"size": SMALL, "color": palette.ink},
            "bgcolor": see_through(palette.page, VEIL),
            "name": "area",
        }
        for at, row in enumerate(chart.rows)
    ]


def _aims(chart: LatestChart, palette: Palette) -> list[go.Scatter]:
    return [
        go.Scatter(
            x=[level, level],
            y=[HALF, -len(chart.rows) + HALF],
            mode="lines",
            meta="aim",
            name=escape(aim.words, quote=False),
            line={"color": palette.target if aim.live else palette.muted, "width": AIM_WIDTH if aim.live else 1.1},
            hoverinfo="skip",
        )
        for aim in chart.aims
        for level in (aim.value, aim.upper)
        if level is not None
    ]


def _aim_names(chart: LatestChart, axis: Axis, palette: Palette) -> list[dict[str, Any]]:
    """Return the words of the targets above their lines, one below the other so that none covers another."""
    return [
        {
            "x": aim.value,
            "y": HALF,
            "xanchor": "left" if (aim.value - axis.low) / (axis.high - axis.low) < HALF else "right",
            "yanchor": "bottom",
            "ax": 0,
            "ay": -number * AIM_HEIGHT - 4,
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 1.2,
            "arrowcolor": palette.target if aim.live else palette.muted,
            "text": escape(aim.words),
            "font": {"size": SMALL, "color": palette.target if aim.live else palette.muted},
            "name": "aim",
        }
        for number, aim in enumerate(chart.aims)
    ]


def draw_marks(rows: Sequence[LatestRow]) -> str:
    """Return what the marks of the chart mean, of those kinds that it has."""
    published = [row.point.obs_status for row in rows if not row.own]
    there = {
        "own": any(row.own for row in rows),
        "measured": any(status not in ("", ESTIMATE) for status in published),
        "estimated": ESTIMATE in published,
        "not_stated": "" in published,
    }
    return draw_key([kind for kind, found in there.items() if found])
