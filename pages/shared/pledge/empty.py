"""The pledges page without a list: the headlines, their parts of December 2023, and how to get a list."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from charts.html import safe
from charts.key import draw_source
from charts.value_bars import draw_value_bars
from exhibits.bars import ValueBar, ValueBars
from i18n import format_period, format_share, text, unit_words
from metrics.series import Point, Series
from pages.shared.access import get_revision, get_state, get_view
from pages.shared.chart import Picture, draw_picture
from pages.shared.example_data import offer_example
from pages.shared.piece import draw_piece
from pages.shared.twins import Twin, draw_twin
from pages.widgets.show import show
from services.pledge_target import breakdown, headline
from services.pledges import PLEDGED, WORLD
from services.sentences import value_words
from services.shapes import PLEDGES
from services.trends import Choice
from topics.indicator import show_indicators
from topics.trend_chart import source_words

COUNTED = "p2c_pledges"
COLUMNS = ("breakdown", "time_period", "obs_value", "unit_measure", "source")
PARTS_OF = ("pledger region", "recipient region", "pledger", "type")
Part = tuple[str, Point, Series]


def draw_no_list() -> None:
    """Draw what is known of the pledges without a list, and invite to upload one."""
    _draw_invitation()
    state = get_state()
    if not state.world.book.of(PLEDGED, WORLD):
        st.info(text("pledges.no_headline"), icon=":material/info:")
        return
    show(show_indicators((PLEDGED,), Choice((WORLD,)), get_view()))
    for indicator in (PLEDGED, COUNTED):
        parts = breakdown(state, indicator)
        if parts:
            _draw_parts(indicator, parts)


def _draw_invitation() -> None:
    link = f'<a href="upload">{safe(text("pledges.upload"))}</a>'
    words = f"<strong>{safe(text('pledges.no_list'))}</strong> {safe(text('pledges.no_list_help'))}"
    draw_piece(f'<div class="c2030-note">{words} <span class="c2030-links">{link}</span></div>', key="pledges_invite")
    offer_example(PLEDGES)


def _draw_parts(indicator: str, parts: Sequence[Part]) -> None:
    period = max(point.period for _, point, _ in parts)
    title = text(f"pledges.parts.{indicator}", period=format_period(period))
    bars = _bars(indicator, parts, period)
    source = source_words([one for _, _, one in parts], get_revision(indicator))
    unit = parts[0][2].unit_measure
    chart = ValueBars(title, unit_words(unit, indicator), source, bars)
    alt = text(
        "pledges.alt",
        title=title,
        bars=" ".join(text("pledges.alt_bar", name=bar.name, words=bar.words) for bar in bars),
        aim=text("pledges.overlap"),
    )
    under = draw_source([text("pledges.overlap"), source])
    draw_picture(
        Picture(title, chart.about, alt, lambda mode: draw_value_bars(chart, mode), under), f"{indicator}_parts"
    )
    draw_twin(_twin(indicator, title, parts))


def _bars(indicator: str, parts: Sequence[Part], period: str) -> list[ValueBar]:
    """Return the parts as bars, below the headline of the same day, of which each is a share."""
    published = headline(get_state(), indicator)
    whole = next((one for one in published.points if one.period == period), None) if published else None
    bars = []
    if published is not None and whole is not None:
        words = value_words(whole, published.unit_measure)
        bars.append(ValueBar(text("pledges.whole"), words, whole.value, quiet=True))
    for name, point, one in parts:
        words = value_words(point, one.unit_measure)
        if whole is not None:
            words = text("pledges.share", value=words, share=format_share(point.value / whole.value))
        bars.append(ValueBar(_part(name), words, point.value))
    return bars


def _twin(indicator: str, title: str, parts: Sequence[Part]) -> Twin:
    heads = [text("pledges.table.part"), text("charts.table.value"), text("charts.table.period")]
    cells = [
        [_part(name), value_words(point, one.unit_measure), format_period(point.period)] for name, point, one in parts
    ]
    records: list[Mapping[str, Any]] = [
        {"breakdown": name, "time_period": point.period, "obs_value": point.value}
        | {"unit_measure": one.unit_measure, "source": point.source or one.source}
        for name, point, one in parts
    ]
    return Twin(f"{indicator.replace('_', '-')}-parts", title, heads, cells, (1,), COLUMNS, records)


def _part(name: str) -> str:
    """Return a part as its publisher names it, with what it is a part of set apart: Pledger: government."""
    for what in PARTS_OF:
        if name.startswith(f"{what} "):
            return text("pledges.part", what=what.capitalize(), name=name.removeprefix(what).strip())
    return name[:1].upper() + name[1:]
