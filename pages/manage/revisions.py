"""Revisions: what was published, what changed, and how to take it back."""

import streamlit as st

from data.datasets import KINDS, OBSERVATIONS, all_datasets
from i18n import text
from pages.widgets.filters import choose_one, filter_row
from pages.widgets.history import draw_comparison, draw_history, draw_revision_files
from pages.widgets.publish import draw_outcome
from pages.widgets.takeback import draw_removal, draw_takeback, get_takeback

EVERY = "all"
VIEWS = ("list", "changes", "removal", "download")


def draw_page() -> None:
    """Draw the revisions, one view of them, or the taking back that is being looked at."""
    st.title(text("revisions.title"))
    draw_outcome("revisions")
    takeback = get_takeback()
    if takeback:
        draw_takeback(takeback)
        return
    st.markdown(text("revisions.lead"))
    with filter_row(2) as (left, right):
        with right:
            view = choose_one("view", text("revisions.view"), VIEWS, lambda one: text(f"revisions.view_{one}"))
        with left:
            dataset = choose_one("dataset", text("revisions.dataset"), _options(view), _name)
    if view == "list":
        draw_history(all_datasets() if dataset == EVERY else (dataset,))
    else:
        {"changes": draw_comparison, "removal": draw_removal, "download": draw_revision_files}[view](dataset)


def _options(view: str) -> list[str]:
    """Return the datasets to choose from: all together in the list, only those with observations for removals."""
    if view == "list":
        return [EVERY, *all_datasets()]
    return list(KINDS[OBSERVATIONS].datasets if view == "removal" else all_datasets())


def _name(dataset: str) -> str:
    return text("revisions.all") if dataset == EVERY else text(f"dataset.{dataset}")


draw_page()
