"""Targets: those that still run by urgency, those without figures with the file that would fill them, one's own."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.datasets import TARGETS
from i18n import counted, text
from metrics.judgement import STATUSES
from pages.widgets.access import get_snapshot, get_view
from pages.widgets.examples import offer_template
from pages.widgets.filters import WORLD, choose_several, chosen_area, filter_row
from pages.widgets.history import offer_dataset
from pages.widgets.menu import page_file
from pages.widgets.show import draw_aside, offer_files, show
from reports.exports import export_scorecard
from services.view import View
from topics.scorecard import ScorecardRow
from topics.targets import (
    Selection,
    framework_options,
    is_running,
    list_terms,
    overview_records,
    sdg_options,
    select_targets,
    show_matching_closed,
    show_running,
)

WIDTHS = {"framework": 190, "goal": 130, "number": 50, "wording": 380, "aim": 150, "year": 60, "area": 110}


def draw_page() -> None:
    """Draw the targets."""
    st.title(text("targets.title"), anchor=False)
    view, area = get_view(), chosen_area()
    selection = _draw_filters(view, None if area == WORLD else area)
    rows = select_targets(selection, view)
    show(show_running(rows, selection.area, view))
    if len(rows) < len(view.state.targets):
        show(show_matching_closed(rows, view))
    elif any(not is_running(row, view.day) for row in rows):
        st.page_link(page_file("closed_plan"), label=text("targets.closed"), icon=":material/history:")
    if rows:
        _offer_file(rows, selection.area, view)
        _draw_terms(rows, view)
    _draw_own()


def _draw_filters(view: View, area: str | None) -> Selection:
    """Draw the filters and return what was chosen; the link keeps it."""
    with filter_row(3) as (first, second, third):
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
    return Selection(frameworks, statuses, sdg_targets, area)


def _offer_file(rows: Sequence[ScorecardRow], area: str | None, view: View) -> None:
    """Offer the targets as they are filtered; the file is made when it is asked for."""
    with st.container(key="c2030_screen_targets"):
        st.markdown(f"**{text('overview.download')}**")
    name = f"connect2030-targets-{view.day.isoformat()}"
    offer_files(lambda form: export_scorecard(*overview_records(rows, area, view), form), name, "overview_file")


def _draw_terms(rows: Sequence[ScorecardRow], view: View) -> None:
    """Draw what each target asks for, as a table to search and sort, one line each."""
    lines = list_terms(rows, view)
    names = {name: text(f"targets.column_{name}") for name in lines[0]}
    config = {names[name]: st.column_config.Column(width=width) for name, width in WIDTHS.items()}
    config[names["year"]] = st.column_config.NumberColumn(format="%d", width=60)
    frame = pd.DataFrame([{names[name]: cell for name, cell in line.items()} for line in lines])
    counts = {"targets": len(rows), "frameworks": len({row.target.framework for row in rows})}
    parts = {name: counted(f"targets.lead_part.{name}", count) for name, count in counts.items()}
    with st.expander(text("targets.all_title"), icon=":material/table:"):
        st.markdown(text("targets.lead", revision=get_snapshot().revision(TARGETS).revision, **parts))
        st.dataframe(
            frame, hide_index=True, column_config=config, height=520, key="target_table", alt=text("targets.all_title")
        )
        draw_aside(text("targets.search"))


def _draw_own() -> None:
    revision = get_snapshot().revision(TARGETS).revision
    with st.expander(text("targets.own_title"), icon=":material/edit_note:"):
        st.markdown(text("targets.own_words"))
        left, right, _ = st.columns(3)
        with left:
            st.markdown(f"**{text('targets.own_current')}**")
            offer_dataset(TARGETS, revision)
        with right:
            offer_template("targets")
        with st.container(horizontal=True):
            st.page_link(page_file("upload"), label=text("targets.own_upload"), icon=":material/upload:")
            label, query = text("targets.own_revisions"), {"dataset": TARGETS}
            st.page_link(page_file("revisions"), label=label, icon=":material/history:", query_params=query)


draw_page()
