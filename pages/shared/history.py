"""The list of what was published: newest first, each revision with the way back to it."""

import streamlit as st

from charts.html import wrap
from charts.pieces import write
from data.schemas.revision import Revision
from i18n import text
from pages.shared.access import get_history, get_lost, get_tracker
from pages.shared.aside import draw_aside
from pages.shared.filters import escape_markdown
from pages.shared.menu import page_file
from pages.shared.takeback import Takeback, begin_takeback
from pages.shared.today import looks_back
from services.projecting.keeping import kept_revisions
from services.store_care import describe_loss
from topics.changes import revision_entry

STEP = 15
SHOWN = "revisions_shown"


def draw_history(datasets: tuple[str, ...]) -> None:
    """Draw the revisions of these datasets, newest first, each with the ways to take it, or all since, back."""
    histories = {dataset: get_history(dataset) for dataset in datasets}
    newest = {dataset: found[0].revision for dataset, found in histories.items()}
    if not any(newest.values()):
        st.info(text("revisions.only_built_in"))
        st.page_link(page_file("upload"), label=text("revisions.go_upload"), icon=":material/upload:")
    several = len(datasets) > 1
    moved = [some for some in histories.values() if len(some) > 1 or not several]
    for lost in (one for dataset in datasets for one in get_lost(dataset)):
        st.warning(escape_markdown(describe_loss(lost, acknowledged=lost.acknowledged)))
    found = sorted((one for some in moved for one in some), key=lambda one: one.at, reverse=True)
    shown = int(st.session_state.get(SHOWN, STEP))
    kept = kept_revisions(get_tracker().store)
    for revision in found[:shown]:
        with st.container(border=True):
            _draw_revision(revision, in_use=revision.revision == newest[revision.dataset])
            if (revision.dataset, revision.revision) in kept:
                st.page_link(page_file("record"), label=text("published.link"), icon=":material/history:")
    if len(found) > shown:
        st.button(text("revisions.older"), key="revisions_older", on_click=_show_more)
    still = [text(f"dataset.{dataset}") for dataset, some in histories.items() if len(some) == 1]
    if several and still:
        draw_aside(text("revisions.still_built_in", datasets=", ".join(still)))


def _show_more() -> None:
    st.session_state[SHOWN] = int(st.session_state.get(SHOWN, STEP)) + STEP


def _draw_revision(revision: Revision, *, in_use: bool) -> None:
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.html(wrap(write([revision_entry(revision, in_use=in_use)])))
    with right:
        if revision.revision:
            _draw_way("undo" if in_use else "only_this", Takeback(revision.dataset, revision.revision, only=True))
        if not in_use:
            _draw_way("take_back", Takeback(revision.dataset, revision.revision))


def _draw_way(way: str, takeback: Takeback) -> None:
    st.button(
        text(f"revisions.{way}"),
        key=f"{way}_{takeback.dataset}_{takeback.revision}",
        help=text(f"revisions.{way}_help"),
        on_click=begin_takeback,
        args=(takeback,),
        disabled=looks_back(),
        width="stretch",
    )
