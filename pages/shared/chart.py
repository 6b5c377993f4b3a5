"""A trend chart on a page: its heading, the picture, the key of its marks, its source."""

import streamlit as st

from charts.content import TrendChart
from charts.key import draw_heading, draw_key, draw_source
from charts.marks import kinds_shown
from charts.theme import Mode
from charts.trend import draw_trend
from charts.trend_labels import MOST_LABELS
from i18n import text
from pages.shared.piece import draw_piece

PICTURE = {"format": "png", "width": 1200, "height": 675, "scale": 2}
HEADING_ROOM = "c2030_chart"


def color_mode() -> Mode:
    """Return whether the reader's page is light or dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def draw_chart(chart: TrendChart, key: str) -> None:
    """Draw a trend chart; the title stands above it as text, and in the picture that can be downloaded."""
    config = {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": PICTURE | {"filename": key},
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
    }
    with st.container(gap=None, key=f"{HEADING_ROOM}_{key}"):
        draw_piece(draw_heading(chart), key=f"{key}_heading")
        figure = draw_trend(chart, color_mode())
        st.plotly_chart(figure, theme=None, width="stretch", config=config, alt=chart.alt, key=f"{key}_figure")
        draw_piece(_under(chart), key=f"{key}_under")


def _under(chart: TrendChart) -> str:
    kinds = kinds_shown(line for line in chart.lines if not line.later)
    kinds += ["later"] if any(line.later for line in chart.lines) else []
    kinds += ["path"] if chart.paths else []
    remarks = [text("charts.only_six")] if len(chart.lines) > MOST_LABELS else []
    return draw_key(kinds) + draw_source([*remarks, chart.source])
