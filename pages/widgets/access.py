"""Cached access to the published data, at the moment the reader chose, and the way back to today."""

import logging
import sys
from datetime import date
from pathlib import Path
from threading import Timer

import streamlit as st

import clock
from data.reference import Reference
from data.schemas.revision import Revision
from data.store import Lost, Snapshot
from i18n import speak_of_units, text
from services.jobs.spool import open_spool
from services.misuse import Misuse
from services.projecting.recording import record_statements
from services.tracker import State, Tracker, open_tracker
from services.view import View, end_of_day

AS_OF = "as_of"
LOG = logging.getLogger("connect2030")


@st.cache_resource(show_spinner=False)
def get_tracker() -> Tracker:
    """Return the tracker, one for all sessions of this process."""
    open_spool()
    return open_tracker(None, clock.moment_now)


def get_reference() -> Reference:
    """Return the reference data at the chosen moment; the session calls units from here on as they were then."""
    day, tracker = chosen_day(), get_tracker()
    found = _reference_on(tracker.store.location, day) if day else tracker.reference
    speak_of_units(found.unit_words)
    return found


@st.cache_resource(show_spinner=False, max_entries=16)
def _reference_on(store: Path, day: date) -> Reference:
    """Return the reference data as it was at the end of a day that is over, so that it never changes again."""
    del store
    tracker = get_tracker()
    return tracker.reference_of(tracker.store.snapshot(end_of_day(day)))


def real_today() -> date:
    """Return today's date (UTC): what every page asks, so that the clock is read at one place."""
    return clock.today()


def earliest_day() -> date:
    """Return the first day that can be chosen; without one Streamlit offers the ten years before the real day."""
    return date(int(get_tracker().reference.thresholds.earliest_year.value), 1, 1)


def announce_day() -> None:
    """Log that the day is set rather than real; end where what is set is no date."""
    try:
        day = real_today()
    except Misuse as error:
        sys.exit(str(error))
    if clock.is_set():
        LOG.warning("CONNECT2030_TODAY is set: the dashboard takes place on %s, whatever the real day is.", day)


def chosen_day() -> date | None:
    """Return the day "as of" which the reader looks at the data, None for now."""
    found = st.session_state.get(AS_OF)
    return found if isinstance(found, date) and found < real_today() else None


def judging_day() -> date:
    """Return the day to judge by: the chosen one, or today."""
    return chosen_day() or real_today()


def get_state() -> State:
    """Return the published data at the chosen moment."""
    day = chosen_day()
    return get_tracker().state(end_of_day(day) if day else None)


def get_view() -> View:
    """Return the published data at the chosen moment with the reference data of that moment and the day to judge by."""
    return View(get_state(), get_reference(), judging_day(), chosen_day())


def get_snapshot() -> Snapshot:
    """Return the revisions of all datasets at the chosen moment."""
    day = chosen_day()
    return get_tracker().store.snapshot(end_of_day(day) if day else None)


def get_history(dataset: str) -> list[Revision]:
    """Return the revisions of a dataset by the chosen moment, newest first; before the store began its first one."""
    day, found = chosen_day(), get_tracker().store.history(dataset)
    return [one for one in found if day is None or one.at <= end_of_day(day)] or found[-1:]


def get_lost(dataset: str) -> list[Lost]:
    """Return the lost revisions of a dataset by the chosen moment, and those of which no moment is known."""
    day, found = chosen_day(), get_tracker().store.lost(dataset)
    return [one for one in found if day is None or one.made is None or one.made.at <= end_of_day(day)]


def looks_back() -> bool:
    """Return whether an earlier day is looked at, so that nothing can be published."""
    return chosen_day() is not None


def draw_way_back(key: str) -> None:
    """Say that nothing can be published from here, and offer the way back to today."""
    st.warning(text("publish.as_of"), icon=":material/history:")
    st.button(text("frame.as_of_end"), key=f"back_to_today_{key}", on_click=_return, icon=":material/today:")


def _return() -> None:
    st.session_state[AS_OF] = None


AFTER_PUBLISHING = 5.0
"""Seconds: by then the page that follows has built the new state, which the record draws on too."""
AFTER_START = 30.0
"""Seconds: the first reader goes first."""


def record_soon() -> None:
    """Keep what the newest revisions say, a little later and beside everything else."""
    _record_after(AFTER_PUBLISHING)


def record_after_start() -> None:
    """Make up for what an earlier process did not come to."""
    _record_after(AFTER_START)


def _record_after(seconds: float) -> None:
    """Keep in a thread of its own. A server that ends does not wait for it: what it misses is made up for later."""
    timer = Timer(seconds, lambda: record_statements(get_tracker()))
    timer.daemon = True
    timer.start()
