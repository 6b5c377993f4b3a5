"""What the cells of a mapped file mean: constants, words for values, and one decision for each unknown name."""

from collections.abc import Mapping

import streamlit as st

from data.readers import Decision, Look, Unknown
from data.readers.mapped import YEAR
from data.schemas.fields import is_missing
from data.schemas.mapping import ANSWERED, SKIP
from i18n import counted, format_plain, text, unit_words
from i18n.problems import clean
from pages.widgets.access import get_reference
from pages.widgets.filters import escape_markdown, hidden_label
from pages.widgets.mapping import (
    NAME_LENGTH,
    choose_code,
    decide,
    decided,
    examples,
    undo_decisions,
    used_mapping,
    widget_key,
)
from pages.widgets.saved_mappings import draw_download
from pages.widgets.show import draw_aside
from services.checking import Check
from services.decisions import certain_decisions, code_name, codes_for, with_decisions
from services.mapping_drafts import AS_IT_IS, Draft, factors_for, natural_answer, shares_of_one

OPEN = ""
ANSWER_WORDS = {OPEN: "open", "yes": "yes", "no": "no", "unknown": "unknown", SKIP: "skip"}
PER_CENT = "PT"


def draw_side(live: Draft, look: Look) -> dict[str, str]:
    """Ask which columns hold values side by side, and what each stands for."""
    if live.shape == "long":
        return {}
    key = widget_key("side")
    if key not in st.session_state:
        st.session_state[key] = [name for name in look.header if name in live.side]
    chosen = st.multiselect(
        text("mapping.side_label"),
        list(look.header),
        key=key,
        format_func=lambda name: clean(name, NAME_LENGTH),
        filter_mode="contains",
    )
    if not chosen and live.shape == "indicators":
        draw_aside(text("mapping.side_indicators_none"))
    by_indicator = live.shape == "indicators"
    found = {name: _ask_indicator(name, live, look) if by_indicator else _ask_period(name, live) for name in chosen}
    return {name: meant for name, meant in found.items() if meant}


def _ask_indicator(name: str, live: Draft, look: Look) -> str:
    words, choice, beside = st.columns([3, 4, 4])
    label = text("mapping.side_indicator", column=clean(name, NAME_LENGTH))
    words.markdown(f"**{escape_markdown(clean(name, NAME_LENGTH))}**")
    with choice:
        found = choose_code(label, "indicator", widget_key(f"side_{name}"), live.side.get(name, ""))
    with beside:
        draw_aside(examples(look, name))
    return found or ""


def _ask_period(name: str, live: Draft) -> str:
    """Return the year in a heading; asked where it has none."""
    match = YEAR.search(name)
    if match:
        return match[1]
    key = widget_key(f"side_{name}")
    st.session_state.setdefault(key, live.side.get(name, ""))
    label = text("mapping.side_period", column=clean(name, NAME_LENGTH))
    draw_aside(label)
    return st.text_input(hidden_label(label), key=key, max_chars=10, label_visibility="collapsed").strip()


def draw_factors(draft: Draft, live: Draft, look: Look) -> dict[str, str]:
    """Ask in which multiple of the unit values are written; once for all years of one indicator."""
    asked: dict[str, str] = {}
    if draft.shape == "indicators":
        asked = dict(draft.side)
    elif draft.shape == "periods" and draft.side:
        asked = {next(iter(draft.side)): draft.constants.get("indicator", "")}
    elif "obs_value" in draft.columns:
        asked = {draft.columns["obs_value"]: draft.constants.get("indicator", "")}
    found = {name: _ask_factor(name, indicator, live, look) for name, indicator in asked.items()}
    if draft.shape == "periods" and found:
        return dict.fromkeys(draft.side, next(iter(found.values())))
    return found


def _ask_factor(name: str, indicator: str, live: Draft, look: Look) -> str:
    known = get_reference().indicators.get(indicator)
    unit = known.unit_measure if known else ""
    words = unit_words(unit) if unit else text("mapping.unit_any")
    key = widget_key(f"factor_{name}_{unit}")
    options = factors_for(unit)
    if key not in st.session_state:
        held = live.factors.get(name, AS_IT_IS)
        st.session_state[key] = held if held in options else AS_IT_IS
    side = live.shape == "periods"
    label = text("mapping.factor_all") if side else text("mapping.factor", column=clean(name, NAME_LENGTH))
    draw_aside(label)
    found = st.selectbox(
        hidden_label(label),
        options,
        format_func=lambda factor: text(f"mapping.factor_{factor}", unit=words),
        key=key,
        label_visibility="collapsed",
    )
    if found == AS_IT_IS and (not unit or unit.startswith(PER_CENT)) and shares_of_one(look, name):
        st.warning(text("mapping.looks_like_shares", column=escape_markdown(clean(name, NAME_LENGTH))))
    return str(found)


def draw_answers(draft: Draft, live: Draft, look: Look) -> dict[str, Mapping[str, str]]:
    """Ask what each answer of a yes-or-no column means; an empty cell is unknown and is not asked about."""
    if draft.kind != "schools":
        return {}
    asked = {name: draft.columns[name] for name in ANSWERED if name in draft.columns}
    return {name: _ask_answers(name, heading, live, look) for name, heading in asked.items()}


def _ask_answers(name: str, heading: str, live: Draft, look: Look) -> dict[str, str]:
    column = next(one for one in look.columns if one.name == heading)
    cells = [(cell, count) for cell, count in column.cells if not is_missing(cell)]
    st.markdown(f"**{escape_markdown(text('mapping.answers', column=clean(heading, NAME_LENGTH)))}**")
    draw_aside(text(f"mapping.answers_words{'_all' if look.whole else ''}", rows=format_plain(look.counted, 0)))
    held = live.answers.get(name, {})
    found = {}
    for start in range(0, len(cells), 3):
        for (cell, count), place in zip(cells[start : start + 3], st.columns(3), strict=False):
            key = widget_key(f"answer_{name}_{heading}_{cell}")
            if key not in st.session_state:
                st.session_state[key] = held.get(cell, natural_answer(cell))
            label = text("mapping.answer_label", cell=clean(cell, NAME_LENGTH), count=format_plain(count, 0))
            with place:
                draw_aside(label)
                found[cell] = st.selectbox(
                    hidden_label(label),
                    list(ANSWER_WORDS),
                    key=key,
                    format_func=_answer_words,
                    label_visibility="collapsed",
                )
    return {cell: meant for cell, meant in found.items() if meant}


def _answer_words(answer: str) -> str:
    return text(f"mapping.answer_{ANSWER_WORDS[answer]}")


SHOWN = 30
UNDECIDED = ""
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
    options = [UNDECIDED, *codes] if one.column == IN_LISTS else [UNDECIDED, *codes[:1], SKIP, *codes[1:]]
    cell = clean(one.cell) or text("mapping.unknown.empty")
    key = "row_one" if one.rows == 1 else "row"
    label = text(f"mapping.unknown.{key}", cell=cell, column=one.column, rows=format_plain(one.rows, 0))

    def words(code: str) -> str:
        if code == UNDECIDED:
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
    return str(found or UNDECIDED)


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
