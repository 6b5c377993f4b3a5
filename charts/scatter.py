"""Two indicators against each other: a mark a country, as large as its people are many, in its group's shape."""

from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.scatter_content import BOTTOM, HEIGHT, RIGHT, TOP, bubble_size
from charts.scatter_labels import aim_lines, aim_names, axis_titles, country_labels
from charts.stage import picture_title, stage_layout
from charts.theme import PALETTES, Mode, Palette
from exhibits.plots import Scale, ScatterChart

TICK_WIDTH = 7.2
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "pentagon")
NO_GROUP = -1
NO_GROUP_SYMBOL = "cross"
SAME_AREA = {"square": 0.886, "diamond": 0.964, "triangle-up": 1.347, "triangle-down": 1.347, "pentagon": 1.149}
"""By how much a shape must be wider than the circle to have its area, as Plotly draws the shapes."""
SEEN_THROUGH, STEPPED_BACK = 0.78, 0.32


def group_colour(group: int, palette: Palette) -> str:
    """Return the colour of a group; grey for countries in none."""
    return palette.series[group % len(palette.series)] if group > NO_GROUP else palette.muted


def group_symbol(group: int) -> str:
    """Return the shape of a group."""
    return SYMBOLS[group % len(SYMBOLS)] if group > NO_GROUP else NO_GROUP_SYMBOL


def draw_scatter(chart: ScatterChart, mode: Mode) -> go.Figure:
    """Return the chart as a Plotly figure in the colours of a mode."""
    palette = PALETTES[mode]
    across, up = chart.across.scale, chart.up.scale
    left = max((len(words) for words in up.texts), default=1) * TICK_WIDTH + 12
    layout = stage_layout(palette, HEIGHT, (left, RIGHT, TOP, BOTTOM)) | {
        "title": picture_title(chart.title, chart.about, chart.source, palette),
        "xaxis": _axis(across, palette) | {"ticks": "outside", "tickcolor": palette.line},
        "yaxis": _axis(up, palette),
        "annotations": [
            *axis_titles(chart, left, palette),
            *aim_names(chart, palette),
            *country_labels(chart, palette),
        ],
    }
    return go.Figure(data=[*aim_lines(chart, palette), _marks(chart, palette)], layout=layout)


def _axis(scale: Scale, palette: Palette) -> dict[str, Any]:
    return {
        "type": "log" if scale.logarithmic else "linear",
        "range": [scale.low, scale.high],
        "tickmode": "array",
        "tickvals": scale.ticks,
        "ticktext": scale.texts,
        "tickfont": {"color": palette.muted},
        "gridcolor": palette.grid,
        "linecolor": palette.line,
        "zeroline": False,
        "fixedrange": True,
    }


def _marks(chart: ScatterChart, palette: Palette) -> go.Scatter:
    """Return all marks as one trace, so that the small ones lie on the large ones whatever their group."""
    return go.Scatter(
        x=[bubble.x for bubble in chart.bubbles],
        y=[bubble.y for bubble in chart.bubbles],
        mode="markers",
        meta="countries",
        cliponaxis=False,
        marker=_marker(chart, palette),
        text=["<br>".join([f"<b>{escape(one.name)}</b>", *map(escape, one.lines)]) for one in chart.bubbles],
        hovertemplate="%{text}<extra></extra>",
    )


def _marker(chart: ScatterChart, palette: Palette) -> dict[str, Any]:
    """Return shape, size, colour and edge of every mark; where some are chosen, the others step back."""
    bubbles = chart.bubbles
    stepping_back = any(bubble.chosen for bubble in bubbles)
    colours = [group_colour(bubble.group, palette) for bubble in bubbles]
    edges = [
        palette.ink if one.chosen else colour if one.people is None else palette.page
        for one, colour in zip(bubbles, colours, strict=True)
    ]
    return {
        "symbol": [group_symbol(one.group) + ("-open" if one.people is None else "") for one in bubbles],
        "size": [
            bubble_size(one.people, chart.most_people) * SAME_AREA.get(group_symbol(one.group), 1.0) for one in bubbles
        ],
        "color": colours,
        "opacity": [
            STEPPED_BACK if stepping_back and not one.chosen else 1.0 if one.people is None else SEEN_THROUGH
            for one in bubbles
        ],
        "line": {
            "color": edges,
            "width": [2.0 if one.chosen else 1.4 if one.people is None else 0.5 for one in bubbles],
        },
    }
