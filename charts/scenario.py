"""The key of a scenario: its own course in the accent colour, and the course as it stands in grey."""

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.html import safe
from charts.key import SHAPES, draw_key
from charts.labels import label_width, wrap_label
from charts.marks import line_colour
from charts.stage import see_through
from charts.theme import PALETTES, SMALL, Mode, Palette
from charts.trend import draw_trend
from exhibits.trend import AimPath, TrendChart
from i18n import text

Course = str
BESIDE = 9.0
ACCENT, MUTED = "var(--c2030-accent)", "var(--c2030-muted)"


def draw_scenario_key(standing: Course, bands: Sequence[str]) -> str:
    """Return what the two courses and the bands are.

    Args:
        standing: What the course as it stands is: projected, straight, unknown or countries.
        bands: The bands that are drawn around it.
    """
    shape = SHAPES["projection"].replace(ACCENT, MUTED)
    courses = _entry(SHAPES["scenario"], text("scenario.key_scenario")) + _entry(
        shape, text(f"scenario.key_{standing}")
    )
    return f'<ul class="c2030-key">{courses}</ul>' + draw_key(bands).replace(ACCENT, MUTED)


def _entry(shape: str, words: str) -> str:
    sign = f'<svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">{shape}</svg>'
    return f"<li>{sign}<span>{safe(words)}</span></li>"


def draw_scenario_figure(chart: TrendChart, mode: Mode) -> go.Figure:
    """Return the picture of a scenario; the courses of dated figures are paths, and named at their ends as fans are."""
    figure, palette = draw_trend(chart, mode), PALETTES[mode]
    if not chart.paths:
        return figure
    labels = [_end_label(path, palette) for path in chart.paths]
    width = max(label_width(wrap_label(path.words)) for path in chart.paths) + 2 * BESIDE
    figure.update_layout(margin={"r": max(figure.layout.margin.r, width)})
    return figure.update_layout(annotations=[*figure.layout.annotations, *labels])


def _end_label(path: AimPath, palette: Palette) -> dict[str, Any]:
    colour = line_colour(path.colour, palette) if path.live else palette.muted
    return {
        "x": path.end[0],
        "y": path.end[1],
        "xshift": BESIDE,
        "yshift": BESIDE if path.live else -BESIDE,
        "xanchor": "left",
        "yanchor": "bottom" if path.live else "top",
        "align": "left",
        "showarrow": False,
        "text": "<br>".join(escape(one) for one in wrap_label(path.words)),
        "font": {"size": SMALL, "color": colour},
        "bgcolor": see_through(palette.page, 0.78),
        "name": "course",
    }
