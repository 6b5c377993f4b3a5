"""Money beside need: the pledges that concern an area, next to the gap that they should help to close."""

import streamlit as st

from charts.html import safe
from i18n import text
from pages.shared.access import get_reference, get_state, get_view, judging_day
from pages.shared.areas import choose_area
from pages.shared.example_data import offer_example
from pages.shared.filters import choose_one, filter_row
from pages.shared.money_need import draw_need_answer, draw_need_rows, invented_schools
from pages.shared.money_view import draw_money_answer, draw_needs, draw_rows
from pages.shared.piece import draw_piece
from services.groups import kind_of
from services.needs import SORTS, countries_of, money_for, money_rows, need_of
from services.sentences import area_phrase
from services.shapes import PLEDGES
from topics.links import area_link
from topics.profile import scheme_of

PEERS = "itu-region"


def draw_page() -> None:
    """Draw the page."""
    st.title(text("money.title"))
    listed = bool(get_state().pledges)
    with filter_row(2) as (left, right):
        with left:
            area = choose_area("area")
        with right:
            sort = (
                choose_one("sort", text("money.sort"), SORTS, lambda code: text(f"money.sorted.{code}"))
                if listed
                else SORTS[0]
            )
    if area is not None:
        _draw_area(area, sort, listed=listed)


def _draw_area(area: str, sort: str, *, listed: bool) -> None:
    state, reference, day, members_of = get_state(), get_reference(), judging_day(), get_state().members_of
    countries, schools = countries_of(area, reference, members_of, day), invented_schools()
    need = need_of(state, reference, area, countries, day, schools)
    alone = kind_of(area, reference) == "country"
    region = _region_of(area) if alone else area
    rows = money_rows(state.pledges, members_of(region, day) if alone else countries, state, day, sort, schools)
    names = {"area": area_phrase(area, reference), "region": area_phrase(region, reference)}
    if not listed:
        _draw_no_list(area)
        draw_need_answer(need)
        draw_needs(need)
        title = text("money.need_picture_country" if alone else "money.need_picture", **names)
        draw_need_rows(rows, title, area if alone else "")
        return
    draw_money_answer(money_for(state.pledges, area, members_of, day), need, [] if alone else rows, day)
    draw_needs(need)
    if rows:
        title = text("money.picture_country" if alone else "money.picture", **names)
        draw_rows(rows, title, text(f"money.about.{sort}"), area if alone else "")
    elif not alone:
        st.info(text("money.nothing", area=names["area"]), icon=":material/info:")


def _region_of(country: str) -> str:
    """Return the ITU region of a country, among whose countries its figures have something to stand beside."""
    reference = get_reference()
    groups = [one for one in reference.groups_of(country, judging_day()) if scheme_of(one, reference) == PEERS]
    return groups[0] if groups else "WLD"


def _draw_no_list(area: str) -> None:
    links = (("upload", "pledges.upload"), (area_link(get_view(), "gap", area), "money.see_gap"))
    shown = "".join(f'<a href="{safe(address)}">{safe(text(key))}</a>' for address, key in links)
    words = f"<strong>{safe(text('pledges.no_list'))}</strong> {safe(text('money.no_list_help'))}"
    draw_piece(f'<div class="c2030-note">{words}<span class="c2030-links">{shown}</span></div>', key="money_invite")
    offer_example(PLEDGES)


draw_page()
