"""One country, group, the world or a group of the reader's own: everything the tracker knows of it on one page."""

from collections.abc import Callable

import streamlit as st

from i18n import text
from pages.shared.access import get_reference
from pages.shared.areas import choose_area
from pages.shared.country.files import draw_files
from pages.shared.country.head import draw_head, draw_invitation, draw_targets
from pages.shared.country.members import draw_members
from pages.shared.country.news import draw_news
from pages.shared.country.peers import draw_peers
from pages.shared.country.trends import draw_trends
from pages.shared.country.view import AreaView, find_view
from pages.shared.filters import area_options, filter_row
from pages.shared.pledge.parts import draw_country_pledges
from pages.shared.school.parts import draw_country_schools
from topics.links import OWN_GROUP

SECTIONS: tuple[Callable[[AreaView], None], ...] = (
    draw_head,
    draw_targets,
    draw_trends,
    draw_peers,
    draw_members,
    lambda view: draw_country_schools(view.area),
    lambda view: draw_country_pledges(view.area),
    draw_news,
    draw_files,
)
"""The sections of the page, in their order; each draws all there is to say of the area under its own heading."""


def draw_page() -> None:
    """Draw the choice of the area, and every section for it."""
    st.title(text("country.title"))
    with filter_row(2) as (left, _), left:
        area = choose_area(name=text("country.choose"), nothing=text("country.none"))
    if area is None:
        if st.query_params.get("area") != OWN_GROUP:
            draw_invitation(area_options(get_reference()))
        return
    view = find_view(area)
    for draw_section in SECTIONS:
        draw_section(view)


draw_page()
