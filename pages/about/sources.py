"""What everything is made from: datasets with their editions and licences, indicators, areas."""

import streamlit as st

from data.datasets import all_datasets
from data.schemas.revision import Revision
from i18n import counted, text, unit_words
from pages.shared.access import get_reference, get_snapshot, get_state
from pages.shared.unseen import draw_unchecked_areas, draw_unseen_targets
from services.sources import Row, list_editions


def draw_page() -> None:
    """Draw the sources."""
    st.title(text("sources.title"))
    st.write(text("sources.lead"))
    st.header(text("sources.datasets"))
    snapshot = get_snapshot()
    for dataset in all_datasets():
        _draw_dataset(snapshot.revision(dataset))
    st.header(text("sources.editions"))
    st.dataframe(_editions(), hide_index=True, width="stretch")
    st.header(text("sources.indicators"))
    st.dataframe(_indicators(), hide_index=True, width="stretch")
    draw_unseen_targets(get_state().targets)
    draw_unchecked_areas(get_reference())


def _draw_dataset(shown: Revision) -> None:
    name, line = shown.dataset, counted("sources.dataset_line", shown.rows, revision=shown.revision)
    left_out = get_state().left_out.get(name, 0)
    line += f" {counted('sources.left_out', left_out)}" if left_out else ""
    licence = text(f"sources.licences.{name}")
    st.markdown(f"**{text(f'sources.names.{name}')}** (`{name}`): {line}  \n{licence}")


def _editions() -> list[Row]:
    rows = list_editions(get_state(), get_reference())
    return [{text(f"sources.columns.{name}"): value for name, value in row.items()} for row in rows]


def _indicators() -> list[dict[str, str]]:
    return [
        {
            text("sources.indicator"): one.name,
            text("sources.code"): one.indicator,
            text("sources.unit"): unit_words(one.unit_measure, one.indicator),
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
