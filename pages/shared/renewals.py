"""Newer built-in figures that came with the program: offered with the same preview, never taken by themselves."""

import streamlit as st

from charts.problems import draw_verdict
from i18n import text
from pages.shared.access import get_tracker, real_today
from pages.shared.kept import forget
from pages.shared.outcome import forget_outcome
from pages.shared.piece import draw_piece
from pages.shared.publish_form import Plan, draw_form, draw_plan
from services.renewing import find_renewals, newest_digest, preview_renewal

LOOKED_AT = "renewal_looked_at"


@st.cache_data(show_spinner=False, max_entries=4)
def _found(published: str) -> tuple[str, ...]:
    """Return the datasets with newer built-in figures, for the published data as the key names it."""
    del published
    return find_renewals(get_tracker())


def offer_renewals() -> None:
    """Say which built-in figures are newer than those of the store, with a button to look at them."""
    found = _found(get_tracker().store.snapshot().key)
    if not found:
        return
    names = {name: text(f"dataset.{name}") for name in found}
    words = text("upload.renewal.words", datasets=", ".join(names.values()))
    draw_piece(draw_verdict("new", text("upload.renewal.word"), words), key="renewals")
    with st.container(horizontal=True):
        for dataset, name in names.items():
            label = text("upload.renewal.look", dataset=name)
            st.button(label, key=f"renewal_{dataset}", on_click=_look, args=(dataset,))


def _look(dataset: str) -> None:
    forget_outcome()
    st.session_state[LOOKED_AT] = dataset


def looked_at() -> str | None:
    """Return the dataset whose newer built-in figures are being looked at."""
    found = st.session_state.get(LOOKED_AT)
    return str(found) if found else None


def draw_renewal(dataset: str) -> None:
    """Draw what taking over the newer built-in figures would change, with the form to do so."""
    st.header(text("upload.renewal.title", dataset=text(f"dataset.{dataset}")))
    st.markdown(text("upload.renewal.lead"))
    today = real_today()
    plan = Plan(
        page="upload",
        deed="built-in",
        token=(dataset, today),
        look=lambda: preview_renewal(get_tracker(), dataset, today),
        clear=_leave,
        drop=text("publish.leave"),
        done="publish.done_built_in",
        origin=("", newest_digest(dataset)),
    )
    preview = draw_plan(plan, text("publish.nothing_other"))
    draw_form(plan, preview)


def _leave() -> None:
    st.session_state.pop(LOOKED_AT, None)
    forget("preview_built-in")
