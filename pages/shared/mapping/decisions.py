"""Unknown names of areas and codes: each once, with its rows and what may be meant; one decision mends all of them."""

import streamlit as st

from data.readers import Decision, Unknown
from data.schemas.mapping import SKIP
from i18n import counted, format_plain, text
from i18n.problems import clean
from pages.shared.access import get_reference
from pages.shared.aside import draw_aside
from pages.shared.filters import hidden_label
from pages.shared.mapping.kept import draw_download
from pages.shared.mapping.state import decide, decided, undo_decisions, used_mapping
from services.checking import Check
from services.decisions import certain_decisions, code_name, codes_for, with_decisions

SHOWN = 30
OPEN = ""
CERTAIN_LISTED = 8
IN_LISTS = "beneficiaries"


def draw_decisions(check: Check) -> None:
    """Draw what is unknown in the file and can be decided, and what was decided so far."""
    unknowns = check.reading.unknowns
    if unknowns:
        st.subheader(text("mapping.unknown.title"))
        draw_aside(text("mapping.unknown.lead"))
        _draw_form(check)
    if decided():
        _draw_decided(check)


def _draw_form(check: Check) -> None:
    certain = [one for one in check.reading.unknowns if one.certain]
    others = [one for one in check.reading.unknowns if not one.certain]
    with st.form("mapping_unknown", border=True):
        agreed = bool(certain) and _draw_certain(certain)
        chosen = [(one, _draw_unknown(one, check)) for one in others[:SHOWN]]
        if len(others) > SHOWN:
            draw_aside(text("mapping.unknown.more", count=format_plain(len(others) - SHOWN, 0)))
        pressed = st.form_submit_button(text("mapping.unknown.apply"), type="primary")
    if not pressed:
        return
    made = certain_decisions(certain) if agreed else ()
    made += tuple(Decision(one.column, one.cell, meant) for one, meant in chosen if meant)
    if made:
        decide(made)
        st.rerun()


def _draw_certain(certain: list[Unknown]) -> bool:
    """Offer at once all names that are exactly those of areas; nothing is done before somebody says so."""
    agreed = st.checkbox(counted("mapping.unknown.certain", len(certain)), value=True, key="mapping_certain")
    shown = [
        text("mapping.unknown.certain_list", cell=clean(one.cell), meant=one.suggestion)
        for one in certain[:CERTAIN_LISTED]
    ]
    draw_aside("; ".join(shown) + ("; ..." if len(certain) > CERTAIN_LISTED else ""))
    return bool(agreed)


def _draw_unknown(one: Unknown, check: Check) -> str:
    """Return what is chosen for an unknown cell; empty as long as nothing is."""
    reference = get_reference()
    codes = codes_for(one, check.reading.kind, reference)
    options = [OPEN, *codes] if one.column == IN_LISTS else [OPEN, *codes[:1], SKIP, *codes[1:]]
    cell = clean(one.cell) or text("mapping.unknown.empty")
    key = "row_one" if one.rows == 1 else "row"
    label = text(f"mapping.unknown.{key}", cell=cell, column=one.column, rows=format_plain(one.rows, 0))

    def words(code: str) -> str:
        if code == OPEN:
            return text("mapping.unknown.open")
        if code == SKIP:
            return text("mapping.unknown.skip")
        name = code_name(one.column, code, reference)
        return text("mapping.unknown.suggested", name=name) if code == one.suggestion else name

    draw_aside(label)
    found = st.selectbox(
        hidden_label(label),
        options,
        format_func=words,
        key=f"mapping_decide_{one.column}_{one.cell}",
        filter_mode="contains",
        label_visibility="collapsed",
    )
    return str(found or OPEN)


def _draw_decided(check: Check) -> None:
    """Say what was decided, with the ways to take it back and to have it next time."""
    made = decided()
    reference = get_reference()
    with st.expander(counted("mapping.unknown.decided", len(made))):
        for one in made:
            meant = text("mapping.unknown.skip") if one.meant == SKIP else code_name(one.column, one.meant, reference)
            cell = clean(one.cell) or text("mapping.unknown.empty")
            draw_aside(text("mapping.unknown.certain_list", cell=f"{one.column}: '{cell}'", meant=meant))
        if used_mapping():
            draw_aside(text("mapping.unknown.keep_words"))
        with st.container(horizontal=True):
            st.button(text("mapping.unknown.undo"), on_click=undo_decisions, key="mapping_undo")
            whole = with_decisions(None, check.reading, made)
            if whole and not used_mapping():
                draw_download(whole)
