"""What the session knows of the columns of the file: the mapping in use or in the making, what was decided."""

from dataclasses import replace

import streamlit as st

from data.datasets import Kind
from data.readers import Decision, Look, Reading, ReadOptions
from data.schemas.mapping import ColumnMapping
from pages.shared.access import get_reference, real_today
from services.decisions import with_decisions
from services.mapping_drafts import Draft, Shape, begin_draft, draft_of, with_kind

USED, OPEN, ROW, DECIDED = "mapping_used", "mapping_open", "mapping_row", "mapping_decided"
DRAFT, ROUND = "mapping_draft", "mapping_round"
NOTHING = Reading()
LAST, STOPPED = "mapping_last", "mapping_stopped"


def with_mapping(options: ReadOptions) -> ReadOptions:
    """Return the options with the mapping in use, what was decided of cells, and whether the table is looked at."""
    look = int(st.session_state.get(ROW) or 0) if is_open() or ROW in st.session_state else None
    return replace(options, mapping=used_mapping(), decisions=decided(), look=look)


def forget_mapping() -> None:
    """Forget all that was said of the columns and cells of the file before, unless rows of it come back."""
    used = used_mapping()
    if used:
        st.session_state[LAST] = with_decisions(used, NOTHING, decided()) or used
    for name in (USED, OPEN, ROW, DECIDED, DRAFT, STOPPED):
        st.session_state.pop(name, None)


def used_mapping() -> ColumnMapping | None:
    """Return the mapping by which the file is read."""
    found: ColumnMapping | None = st.session_state.get(USED)
    return found


def last_mapping() -> ColumnMapping | None:
    """Return the mapping by which the file before was read, with what was decided of its cells."""
    found: ColumnMapping | None = st.session_state.get(LAST)
    return found


def stop_mapping() -> None:
    """Read the file without a mapping from now on, also where it holds rows of a mapped one."""
    st.session_state[STOPPED] = True
    use_mapping(None)


def is_stopped() -> bool:
    """Return whether the file is to be read without a mapping."""
    return bool(st.session_state.get(STOPPED))


def look_below(row: int) -> None:
    """Look at the table under the header in a row from now on; kept beside the widget, which is not always drawn."""
    st.session_state[ROW] = row


def use_mapping(mapping: ColumnMapping | None) -> None:
    """Read the file by a mapping from now on, or without one."""
    for name in (OPEN, ROW, DRAFT):
        st.session_state.pop(name, None)
    if mapping is None:
        st.session_state.pop(USED, None)
    else:
        st.session_state[USED] = mapping


def is_open() -> bool:
    """Return whether the columns are being mapped."""
    return bool(st.session_state.get(OPEN))


def open_mapping() -> None:
    """Begin to map the columns, or to change the mapping in use."""
    st.session_state.pop(DRAFT, None)
    st.session_state[OPEN] = True


def close_mapping() -> None:
    """Leave the columns as they are."""
    for name in (OPEN, ROW, DRAFT):
        st.session_state.pop(name, None)


def decided() -> tuple[Decision, ...]:
    """Return what was decided of cells."""
    return tuple(st.session_state.get(DECIDED, ()))


def decide(decisions: tuple[Decision, ...]) -> None:
    """Add decisions about cells; a later one about the same cell counts."""
    held = {(one.column, one.cell): one for one in (*decided(), *decisions)}
    st.session_state[DECIDED] = tuple(held.values())


def undo_decisions() -> None:
    """Forget what was decided of cells."""
    st.session_state.pop(DECIDED, None)


def current_draft(look: Look) -> tuple[Draft, Draft]:
    """Return the draft as it was begun for a table, and as it is now."""
    token = (look.row, look.header)
    held = st.session_state.get(DRAFT)
    if held and held[0] == token:
        return held[1], held[2]
    used = used_mapping()
    begun = draft_of(used, look) if used else begin_draft(look, get_reference().rules(real_today()))
    _hold(token, begun)
    return begun, begun


def restart_draft(look: Look, kind: Kind, shape: Shape | None) -> None:
    """Begin the draft anew for another kind of rows or another shape."""
    _hold((look.row, look.header), with_kind(look, get_reference().rules(real_today()), kind, shape))


def keep_draft(draft: Draft) -> None:
    """Hold on to a draft as it is now, for when the page is left and visited again."""
    token, begun, _ = st.session_state[DRAFT]
    st.session_state[DRAFT] = (token, begun, draft)


def widget_key(name: str) -> str:
    """Return the key of a widget of the draft; a draft that is begun anew has others."""
    return f"map{st.session_state.get(ROUND, 0)}_{name}"


def _hold(token: object, begun: Draft) -> None:
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state[DRAFT] = (token, begun, begun)
