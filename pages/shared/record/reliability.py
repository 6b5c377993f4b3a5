"""The forecast record on its page: chances that were said, and how often they came true."""

import streamlit as st

from charts.key import draw_source
from charts.reliability import draw_reliability
from exhibits.plots import ReliabilityChart, ReliabilityDot
from i18n import format_plain, format_share, format_value, text
from pages.shared.chart import Picture, draw_picture
from pages.shared.filters import escape_markdown
from pages.shared.record.parts import record_source
from pages.shared.twins import Twin, draw_twin
from services.projecting.record_view import Shown
from services.projecting.record_words import chance_sentence, horizon_words, join_words, of_cases, reliability_title

COLUMNS = ("chance_said", "arrived", "cases")


def draw_chances(shown: Shown) -> None:
    """Draw the reliability of chances with its table, and the Brier scores in words."""
    st.header(text("record.chances_title"))
    words = chance_sentence(shown)
    if not words:
        ahead = join_words([str(one) for one in shown.mine.chance_horizons], "or")
        st.info(escape_markdown(text("record.no_chances", ahead=ahead)), icon=":material/info:")
        return
    st.write(escape_markdown(" ".join(words)))
    title, about, source = reliability_title(shown), _about(shown), record_source(shown.indicator)
    dots = [_dot(said, arrived, cases) for said, arrived, cases in shown.record.reliability]
    axes = (text("record.axis_said"), text("record.axis_arrived"), text("record.same"))
    chart = ReliabilityChart(title, about, source, *axes, dots)
    alt = text("record.reliability_alt", title=title, dots=" ".join(f"{dot.words}." for dot in dots))
    picture = Picture(title, about, alt, lambda mode: draw_reliability(chart, mode), draw_source([source]))
    draw_picture(picture, key="record_reliability")
    draw_twin(_twin(shown, title))


def _about(shown: Shown) -> str:
    levels = join_words([format_value(one, shown.unit) for one in shown.mine.record_targets], "or")
    ahead = join_words([horizon_words(one) for one in shown.mine.chance_horizons], "or")
    return text("record.reliability_about", levels=levels, ahead=text("record.years_ahead", ahead=ahead))


def _dot(said: float, arrived: float, cases: int) -> ReliabilityDot:
    count = format_plain(cases, 0)
    parts = {"said": format_share(said), "arrived": of_cases(arrived, cases), "count": count}
    return ReliabilityDot(said * 100, arrived * 100, cases, count, text("record.reliability_dot", **parts))


def _twin(shown: Shown, title: str) -> Twin:
    found = shown.record.reliability
    return Twin(
        name=f"reliability-{shown.indicator}",
        title=title,
        heads=[text(f"record.column.{name}") for name in ("chance", "arrived", "cases")],
        cells=[[format_share(said), format_share(arrived), format_plain(cases, 0)] for said, arrived, cases in found],
        numeric=(1, 2),
        columns=COLUMNS,
        records=[dict(zip(COLUMNS, one, strict=True)) for one in found],
    )
