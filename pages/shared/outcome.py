"""What a deed did: said once, with the way to see it and the way back."""

from dataclasses import dataclass

import streamlit as st

from charts.problems import draw_verdict
from data.schemas.revision import Revision
from i18n import format_count, has_text, text
from pages.shared.piece import draw_piece
from services.listing import sort_changes
from services.publishing import Published
from services.shapes import PLEDGES, SCHOOLS

OUTCOME = "outcome"
INTERNET_ACCESS = "internet_access"
SHOWN_AREAS = 4
PAGES = {"affordability": "affordability", "ewaste": "ewaste", SCHOOLS: "schools", PLEDGES: "pledges"}
"""The page that shows a dataset, beside the overview."""


@dataclass(frozen=True)
class Outcome:
    """A deed that was done, in words, with the revisions it made and the view in which its figures are seen."""

    page: str
    words: str
    revisions: tuple[Revision, ...]
    view: dict[str, list[str]]


def remember_outcome(page: str, published: Published, words: str) -> None:
    """Keep what a deed did until it was read."""
    st.session_state[OUTCOME] = Outcome(page, words, published.revisions, _view(published))


def _view(published: Published) -> dict[str, list[str]]:
    """Return the choices of the page Internet access that show what changed most; none where it shows none of it."""
    difference = published.preview.differences.get(INTERNET_ACCESS)
    if difference is None or not difference.changes_something:
        return {}
    rows = sort_changes(difference)
    indicator = str(rows["indicator"].iloc[0])
    areas = rows.loc[rows["indicator"] == indicator, "ref_area"].drop_duplicates().head(SHOWN_AREAS)
    return {"indicator": [indicator], "area": [str(area) for area in areas]}


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
    with st.container(horizontal=True):
        if outcome.view:
            _draw_link("internet_access", outcome.view)
        for topic in dict.fromkeys(PAGES[one.dataset] for one in outcome.revisions if one.dataset in PAGES):
            _draw_link(topic, {})
        _draw_link("overview", {})
        if page != "revisions":
            st.page_link(
                "pages/manage/revisions.py",
                label=text("publish.done_back"),
                icon=":material/undo:",
                query_params={"dataset": outcome.revisions[0].dataset},
            )


def _draw_link(page: str, view: dict[str, list[str]]) -> None:
    label = text("publish.done_see", page=text(f"{page}.menu"))
    st.page_link(f"pages/progress/{page}.py", label=label, icon=":material/monitoring:", query_params=view)
