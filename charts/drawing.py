"""Pictures: which function draws which content, and the key of its marks that stands under it."""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

from charts.bands import draw_bar_key, draw_dot_key
from charts.bars import draw_bars, draw_part_key
from charts.economies import draw_economies
from charts.fan import kinds_of_fans
from charts.key import draw_key
from charts.latest_values import draw_latest, draw_marks
from charts.marks import kinds_shown
from charts.peers import draw_strip
from charts.ranking import draw_ranking
from charts.theme import Mode
from charts.trend import draw_trend
from exhibits.bars import BarChart, EconomyChart, LatestChart, RankingChart
from exhibits.exhibit import Content
from exhibits.plots import Strip
from exhibits.trend import TrendChart
from i18n import text


def figure_of(content: Content, mode: Mode) -> go.Figure:
    """Return the picture of a content as a Plotly figure in the colours of a mode."""
    return FIGURES[type(content)](content, mode)


def key_of(content: Content) -> str:
    """Return the key of the marks of a picture as HTML; an empty text where it needs none."""
    return KEYS[type(content)](content) if type(content) in KEYS else ""


def _trend_key(chart: TrendChart) -> str:
    kinds = kinds_shown(line for line in chart.lines if not line.later)
    kinds += ["break"] if chart.changes and "break" not in kinds else []
    kinds += ["doubt"] if any(line.doubts for line in chart.lines) else []
    kinds += ["later"] if any(line.later for line in chart.lines) else []
    kinds += [*kinds_of_fans(chart.fans), *(["path"] if chart.paths else [])]
    return draw_key(kinds)


def _economy_key(chart: EconomyChart) -> str:
    published = text("affordability.count.published") if chart.marks else ""
    return draw_bar_key(chart.bands if chart.bars else (), published)


FIGURES: dict[type, Callable[[Any, Mode], go.Figure]] = {
    TrendChart: draw_trend,
    BarChart: draw_bars,
    EconomyChart: draw_economies,
    LatestChart: draw_latest,
    RankingChart: draw_ranking,
    Strip: draw_strip,
}
KEYS: dict[type, Callable[[Any], str]] = {
    TrendChart: _trend_key,
    BarChart: lambda chart: draw_part_key(chart.parts),
    RankingChart: lambda chart: draw_dot_key(chart.band_counts, chart.old),
    EconomyChart: _economy_key,
    LatestChart: lambda chart: draw_marks(chart.rows),
}
