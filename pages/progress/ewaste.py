"""E-waste: how much is generated and recycled, the gap in tonnes, the regions, and the countries with legislation."""

import streamlit as st

from i18n import text
from pages.shared.access import get_reference, get_state, judging_day
from pages.shared.areas import choose_area
from pages.shared.ewaste_parts import draw_gap, draw_legislation, nobody_has, projections, rate_extras
from pages.shared.ewaste_regions import draw_regions
from pages.shared.filters import choose_several, escape_markdown, filter_row
from pages.shared.menu import page_file
from pages.shared.panel import Extras, draw_panel, who_has
from services.ewaste import INDICATORS, LEGISLATION, MASSES, PER_HEAD, RATE
from services.trends import TOTALS_ONLY, Choice, edition_options, find_trends

MASSES_TOPIC = "ewaste_masses"


def draw_page() -> None:
    """Draw the page."""
    st.title(text("ewaste.title"))
    state, reference, day = get_state(), get_reference(), judging_day()
    held = state.world.book.indicators()
    if not held & {*INDICATORS, LEGISLATION}:
        st.info(text("ewaste.no_figures"), icon=":material/info:")
        st.page_link(page_file("upload"), label=text("ewaste.go_upload"), icon=":material/upload:")
        return
    choice = _draw_filters()
    if choice is not None:
        _draw_area(choice)
    draw_regions(choice.editions if choice else (), state, reference)
    draw_legislation(state, reference, day)


def _draw_filters() -> Choice | None:
    with filter_row(2) as (left, right):
        with left:
            area = choose_area()
        with right:
            found = edition_options(get_state(), INDICATORS, [area] if area else [], TOTALS_ONLY)
            used = text("ewaste.edition_in_use")
            editions = choose_several("edition", text("ewaste.edition"), found, placeholder=used)
    return Choice((area,), tuple(editions)) if area else None


def _draw_area(choice: Choice) -> None:
    state, reference, day = get_state(), get_reference(), judging_day()
    shown = [name for name in INDICATORS if find_trends(state, name, choice)]
    if not shown:
        _say_nothing_is_there(choice)
        return
    if RATE in shown:
        draw_panel((RATE,), choice, state, reference, day, rate_extras(state, RATE, choice, day))
    draw_gap(state, reference, choice)
    masses = tuple(name for name in MASSES if name in shown)
    if masses:
        said = projections(state, masses, choice)
        draw_panel(masses, choice, state, reference, day, Extras(MASSES_TOPIC, said=said))
    if PER_HEAD in shown and (choice.editions or _is_line(PER_HEAD, choice)):
        draw_panel((PER_HEAD,), choice, state, reference, day)


def _say_nothing_is_there(choice: Choice) -> None:
    """Say that an area has no figures and who has some, or why a group has no aggregate of ours."""
    state, reference, area = get_state(), get_reference(), choice.areas[0]
    thin = [name for name in INDICATORS if state.groups.thin(name, area) is not None]
    if thin:
        draw_panel((thin[0],), choice, state, reference, judging_day())
        return
    words = f"{nobody_has(area, reference)} {who_has(RATE, choice, state, reference)}"
    st.info(escape_markdown(words), icon=":material/info:")


def _is_line(indicator: str, choice: Choice) -> bool:
    """Return whether the figures make a line; a single one is said beside the masses and needs no picture."""
    return any(len(one.series.points) > 1 for one in find_trends(get_state(), indicator, choice))


draw_page()
