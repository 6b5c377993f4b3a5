"""Wrong observations: find them, tick them, and look at what removing them would change."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from i18n import counted, format_period, format_plain, text, unit_words
from pages.shared.access import get_reference, get_tracker
from pages.shared.aside import draw_aside
from pages.shared.takeback import Takeback, begin_takeback
from pages.shared.today import looks_back
from services.difference import row_keys
from services.listing import Wanted, find_observations, parts_of
from services.shapes import OBSERVATIONS
from services.tracker import to_frame
from services.wording import area_name
from topics.changes import code_word, part_words

MOST = 1000
ANY = ""


@st.cache_data(show_spinner=False, max_entries=4)
def _rows(published: str, dataset: str) -> pd.DataFrame:
    """Return the published rows of a dataset; the key of the published data tells states apart."""
    del published
    return to_frame(get_tracker().store.read(dataset))


def draw_removal(dataset: str) -> None:
    """Let wrong observations be found and ticked, and lead to what removing them would change."""
    st.markdown(text("revisions.removal_lead"))
    published = get_tracker().store.snapshot().key
    frame = _rows(published, dataset)
    if frame.empty:
        st.info(text("revisions.removal_none"))
        return
    wanted = _draw_filters(frame, dataset)
    found = find_observations(frame, wanted)
    if found.empty:
        st.info(text("revisions.removal_none"))
        return
    if len(found) > MOST:
        st.info(text("revisions.removal_cut", shown=format_plain(MOST, 0), count=format_plain(len(found), 0)))
    _draw_rows(dataset, found.head(MOST), f"{published}_{wanted}")


def _draw_filters(frame: pd.DataFrame, dataset: str) -> Wanted:
    """Return what is looked for; each filter offers only what the ones before it leave."""
    reference = get_reference()
    columns = st.columns([3, 3, 3, 1.5, 1.5])
    codes = sorted(frame["indicator"].unique(), key=lambda code: reference.indicators[code].name)
    indicator = columns[0].selectbox(
        text("revisions.indicator"),
        codes,
        format_func=lambda code: reference.indicators[code].name,
        key=f"removal_indicator_{dataset}",
    )
    left = frame.loc[frame["indicator"] == indicator]
    areas = [ANY, *sorted(left["ref_area"].unique(), key=lambda code: area_name(code, reference))]
    area = columns[1].selectbox(
        text("revisions.area"),
        areas,
        format_func=lambda code: area_name(code, reference) if code else text("revisions.every_area"),
        key=f"removal_area_{dataset}",
    )
    editions = [ANY, *sorted(left["edition"].unique())]
    edition = columns[2].selectbox(
        text("revisions.edition"),
        editions,
        format_func=lambda name: name or text("revisions.every_edition"),
        key=f"removal_edition_{dataset}",
    )
    first, last = _years(left, columns[3:], dataset)
    return Wanted(indicator, area, edition, first, last)


def _years(left: pd.DataFrame, places: Sequence[DeltaGenerator], dataset: str) -> tuple[int, int]:
    years = sorted({int(period[:4]) for period in left["time_period"]})
    ends = (("first", 0), ("last", len(years) - 1))
    found = [
        place.selectbox(
            text(f"revisions.{name}"), years, index=usual, key=f"removal_{name}_{dataset}_{years[0]}_{years[-1]}"
        )
        for place, (name, usual) in zip(places, ends, strict=True)
    ]
    return int(found[0]), int(found[1])


def _draw_rows(dataset: str, found: pd.DataFrame, token: str) -> None:
    event = st.dataframe(
        _readable(found),
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key=f"removal_rows_{token}",
        alt=text("revisions.view_removal"),
    )
    chosen = [place for place in event.selection.rows if place < len(found)]
    draw_aside(counted("revisions.removal_count", len(found), chosen=format_plain(len(chosen), 0)))
    keys = frozenset(row_keys(found.iloc[chosen], OBSERVATIONS.key)) if chosen else frozenset()
    st.button(
        text("revisions.removal_look"),
        key="removal_look",
        disabled=not keys or looks_back(),
        on_click=begin_takeback,
        args=(Takeback(dataset, keys=keys),),
    )


def _readable(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in words, the values as numbers: sorted by them, a wrong one is soon found."""
    rows = [_readable_row({str(name): cell for name, cell in row.items()}) for row in found.to_dict("records")]
    frame = pd.DataFrame(rows)
    value = text("revisions.column_value", unit=unit_words(str(found["unit_measure"].iloc[0])))
    frame.insert(2, value, found["obs_value"].to_numpy())
    return frame


def _readable_row(row: Mapping[str, object]) -> dict[str, str]:
    cells = {
        "area": area_name(str(row["ref_area"]), get_reference()),
        "period": format_period(str(row["time_period"])),
        "part": part_words(parts_of(row)) or text("revisions.everyone"),
        "status": code_word("obs_status", str(row["obs_status"] or "")),
        "edition": str(row["edition"]),
        "source": str(row["source"]),
    }
    return {text(f"revisions.column_{name}"): cell for name, cell in cells.items()}
