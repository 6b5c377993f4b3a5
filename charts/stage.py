"""What every figure stands on: colours, type, margins, axes, bars with their names above, titles of saved pictures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.theme import FONT, LEAD, PALETTES, SMALL, TITLE, Mode, Palette
from i18n import format_tick
from metrics.aim import HUNDRED

VEIL = 0.78
"""How much of what lies behind them words in a figure cover."""


def stage_layout(palette: Palette, height: float, margins: tuple[float, float, float, float]) -> dict[str, Any]:
    """Return the layout that figures share; the margins are left, right, top and bottom, in pixels."""
    left, right, top, bottom = margins
    return {
        "template": None,
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "autoexpand": False},
        "paper_bgcolor": palette.page,
        "plot_bgcolor": palette.page,
        "font": {"family": FONT, "size": SMALL, "color": palette.ink},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": palette.surface, "bordercolor": palette.line, "font": {"color": palette.ink}},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": palette.muted, "activecolor": palette.accent},
    }


def picture_title(
    title: str, about: str, source: str, palette: Palette, *, left: int = 12, between: str = " · "
) -> dict[str, Any]:
    """Return the title for the saved picture; on the page it stands above the figure as text.

    `left` is its margin in pixels, `between` what parts the two small texts under it: `<br>` puts each on a line.
    """
    under = between.join(escape(part) for part in (about, source) if part)
    return {
        "text": f"<b>{escape(title)}</b>",
        "subtitle": {"text": under, "font": {"size": SMALL, "color": palette.muted}},
        "font": {"size": LEAD, "color": palette.ink},
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "pad": {"l": left, "t": 12},
        "y": 1,
        "yref": "container",
        "yanchor": "top",
    }


def see_through(colour: str, share: float) -> str:
    """Return a colour, given as #rrggbb, that covers so much (0 to 1) of what lies behind it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"


def mark_example(figure: go.Figure, words: str, mode: Mode) -> None:
    """Write across a figure, in place, that what it shows is invented."""
    figure.add_annotation(
        text=words,
        xref="paper",
        yref="paper",
        x=0.5,
        y=0.5,
        showarrow=False,
        textangle=-12,
        opacity=0.35,
        font={"size": TITLE, "color": PALETTES[mode].target},
    )


SHARES = frozenset({"PT", "PT_POP", "PT_HH"})
STEPS = (1, 2, 2.5, 5, 10)
YEAR_STEPS = (1, 2, 5, 10, 20, 50)
MOST_INTERVALS = 5
HEADROOM = 0.04


@dataclass(frozen=True)
class Axis:
    """A range with its ticks and what is written at them."""

    low: float
    high: float
    ticks: tuple[float, ...]
    texts: tuple[str, ...]


def value_axis(values: Sequence[float], unit_measure: str) -> Axis:
    """Return the axis of values: 0 to 100 for shares, from 0 for amounts, close around the data for ratios."""
    lowest, highest = min(values, default=0.0), max(values, default=1.0)
    if unit_measure in SHARES:
        low, high = min(0.0, lowest), max(HUNDRED, highest)
    elif unit_measure == "RATIO":
        low, high = min(lowest, 0.9), max(highest, 1.05)
    else:
        low, high = min(0.0, lowest), max(highest, 0.0) or 1.0
    step = nice_step(high - low)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(number * step, 10) for number in range(first, last + 1))
    room = (ticks[-1] - ticks[0]) * HEADROOM
    under = room / 2 if ticks[0] < 0 or unit_measure == "RATIO" else 0.0
    return Axis(ticks[0] - under, ticks[-1] + room, ticks, tuple(format_tick(tick, unit_measure) for tick in ticks))


def nice_step(span: float) -> float:
    """Return the step of 1, 2, 2.5 or 5 times a power of ten that cuts a span into at most five intervals."""
    raw = (span or 1.0) / MOST_INTERVALS
    size = 10.0 ** math.floor(math.log10(raw))
    return next(step * size for step in STEPS if step * size >= raw * (1 - 1e-9))


def year_axis(moments: Sequence[float]) -> Axis:
    """Return the axis of years: whole years only, at most six or seven of them."""
    first, last = min(moments, default=0.0), max(moments, default=1.0)
    if last - first < 1:
        first, last = first - 1, last + 1
    step = next((one for one in YEAR_STEPS if (last - first) / one <= MOST_INTERVALS + 1), YEAR_STEPS[-1])
    years = [year for year in range(math.floor(first), math.ceil(last) + 1) if year % step == 0]
    pad = max(0.25, (last - first) * 0.02)
    shown = tuple(float(year) for year in years if first - pad <= year <= last + pad)
    return Axis(first - pad, last + pad, shown, tuple(str(int(year)) for year in shown))


LINE, BAR, GAP = 18, 14, 12
"""Heights in pixels: a line of words, a bar, the gap under it."""
TOGETHER = 47
"""So many letters fit above a bar on a telephone."""


def bar_height(lines: int) -> int:
    """Return the height of a bar with so many lines of words above and the gap below it, in pixels."""
    return LINE * lines + BAR + GAP


def room_of(lines: Sequence[int]) -> int:
    """Return the height of bars that have so many lines of words each, in pixels."""
    return sum(bar_height(one) for one in lines)


def bar_middles(lines: Sequence[int]) -> list[float]:
    """Return where the middle of each bar lies, in pixels below the top of the plot, which its axis counts."""
    found, top = [], 0
    for one in lines:
        found.append(-float(top + LINE * one + BAR / 2))
        top += bar_height(one)
    return found


def lines_of(names: Sequence[str], longest: int, figures: Sequence[str] = ()) -> list[int]:
    """Return how many lines each name takes with its figures: a name of more letters has a line of its own.

    So has one that is too long together with its figures for a telephone, where the figures are given.
    """
    beside = figures or [""] * len(names)
    pairs = zip(names, beside, strict=True)
    return [2 if len(name) > longest or len(name) + len(words) > TOGETHER else 1 for name, words in pairs]
