"""The census of the revision that the reader looks at, counted once; and the words of its source."""

from dataclasses import replace

import streamlit as st

from i18n import format_date, text
from pages.shared.access import get_snapshot, get_tracker, get_view
from services.schools.census import get_census
from services.schools.cube import Census
from services.schools.view import SchoolChoice, SchoolView, make_view
from services.shapes import SCHOOLS
from services.view import View

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


def page_view(census: Census, choice: SchoolChoice) -> SchoolView:
    """Return what the page shows for a choice, with the source that stands under each picture."""
    looked_at = get_view()
    key = f"{census.key} {choice!r} {looked_at.day} {looked_at.reference.own}"
    view = _view_of(key, census, choice, looked_at)
    return replace(view, source=census_source())


@st.cache_resource(show_spinner=False, max_entries=KEPT_VIEWS)
def _view_of(key: str, _census: Census, _choice: SchoolChoice, _looked_at: View) -> SchoolView:
    """Return what a choice shows on a day, made once for all readers; `key` says of what."""
    del key
    return make_view(_census, _looked_at, _choice)


def census_source() -> str:
    """Return the source under every picture: which revision of the census, by whom and when."""
    revision = get_snapshot().revision(SCHOOLS)
    return text(
        f"schools.source.{revision.deed}",
        file=revision.file or text("schools.no_file"),
        by=revision.by,
        day=format_date(revision.at.date()),
        revision=revision.revision,
    )
