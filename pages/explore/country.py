"""One country, group, the world or a group of the reader's own: everything the tracker knows of it on one page."""

from collections.abc import Mapping, Sequence

import streamlit as st

from data.store import Snapshot
from exhibits.exhibit import Exhibit, said
from i18n import text
from pages.widgets.access import get_snapshot, get_tracker, get_view, real_today
from pages.widgets.census import chosen_schools, get_page_census
from pages.widgets.filters import AREA, WORLD, choose_one, chosen_area, filter_row
from pages.widgets.framework import DeltaGenerator
from pages.widgets.show import name_page, offer_files, show
from reports.scorecards import export_parts
from services.groups import is_custom
from topics.changes import News, find_changes, latest_revisions, news_of
from topics.country import (
    AreaView,
    file_parts,
    find_area,
    find_course,
    show_in_short,
    show_region,
    show_sources,
    show_targets,
    show_trends,
)
from topics.gap.counting import census_counts
from topics.news import short_news
from topics.peers import Standing, compared, show_ranks, show_standing
from topics.pledges.tables import country_section as pledges_of
from topics.profile import member_indicators, show_directory, show_head, show_members, show_notes
from topics.schools.answer import country_section as schools_of
from topics.schools.view import SchoolChoice

RANKS, REGISTERS = "c2030_screen_ranks", "c2030_screen_registers"
MORE, FILES = "c2030_screen_more", "c2030_screen_files"
"""Parts of the page with names like these are left out on paper."""
COURSE, PEERS = "c2030_beside_course", "c2030_beside_peers"
"""In parts named so a picture takes eight of twelve columns and what is read beside it four, on paper too."""
EIGHT_AND_FOUR = (8, 4)


def draw_page() -> None:
    """Draw every section for the area, or all areas to choose from where the link names none."""
    view, area = get_view(), chosen_area()
    if area is None:
        return
    if area == WORLD and AREA not in st.query_params:
        st.title(text("country.title"), anchor=False)
        show(show_directory(view))
        return
    found = find_area(area, view)
    name_page(view.name_of(area))
    show(show_head(found.profile, found.rows, view))
    if found.trends:
        _draw_course(found)
        _draw_peers(found)
    show(show_targets(found))
    _draw_topics(found)
    with st.container(key=MORE):
        if found.trends:
            show(show_trends(found))
        _draw_members(found)
        show(show_notes(found.profile, view))
        _draw_news_and_files(found)
    show(show_sources(found))


def _draw_course(found: AreaView) -> None:
    """Draw where people online have come from and where that leads, with what is read beside it."""
    course = find_course(found)
    if course is None:
        return
    with st.container(key=COURSE):
        left, right = _columns(beside=course.rail is not None)
        with left:
            show(course.picture)
        with right:
            show(course.rail)


def _columns(*, beside: bool) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return room for a picture and for what is read beside it, or else below it."""
    left, right = st.columns(EIGHT_AND_FOUR, gap="large") if beside else (st.container(), st.container())
    return left, right


def _draw_peers(found: AreaView) -> None:
    """Draw the places among peers, folded and, for the indicator that is chosen, as a picture; and the map."""
    with st.container(key=RANKS):
        show(show_ranks(found.standings, found.profile, found.view))
    region = show_region(found, census_counts(found.view.state))
    by_code = {one.indicator.indicator: one for one in compared(found.standings)}
    with st.container(key=PEERS):
        left, right = _columns(beside=bool(by_code) and found.profile.kind == "country")
        with left:
            _draw_standing(by_code, found)
        with right:
            show(region)


def _draw_standing(by_code: Mapping[str, Standing], found: AreaView) -> None:
    """Draw the area among its peers in one indicator; nothing where it has no figure that can be compared."""
    if not by_code:
        return
    name = text("country.peers_by")
    chosen = choose_one("peers", name, list(by_code), lambda code: by_code[code].indicator.short_name, hidden=True)
    show(show_standing(by_code[chosen], found.view))


def _draw_topics(found: AreaView) -> None:
    """Draw e-waste, schools and pledges in a line each; on a screen what there is of schools and pledges, too."""
    census = get_page_census()
    schools = chosen_schools(census, SchoolChoice(found.area)) if census else None
    show(show_in_short(found, schools))
    with st.container(key=REGISTERS):
        show(schools_of(found.view, schools), pledges_of(found.view, found.area))


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
    with st.container(key=FILES):
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
