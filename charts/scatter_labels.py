"""What is written inside two indicators against each other: the axes, the targets, the names of countries."""

import math
from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.labels import LINE_HEIGHT, label_width, spread, wrap_label
from charts.scatter_content import BOTTOM, HEIGHT, TOP, bubble_size
from charts.stage import VEIL, see_through
from charts.theme import Palette
from exhibits.plots import Axle, Bubble, ScatterChart
from exhibits.trend import AimLine

WIDEST_TITLE = 52
NARROW_PLOT = 300.0
LABEL_SHIFT = 12.0
TURNING = 0.6
"""From this share of the width on, names stand on the left of their marks."""
WIDEST_AIM = 20


def axis_titles(chart: ScatterChart, left: float, palette: Palette) -> list[dict[str, Any]]:
    """Return what the axes measure: above the upper end of the one, under the right end of the other."""
    common = {"showarrow": False, "font": {"size": 12, "color": palette.muted}}
    up, across = (_wrapped(axle.words) for axle in (chart.up, chart.across))
    return [
        common
        | {"text": up, "x": 0, "xref": "paper", "xshift": -left + 4, "xanchor": "left", "align": "left"}
        | {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 8, "name": "axis"},
        common
        | {"text": across, "x": 1, "xref": "paper", "xanchor": "right", "align": "right"}
        | {"y": 0, "yref": "paper", "yanchor": "top", "yshift": -28, "name": "axis"},
    ]


def _wrapped(words: str) -> str:
    return "<br>".join(escape(line) for line in wrap_label(words, WIDEST_TITLE))


def aim_lines(chart: ScatterChart, palette: Palette) -> list[go.Scatter]:
    """Return the targets that every country has as lines across the chart, a band as two."""
    across, up = chart.across, chart.up
    upright = [((level, level), up.scale.ends) for aim in across.aims for level in levels_of(aim)]
    level = [(across.scale.ends, (level, level)) for aim in up.aims for level in levels_of(aim)]
    return [
        go.Scatter(x=x, y=y, mode="lines", meta="aim", line={"color": palette.target, "width": 1.5}, hoverinfo="skip")
        for x, y in [*upright, *level]
    ]


def aim_names(chart: ScatterChart, palette: Palette) -> list[dict[str, Any]]:
    """Return the words of the targets: at the right of a level line, at the foot of an upright one."""
    common = {
        "showarrow": False,
        "font": {"size": 12, "color": palette.target},
        "bgcolor": see_through(palette.page, VEIL),
        "name": "aim",
    }
    found = [
        common
        | {"text": _bold(aim.words), "x": 1, "xref": "paper", "xanchor": "right"}
        | {"y": _at(aim.value, chart.up), "yanchor": "bottom"}
        for aim in chart.up.aims
    ]
    foot = 0.0
    for aim in chart.across.aims:
        words = wrap_label(aim.words, WIDEST_AIM)
        right = chart.across.scale.place(aim.value) * NARROW_PLOT + label_width(words) < NARROW_PLOT
        found.append(
            common
            | {"text": "<br>".join(_bold(line) for line in words), "align": "left" if right else "right"}
            | {"x": _at(aim.value, chart.across), "xanchor": "left" if right else "right"}
            | {"y": 0, "yref": "paper", "yanchor": "bottom", "yshift": 4 + foot}
        )
        foot += len(words) * LINE_HEIGHT
    return found


def levels_of(aim: AimLine) -> tuple[float, ...]:
    """Return the value of a target, both ends of a band."""
    return (aim.value,) if aim.upper is None else (aim.value, aim.upper)


def _bold(words: str) -> str:
    return f"<b>{escape(words)}</b>"


def _at(value: float, axle: Axle) -> float:
    """Return where an annotation stands: Plotly wants the power of ten on a logarithmic axis."""
    return math.log10(value) if axle.scale.logarithmic else value


def country_labels(chart: ScatterChart, palette: Palette) -> list[dict[str, Any]]:
    """Return the names of labelled countries beside their marks, moved apart where they would cover each other."""
    named = [one for one in chart.bubbles if one.labelled]
    room = HEIGHT - TOP - BOTTOM
    wanted = [(1 - chart.up.scale.place(one.y)) * room for one in named]
    across = [chart.across.scale.place(one.x) * NARROW_PLOT for one in named]
    placed = _apart(named, across, wanted, room)
    return [
        _label(one, chart, place - want, at, palette)
        for one, want, place, at in zip(named, wanted, placed, across, strict=True)
    ]


def _apart(named: Sequence[Bubble], across: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Return the places of labels; those whose words lie over one another where the chart is narrow move apart."""
    order = sorted(range(len(named)), key=lambda at: across[at])
    placed, side, edge = list(wanted), list[int](), 0.0
    for at in order:
        if side and across[at] > edge:
            side = []
        edge = max(edge if side else 0.0, across[at] + label_width([named[at].name]) + LABEL_SHIFT)
        side.append(at)
        moved = spread([wanted[one] for one in side], [LINE_HEIGHT] * len(side), room)
        for one, place in zip(side, moved, strict=True):
            placed[one] = place
    return placed


def _label(bubble: Bubble, chart: ScatterChart, down: float, at: float, palette: Palette) -> dict[str, Any]:
    """Return the name of a country beside its mark; a mark far on the right has it on its left."""
    radius = bubble_size(bubble.people, chart.most_people) / 2
    leftwards = at > NARROW_PLOT * TURNING
    return {
        "x": _at(bubble.x, chart.across),
        "y": _at(bubble.y, chart.up),
        "text": _bold(bubble.name) if bubble.chosen else escape(bubble.name),
        "ax": (radius + LABEL_SHIFT) * (-1 if leftwards else 1),
        "ay": down,
        "xanchor": "right" if leftwards else "left",
        "yanchor": "middle",
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": palette.muted,
        "standoff": radius,
        "font": {"size": 12, "color": palette.ink},
        "bgcolor": see_through(palette.page, VEIL),
        "name": "country",
    }
