"""One row for each column of ours: which column of the file it is, or what it is in every row, with examples."""

from collections.abc import Callable, Sequence

import streamlit as st

from charts.html import safe, wrap
from data.datasets import KINDS
from data.readers import Look
from i18n import has_text, text
from i18n.problems import clean
from pages.shared.access import get_reference
from pages.shared.aside import draw_aside
from pages.shared.filters import area_options, area_words, hidden_label
from pages.shared.mapping.state import widget_key
from services.mapping_drafts import Draft

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
