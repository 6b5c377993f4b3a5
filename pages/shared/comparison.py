"""What changed between any two revisions of a dataset, and any revision as a file."""

from functools import partial

import streamlit as st

from charts.difference import draw_count_lines
from data.schemas.revision import Revision
from exhibits.changes import CountLine
from i18n import format_plain, text
from pages.shared.access import get_history, get_tracker
from pages.shared.downloads import TYPES
from pages.shared.filters import choose_one, filter_row
from pages.shared.piece import draw_piece
from pages.shared.preview import count_parts, draw_change_table, draw_gone_rows
from reports.exports import export_dataset
from services.difference import Difference
from services.publishing import changes_since
from topics.changes import revision_option


@st.cache_data(show_spinner=False, max_entries=8)
def _compare(published: str, dataset: str, first: int, second: int) -> Difference:
    """Return what changed between two revisions; the key of the published data tells stores apart."""
    del published
    return changes_since(get_tracker(), dataset, first, second)


def draw_comparison(dataset: str) -> None:
    """Let two revisions be chosen and draw what changed from the one to the other."""
    history = get_history(dataset)
    if len(history) == 1:
        st.info(text("revisions.one_only"))
        return
    by_number = {str(one.revision): one for one in history}
    numbers = list(by_number)
    with filter_row(2) as (left, right):
        with left:
            first = _choose("from", by_number, numbers[1])
        with right:
            second = _choose("to", by_number, numbers[0])
    if first == second:
        st.info(text("revisions.same"))
        return
    found = _compare(get_tracker().store.snapshot().key, dataset, int(first), int(second))
    st.header(text("revisions.comparison", first=first, second=second))
    _draw_difference(dataset, found, first)


def _choose(parameter: str, by_number: dict[str, Revision], usual: str) -> str:
    def words(number: str) -> str:
        return revision_option(by_number[number])

    return choose_one(parameter, text(f"revisions.{parameter}"), list(by_number), words, usual)


def _draw_difference(dataset: str, found: Difference, first: str) -> None:
    if not found.changes_something:
        st.info(text("revisions.no_change"))
        return
    note = text("publish.counts_note", revision=first, stays=format_plain(found.unchanged, 0))
    line = CountLine(text(f"dataset.{dataset}"), note, count_parts(found))
    draw_piece(draw_count_lines([line]), key="comparison_counts")
    draw_gone_rows({dataset: found}, "comparison", "went")
    draw_change_table({dataset: found}, "comparison")


def draw_revision_files(dataset: str) -> None:
    """Offer a dataset as it was in any revision, as CSV and Excel."""
    st.markdown(text("revisions.download_lead"))
    by_number = {str(one.revision): one for one in get_history(dataset)}
    with filter_row(1) as (only,), only:
        number = choose_one(
            "revision",
            text("revisions.download_revision"),
            list(by_number),
            lambda one: revision_option(by_number[one]),
        )
    offer_dataset(dataset, int(number))


def offer_dataset(dataset: str, revision: int) -> None:
    """Offer a revision of a dataset as files in the template's own columns."""
    with st.container(horizontal=True):
        for form in TYPES:
            st.download_button(
                text(f"frame.{form}"),
                data=partial(_make_file, dataset, revision, form),
                file_name=f"connect2030-{dataset}-revision-{revision}.{form}",
                mime=TYPES[form],
                key=f"dataset_{dataset}_{form}",
                on_click="ignore",
                icon=":material/download:",
            )


def _make_file(dataset: str, revision: int, form: str) -> bytes:
    return export_dataset(get_tracker().store.read(dataset, revision), form)
