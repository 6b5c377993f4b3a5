"""The schools page without a census, or without one for the area: Giga's own headlines, and what to do."""

from dataclasses import replace

import streamlit as st

from charts.html import safe
from i18n import counted, text
from pages.shared.access import chosen_day, get_reference, get_tracker, get_view, real_today
from pages.shared.aside import draw_aside
from pages.shared.filters import escape_markdown
from pages.shared.piece import draw_piece
from pages.shared.school.tables import draw_heading_of
from pages.widgets.show import show_parts
from services.examples import publish_example
from services.publishing import Who
from services.schools.cube import Census
from services.schools.view import SchoolView
from services.sentences import area_phrase
from services.shapes import SCHOOLS
from services.trends import Choice, find_trends
from services.wording import area_name, name_list
from topics.trend_chart import figures_table, make_chart, subject_of, trend_picture

HEADLINES = {
    "reach": ("giga_schools_connected", "giga_schools_increased_access"),
    "mapped": ("giga_schools_mapped",),
    "realtime": ("giga_schools_realtime",),
}
"""What Giga has published itself, by chart; the two series of the first are never joined."""
WORLD = "WLD"
MOST_NAMED = 8


def draw_no_census() -> None:
    """Draw what stands here until a census is published: what to do, and Giga's headlines."""
    link = f'<a href="upload">{safe(text("schools.invite_link"))}</a>'
    body = f'<p class="c2030-lead">{safe(text("schools.invite"))}</p><p class="c2030-links">{link}</p>'
    draw_piece(body, key="schools_invitation")
    if chosen_day() is None:
        draw_aside(text("schools.example_lead"))
        if st.button(text("schools.example_load"), key="schools_example", icon=":material/science:"):
            with st.spinner(text("schools.example_loading")):
                publish_example(
                    get_tracker(), SCHOOLS, Who(text("schools.example_by"), text("schools.example_why")), real_today()
                )
            st.rerun()
    draw_headlines()


def draw_headlines() -> None:
    """Draw what Giga has published itself; connected schools and increased access are two lines, never joined."""
    view = get_view()
    draw_heading_of("headlines")
    draw_aside(text("schools.headlines_lead"))
    for name, indicators in HEADLINES.items():
        trends = [one for code in indicators for one in find_trends(view.state, code, Choice((WORLD,)))]
        if not trends:
            continue
        subject = replace(subject_of(indicators[0], view), topic=text(f"schools.headline.{name}"))
        chart = make_chart(subject, trends, [], view)
        table = figures_table(trends, chart.title, f"giga-{name}", view.reference)
        show_parts([trend_picture(f"schools_{name}", chart), table])


def draw_area_without(view: SchoolView, census: Census) -> None:
    """Say that no school of the area is published, and which countries have some."""
    reference = get_reference()
    names = sorted(area_name(one, reference) for one in census.countries)
    have = counted("schools.who_has", len(names), names=name_list(names, MOST_NAMED))
    words = text("schools.none_in", area=area_phrase(view.choice.area, reference))
    st.info(escape_markdown(f"{words} {have}"), icon=":material/info:")
    draw_piece(f'<p class="c2030-links"><a href="upload">{safe(text("schools.invite_link"))}</a></p>', "schools_upload")
