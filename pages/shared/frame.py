"""The frame around every page: the style, the date as of which it is shown, and what the store has to say."""

from datetime import UTC, datetime

import streamlit as st

from charts.html import style_rules
from i18n import format_date, text
from pages.shared.access import AS_OF, chosen_day, get_tracker, real_today


def draw_frame() -> None:
    """Draw what stands above every page."""
    st.html(f"<style>{style_rules()}</style>")
    for notice in get_tracker().store.notices:
        st.warning(text(f"notice.{notice.code}", **notice.details))
    _draw_as_of()


def _draw_as_of() -> None:
    with st.container(horizontal=True, horizontal_alignment="right"):
        day = chosen_day()
        label = format_date(day) if day else text("frame.as_of_today")
        with st.popover(f"{text('frame.as_of')}: {label}", type="tertiary", icon=":material/history:"):
            st.date_input(
                text("frame.as_of"),
                value=None,
                max_value=real_today(),
                key=AS_OF,
                help=text("frame.as_of_help"),
                format="YYYY-MM-DD",
                bind="query-params",
            )
    if day is None:
        return
    words = text("frame.as_of_banner", day=format_date(day))
    began = get_tracker().store.history("targets")[-1].at
    if datetime.combine(day, datetime.max.time(), tzinfo=UTC) < began:
        words += " " + text("frame.before_store", day=format_date(began.date()))
    st.info(words, icon=":material/history:")
