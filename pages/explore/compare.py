"""Compare: one indicator in several areas, or two indicators against each other in every country."""

import streamlit as st

from i18n import text
from pages.shared.access import get_reference, get_state, get_view, judging_day
from pages.shared.areas import choose_areas
from pages.shared.filters import choose_one, escape_markdown, filter_row
from pages.shared.pair.filters import PairChoice, choose_pair
from pages.shared.pair.panel import draw_pair
from pages.widgets.show import show
from services.pairs import comparable_indicators
from services.trends import Choice
from topics.compare import MOST_LINES, rank_latest
from topics.indicator import show_indicators

AREAS, PAIR = "areas", "pair"
FIRST_INDICATOR = "individuals_online"
FIRST_AREAS = ("WLD", "LDC", "LLDC", "SIDS")


def draw_page() -> None:
    """Draw the page."""
    st.title(text("compare.title"))
    with filter_row(1) as (whole,), whole:
        view = choose_one("view", text("compare.view"), [AREAS, PAIR], lambda code: text(f"compare.view_{code}"))
        chosen = _choose_areas() if view == AREAS else _choose_pair()
    if isinstance(chosen, PairChoice):
        draw_pair(chosen, get_state(), get_reference(), judging_day())
    elif chosen is not None:
        _draw_areas(*chosen)


def _choose_areas() -> tuple[str, Choice] | None:
    reference, held = get_reference(), get_state().world.book.indicators()
    options = [name for name in reference.indicators if name in held]
    if not options:
        st.info(text("compare.no_figures"), icon=":material/info:")
        return None
    left, right = st.columns(2)
    with left:
        words = {name: reference.indicators[name].name for name in options}
        indicator = choose_one("indicator", text("compare.indicator"), options, words.__getitem__, FIRST_INDICATOR)
    with right:
        areas = choose_areas("area", text("compare.area"), default=FIRST_AREAS)
    return indicator, Choice(tuple(areas))


def _draw_areas(indicator: str, choice: Choice) -> None:
    if not choice.areas:
        st.info(text("compare.nothing_chosen"), icon=":material/info:")
        return
    view = get_view()
    if len(choice.areas) > MOST_LINES:
        show(rank_latest(indicator, choice, view))
    show(show_indicators((indicator,), choice, view))


def _choose_pair() -> PairChoice | None:
    reference = get_reference()
    options = comparable_indicators(get_state(), reference)
    if len(options) > 1:
        return choose_pair(options)
    names = [reference.indicators[name].short_name for name in options]
    words = text("compare.pair.one_indicator", x=names[0]) if names else text("compare.pair.no_indicator")
    st.info(escape_markdown(words), icon=":material/info:")
    return None


draw_page()
