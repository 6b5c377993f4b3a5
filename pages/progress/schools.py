"""Schools (Giga): how many are connected, where, how fast, and how far the census can be trusted."""

import streamlit as st

from i18n import text
from pages.shared.example_data import offer_example_removal
from pages.shared.school.data import get_page_census, page_view
from pages.shared.school.empty import WORLD, draw_area_without, draw_headlines, draw_no_census
from pages.shared.school.filters import draw_school_filters
from pages.shared.school.map import draw_map
from pages.shared.school.parts import draw_answer, draw_school_facts, draw_shown
from pages.shared.school.quality import draw_quality
from pages.shared.school.tables import draw_answers_table, draw_places, draw_power, draw_speeds, draw_types
from services.schools.cube import Census
from services.shapes import SCHOOLS


def draw_page() -> None:
    """Draw the page."""
    st.title(text("schools.title"))
    census = get_page_census()
    if census is None:
        draw_no_census()
    else:
        draw_census(census)


def draw_census(census: Census) -> None:
    """Draw the filters, and everything about the schools chosen."""
    offer_example_removal(SCHOOLS)
    choice = draw_school_filters(census)
    if choice is None:
        return
    view = page_view(census, choice)
    if not view.holding:
        draw_area_without(view, census)
    elif not view.whole.connectivity.total:
        st.info(text("schools.nothing_chosen"), icon=":material/info:")
    else:
        draw_answer(view, key="schools")
        draw_answers_table(view)
        draw_school_facts(view, key="schools_facts")
        draw_shown(view)
        if view.shown.connectivity.total:
            draw_map(view, census)
            draw_places(view)
            draw_types(view)
            draw_speeds(view)
            draw_power(view)
        draw_quality(view, census)
    if choice.area == WORLD:
        draw_headlines()


draw_page()
