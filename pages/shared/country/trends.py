"""The trends of an area in small, each with the way to its full chart."""

import streamlit as st

from charts.multiples import draw_multiples
from exhibits.plots import Card, Mark
from i18n import format_change, format_period, format_value, format_when, text
from pages.shared.access import get_view
from pages.shared.country.view import AreaView
from pages.shared.filters import escape_markdown
from pages.shared.piece import draw_piece
from services.own_words import own_status
from services.sentences import value_words
from services.small_trends import SmallTrend
from topics.links import indicator_link


def draw_trends(view: AreaView) -> None:
    """Draw one card an indicator that has figures for the area."""
    st.header(text("country.trends"), anchor=False)
    if not view.trends:
        words = text("country.no_trends", area=view.phrase)
        st.info(escape_markdown(words), icon=":material/info:")
        return
    draw_piece(draw_multiples([_card(trend, view) for trend in view.trends]), key="country_trends")


def _card(trend: SmallTrend, view: AreaView) -> Card:
    first, unit = trend.series.points[0], trend.series.unit_measure
    several = len(trend.series.points) > 1
    return Card(
        name=trend.indicator.short_name,
        link=indicator_link(get_view(), trend.indicator, view.area),
        value=value_words(trend.latest, unit),
        when=format_when(trend.latest.period),
        change=change_words(trend),
        notes=_notes(trend),
        marks=[Mark(point.moment, point.value, point.obs_status) for point in trend.series.points],
        aim=trend.aim,
        unit_measure=unit,
        first=format_period(first.period) if several else "",
        last=format_period(trend.latest.period) if several else "",
        alt=text(
            "overview.trend_words",
            indicator=trend.indicator.name,
            first=format_period(first.period),
            last=format_period(trend.latest.period),
            start=format_value(first.value, unit),
            end=format_value(trend.latest.value, unit),
        ),
    )


def change_words(trend: SmallTrend) -> str:
    """Return how the value has changed of late: up 12.3 points since 2019."""
    change, since = trend.change, trend.since
    if change is None or since is None:
        return text("country.one_figure")
    when = format_period(since.period)
    key = "country.up" if change > 0 else "country.down" if change < 0 else "country.same"
    return text(key, change=format_change(change, trend.series.unit_measure), since=when)


def _notes(trend: SmallTrend) -> list[str]:
    found = [own_status(trend.indicator, trend.aggregate)] if trend.aggregate else []
    if trend.old:
        found.append(text("country.old", period=format_period(trend.latest.period)))
    return [*(words[:1].upper() + words[1:] for words in found), trend.series.edition]
