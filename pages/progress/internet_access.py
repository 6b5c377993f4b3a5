"""Internet access: how far it is, and where, for any area or several side by side."""

import streamlit as st

from exhibits.origins import edition_words
from i18n import text
from pages.widgets.access import get_reference, get_state, get_view
from pages.widgets.filters import choose_beside, choose_one, choose_several, filter_row
from pages.widgets.show import show
from services.trends import Choice, edition_options, part_options
from topics.indicator import group_indicators, show_indicators

DATASET = "internet_access"
FIRST_INDICATOR = "individuals_online"


def draw_page() -> None:
    """Draw the page."""
    st.title(text("internet_access.title"))
    indicators, choice = _draw_filters()
    if not indicators or not choice.areas:
        st.info(text("internet_access.nothing_chosen"), icon=":material/info:")
        return
    for together in group_indicators(indicators, choice.areas):
        show(show_indicators(together, choice, get_view()))


def _draw_filters() -> tuple[list[str], Choice]:
    reference, state = get_reference(), get_state()
    held = state.world.book.indicators()
    options = [one.indicator for one in reference.indicators.values() if one.dataset == DATASET]
    options = [name for name in options if name in held] or options
    words = {name: reference.indicators[name].short_name for name in options}
    with filter_row(1) as (whole,), whole:
        left, right = st.columns(2)
        with left:
            name = text("internet_access.indicator")
            chosen = choose_several("indicator", name, options, words.__getitem__, default=[FIRST_INDICATOR])
        with right:
            areas = choose_beside(text("frame.beside"))
        left, right = st.columns(2)
        with left:
            parts = part_options(state, chosen, areas)
            part = choose_one("part", text("internet_access.part"), parts, lambda code: text(f"charts.part.{code}"))
        with right:
            found = edition_options(state, chosen, areas, part)
            used = text("internet_access.edition_in_use")
            editions = choose_several(
                "edition", text("internet_access.edition"), found, edition_words, placeholder=used
            )
    return chosen, Choice(tuple(areas), tuple(editions), part)


draw_page()
