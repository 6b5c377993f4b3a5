"""The whole page of an area as one file."""

from functools import partial

import streamlit as st

from i18n import format_date, text
from pages.shared.country.members import records_of_members
from pages.shared.country.news import find_news
from pages.shared.country.view import AreaView
from pages.shared.downloads import offer_files
from reports.scorecards import export_parts
from services.profile_records import news_rows, rank_rows, trend_rows
from services.records import flat_records

SCREEN = "c2030_screen_files"
"""A room with a name like this is left out on paper."""
PARTS = ("targets", "trends", "peers", "members", "news")


def draw_files(view: AreaView) -> None:
    """Offer everything the page shows as one Excel workbook or one CSV; the files are made when asked for."""
    with st.container(key=SCREEN):
        st.header(text("country.files"), anchor=False)
        st.markdown(text("country.files_about"))
        name = f"connect2030-{view.area.replace('+', '-')[:40].lower()}-{view.day.isoformat()}"
        offer_files(partial(make_file, view), name, "country_file")


def make_file(view: AreaView, form: str) -> bytes:
    """Return the file: targets, trends, ranks, members and what the last revisions changed."""
    rows = {
        "targets": flat_records(view.rows, view.reference),
        "trends": trend_rows(view.trends),
        "peers": rank_rows(view.standings),
        "members": records_of_members(view),
        "news": news_rows(find_news(view)),
    }
    about = {
        text("overview.area"): f"{view.name} ({view.area})",
        text("overview.judged_on"): format_date(view.day),
        text("overview.revisions"): view.state.key,
    }
    return export_parts({text(f"country.part.{name}"): rows[name] for name in PARTS}, about, form)
