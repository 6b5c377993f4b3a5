"""What a deed did: said once, with the way to see it and the way back."""

from dataclasses import dataclass

import streamlit as st

from charts.problems import draw_verdict
from data.schemas.own_indicator import NATIONAL
from data.schemas.revision import Revision
from i18n import format_count, has_text, text
from pages.shared.menu import page_file
from pages.shared.piece import draw_piece
from services.difference import Difference
from services.listing import sort_changes
from services.publishing import Published
from services.shapes import PLEDGES, SCHOOLS

OUTCOME = "outcome"
SEEN_ON = {"internet_access": "internet_access", NATIONAL: "compare"}
"""The pages that show single indicators of a dataset, as their link asks."""
SHOWN_AREAS = 4
PAGES = {"affordability": "affordability", "ewaste": "ewaste", SCHOOLS: "schools", PLEDGES: "pledges"}
"""The page that shows a dataset, beside the overview."""


@dataclass(frozen=True)
class Outcome:
    """A deed that was done, in words, with the revisions it made and the view in which its figures are seen."""

    page: str
    words: str
    revisions: tuple[Revision, ...]
    views: dict[str, dict[str, list[str]]]


def remember_outcome(page: str, published: Published, words: str) -> None:
    """Keep what a deed did until it was read."""
    st.session_state[OUTCOME] = Outcome(page, words, published.revisions, _views(published))


def _views(published: Published) -> dict[str, dict[str, list[str]]]:
    """Return the pages that show what changed most of a dataset, with the choices that show it."""
    found = {page: published.preview.differences.get(dataset) for dataset, page in SEEN_ON.items()}
    return {page: _view(one) for page, one in found.items() if one is not None and one.changes_something}


def _view(difference: Difference) -> dict[str, list[str]]:
    """Return the indicator that changed most and the areas in which it did."""
    rows = sort_changes(difference)
    indicator = str(rows["indicator"].iloc[0])
    areas = rows.loc[rows["indicator"] == indicator, "ref_area"].drop_duplicates().head(SHOWN_AREAS)
    return {"indicator": [indicator], "area": [str(area) for area in areas]}


def forget_outcome() -> None:
    """Say no more what the last deed did."""
    st.session_state.pop(OUTCOME, None)


def refused_last() -> int:
    """Return how many rows of the file the last deed left out because they were wrong."""
    outcome: Outcome | None = st.session_state.get(OUTCOME)
    return max((one.refused for one in outcome.revisions), default=0) if outcome else 0


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
        for page_of, view in outcome.views.items():
            _draw_link(page_of, view)
        for topic in dict.fromkeys(PAGES[one.dataset] for one in outcome.revisions if one.dataset in PAGES):
            _draw_link(topic, {})
        _draw_link("overview", {})
        if page != "revisions":
            st.page_link(
                page_file("revisions"),
                label=text("publish.done_back"),
                icon=":material/undo:",
                query_params={"dataset": outcome.revisions[0].dataset},
            )


def _draw_link(page: str, view: dict[str, list[str]]) -> None:
    label = text("publish.done_see", page=text(f"{page}.menu"))
    st.page_link(page_file(page), label=label, icon=":material/monitoring:", query_params=view)
