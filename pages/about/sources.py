"""What everything is made from: datasets with their editions and licences, indicators, areas."""

import streamlit as st

from data.datasets import all_datasets
from data.schemas.revision import Revision
from i18n import text
from pages.widgets.access import get_snapshot, get_view
from pages.widgets.show import show
from services.view import View
from topics.sources import dataset_words, edition_rows, indicator_rows, show_unseen_targets, unchecked_areas


def draw_page() -> None:
    """Draw the sources."""
    st.title(text("sources.title"))
    st.write(text("sources.lead"))
    st.header(text("sources.datasets"))
    view, snapshot = get_view(), get_snapshot()
    for dataset in all_datasets():
        _draw_dataset(snapshot.revision(dataset), view)
    st.header(text("sources.editions"))
    st.dataframe(edition_rows(view), hide_index=True, width="stretch")
    st.header(text("sources.indicators"))
    st.dataframe(indicator_rows(view.reference), hide_index=True, width="stretch")
    show(show_unseen_targets(view.state.targets))
    st.header(text("sources.areas"))
    st.write(text("sources.areas_lead"))
    st.dataframe(unchecked_areas(view.reference), hide_index=True, width="stretch")


def _draw_dataset(shown: Revision, view: View) -> None:
    line, licence = dataset_words(shown, view)
    st.markdown(f"**{text(f'sources.names.{shown.dataset}')}** (`{shown.dataset}`): {line}  \n{licence}")


draw_page()
