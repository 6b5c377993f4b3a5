"""Money beside need: the pledges that concern an area, next to the gap that they should help to close."""

import streamlit as st

from data.datasets import PLEDGES, SCHOOLS
from exhibits.exhibit import Notice
from i18n import text
from pages.widgets.access import get_view
from pages.widgets.census import get_page_census
from pages.widgets.examples import offer_example
from pages.widgets.filters import choose_one, chosen_area, filter_row
from pages.widgets.framework import DeltaGenerator
from pages.widgets.show import draw_head, show, show_parts
from services.groups import kind_of
from services.view import View
from topics.money.answer import invitation, show_answer, show_money, show_need
from topics.money.needs import SORTS, Schools, countries_beside, countries_of, money_for, money_rows, need_of
from topics.overview import ONLINE
from topics.sentences import area_phrase
from topics.topic_page import ABOUT_MONEY, MONEY


def draw_page() -> None:
    """Draw the page."""
    view, room = get_view(), st.container()
    sort = SORTS[0]
    area = chosen_area()
    with filter_row(3) as (left, *_), left:
        if view.state.pledges:
            sort = choose_one("sort", text("money.sort"), SORTS, lambda code: text(f"money.sorted.{code}"))
    if area is not None:
        _draw_area(room, area, sort, view)
    else:
        draw_head(room, "money", _indicator(), MONEY)


def _indicator() -> str:
    """Return the indicator that the reader came from, so that the ways to look at it lead back there."""
    asked = st.query_params.get("indicator", "")
    return asked if asked in ABOUT_MONEY else ONLINE


def _draw_area(room: DeltaGenerator, area: str, sort: str, view: View) -> None:
    pledges, schools = view.state.pledges, _invented_schools(view)
    need = need_of(view, area, countries_of(area, view), schools)
    region, countries = countries_beside(area, view)
    rows = money_rows(view, pledges, countries, sort, schools)
    if not pledges:
        shown = show_need(need, rows, area, region, view)
        draw_head(room, "money", _indicator(), MONEY, shown)
        show_parts([invitation(area, view)])
        offer_example(PLEDGES)
        show(shown)
        return
    alone = kind_of(area, view.reference) == "country"
    answer = show_answer(money_for(pledges, area, view), need, [] if alone else rows, view)
    draw_head(room, "money", _indicator(), MONEY, answer)
    show(answer)
    if rows:
        show(show_money(rows, area, region, sort, view))
    elif not alone:
        show_parts([Notice(text("money.nothing", area=area_phrase(area, view.reference)))])


def _invented_schools(view: View) -> Schools | None:
    """Return the schools of an example by country, which no state counts as they decide nothing; None without one."""
    census = get_page_census() if SCHOOLS in view.state.examples else None
    if census is None:
        return None
    return {area: found.connectivity for (area,), found in census.count(by=("ref_area",)).items()}


draw_page()
