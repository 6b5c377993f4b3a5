"""What was published: the revisions, what changed between any two, and newer built-in figures that are offered."""

from functools import partial

import streamlit as st

from charts.difference import draw_count_lines
from charts.html import wrap
from charts.pieces import write
from charts.problems import draw_verdict
from data.schemas.revision import Revision
from exhibits.changes import CountLine
from i18n import text
from pages.widgets.access import get_history, get_lost, get_tracker, looks_back, real_today
from pages.widgets.filters import choose_one, escape_markdown, filter_row
from pages.widgets.menu import page_file
from pages.widgets.preview import count_parts, draw_change_table, draw_gone_rows
from pages.widgets.publish import Plan, draw_form, draw_plan, forget_outcome
from pages.widgets.remembered import forget
from pages.widgets.show import TYPES, draw_aside, draw_piece
from pages.widgets.takeback import Takeback, begin_takeback
from reports.exports import export_dataset
from services.difference import Difference
from services.projecting.recording import kept_revisions
from services.publishing import changes_since
from services.renewing import find_renewals, newest_digest, preview_renewal
from services.store_care import describe_loss
from topics.changes import revision_entry, revision_option

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
    line = CountLine(text(f"dataset.{dataset}"), text("publish.counts_of", revision=first), count_parts(found))
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


LOOKED_AT = "renewal_looked_at"


@st.cache_data(show_spinner=False, max_entries=4)
def _found(published: str) -> tuple[str, ...]:
    """Return the datasets with newer built-in figures, for the published data as the key names it."""
    del published
    return find_renewals(get_tracker())


def offer_renewals() -> None:
    """Say which built-in figures are newer than those of the store, with a button to look at them."""
    found = _found(get_tracker().store.snapshot().key)
    if not found:
        return
    names = {name: text(f"dataset.{name}") for name in found}
    words = text("upload.renewal.words", datasets=", ".join(names.values()))
    draw_piece(draw_verdict("new", text("upload.renewal.word"), words), key="renewals")
    with st.container(horizontal=True):
        for dataset, name in names.items():
            label = text("upload.renewal.look", dataset=name)
            st.button(label, key=f"renewal_{dataset}", on_click=_look, args=(dataset,))


def _look(dataset: str) -> None:
    forget_outcome()
    st.session_state[LOOKED_AT] = dataset


def looked_at() -> str | None:
    """Return the dataset whose newer built-in figures are being looked at."""
    found = st.session_state.get(LOOKED_AT)
    return str(found) if found else None


def draw_renewal(dataset: str) -> None:
    """Draw what taking over the newer built-in figures would change, with the form to do so."""
    st.header(text("upload.renewal.title", dataset=text(f"dataset.{dataset}")))
    st.markdown(text("upload.renewal.lead"))
    today = real_today()
    plan = Plan(
        page="upload",
        deed="built-in",
        token=(dataset, today),
        look=lambda: preview_renewal(get_tracker(), dataset, today),
        clear=_leave,
        drop=text("publish.leave"),
        done="publish.done_built_in",
        origin=("", newest_digest(dataset)),
    )
    preview = draw_plan(plan, text("publish.nothing_other"))
    draw_form(plan, preview)


def _leave() -> None:
    st.session_state.pop(LOOKED_AT, None)
    forget("preview_built-in")
