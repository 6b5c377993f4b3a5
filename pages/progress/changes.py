"""What changed in an area: this year against last year, since a day, and by the last revisions."""

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from data.store import Snapshot
from i18n import text
from pages.widgets.access import chosen_day, earliest_day, get_snapshot, get_tracker, get_view
from pages.widgets.filters import choose_one, chosen_area, filter_row
from pages.widgets.show import name_page, show
from services.tracker import State
from services.view import View, end_of_day, look_at
from topics.moved import Since, show_moved
from topics.news import latest_revisions, state_before

SINCE: tuple[Since, ...] = ("year", "date", "revision")
A_YEAR = timedelta(days=365)


def draw_page() -> None:
    """Draw the comparison that the reader chose."""
    st.title(text("changes.title"), anchor=False)
    area, view = chosen_area(), get_view()
    with filter_row(3) as (left, right, _):
        with left:
            since = choose_one("since", text("changes.since"), SINCE, lambda code: text(f"changes.since_{code}"))
        with right:
            day = _choose_day(view.day) if since == "date" else view.day - A_YEAR
    if area is None:
        return
    name_page(f"{text('changes.title')}: {view.name_of(area)}")
    snapshot = get_snapshot()
    if since == "revision" and not latest_revisions(snapshot):
        st.info(text("changes.no_revision"), icon=":material/info:")
        return
    if since == "revision":
        before = _before_revisions(view, snapshot)
    else:
        before = look_at(get_tracker(), view.day, end_of_day(day))
    show(show_moved(before, view, area, since))  # type: ignore[arg-type] # one of the three


def _choose_day(today: date) -> date:
    """Return the day to hold the figures against; the link keeps it."""
    key, usual = "changes_day", today - A_YEAR
    if key not in st.session_state:
        asked = st.query_params.get("day", "")
        st.session_state[key] = date.fromisoformat(asked) if _is_day(asked, today) else usual
    found: date = st.date_input(
        text("changes.day"), key=key, min_value=earliest_day(), max_value=today - timedelta(days=1), format="YYYY-MM-DD"
    )
    if found != usual:
        st.query_params["day"] = found.isoformat()
    return found


def _is_day(asked: str, today: date) -> bool:
    try:
        return earliest_day() <= date.fromisoformat(asked) < today
    except ValueError:
        return False


def _before_revisions(view: View, snapshot: Snapshot) -> View:
    return replace(view, state=_state_before(view.state.key, chosen_day(), snapshot))


@st.cache_resource(show_spinner=False, max_entries=2)
def _state_before(key: str, known_on: date | None, _snapshot: Snapshot) -> State:
    """Return the data without the last revision of each dataset, one for all sessions."""
    del key
    return state_before(get_tracker(), _snapshot, known_on)


draw_page()
