"""The first screen: how the world stands in one sentence, the five topics, where it is missing, and what changed."""

import streamlit as st

from i18n import text
from pages.widgets.access import get_snapshot, get_tracker, get_view, real_today
from pages.widgets.filters import AREA, LINK_OPENS, WORLD, area_options, area_words, chosen_area
from pages.widgets.menu import page_file
from pages.widgets.show import show
from services.view import View
from topics.gap.counting import census_counts
from topics.news import show_short
from topics.overview import show_overview

BRIEF = "brief_on"


def draw_page() -> None:
    """Draw the first screen; whoever chooses an area on it is led to the page of that area."""
    area, view = chosen_area(), get_view()
    if area not in (None, WORLD):
        _open_country(st.query_params.to_dict())
    show(show_overview(view, census_counts(view.state)))
    _draw_bottom(view)


def _draw_bottom(view: View) -> None:
    """Say in a few lines what changed, and offer the page of any country or group."""
    left, right = st.columns([7, 5], gap="large")
    with left:
        show(show_short(get_tracker(), get_snapshot(), view, real_today(), WORLD))
    names = area_options(view.reference)
    with right:
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
