"""The overview: every target of every framework, with its status and what is missing."""

from collections.abc import Sequence

import streamlit as st

from i18n import text
from metrics.judgement import STATUSES
from pages.widgets.access import get_view
from pages.widgets.filters import choose_area, choose_several, filter_row
from pages.widgets.show import offer_files, show
from reports.exports import export_scorecard
from services.scorecard import ScorecardRow
from services.view import View
from topics.overview import (
    Selection,
    framework_options,
    overview_records,
    sdg_options,
    select_targets,
    show_overview,
)


def draw_page() -> None:
    """Draw the overview."""
    st.title(text("overview.title"))
    view = get_view()
    selection = _draw_filters(view)
    rows = select_targets(selection, view)
    show(show_overview(rows, selection.area, view))
    if rows:
        _offer_file(rows, selection.area, view)


def _draw_filters(view: View) -> Selection:
    """Draw the filters and return what was chosen; the link keeps it."""
    with filter_row(4) as (first, second, third, fourth):
        with first:
            every, names = text("overview.all_frameworks"), framework_options(view)
            name = text("overview.framework")
            frameworks = choose_several("framework", name, list(names), names.__getitem__, placeholder=every)
        with second:
            every, words = text("overview.all_statuses"), lambda code: text(f"status.{code}")
            statuses = choose_several("status", text("overview.status"), STATUSES, words, placeholder=every)
        with third:
            every, words = text("overview.all_sdg"), lambda code: text("overview.sdg_option", sdg=code)
            sdg_targets = choose_several("sdg", text("overview.sdg"), sdg_options(view), words, placeholder=every)
        with fourth:
            area = choose_area(name=text("overview.area"), nothing=text("overview.own_area"))
    return Selection(frameworks, statuses, sdg_targets, area)


def _offer_file(rows: Sequence[ScorecardRow], area: str | None, view: View) -> None:
    """Offer the overview as it is filtered; the file is made when it is asked for."""
    with st.container(key="c2030_screen_overview"):
        st.markdown(f"**{text('overview.download')}**")
    name = f"connect2030-overview-{view.day.isoformat()}"
    offer_files(lambda form: export_scorecard(*overview_records(rows, area, view), form), name, "overview_file")


draw_page()
