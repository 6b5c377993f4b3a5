"""Taking back: a dataset to an earlier revision, or wrong observations out of it; looked at first, then confirmed."""

from dataclasses import dataclass

import streamlit as st

from i18n import counted, text
from pages.shared.access import get_tracker, real_today
from pages.shared.filters import escape_markdown
from pages.shared.outcome import forget_outcome
from pages.shared.publish_form import Plan, draw_form, draw_plan
from services.misuse import Misuse
from services.publishing import preview_removal, preview_restore
from topics.changes import describe_moment, revision_by, revision_why

PENDING = "takeback_pending"


@dataclass(frozen=True)
class Takeback:
    """What is to be taken back: the dataset to a revision, or the observations with these keys out of it."""

    dataset: str
    revision: int | None = None
    keys: frozenset[str] = frozenset()


def begin_takeback(takeback: Takeback) -> None:
    """Look at a taking back; nothing is done before it is confirmed."""
    forget_outcome()
    st.session_state[PENDING] = takeback


def get_takeback() -> Takeback | None:
    """Return the taking back that is looked at, if any."""
    found = st.session_state.get(PENDING)
    return found if isinstance(found, Takeback) else None


def _clear() -> None:
    st.session_state.pop(PENDING, None)


def draw_takeback(takeback: Takeback) -> None:
    """Draw what a taking back would change, with the form to confirm it."""
    if takeback.revision is None:
        plan, nothing = _removal(takeback)
    else:
        plan, nothing = _restoring(takeback.dataset, takeback.revision)
    try:
        preview = draw_plan(plan, nothing)
    except Misuse as misuse:
        st.error(escape_markdown(str(misuse)))
        st.button(plan.drop, on_click=_clear, key="takeback_refused")
        return
    if preview.changes_something:
        draw_form(plan, preview)
    else:
        st.button(plan.drop, on_click=_clear, key="takeback_nothing")


def _restoring(dataset: str, revision: int) -> tuple[Plan, str]:
    name, today = text(f"dataset.{dataset}"), real_today()
    wanted = next(one for one in get_tracker().store.history(dataset) if one.revision == revision)
    said = {"why": revision_why(wanted), "by": revision_by(wanted), "when": describe_moment(wanted.at)}
    st.header(text("revisions.restore_title", dataset=name, revision=revision))
    words = {part: escape_markdown(written) for part, written in said.items()}
    st.markdown(text("revisions.restore_lead", revision=revision, **words))
    plan = Plan(
        page="revisions",
        deed="restore",
        token=(dataset, revision, today),
        look=lambda: preview_restore(get_tracker(), dataset, revision, today),
        clear=_clear,
        drop=text("revisions.cancel"),
        done="publish.done_restore",
        details={"dataset": name, "back": str(revision)},
        origin=(wanted.file, wanted.sha256),
    )
    return plan, text("revisions.restore_nothing", revision=revision)


def _removal(takeback: Takeback) -> tuple[Plan, str]:
    name, today = text(f"dataset.{takeback.dataset}"), real_today()
    st.header(counted("revisions.remove_title", len(takeback.keys), dataset=name))
    st.markdown(text("revisions.remove_lead"))
    plan = Plan(
        page="revisions",
        deed="remove",
        token=(takeback, today),
        look=lambda: preview_removal(get_tracker(), takeback.dataset, set(takeback.keys), today),
        clear=_clear,
        drop=text("revisions.cancel"),
        done="publish.done_remove",
        details={"dataset": name},
    )
    return plan, text("revisions.remove_nothing")
