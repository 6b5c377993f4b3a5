"""The census of the revision that the reader looks at, counted once; and the words of its source."""

from dataclasses import replace

import streamlit as st

from i18n import format_date, text
from pages.shared.access import get_snapshot, get_tracker, judging_day
from services.census import Census, get_census
from services.school_view import SchoolChoice, SchoolView, make_view
from services.shapes import SCHOOLS


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
    return replace(make_view(census, get_tracker(), choice, judging_day()), source=census_source())


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
