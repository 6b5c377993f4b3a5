"""The way back from an earlier day to today: nothing can be published while an earlier day is looked at."""

import streamlit as st

from i18n import text
from pages.shared.access import AS_OF, chosen_day


def looks_back() -> bool:
    """Return whether an earlier day is looked at, so that nothing can be published."""
    return chosen_day() is not None


def draw_way_back(key: str) -> None:
    """Say that nothing can be published from here, and offer the way back to today."""
    st.warning(text("publish.as_of"), icon=":material/history:")
    st.button(text("frame.as_of_end"), key=f"back_to_today_{key}", on_click=_return, icon=":material/today:")


def _return() -> None:
    st.session_state[AS_OF] = None
