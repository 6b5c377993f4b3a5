"""What a deed did: said once, with the way to see it and the way back."""

from dataclasses import dataclass

import streamlit as st

from charts.problems import draw_verdict
from data.schemas.revision import Revision
from i18n import format_count, has_text, text
from pages.shared.piece import draw_piece
from services.publishing import Published

OUTCOME = "outcome"
SEEN_ON = {"internet_access": ("pages/progress/internet_access.py", "internet_access.menu")}
OVERVIEW = ("pages/progress/overview.py", "overview.menu")


@dataclass(frozen=True)
class Outcome:
    """A deed that was done, in words, with the revisions it made."""

    page: str
    words: str
    revisions: tuple[Revision, ...]


def remember_outcome(page: str, published: Published, words: str) -> None:
    """Keep what a deed did until it was read."""
    st.session_state[OUTCOME] = Outcome(page, words, published.revisions)


def forget_outcome() -> None:
    """Say no more what the last deed did."""
    st.session_state.pop(OUTCOME, None)


def describe_counts(key: str, published: Published, **details: str) -> str:
    """Return a sentence with the counts of a deed."""
    names = ("new", "changed", "unchanged", "gone")
    counts = {name: format_count(published.preview.total(name)) for name in names}
    one = f"{key}_one"
    single = published.preview.total("gone") == 1 and has_text(one)
    return text(one if single else key, **(counts | details))


def draw_outcome(page: str) -> None:
    """Draw what the last deed of this page did, if there was one."""
    outcome: Outcome | None = st.session_state.get(OUTCOME)
    if outcome is None or outcome.page != page or not outcome.revisions:
        return
    made = [
        text("publish.done_revision", dataset=text(f"dataset.{one.dataset}"), revision=one.revision)
        for one in outcome.revisions
    ]
    words = " ".join([outcome.words, *made])
    draw_piece(draw_verdict("clear", text("publish.done_word"), words), key=f"outcome_{page}")
    dataset = outcome.revisions[0].dataset
    with st.container(horizontal=True):
        for path, menu in dict.fromkeys((SEEN_ON.get(dataset, OVERVIEW), OVERVIEW)):
            label = text("publish.done_see", page=text(menu))
            st.page_link(path, label=label, icon=":material/monitoring:")
        if page != "revisions":
            st.page_link(
                "pages/manage/revisions.py",
                label=text("publish.done_back"),
                icon=":material/undo:",
                query_params={"dataset": dataset},
            )
