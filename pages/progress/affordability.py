"""Affordability: what Internet access costs, how fast that falls, who is below the lines, and the ranking."""

from collections.abc import Sequence

import streamlit as st

from i18n import text
from pages.widgets.access import get_reference, get_state, get_view, judging_day
from pages.widgets.filters import choose_one, choose_several, chosen_area, escape_markdown, filter_row
from pages.widgets.menu import page_file
from pages.widgets.show import draw_head, show, show_parts
from services.groups import area_name, kind_of
from services.view import View
from topics.affordability import (
    FEW,
    ORDERS,
    Ranking,
    count_economies,
    no_prices,
    price_extras,
    rank_prices,
    ranking_lead,
    ranking_picture,
    ranking_table,
)
from topics.gap.counting import census_counts
from topics.prices import FIXED, MOBILE, WORLD, basket_options, baskets_of, price_lines
from topics.topic_page import CHART, judged_of, show_around, show_topic
from topics.trends import Choice


def draw_page() -> None:
    """Draw the page."""
    room = st.container()
    options = basket_options(get_state(), get_reference())
    if not options:
        st.title(text("affordability.title"), anchor=False)
        st.info(text("affordability.no_figures"), icon=":material/info:")
        st.page_link(page_file("upload"), label=text("affordability.go_upload"), icon=":material/upload:")
        return
    option, area, group = _draw_filters(options)
    view, baskets = get_view(), baskets_of(option)
    basket = baskets[-1]
    if area is None:
        draw_head(room, "affordability", basket, CHART)
        return
    targets, choice = price_lines(view.state, view.reference, basket), Choice((area,))
    topic = show_topic(baskets, choice, view, price_extras(baskets, area, targets, view))
    draw_head(room, "affordability", basket, CHART, topic)
    show(topic, show_around(basket, area, judged_of(baskets, choice, view), view, census_counts(view.state)))
    lines = [one.target_value for one in targets if one.target_value is not None]
    if lines:
        show(count_economies(basket, group, lines, view))
        _draw_ranking(basket, area, group, lines, view)


def _draw_ranking(basket: str, area: str, group: str, lines: Sequence[float], view: View) -> None:
    ranking = rank_prices(basket, group, lines, view)
    if ranking is None:
        show_parts([no_prices(basket, group, view)])
        return
    show_parts(ranking_lead(area, ranking))
    picture = ranking_picture(ranking, _choose_marked(area, ranking))
    show_parts([picture])
    with st.expander(text("affordability.rank.table")):
        _draw_table(picture.content.title, ranking)


def _choose_marked(area: str, ranking: Ranking) -> list[str]:
    """Return which economies carry their names in the picture: all of a few, else those chosen."""
    names = {one.figure.ref_area: ranking.name(one) for one in sorted(ranking.prices, key=ranking.name)}
    if len(names) <= FEW:
        return list(names)
    usual = [area] if area in names else []
    return choose_several("mark", text("affordability.rank.mark"), list(names), names.__getitem__, default=usual)


def _draw_table(title: str, ranking: Ranking) -> None:
    """Draw the table with a search by name and an order."""
    left, right = st.columns(2)
    with left:
        sought = st.text_input(text("affordability.rank.find"), key="ranking_find").strip()
    with right:
        words = text("affordability.rank.sort")
        order = choose_one("order", words, ORDERS, lambda code: text(f"affordability.rank.sort_{code}"))
    table = ranking_table(title, ranking, sought, order)
    if not table.cells:
        st.info(text("affordability.rank.nothing_found", name=escape_markdown(sought)))
    show_parts([table])


def _draw_filters(options: list[str]) -> tuple[str, str | None, str]:
    reference = get_reference()
    names = {name: reference.indicators[name].name for name in options if name != MOBILE}
    names[MOBILE] = text("affordability.mobile_baskets")
    area = chosen_area()
    with filter_row(3) as (left, middle, _):
        with left:
            option = choose_one("basket", text("affordability.basket"), options, names.__getitem__, FIXED)
        with middle:
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
