"""The census of the revision that the reader looks at, counted once, and what of it a choice shows."""

from dataclasses import replace

import streamlit as st

from data.datasets import SCHOOLS
from i18n import text
from pages.widgets.access import get_snapshot, get_tracker, get_view
from services.schools.census import get_census
from services.schools.cube import Census
from services.view import View
from topics.schools.view import SchoolChoice, SchoolView, make_view
from topics.schools.words import source_words

KEPT_VIEWS = 16


def get_page_census() -> Census | None:
    """Return what was counted of the schools, None where none is published; the first time it says how far it is."""
    room = st.empty()
    done = get_census(
        get_tracker().store.location,
        get_snapshot(),
        lambda share: room.progress(min(share, 1.0), text("schools.counting")),
    )
    room.empty()
    return done


def chosen_schools(census: Census, choice: SchoolChoice) -> SchoolView:
    """Return what a choice shows of the census, with the source that stands under each picture."""
    view = get_view()
    key = f"{census.key} {choice!r} {view.day} {view.reference.own}"
    return replace(_schools_of(key, census, choice, view), source=source_words(get_snapshot().revision(SCHOOLS)))


@st.cache_resource(show_spinner=False, max_entries=KEPT_VIEWS)
def _schools_of(key: str, _census: Census, _choice: SchoolChoice, _view: View) -> SchoolView:
    """Return what a choice shows on a day, made once for all readers; `key` says of what."""
    del key
    return make_view(_census, _view, _choice)
