"""What everything is made from: datasets with their editions and licences, indicators, areas."""

import streamlit as st

from data.builtin import DATASETS
from i18n import format_count, text, unit_words
from pages.shared.access import get_reference, get_state, get_tracker
from pages.shared.filters import area_options
from services.sources import list_editions


def draw_page() -> None:
    """Draw the sources."""
    st.title(text("sources.title"))
    st.write(text("sources.lead"))
    st.header(text("sources.datasets"))
    for dataset in DATASETS:
        _draw_dataset(dataset)
    st.header(text("sources.editions"))
    st.dataframe(list_editions(get_state(), get_reference()), hide_index=True, width="stretch")
    st.header(text("sources.indicators"))
    st.dataframe(_indicators(), hide_index=True, width="stretch")
    st.header(text("sources.areas"))
    st.write(text("sources.areas_lead"))
    st.dataframe(_areas(), hide_index=True, width="stretch")


def _draw_dataset(dataset: str) -> None:
    newest = get_tracker().store.history(dataset)[0]
    line = text("sources.dataset_line", rows=format_count(newest.rows), revision=newest.revision)
    licence = text(f"sources.licences.{dataset}")
    st.markdown(f"**{text(f'sources.names.{dataset}')}** (`{dataset}`): {line}  \n{licence}")


def _areas() -> list[dict[str, str]]:
    names = area_options(get_reference())
    return [
        {text("sources.area"): names[one.ref_area], "ref_area": one.ref_area, text("sources.check"): one.to_be_checked}
        for one in get_reference().areas.values()
        if one.to_be_checked
    ]


def _indicators() -> list[dict[str, str]]:
    return [
        {
            text("sources.indicator"): one.name,
            text("sources.code"): one.indicator,
            text("sources.unit"): unit_words(one.unit_measure),
            text("sources.zero"): text(f"report.zero_{one.zero_means}"),
            text("sources.aggregate"): text(f"sources.aggregates.{one.aggregate}"),
            text("sources.derived"): " / ".join(one.derived.of) if one.derived else "",
            text("sources.codes"): "; ".join(
                f"{publisher}: {entry.code}" for publisher, entries in one.codes.items() for entry in entries
            ),
            text("sources.source"): one.source,
            text("sources.reason"): one.reason,
        }
        for one in get_reference().indicators.values()
    ]


draw_page()
