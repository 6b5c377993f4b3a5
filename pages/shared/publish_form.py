"""A deed that is looked at before it is done: the preview that was shown is carried out exactly, or shown anew."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import streamlit as st

from charts.problems import draw_verdict
from data.schemas.revision import DeedKind
from i18n import text
from pages.shared.access import get_tracker
from pages.shared.filters import escape_markdown
from pages.shared.keeping import keep_soon
from pages.shared.kept import PRESSED, forget, keep, was_renewed
from pages.shared.outcome import describe_counts, remember_outcome
from pages.shared.piece import draw_piece
from pages.shared.preview import draw_change_table, draw_preview
from pages.shared.today import draw_way_back, looks_back
from services.deeds import make_who
from services.difference import Difference
from services.misuse import STORE_TROUBLE, Misuse, describe_trouble
from services.previewing import Preview
from services.publishing import MovedOnError, Published, Who, publish_shown

NAME = "publisher_name"
MOVED = "publish_moved"


@dataclass(frozen=True)
class Plan:
    """A deed before it is done. `token` says what the preview rests on besides the published data.

    `done` is the key of the sentence that says what was done, `details` what it needs beside the counts. `carry_out`
    starts the deed where it is too long to wait for. `reason` makes what is kept with the revision of what was typed.
    """

    page: str
    deed: DeedKind
    token: Hashable
    look: Callable[[], Preview]
    clear: Callable[[], None]
    drop: str
    done: str
    details: dict[str, str] = field(default_factory=dict)
    origin: tuple[str, str] = ("", "")
    carry_out: Callable[["Plan", Who], None] | None = None
    reason: Callable[[str], str] = str


@dataclass(frozen=True)
class Moved:
    """What somebody else published while a plan was looked at, in words and row by row."""

    token: Hashable
    words: str
    theirs: dict[str, Difference]


def draw_plan(plan: Plan, nothing: str) -> Preview:
    """Draw the preview of a deed, what somebody else did meanwhile, and return the preview."""
    preview = keep(f"preview_{plan.deed}", plan.token, plan.look, text("publish.looking"))
    _draw_moved(plan)
    if preview.changes_something:
        draw_preview(preview, plan.deed)
    else:
        draw_piece(draw_verdict("unchanged", text("publish.nothing_word"), nothing), key="nothing_changes")
    return preview


def _draw_moved(plan: Plan) -> None:
    renewed = was_renewed()
    if _was_moved(plan):
        moved: Moved = st.session_state[MOVED]
        draw_piece(draw_verdict("blocks", text("publish.moved_word"), moved.words), key="moved")
        with st.expander(text("publish.theirs"), expanded=True):
            draw_change_table(moved.theirs, "theirs")
    elif renewed:
        st.info(text("publish.renewed"))


def _was_moved(plan: Plan) -> bool:
    moved: Moved | None = st.session_state.get(MOVED)
    return moved is not None and moved.token == plan.token


def draw_form(plan: Plan, preview: Preview) -> None:
    """Ask who and why, and carry out the preview or drop it; not while an earlier day is looked at."""
    if looks_back():
        draw_way_back(plan.deed)
        return
    if _was_moved(plan):
        st.warning(text("publish.moved_below"))
    with st.container(border=True):  # no form: what is typed in one is lost when the page is reloaded
        st.markdown(text("publish.form"))
        left, right = st.columns([1, 2])
        by = left.text_input(text("publish.by"), value=st.session_state.get(NAME, ""), max_chars=100, key="publish_by")
        hint = text("publish.why_hint")
        why = right.text_input(text("publish.why"), placeholder=hint, max_chars=500, key=f"publish_why_{plan.deed}")
        with st.container(horizontal=True):
            pressed = st.button(text(f"publish.button_{plan.deed}"), type="primary", key=PRESSED)
            st.button(plan.drop, key="publish_drop", on_click=_drop, args=(plan,))
    if pressed:
        _carry_out(plan, preview, by, why)


def _drop(plan: Plan) -> None:
    st.session_state.pop(MOVED, None)
    forget(f"preview_{plan.deed}")
    plan.clear()


def _carry_out(plan: Plan, preview: Preview, by: str, why: str) -> None:
    st.session_state[NAME] = by
    missing = [key for key, value in (("needs_name", by), ("needs_reason", why)) if not value.strip()]
    if missing:
        st.error("  \n".join(text(f"publish.{key}") for key in missing))
        return
    try:
        if plan.carry_out:
            plan.carry_out(plan, make_who(by, why))
            st.rerun()
        with st.spinner(text("publish.publishing")):
            who = make_who(by, plan.reason(why.strip()))
            published = publish_shown(get_tracker(), preview, who, plan.deed, plan.look, plan.origin)
    except MovedOnError as moved:
        tell_moved(plan, moved.theirs)
    except STORE_TROUBLE as trouble:
        st.error(escape_markdown(describe_trouble(trouble)))
    except Misuse as misuse:
        st.error(escape_markdown(str(misuse)))
    else:
        finish(plan, published)


def tell_moved(plan: Plan, theirs: dict[str, Difference]) -> None:
    """Draw the plan anew, with what somebody else published in between."""
    st.session_state[MOVED] = Moved(plan.token, text("publish.moved", who=_who(theirs)), theirs)
    st.rerun()


def finish(plan: Plan, published: Published) -> None:
    """Keep what a deed did, and draw the page anew without it."""
    words = [describe_counts(plan.done, published, **plan.details), published.doubt]
    remember_outcome(plan.page, published, " ".join(filter(None, words)))
    _drop(plan)
    keep_soon()
    st.rerun()


def _who(theirs: dict[str, Difference]) -> str:
    found = []
    for dataset in theirs:
        newest = get_tracker().store.history(dataset)[0]
        name = text(f"dataset.{dataset}")
        found.append(text("publish.moved_who", dataset=name, revision=newest.revision, by=newest.by, why=newest.why))
    return "; ".join(found)
