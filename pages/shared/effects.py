"""What a deed means for the targets: statuses and latest values before and after, changed ones first."""

import streamlit as st

from charts.difference import draw_folded
from charts.pieces import write
from data.schemas.target import Target
from i18n import counted, format_plain, text
from pages.shared.access import get_reference, get_tracker
from pages.shared.downloads import TYPES
from pages.shared.piece import draw_piece
from reports.exports import export_rows
from services.effects import Effects, effect_records, sort_effects, targets_of
from services.previewing import Preview
from topics.changes import SHOWN_TARGETS, consequence_table


def draw_effects(preview: Preview, name: str) -> None:
    """Draw each target concerned with its status and latest value before and after; what stays is folded."""
    effects = sort_effects(preview)
    st.markdown(f"### {text('publish.consequences')}")
    st.markdown(_summary(effects))
    if not effects.count:
        return
    targets = targets_of(get_tracker().state(), preview)
    moved, same = (*effects.changed, *effects.moved), effects.same
    reference = get_reference()
    body = write([consequence_table(moved, targets, reference)]) if moved else ""
    if same:
        folded = write([consequence_table(same, targets, reference)])
        body += draw_folded(counted("publish.consequences_rest", len(same)), folded)
    draw_piece(body, key=f"effects_{name}")
    if max(len(moved), len(same)) > SHOWN_TARGETS:
        _offer(effects, targets, name)


def _summary(effects: Effects) -> str:
    if not effects.count:
        return text("publish.consequences_none")
    if not effects.changed:
        return counted("publish.consequences_same", effects.count)
    return counted("publish.consequences_changed", effects.count, changed=format_plain(len(effects.changed), 0))


def _offer(effects: Effects, targets: dict[str, Target], name: str) -> None:
    def make() -> bytes:
        records = effect_records(effects, targets)
        return export_rows(list(records[0]), records, "csv", "targets")

    st.download_button(
        text("publish.consequences_download", count=format_plain(effects.count, 0)),
        data=make,
        file_name="connect2030-consequences.csv",
        mime=TYPES["csv"],
        key=f"download_effects_{name}",
        on_click="ignore",
        icon=":material/download:",
    )
