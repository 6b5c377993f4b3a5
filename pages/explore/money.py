"""Money beside need: the pledges that concern an area, next to the gap that they should help to close."""

import streamlit as st

from charts.html import safe
from i18n import text
from pages.shared.access import get_reference, get_state, get_tracker, judging_day
from pages.shared.area_links import area_link
from pages.shared.areas import choose_area
from pages.shared.example_data import offer_example
from pages.shared.filters import choose_one, filter_row
from pages.shared.money_view import draw_money_answer, draw_needs, draw_rows
from pages.shared.piece import draw_piece
from services.groups import kind_of
from services.needs import SORTS, countries_of, money_for, money_rows, need_of
from services.profile import scheme_of
from services.sentences import area_phrase
from services.shapes import PLEDGES

PEERS = "itu-region"


def draw_page() -> None:
    """Draw the page."""
    st.title(text("money.title"))
    with filter_row(2) as (left, right):
        with left:
            area = choose_area("area")
        with right:
            sort = choose_one("sort", text("money.sort"), SORTS, lambda code: text(f"money.sorted.{code}"))
    if area is not None:
        _draw_area(area, sort)


def _draw_area(area: str, sort: str) -> None:
    state, reference, day, members_of = get_state(), get_reference(), judging_day(), get_tracker().members_of
    countries = countries_of(area, reference, members_of, day)
    need = need_of(state, reference, area, countries, day)
    if not state.pledges:
        _draw_no_list(area)
        draw_needs(need)
        return
    rows = money_rows(state.pledges, countries, state, day, sort)
    draw_money_answer(money_for(state.pledges, area, members_of, day), need, rows, day)
    draw_needs(need)
    if kind_of(area, reference) == "country":
        _draw_peers(area, sort)
    elif rows:
        phrase = area_phrase(area, reference)
        draw_rows(rows, text("money.picture", area=phrase), text(f"money.about.{sort}"))
    else:
        st.info(text("money.nothing", area=area_phrase(area, reference)), icon=":material/info:")


def _draw_peers(country: str, sort: str) -> None:
    """Draw a country among those of its ITU region, so that its two figures have something to stand beside."""
    state, reference, day = get_state(), get_reference(), judging_day()
    groups = [one for one in reference.groups_of(country, day) if scheme_of(one, reference) == PEERS]
    region = groups[0] if groups else "WLD"
    rows = money_rows(state.pledges, get_tracker().members_of(region, day), state, day, sort)
    if not rows:
        return
    title = text("money.picture_country", area=area_phrase(country, reference), region=area_phrase(region, reference))
    draw_rows(rows, title, text(f"money.about.{sort}"), country)


def _draw_no_list(area: str) -> None:
    links = (("upload", "pledges.upload"), (area_link("gap", area), "money.see_gap"))
    shown = "".join(f'<a href="{safe(address)}">{safe(text(key))}</a>' for address, key in links)
    words = f"<strong>{safe(text('pledges.no_list'))}</strong> {safe(text('money.no_list_help'))}"
    draw_piece(f'<div class="c2030-note">{words}<span class="c2030-links">{shown}</span></div>', key="money_invite")
    offer_example(PLEDGES)


draw_page()
