"""Values that stand side by side, the unit they are written in, and what answers mean."""

from collections.abc import Mapping

import streamlit as st

from data.readers import Look
from data.readers.mapped import YEAR
from data.schemas.fields import is_missing
from data.schemas.mapping import ANSWERED, SKIP
from i18n import format_plain, text, unit_words
from i18n.problems import clean
from pages.shared.access import get_reference
from pages.shared.aside import draw_aside
from pages.shared.filters import escape_markdown, hidden_label
from pages.shared.mapping.columns import NAME_LENGTH, choose_code, examples
from pages.shared.mapping.state import widget_key
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
