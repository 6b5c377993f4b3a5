"""What nobody has seen in a source: targets with the reason, and facts about areas."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from charts.facts import draw_table
from data.reference import Reference
from data.schemas.target import Target
from exhibits.exhibit import Cell, Link
from i18n import text
from pages.shared.filters import area_options
from pages.shared.piece import draw_piece
from services.sources import list_unseen

COLUMNS = ("id", "target", "unseen", "reason")


def draw_unseen_targets(targets: Sequence[Target]) -> None:
    """Draw the targets whose wording or figure nobody has seen in a source, each with the reason."""
    st.header(text("sources.targets"))
    rows = [_row(one) for one in list_unseen(targets)]
    if not rows:
        st.write(text("sources.targets_none"))
        return
    st.write(text("sources.targets_lead"))
    columns = [text(f"sources.target.{name}") for name in COLUMNS]
    draw_piece(draw_table(text("sources.targets"), columns, rows), key="sources_targets")


def _row(target: dict[str, str]) -> list[Cell]:
    link = f"target?{urlencode({'target': target['id']})}"
    return [target["id"], Link(target["target"], link), target["unseen"], target["reason"]]


def draw_unchecked_areas(reference: Reference) -> None:
    """Draw what of the areas has still to be checked."""
    st.header(text("sources.areas"))
    st.write(text("sources.areas_lead"))
    names = area_options(reference)
    area, code, check = (text(f"sources.{name}") for name in ("area", "columns.ref_area", "check"))
    rows = [
        {area: names[one.ref_area], code: one.ref_area, check: one.to_be_checked}
        for one in reference.areas.values()
        if one.to_be_checked
    ]
    st.dataframe(rows, hide_index=True, width="stretch")
