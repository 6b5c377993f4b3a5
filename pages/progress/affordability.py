"""Affordability: what Internet access costs, how fast that falls, who is below the lines, and the ranking."""

import streamlit as st

from i18n import text
from pages.shared.access import get_reference, get_state, judging_day
from pages.shared.areas import choose_area
from pages.shared.economies import draw_economy_counts
from pages.shared.filters import choose_one, filter_row
from pages.shared.menu import page_file
from pages.shared.panel import draw_panel
from pages.shared.price_extras import price_extras
from pages.shared.price_ranking import draw_price_ranking
from services.affordability import FIXED, MOBILE, WORLD, basket_options, baskets_of, price_lines
from services.groups import kind_of
from services.trends import Choice
from services.wording import area_name


def draw_page() -> None:
    """Draw the page."""
    st.title(text("affordability.title"))
    options = basket_options(get_state(), get_reference())
    if not options:
        st.info(text("affordability.no_figures"), icon=":material/info:")
        st.page_link(page_file("upload"), label=text("affordability.go_upload"), icon=":material/upload:")
        return
    option, area, group = _draw_filters(options)
    if area is None:
        return
    state, reference, day = get_state(), get_reference(), judging_day()
    baskets = baskets_of(option)
    targets = price_lines(state, reference, baskets[-1])
    extras = price_extras(baskets, area, targets, state, reference, day)
    draw_panel(baskets, Choice((area,)), state, reference, day, extras)
    lines = [one.target_value for one in targets if one.target_value is not None]
    if lines:
        draw_economy_counts(baskets[-1], group, lines, state, reference)
        draw_price_ranking(baskets[-1], (area, group), lines, state, reference, day)


def _draw_filters(options: list[str]) -> tuple[str, str | None, str]:
    reference = get_reference()
    names = {name: reference.indicators[name].name for name in options if name != MOBILE}
    names[MOBILE] = text("affordability.mobile_baskets")
    with filter_row(3) as (left, middle, right):
        with left:
            option = choose_one("basket", text("affordability.basket"), options, names.__getitem__, FIXED)
        with middle:
            area = choose_area()
        with right:
            group = _choose_group(area)
    return option, area, group


def _choose_group(area: str | None) -> str:
    """Return whose economies are counted and ranked: a group's own, or those that a country is compared with."""
    reference = get_reference()
    if area is None or kind_of(area, reference) != "country":
        return area or WORLD
    groups = [WORLD, *(one for one in reference.groups_of(area, judging_day()) if one != WORLD)]
    names = {code: area_name(code, reference) for code in groups}
    return choose_one("among", text("affordability.among"), groups, names.__getitem__)


draw_page()
