"""A mapping on the screen: what was said of the columns of a file so far."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from charts.html import safe, wrap
from data.datasets import KINDS, Kind
from data.readers import Decision, Look, Reading, ReadOptions
from data.schemas.mapping import ColumnMapping
from i18n import has_text, text
from i18n.problems import clean
from pages.widgets.access import get_reference, real_today
from pages.widgets.filters import area_options, area_words, hidden_label
from pages.widgets.show import draw_aside
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


NONE, FIXED = "\x00none", "\x00fixed"
SHOWN_CELLS = 4
NAME_LENGTH = 48
WIDE = {"long": (), "indicators": ("indicator", "obs_value"), "periods": ("time_period", "obs_value")}
Chosen = tuple[dict[str, str], dict[str, str]]


def draw_columns(begun: Draft, live: Draft, look: Look) -> Chosen:
    """Draw every column of ours, those that are needed or likely first; return the columns and constants chosen."""
    ours = [name for name in KINDS[begun.kind].columns if name not in WIDE[begun.shape]]
    required = KINDS[begun.kind].required
    first = [name for name in ours if name in required or name in begun.columns or name in begun.constants]
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    for name in sorted(first, key=lambda one: one not in required):
        _draw_column(name, live, look, (columns, constants))
    others = [name for name in ours if name not in first]
    if others:
        with st.expander(text("mapping.more", count=len(others))):
            for name in others:
                _draw_column(name, live, look, (columns, constants))
    return columns, constants


def _draw_column(name: str, live: Draft, look: Look, chosen: Chosen) -> None:
    needed = name in KINDS[live.kind].required
    words, choice, beside = st.columns([3, 4, 4])
    with words:
        _draw_name(name, live.kind, needed=needed)
    key = widget_key(f"column_{name}")
    if key not in st.session_state:
        st.session_state[key] = live.columns.get(name, FIXED if name in live.constants else NONE)
    found = choice.selectbox(
        text("mapping.column_label", name=name),
        [NONE, FIXED, *look.header],
        format_func=_option,
        key=key,
        label_visibility="collapsed",
        filter_mode="contains",
    )
    with beside:
        if found == FIXED:
            chosen[1][name] = _draw_constant(name, live)
        elif found == NONE:
            _draw_open(name, live.kind)
        else:
            chosen[0][name] = found
            draw_aside(examples(look, found))


def _draw_name(name: str, kind: str, *, needed: bool) -> None:
    mark = f" <small>({safe(text('mapping.needed'))})</small>" if needed else ""
    own = f"mapping.meaning.{kind}_{name}"
    meaning = text(own if has_text(own) else f"template.{kind}.{name}.meaning")
    st.html(wrap(f'<p class="c2030-about"><strong>{safe(name)}</strong>{mark}<br>{safe(meaning)}</p>'))


def _draw_open(name: str, kind: str) -> None:
    key = f"template.{kind}.{name}.default"
    if has_text(key):
        draw_aside(text("mapping.no_column", default=text(key)))


def _option(value: str) -> str:
    if value == NONE:
        return text("mapping.none")
    return text("mapping.fixed") if value == FIXED else clean(value, NAME_LENGTH)


def examples(look: Look, heading: str) -> str:
    """Return the most frequent cells of a column in words, those that hold something first."""
    column = next(one for one in look.columns if one.name == heading)
    cells = [clean(cell, NAME_LENGTH) for cell, _ in column.cells if cell][:SHOWN_CELLS]
    return text("mapping.examples", cells="; ".join(cells)) if cells else text("mapping.examples_none")


def _draw_constant(name: str, live: Draft) -> str:
    """Ask what a column of ours is in every row: a list where it has one."""
    label = text("mapping.fixed_label", name=name)
    key = widget_key(f"fixed_{name}")
    held = live.constants.get(name, "")
    if name not in ("indicator", "ref_area"):
        st.session_state.setdefault(key, held)
        return st.text_input(label, key=key, max_chars=300, label_visibility="collapsed").strip()
    found = choose_code(label, name, key, held)
    return found or ""


def choose_code(label: str, name: str, key: str, held: str = "") -> str | None:
    """Return the indicator or area chosen from the list of all, None where none is yet."""
    reference = get_reference()
    if name == "indicator":
        codes: Sequence[str] = list(reference.indicators)
        words: Callable[[str], str] = lambda code: reference.indicators[code].name  # noqa: E731 - as area_words gives one
    else:
        names = area_options(reference)
        codes = list(names)
        words = area_words(names)
    if key not in st.session_state:
        st.session_state[key] = held if held in codes else None
    found: str | None = st.selectbox(
        hidden_label(label),
        [None, *codes],
        format_func=lambda code: words(code) if code else text("mapping.fixed_choose"),
        key=key,
        label_visibility="collapsed",
        filter_mode="contains",
    )
    return found
