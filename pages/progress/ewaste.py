"""E-waste: how much is generated and recycled, the gap in tonnes, the regions, and the countries with legislation."""

import streamlit as st

from exhibits.origins import edition_words
from i18n import text
from pages.widgets.access import get_state, get_view
from pages.widgets.filters import choose_several, chosen_area, filter_row
from pages.widgets.menu import page_file
from pages.widgets.show import show
from services.trends import TOTALS_ONLY, Choice, edition_options, find_trends
from services.view import View
from topics.ewaste import (
    INDICATORS,
    LEGISLATION,
    MASSES,
    PER_HEAD,
    RATE,
    is_line,
    projections,
    rate_extras,
    show_gap,
    show_legislation,
    show_nothing,
    show_regions,
)
from topics.indicator import Extras, show_indicators

MASSES_TOPIC = "ewaste_masses"


def draw_page() -> None:
    """Draw the page."""
    st.title(text("ewaste.title"))
    view = get_view()
    held = view.state.world.book.indicators()
    if not held & {*INDICATORS, LEGISLATION}:
        st.info(text("ewaste.no_figures"), icon=":material/info:")
        st.page_link(page_file("upload"), label=text("ewaste.go_upload"), icon=":material/upload:")
        return
    choice = _draw_filters()
    if choice is not None:
        _draw_area(choice, view)
    show(show_regions(choice.editions if choice else (), view), show_legislation(view))


def _draw_filters() -> Choice | None:
    area = chosen_area()
    with filter_row(3) as (room, *_), room:
        found = edition_options(get_state(), INDICATORS, [area] if area else [], TOTALS_ONLY)
        used = text("ewaste.edition_in_use")
        editions = choose_several("edition", text("ewaste.edition"), found, edition_words, placeholder=used)
    return Choice((area,), tuple(editions)) if area else None


def _draw_area(choice: Choice, view: View) -> None:
    shown = [name for name in INDICATORS if find_trends(view.state, name, choice)]
    if not shown:
        show(show_nothing(choice, view))
        return
    if RATE in shown:
        show(show_indicators((RATE,), choice, view, rate_extras(choice, view)))
    show(show_gap(choice, view))
    masses = tuple(name for name in MASSES if name in shown)
    if masses:
        extras = Extras(MASSES_TOPIC, said=projections(view.state, masses, choice))
        show(show_indicators(masses, choice, view, extras))
    if PER_HEAD in shown and (choice.editions or is_line(PER_HEAD, choice, view)):
        show(show_indicators((PER_HEAD,), choice, view))


draw_page()
