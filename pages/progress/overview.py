"""The first screen: how the world stands in one sentence, the five topics, where it is missing, and what changed."""

import streamlit as st

from i18n import text
from pages.widgets.access import get_snapshot, get_tracker, get_view, real_today
from pages.widgets.filters import AREA, LINK_OPENS, WORLD, area_options, area_words, chosen_area
from pages.widgets.menu import page_file
from pages.widgets.show import show_parts
from services.view import View
from topics.gap.counting import census_counts
from topics.news import short_news
from topics.overview import show_overview

BRIEF = "brief_on"


def draw_page() -> None:
    """Draw the first screen; whoever chooses an area on it is led to the page of that area."""
    area, view = chosen_area(), get_view()
    if area not in (None, WORLD):
        _open_country(st.query_params.to_dict())
    changed = short_news(get_tracker(), get_snapshot(), view, real_today(), WORLD)
    answer, *rest = show_overview(view, census_counts(view.state), [changed]).parts
    left, right = st.columns([9, 3], gap="large")
    with left:
        show_parts([answer])
    with right:
        _draw_brief(view)
    show_parts(rest)


def _draw_brief(view: View) -> None:
    """Offer the page of any country or group."""
    names = area_options(view.reference)
    asked = st.selectbox(
        text("world.brief"),
        list(names),
        index=None,
        format_func=area_words(names),
        placeholder=text("world.brief_placeholder"),
        key=BRIEF,
        filter_mode="contains",
    )
    if asked:
        _open_country({AREA: asked})


def _open_country(query: dict[str, str]) -> None:
    st.session_state[LINK_OPENS] = True
    st.switch_page(page_file("country"), query_params=query)


draw_page()
