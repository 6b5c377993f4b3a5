"""Targets: those in use, and how to use one's own."""

import pandas as pd
import streamlit as st

from data.datasets import TARGETS
from i18n import counted, text
from pages.widgets.access import get_snapshot, get_view
from pages.widgets.examples import offer_template
from pages.widgets.filters import choose_several, filter_row
from pages.widgets.history import offer_dataset
from pages.widgets.menu import page_file
from pages.widgets.show import draw_aside
from services.scorecard import ScorecardRow, make_scorecard
from services.view import View
from topics.overview import list_terms

WIDTHS = {"framework": 190, "goal": 130, "number": 50, "wording": 380, "aim": 150, "year": 60, "area": 110}


def draw_page() -> None:
    """Draw the targets in use."""
    st.title(text("targets.title"))
    view = get_view()
    rows = make_scorecard(view)
    revision = _revision()
    counts = {
        "targets": len(rows),
        "frameworks": len({row.target.framework for row in rows}),
    }
    parts = {name: counted(f"targets.lead_part.{name}", count) for name, count in counts.items()}
    st.markdown(text("targets.lead", revision=revision, **parts))
    shown = _filtered(rows)
    if shown:
        _draw_table(shown, view)
        draw_aside(text("targets.search"))
    else:
        st.info(text("targets.nothing_found"))
    _draw_own(revision)


def _revision() -> int:
    return get_snapshot().revision(TARGETS).revision


def _filtered(rows: list[ScorecardRow]) -> list[ScorecardRow]:
    known = list(dict.fromkeys(row.target.framework for row in rows))
    with filter_row(1) as (only,), only:
        every = text("targets.all_frameworks")
        frameworks = choose_several("framework", text("targets.framework"), known, placeholder=every)
    return [row for row in rows if not frameworks or row.target.framework in frameworks]


def _draw_table(rows: list[ScorecardRow], view: View) -> None:
    """Draw the targets as a table to search and sort, one line each."""
    lines = list_terms(rows, view)
    names = {name: text(f"targets.column_{name}") for name in lines[0]}
    config = {names[name]: st.column_config.Column(width=width) for name, width in WIDTHS.items()}
    config[names["year"]] = st.column_config.NumberColumn(format="%d", width=60)
    frame = pd.DataFrame([{names[name]: cell for name, cell in line.items()} for line in lines])
    st.dataframe(
        frame, hide_index=True, column_config=config, height=520, key="target_table", alt=text("targets.title")
    )


def _draw_own(revision: int) -> None:
    st.header(text("targets.own_title"))
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
