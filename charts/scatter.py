"""Two indicators against each other: a mark a country, as large as its people are many, in its group's shape."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.html import safe
from charts.labels import LINE_HEIGHT, label_width, spread, wrap_label
from charts.stage import VEIL, picture_title, see_through, stage_layout, value_axis
from charts.theme import PALETTES, SMALL, Mode, Palette
from exhibits.plots import NO_GROUP, Axle, Bubble, ScatterChart
from exhibits.trend import AimLine
from i18n import format_tick

HEIGHT, TOP, BOTTOM, RIGHT = 560, 92, 64, 18
LARGEST, SMALLEST, UNKNOWN = 54.0, 6.0, 8.0
"""Diameters in pixels: of the most people, the least a mark can have, and of a mark without a number of people."""


def bubble_size(people: float | None, most_people: float) -> float:
    """Return the diameter of a mark in pixels: its area is in proportion to the people, down to the smallest mark."""
    if people is None or most_people <= 0:
        return UNKNOWN
    return max(SMALLEST, LARGEST * math.sqrt(people / most_people))


# ------------------------------------------------------------------------------------------------------------ the axes


FEW_DECADES = 2
RATIO_STEPS = (1, 2, 5)
LOG_ROOM = 0.06
"""Room beyond the lowest and highest value of a logarithmic axis, as a share of its length."""
EVEN_ROOM = 0.03


@dataclass(frozen=True)
class Scale:
    """An axis: its range as Plotly wants it (powers of ten where it is logarithmic), its ticks and their words."""

    low: float
    high: float
    ticks: tuple[float, ...]
    texts: tuple[str, ...]
    logarithmic: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """Return the values at the lower and the upper end of the axis."""
        return (10**self.low, 10**self.high) if self.logarithmic else (self.low, self.high)

    def place(self, value: float) -> float:
        """Return where a value stands: 0 at the lower end of the axis, 1 at the upper one."""
        at = math.log10(value) if self.logarithmic else value
        return (at - self.low) / (self.high - self.low)


def scale_of(axle: Axle) -> Scale:
    """Return the scale of an axis, which holds its targets too."""
    values = [*axle.values, *(level for aim in axle.aims for level in levels_of(aim))]
    return (log_scale if axle.logarithmic else even_scale)(values, axle.unit_measure)


def even_scale(values: Sequence[float], unit_measure: str) -> Scale:
    """Return a scale with equal steps; a little room below keeps marks at its lower end whole."""
    axis = value_axis(values, unit_measure)
    room = (axis.ticks[-1] - axis.ticks[0]) * EVEN_ROOM
    return Scale(axis.low - room, axis.high, axis.ticks, axis.texts)


def log_scale(values: Sequence[float], unit_measure: str) -> Scale:
    """Return a scale on which equal steps are equal ratios; values of 0 or less have no place on it."""
    positive = [value for value in values if value > 0] or [1.0]
    low, high = math.log10(min(positive)), math.log10(max(positive))
    room = (high - low) * LOG_ROOM or 0.5
    low, high = low - room, high + room
    steps = RATIO_STEPS if high - low <= FEW_DECADES else RATIO_STEPS[:1]
    decades = range(math.floor(low), math.ceil(high) + 1)
    ticks = tuple(step * 10.0**decade for decade in decades for step in steps)
    shown = tuple(tick for tick in ticks if low <= math.log10(tick) <= high)
    return Scale(low, high, shown, tuple(format_tick(tick, unit_measure) for tick in shown), logarithmic=True)


# ---------------------------------------------------------------------------------------------------------- the figure


TICK_WIDTH = 7.2
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "pentagon")
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
    across, up = scale_of(chart.across), scale_of(chart.up)
    left = max((len(words) for words in up.texts), default=1) * TICK_WIDTH + 12
    layout = stage_layout(palette, HEIGHT, (left, RIGHT, TOP, BOTTOM)) | {
        "title": picture_title(chart.title, chart.about, chart.source, palette),
        "xaxis": _axis_layout(across, palette) | {"ticks": "outside", "tickcolor": palette.line},
        "yaxis": _axis_layout(up, palette),
        "annotations": [
            *axis_titles(chart, left, palette),
            *aim_names(chart, palette),
            *country_labels(chart, palette),
        ],
    }
    return go.Figure(data=[*aim_lines(chart, palette), _marks(chart, palette)], layout=layout)


def _axis_layout(scale: Scale, palette: Palette) -> dict[str, Any]:
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


# ----------------------------------------------------------------------------------------------- what is written in it


WIDEST_TITLE = 52
NARROW_PLOT = 300.0
LABEL_SHIFT = 12.0
TURNING = 0.6
"""From this share of the width on, names stand on the left of their marks."""
WIDEST_AIM = 20


def axis_titles(chart: ScatterChart, left: float, palette: Palette) -> list[dict[str, Any]]:
    """Return what the axes measure: above the upper end of the one, under the right end of the other."""
    common = {"showarrow": False, "font": {"size": SMALL, "color": palette.muted}}
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
    ends = {name: scale_of(axle).ends for name, axle in (("across", across), ("up", up))}
    upright = [((level, level), ends["up"]) for aim in across.aims for level in levels_of(aim)]
    level = [(ends["across"], (level, level)) for aim in up.aims for level in levels_of(aim)]
    return [
        go.Scatter(x=x, y=y, mode="lines", meta="aim", line={"color": palette.target, "width": 1.5}, hoverinfo="skip")
        for x, y in [*upright, *level]
    ]


def aim_names(chart: ScatterChart, palette: Palette) -> list[dict[str, Any]]:
    """Return the words of the targets: at the right of a level line, at the foot of an upright one."""
    common = {
        "showarrow": False,
        "font": {"size": SMALL, "color": palette.target},
        "bgcolor": see_through(palette.page, VEIL),
        "name": "aim",
    }
    found = [
        common
        | {"text": _bold(aim.words), "x": 1, "xref": "paper", "xanchor": "right"}
        | {"y": _at(aim.value, chart.up), "yanchor": "bottom"}
        for aim in chart.up.aims
    ]
    foot, scale = 0.0, scale_of(chart.across)
    for aim in chart.across.aims:
        words = wrap_label(aim.words, WIDEST_AIM)
        right = scale.place(aim.value) * NARROW_PLOT + label_width(words) < NARROW_PLOT
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
    return math.log10(value) if axle.logarithmic else value


def country_labels(chart: ScatterChart, palette: Palette) -> list[dict[str, Any]]:
    """Return the names of labelled countries beside their marks, moved apart where they would cover each other."""
    named = [one for one in chart.bubbles if one.labelled]
    room = HEIGHT - TOP - BOTTOM
    to_right, upwards = scale_of(chart.across), scale_of(chart.up)
    wanted = [(1 - upwards.place(one.y)) * room for one in named]
    across = [to_right.place(one.x) * NARROW_PLOT for one in named]
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
        "font": {"size": SMALL, "color": palette.ink},
        "bgcolor": see_through(palette.page, VEIL),
        "name": "country",
    }


# ------------------------------------------------------------------------------------------------------------- the key


_FRAME = '<svg width="{wide}" height="{wide}" viewBox="0 0 {wide} {wide}" aria-hidden="true" {style}>{shape}</svg>'
_SHAPES = {
    "circle": '<circle cx="8" cy="8" r="6" fill="currentColor"/>',
    "square": '<rect x="2.5" y="2.5" width="11" height="11" fill="currentColor"/>',
    "diamond": '<path d="M8 1l7 7-7 7-7-7z" fill="currentColor"/>',
    "triangle-up": '<path d="M8 2l7 12H1z" fill="currentColor"/>',
    "triangle-down": '<path d="M1 2h14L8 14z" fill="currentColor"/>',
    "pentagon": '<path d="M8 1.4l6.8 5-2.6 8H3.8l-2.6-8z" fill="currentColor"/>',
    "cross": '<path d="M6 1.5h4V6h4.5v4H10v4.5H6V10H1.5V6H6z" fill="currentColor"/>',
}


def draw_groups(groups: Sequence[tuple[int, str]], unknown: str) -> str:
    """Return the shape, the colour and the name of each group, and what a hollow mark is.

    Args:
        groups: The number of each group and what it is called.
        unknown: What is said of a mark without a number of people; empty where there is none.
    """
    parts = [_key_entry(_group_shape(number), words) for number, words in groups]
    if unknown:
        ring = f'<circle cx="8" cy="8" r="{UNKNOWN / 2}" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        parts.append(_key_entry(_FRAME.format(wide=16, style="", shape=ring), unknown))
    return f'<ul class="c2030-key">{"".join(parts)}</ul>' if parts else ""


def draw_sizes(sizes: Sequence[tuple[float, str]], most_people: float) -> str:
    """Return marks of some numbers of people, as large as they are in the chart, each with its number in words."""
    parts = []
    for people, words in sizes:
        across = bubble_size(people, most_people)
        wide = round(across + 3)
        ring = f'<circle cx="{wide / 2}" cy="{wide / 2}" r="{across / 2:.1f}" fill="none" stroke="currentColor"/>'
        parts.append(_key_entry(_FRAME.format(wide=wide, style="", shape=ring), words))
    return f'<ul class="c2030-key c2030-sizes">{"".join(parts)}</ul>' if parts else ""


def _group_shape(number: int) -> str:
    light, dark = PALETTES["light"], PALETTES["dark"]
    name = SYMBOLS[number % len(SYMBOLS)] if number > NO_GROUP else "cross"
    pair = (light.series[number], dark.series[number]) if number > NO_GROUP else (light.muted, dark.muted)
    return _FRAME.format(wide=16, style=f'style="color:light-dark({pair[0]},{pair[1]})"', shape=_SHAPES[name])


def _key_entry(shape: str, words: str) -> str:
    return f"<li>{shape}<span>{safe(words)}</span></li>"


def draw_scatter_key(chart: ScatterChart) -> str:
    """Return what the marks of a chart mean: its groups, marks of an unknown size, and sizes."""
    return draw_groups(chart.groups, chart.unknown) + draw_sizes(chart.sizes, chart.most_people)
