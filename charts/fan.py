"""A projection as a fan: bands that start at the last value, the median as a dashed line, and their words.

The bands are areas that the line and the target show through; each carries its name at its upper edge, so that no
reader has to take a colour to a key first. Hover stands on the median alone: one point a year, in words.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.labels import LINE_HEIGHT, label_width, spread, wrap_label
from charts.marks import line_colour
from charts.stage import Axis, see_through
from charts.theme import SMALL, Palette
from exhibits.trend import ProjectionFan, TrendChart
from i18n import format_projected, text
from metrics.fan import Path

BESIDE = 9.0
BANDS: tuple[tuple[str, Path, Path, float], ...] = (
    ("band80", "low80", "high80", 0.16),
    ("band50", "low50", "high50", 0.2),
)
"""What a band is called, its edges, and how much of what lies behind it covers; the inner one lies on the outer."""
EDGE = 0.55


def fan_reach(fans: Sequence[ProjectionFan]) -> list[float]:
    """Return the values that the axis must hold so that fans fit."""
    return [value for one in fans for path in one.paths for value in _along(one, path)]


def draw_fan(fan: ProjectionFan, unit_measure: str, palette: Palette) -> list[go.Scatter]:
    """Return the traces of a fan, the widest band first."""
    bands = [_band(fan, *band, palette) for band in BANDS] if fan.banded else []
    return [*bands, _median(fan, unit_measure, palette)]


def fan_labels(chart: TrendChart, up: Axis, room: float, palette: Palette) -> list[dict[str, Any]]:
    """Return what stands at the ends of fans: the bands by name and the median with its value and year.

    Args:
        chart: The chart with its fans.
        up: The axis of values.
        room: How high the plot is, in pixels.
        palette: The colours of the mode.
    """
    found = [(fan, *one) for fan in chart.fans for one in _ends(fan, chart.unit_measure)]
    scale = room / (up.high - up.low)
    wanted = [(up.high - value) * scale for _, value, _ in found]
    placed = spread(wanted, [len(lines) * LINE_HEIGHT + 2 for *_, lines in found], room)
    return [
        {
            "x": float(fan.years[-1]),
            "y": value,
            "yshift": want - place,
            "xshift": BESIDE,
            "xanchor": "left",
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
            "text": "<br>".join(lines),
            "font": {"size": SMALL, "color": line_colour(fan.colour, palette)},
            "bgcolor": see_through(palette.page, 0.78),
            "name": "fan",
        }
        for (fan, value, lines), want, place in zip(found, wanted, placed, strict=True)
    ]


def fan_margin(chart: TrendChart) -> float:
    """Return how wide a margin the words at the ends of fans need, in pixels."""
    labels = [lines for fan in chart.fans for _, lines in _ends(fan, chart.unit_measure)]
    return max((label_width(lines) + BESIDE for lines in labels), default=0.0)


def names_its_line(fan: ProjectionFan) -> bool:
    """Return whether the name of a line stands at the end of its projection: so where there are several areas."""
    return bool(fan.label) and not fan.scenario


def kinds_of_fans(fans: Sequence[ProjectionFan]) -> list[str]:
    """Return which marks of fans need explaining: the median of a projection or a scenario, and the bands."""
    found = ["projection"] if any(not one.scenario for one in fans) else []
    found += ["scenario"] if any(one.scenario for one in fans) else []
    return [*found, *(["band80", "band50"] if any(one.banded for one in fans) else [])]


def _along(fan: ProjectionFan, path: Path) -> list[float]:
    return [value for year in fan.years if (value := fan.fan.at(year, path)) is not None]


def _band(fan: ProjectionFan, kind: str, low: Path, high: Path, share: float, palette: Palette) -> go.Scatter:
    colour, years = line_colour(fan.colour, palette), list(fan.years)
    return go.Scatter(
        x=[*years, *reversed(years)],
        y=[*_along(fan, high), *reversed(_along(fan, low))],
        mode="lines",
        name=text(f"fan.{kind}"),
        meta=kind,
        line={"color": see_through(colour, EDGE), "width": 0.8},
        fill="toself",
        fillcolor=see_through(colour, share),
        hoverinfo="skip",
    )


def _median(fan: ProjectionFan, unit_measure: str, palette: Palette) -> go.Scatter:
    colour, years = line_colour(fan.colour, palette), fan.years
    words = text("fan.scenario" if fan.scenario else "fan.ours")
    return go.Scatter(
        x=list(years),
        y=_along(fan, "median"),
        mode="lines",
        name=escape(fan.name, quote=False),
        meta="scenario" if fan.scenario else "projection",
        line={"color": colour, "width": 2.4, "dash": "longdash" if fan.scenario else "dash"},
        cliponaxis=False,
        text=[
            f"<b>{escape(fan.name)}</b><br>{escape(fan.words(year, unit_measure))}<br>{escape(words)}" for year in years
        ],
        hoverinfo=["skip", *["text"] * (len(years) - 1)],
    )


def _ends(fan: ProjectionFan, unit_measure: str) -> list[tuple[float, list[str]]]:
    """Return the labels at the end of a fan, each with the value that it stands at."""
    year = fan.years[-1]
    median = fan.fan.at(year)
    if median is None:
        return []
    value = f"<b>{escape(format_projected(median, unit_measure))}</b>"
    if names_its_line(fan):
        *above, last = wrap_label(fan.label)
        return [(median, [*map(escape, above), f"{escape(last)} {value}"])]
    made = [(median, [*([escape(fan.label)] if fan.label else []), value, escape(text("fan.in_year", year=year))])]
    for kind, _, high, _ in BANDS if fan.banded else ():
        edge = fan.fan.at(year, high)
        made += [] if edge is None else [(edge, [escape(text(f"fan.{kind}"))])]
    return made
