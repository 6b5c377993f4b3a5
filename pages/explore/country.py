"""One country, group, the world or a group of the reader's own: everything the tracker knows of it on one page."""

from collections.abc import Sequence

import streamlit as st

from data.store import Snapshot
from exhibits.exhibit import Exhibit, said
from i18n import text
from pages.widgets.access import get_snapshot, get_tracker, get_view, real_today
from pages.widgets.census import chosen_schools, get_page_census
from pages.widgets.filters import AREA, WORLD, area_options, choose_one, chosen_area, filter_row
from pages.widgets.show import name_page, offer_files, show
from reports.scorecards import export_parts
from services.groups import is_custom
from topics.changes import News, find_changes, latest_revisions, news_of
from topics.country import AreaView, file_parts, find_area, show_course, show_region, show_targets, show_trends
from topics.news import short_news
from topics.peers import compared, show_ranks, show_standing
from topics.pledges.tables import country_section as pledges_of
from topics.profile import member_indicators, show_head, show_invitation, show_members
from topics.schools.answer import country_section as schools_of
from topics.schools.view import SchoolChoice

SCREEN, MORE, PEERS = "c2030_screen_files", "c2030_screen_more", "c2030_screen_peers"
"""A part of the page with a name like this is left out on paper."""


def draw_page() -> None:
    """Draw the choice of the area, and every section for it."""
    view, area = get_view(), chosen_area()
    if area is None:
        return
    if area == WORLD and AREA not in st.query_params:
        st.title(text("country.title"), anchor=False)
        show(show_invitation(area_options(view.reference), view))
        return
    found = find_area(area, view)
    name_page(view.name_of(area))
    show(show_head(found.profile, found.rows, view))
    with st.container(key="c2030_course"):
        show(show_course(found))
    with st.container(key=PEERS):
        _draw_peers(found)
    show(show_region(found), show_targets(found))
    with st.container(key=MORE):
        show(show_trends(found))
        _draw_members(found)
        show(_schools_of(area))
        show(pledges_of(get_view(), area))
        _draw_news_and_files(found)


def _draw_peers(found: AreaView) -> None:
    """Draw the places among peers in every indicator, and one of them, as the reader chooses, as a picture."""
    show(show_ranks(found.standings, found.profile, found.view))
    by_code = {one.indicator.indicator: one for one in compared(found.standings)}
    if not by_code:
        return
    with filter_row(2) as (left, _), left:
        name = text("country.peers_by")
        chosen = choose_one("peers", name, list(by_code), lambda code: by_code[code].indicator.short_name)
    show(show_standing(by_code[chosen], found.view))


def _schools_of(area: str) -> Exhibit:
    """Return the schools of an area in short, with the way to their page; it says so without any."""
    census = get_page_census()
    return schools_of(get_view(), area, chosen_schools(census, SchoolChoice(area)) if census else None)


def _draw_members(found: AreaView) -> None:
    """Draw the members of a group with one figure, as the reader chooses; a country has none."""
    if found.profile.kind == "country":
        return
    st.header(text("country.members_title"), anchor=False)
    options = {one.indicator: one for one in member_indicators(found.profile, found.view)}
    chosen = None
    if options:
        with filter_row(2) as (left, _), left:
            name = text("country.members_by")
            chosen = options[choose_one("figure", name, list(options), lambda code: options[code].short_name)]
    show(show_members(found.profile, chosen, found.view))


def _draw_news_and_files(found: AreaView) -> None:
    """Draw what changed in a few lines, and offer everything on the page as one file."""
    view, snapshot = found.view, get_snapshot()
    news = short_news(get_tracker(), snapshot, view, real_today(), found.area)
    show(Exhibit("country_news", [said("country_news", news)]))
    with st.container(key=SCREEN):
        st.header(text("country.files"), anchor=False)
        st.markdown(text("country.files_about"))
        name = f"connect2030-{found.area.replace('+', '-')[:40].lower()}-{view.day.isoformat()}"
        areas = view.members_of(found.area) if is_custom(found.area) else (found.area,)
        offer_files(
            lambda form: export_parts(*file_parts(found, _find_news(snapshot, areas)), form), name, "country_file"
        )


def _find_news(snapshot: Snapshot, areas: Sequence[str]) -> list[News]:
    """Return the last revision of every dataset that has one, with what it changed for some areas."""
    return [news_of(one, find_changes(get_tracker(), one), areas) for one in latest_revisions(snapshot)]


draw_page()
