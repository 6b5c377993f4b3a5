"""The mapping screen: what the rows are, which columns are which, and the first rows read like that."""

from dataclasses import replace
from typing import get_args

import streamlit as st

from charts.facts import draw_table
from charts.problems import draw_verdict
from data.datasets import KINDS
from data.readers import Look, ReadOptions
from data.schemas.mapping import ColumnMapping
from i18n import counted, problem_text, problem_title, text
from i18n.problems import clean
from pages.widgets.access import get_reference, get_tracker, real_today
from pages.widgets.filters import escape_markdown
from pages.widgets.mapping import (
    close_mapping,
    current_draft,
    draw_columns,
    is_open,
    keep_draft,
    look_below,
    open_mapping,
    restart_draft,
    use_mapping,
    used_mapping,
    widget_key,
)
from pages.widgets.mapping_values import draw_answers, draw_factors, draw_side
from pages.widgets.recognised import with_outside
from pages.widgets.saved_mappings import draw_from_file, draw_kept, draw_proposal, draw_used, take_up_again
from pages.widgets.show import draw_aside, draw_piece
from services.checking import Check
from services.mapping_drafts import Draft, Made, Shape, make_mapping, preview_mapping, preview_rows
from services.mappings import keep_mapping
from services.misuse import STORE_TROUBLE, Misuse, describe_trouble

UNKNOWN = "form-unknown"
SHOWN_NAMES = 6
SHOWN_PROBLEMS = 3
KEEP, NAME, BY, ERROR = "mapping_keep", "mapping_name", "mapping_by", "mapping_error"


def needs_mapping(check: Check) -> bool:
    """Return whether the columns of the file are to be mapped: its form is unknown, or somebody chose to."""
    look, unknown = check.reading.look, any(one.code == UNKNOWN for one in check.problem_counts)
    mapped = used_mapping() and not is_open()
    return not mapped and look is not None and bool(look.columns) and (unknown or is_open())


def draw_mapping(check: Check) -> bool:
    """Draw how the columns of the file are mapped, or the way to do so; return whether nothing else is to be shown."""
    if used_mapping() and not is_open():
        draw_used(check)
        return False
    look = check.reading.look
    unknown = any(one.code == UNKNOWN for one in check.problem_counts)
    if look is None or not needs_mapping(check):
        if check.reading.form is not None:
            st.button(
                text("mapping.open"),
                on_click=open_mapping,
                type="tertiary",
                key="mapping_begin",
                icon=":material/view_column:",
            )
        return False
    if unknown and take_up_again(check):
        st.rerun()
    st.header(text("mapping.title"))
    st.markdown(text("mapping.lead" if unknown else "mapping.lead_open"))
    draw_proposal(look)
    _draw_screen(look)
    draw_kept(look)
    draw_from_file()
    if not unknown:
        st.button(text("mapping.close"), on_click=close_mapping, key="mapping_leave")
    return not unknown


def _draw_screen(look: Look) -> None:
    begun, live = current_draft(look)
    _choose_row(look)
    _choose_kind(begun, look)
    if begun.kind == "observations":
        _choose_shape(begun, look)
    columns, constants = draw_columns(begun, live, look)
    draft = replace(live, columns=columns, constants=constants, side=draw_side(live, look))
    draft = replace(draft, factors=draw_factors(draft, live, look), answers=draw_answers(draft, live, look))
    keep_draft(draft)
    made = make_mapping(draft, look, with_outside(ReadOptions()))
    _draw_preview(made, look)
    _draw_use(made)


def _choose_row(look: Look) -> None:
    rows = dict(look.heads)
    key = widget_key(f"row_{look.row}")
    st.session_state.setdefault(key, look.row)
    st.selectbox(
        text("mapping.header_row"),
        list(rows),
        format_func=lambda row: _row_words(row, rows[row]),
        key=key,
        on_change=lambda: look_below(st.session_state[key]),
    )


def _row_words(row: int, names: tuple[str, ...]) -> str:
    shown = [clean(name, 24) for name in names if name.strip()]
    words = ", ".join(shown[:SHOWN_NAMES]) + (", ..." if len(shown) > SHOWN_NAMES else "")
    return text("mapping.header_option", row=row, names=words)


def _choose_kind(begun: Draft, look: Look) -> None:
    key = widget_key("kind")
    st.session_state.setdefault(key, begun.kind)
    st.radio(
        text("mapping.kind"),
        tuple(KINDS),
        format_func=lambda kind: text(f"mapping.kind_{kind}"),
        key=key,
        horizontal=True,
        on_change=lambda: restart_draft(look, st.session_state[key], None),
    )


def _choose_shape(begun: Draft, look: Look) -> None:
    key = widget_key("shape")
    st.session_state.setdefault(key, begun.shape)
    st.radio(
        text("mapping.shape"),
        get_args(Shape),
        format_func=lambda shape: text(f"mapping.shape_{shape}"),
        key=key,
        on_change=lambda: restart_draft(look, "observations", st.session_state[key]),
    )


def _draw_preview(made: Made, look: Look) -> None:
    if made.mapping is None:
        return
    reading = preview_mapping(look, made.mapping, get_reference().rules(real_today()))
    st.subheader(text("mapping.preview"))
    names, rows = preview_rows(reading, made.mapping)
    if rows:
        shown = [[clean(cell) for cell in row] for row in rows]
        draw_piece(draw_table(text("mapping.preview_caption"), names, shown, scroll=True), key="mapping_preview")
    else:
        draw_aside(counted("mapping.preview_none", len(look.rows)))
    blocking = {one.code: one for one in reversed(reading.problems) if one.severity == "blocks"}
    for one in list(blocking.values())[:SHOWN_PROBLEMS]:
        message = problem_text(one.code, None, one.column, one.value, one.details)
        draw_aside(text("mapping.preview_problem", title=problem_title(one.code), message=message))


def _draw_use(made: Made) -> None:
    """Offer to use the mapping; say first what it lacks."""
    if made.missing:
        names = ", ".join(made.missing)
        draw_piece(
            draw_verdict("blocks", text("mapping.needed"), text("mapping.missing", names=names)), "mapping_lacks"
        )
    if made.faults:
        st.error(escape_markdown(text("mapping.faulty", reasons=" ".join(made.faults))))
    with st.container(border=True):
        st.checkbox(text("mapping.keep"), key=KEEP)
        if st.session_state.get(KEEP):
            st.text_input(text("mapping.name"), key=NAME, max_chars=100, placeholder=text("mapping.name_hint"))
            st.text_input(text("mapping.by"), key=BY, max_chars=100)
        wrong = st.session_state.pop(ERROR, "")
        if wrong:
            st.error(escape_markdown(wrong))
        st.button(
            text("mapping.use"),
            type="primary",
            disabled=made.mapping is None,
            key="mapping_use",
            on_click=_use,
            args=(made.mapping,),
        )


def _use(mapping: ColumnMapping | None) -> None:
    if mapping is None:
        return
    if st.session_state.get(KEEP):
        mapping = ColumnMapping(**mapping.model_dump() | {"name": st.session_state.get(NAME, "")})
        try:
            keep_mapping(get_tracker(), mapping, st.session_state.get(BY, ""))
        except Misuse as error:
            st.session_state[ERROR] = str(error)
            return
        except STORE_TROUBLE as trouble:
            st.session_state[ERROR] = describe_trouble(trouble)
            return
        except OSError:
            st.session_state[ERROR] = text("publish.busy")
            return
    use_mapping(mapping)
