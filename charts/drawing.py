"""Pictures: which function draws which content, and the key of its marks that stands under it."""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

from charts.bars import draw_bars, draw_parts_key
from charts.earlier import draw_earlier
from charts.economies import draw_economies
from charts.errors import draw_errors
from charts.fan import kinds_of_fans
from charts.key import draw_bar_key, draw_dot_key, draw_key
from charts.latest_values import draw_latest, draw_marks
from charts.map import draw_classes, draw_map
from charts.marks import kinds_shown
from charts.peers import draw_strip
from charts.ranking import draw_ranking
from charts.reliability import draw_reliability
from charts.scatter import draw_scatter, draw_scatter_key
from charts.scenario import draw_scenario_figure, draw_scenario_key
from charts.school_map import draw_school_key, draw_school_map
from charts.shortfall import draw_shortfall
from charts.theme import Mode
from charts.trend import draw_trend
from charts.two_sides import draw_two_sides
from exhibits.bars import Bars, EconomyChart, GapChart, LatestChart, RankingChart, TwoSidesChart
from exhibits.exhibit import Content
from exhibits.maps import CountryMap, SchoolMap
from exhibits.plots import EarlierChart, ErrorChart, ReliabilityChart, ScatterChart, Strip
from exhibits.trend import ScenarioChart, TrendChart
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


def _scenario_key(chart: ScenarioChart) -> str:
    bands = ["band80", "band50"] if any(fan.banded for fan in chart.fans) else []
    return draw_key(kinds_shown(chart.lines)) + draw_scenario_key(chart.course, bands)


def _economy_key(chart: EconomyChart) -> str:
    published = text("affordability.count.published") if chart.marks else ""
    return draw_bar_key(chart.bands if chart.bars else (), published)


FIGURES: dict[type, Callable[[Any, Mode], go.Figure]] = {
    TrendChart: draw_trend,
    Bars: draw_bars,
    EconomyChart: draw_economies,
    LatestChart: draw_latest,
    RankingChart: draw_ranking,
    GapChart: draw_shortfall,
    TwoSidesChart: draw_two_sides,
    ScenarioChart: draw_scenario_figure,
    ScatterChart: draw_scatter,
    EarlierChart: draw_earlier,
    ErrorChart: draw_errors,
    CountryMap: draw_map,
    ReliabilityChart: draw_reliability,
    SchoolMap: draw_school_map,
    Strip: draw_strip,
}
KEYS: dict[type, Callable[[Any], str]] = {
    TrendChart: _trend_key,
    Bars: draw_parts_key,
    RankingChart: lambda chart: draw_dot_key(chart.band_counts, chart.old),
    EconomyChart: _economy_key,
    ScenarioChart: _scenario_key,
    ScatterChart: draw_scatter_key,
    CountryMap: lambda chart: draw_classes(chart.classes),
    LatestChart: lambda chart: draw_marks(chart.rows),
    SchoolMap: draw_school_key,
}
