"""A deed that is looked at before it is done: the preview that was shown is carried out exactly, or shown anew."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import streamlit as st

from charts.problems import draw_verdict
from data.datasets import PLEDGES, SCHOOLS
from data.schemas.own_indicator import NATIONAL
from data.schemas.revision import DeedKind, Revision
from exhibits.origins import by_words, why_words
from i18n import format_count, has_text, text
from pages.widgets.access import draw_way_back, get_reference, get_tracker, looks_back, record_soon
from pages.widgets.filters import escape_markdown
from pages.widgets.menu import page_file
from pages.widgets.preview import draw_change_table, draw_preview
from pages.widgets.remembered import PRESSED, forget, keep, was_renewed
from pages.widgets.show import draw_piece
from services.difference import Difference, sort_changes
from services.groups import area_name
from services.misuse import STORE_TROUBLE, Misuse, describe_trouble
from services.previewing import Preview
from services.publishing import MovedOnError, Published, Who, make_who, publish_shown

OUTCOME = "outcome"
SEEN_ON = {"internet_access": "internet_access", NATIONAL: "compare"}
"""The pages that show single indicators of a dataset, as their link asks."""
SHOWN_AREAS = 4
PAGES = {"affordability": "affordability", "ewaste": "ewaste", SCHOOLS: "schools", PLEDGES: "pledges"}
"""The page that shows a dataset, beside the overview."""


@dataclass(frozen=True)
class Outcome:
    """A deed that was done, in words, with the revisions it made and the view in which its figures are seen."""

    page: str
    words: str
    revisions: tuple[Revision, ...]
    views: dict[str, dict[str, list[str]]]


def remember_outcome(page: str, published: Published, words: str) -> None:
    """Keep what a deed did until it was read."""
    st.session_state[OUTCOME] = Outcome(page, words, published.revisions, _views(published))


def _views(published: Published) -> dict[str, dict[str, list[str]]]:
    """Return the pages that show what changed most of a dataset, with the choices that show it."""
    found = {page: published.preview.differences.get(dataset) for dataset, page in SEEN_ON.items()}
    return {page: _view(one) for page, one in found.items() if one is not None and one.changes_something}


def _view(difference: Difference) -> dict[str, list[str]]:
    """Return the indicator that changed most and the areas in which it did."""
    rows = sort_changes(difference)
    indicator = str(rows["indicator"].iloc[0])
    areas = rows.loc[rows["indicator"] == indicator, "ref_area"].drop_duplicates().head(SHOWN_AREAS)
    return {"indicator": [indicator], "area": [str(area) for area in areas]}


def forget_outcome() -> None:
    """Say no more what the last deed did."""
    st.session_state.pop(OUTCOME, None)


def refused_last() -> int:
    """Return how many rows of the file the last deed left out because they were wrong."""
    outcome: Outcome | None = st.session_state.get(OUTCOME)
    return max((one.refused for one in outcome.revisions), default=0) if outcome else 0


def describe_counts(key: str, published: Published, **details: str) -> str:
    """Return a sentence with the counts of a deed."""
    names = ("new", "changed", "unchanged", "gone")
    counts = {name: format_count(published.preview.total(name)) for name in names}
    one = f"{key}_one"
    single = published.preview.total("gone") == 1 and has_text(one)
    return text(one if single else key, **(counts | details))


def draw_outcome(page: str) -> None:
    """Draw what the last deed of this page did, if there was one."""
    outcome: Outcome | None = st.session_state.get(OUTCOME)
    if outcome is None or outcome.page != page or not outcome.revisions:
        return
    made = [
        text("publish.done_revision", dataset=text(f"dataset.{one.dataset}"), revision=one.revision)
        for one in outcome.revisions
    ]
    words = " ".join([outcome.words, *made])
    draw_piece(draw_verdict("clear", text("publish.done_word"), words), key=f"outcome_{page}")
    with st.container(horizontal=True):
        for page_of, view in outcome.views.items():
            _draw_link(page_of, view)
        areas = {area for view in outcome.views.values() for area in view["area"]}
        for area in areas if len(areas) == 1 else ():
            _draw_link("country", {"area": [area]}, area_name(area, get_reference()))
        for topic in dict.fromkeys(PAGES[one.dataset] for one in outcome.revisions if one.dataset in PAGES):
            _draw_link(topic, {})
        _draw_link("overview", {})
        if page != "revisions":
            st.page_link(
                page_file("revisions"),
                label=text("publish.done_back"),
                icon=":material/undo:",
                query_params={"dataset": outcome.revisions[0].dataset},
            )


def _draw_link(page: str, view: dict[str, list[str]], name: str = "") -> None:
    label = text("publish.done_see", page=name or text(f"{page}.menu"))
    st.page_link(page_file(page), label=label, icon=":material/monitoring:", query_params=view)


NAME = "publisher_name"
MOVED = "publish_moved"


@dataclass(frozen=True)
class Plan:
    """A deed before it is done. `token` says what the preview rests on besides the published data.

    `done` is the key of the sentence that says what was done, `details` what it needs beside the counts. `carry_out`
    starts the deed where it is too long to wait for. `says` adds what is kept with the revision beside who and why.
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
    says: Callable[[Who], Who] = lambda who: who


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
            who = plan.says(make_who(by, why))
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
    record_soon()
    st.rerun()


def _who(theirs: dict[str, Difference]) -> str:
    found = []
    for dataset in theirs:
        newest = get_tracker().store.history(dataset)[0]
        name = text(f"dataset.{dataset}")
        found.append(
            text(
                "publish.moved_who", dataset=name, revision=newest.revision, by=by_words(newest), why=why_words(newest)
            )
        )
    return "; ".join(found)
