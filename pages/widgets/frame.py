"""The frame around every page: the style, the date as of which it is shown, and what the store has to say."""

import logging
from datetime import UTC, date, datetime

import streamlit as st

from charts.html import safe, style_rules
from i18n import format_date, text
from pages.widgets.access import (
    AS_OF,
    chosen_day,
    earliest_day,
    get_state,
    get_tracker,
    judging_day,
    real_today,
)
from pages.widgets.bar import ROOM, draw_bar
from pages.widgets.filters import ARRIVED, BAD_LINKS, LINK_OPENS, PAGE, draw_own_group, escape_markdown
from pages.widgets.printing import draw_print_button
from pages.widgets.show import draw_piece
from services.groups import name_list
from services.misuse import STORE_TROUBLE, describe_trouble
from services.store_care import store_warnings
from services.view import as_of_note

LOG = logging.getLogger("connect2030")
WATCH_SCHEME = st.components.v2.component(
    "connect2030_scheme",
    js="""
export default function ({ setTriggerValue }) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const tell = () => setTimeout(() => setTriggerValue("changed", dark.matches ? "dark" : "light"), 300);
  dark.addEventListener("change", tell);
  return () => dark.removeEventListener("change", tell);
}
""",
)
"""Charts have their colours from us, so the page is drawn anew when the reader's system turns light or dark."""


def tell_fault(error: Exception) -> bool:
    """Log a fault of a page whole, tell the reader in plain words, and return that it was told."""
    if isinstance(error, STORE_TROUBLE):
        LOG.warning("the store could not serve a page: %s", error)
        words = text("frame.store", trouble=describe_trouble(error))
        st.error(escape_markdown(words), icon=":material/error:")
    else:
        LOG.error("a page could not be drawn", exc_info=error)
        st.error(text("frame.fault"), icon=":material/error:")
    return True


def draw_frame(page: str) -> None:
    """Draw what stands above every page: the bar, and below it what the reader has to know of the whole."""
    opened = bool(st.session_state.pop(LINK_OPENS, False))
    st.session_state[ARRIVED] = opened or st.session_state.get(PAGE) != page
    st.session_state[PAGE] = page
    st.session_state[BAD_LINKS] = []
    _take_from_link()
    with st.container(key=ROOM, horizontal=True, vertical_alignment="center"):
        with st.container(key="c2030_unseen"):
            st.html(f"<style>{style_rules()}</style>")
            WATCH_SCHEME(key="scheme", on_changed_change=lambda: None, height=1)
            draw_print_button(judging_day(), quiet=True)
        draw_bar(page)
        _draw_share()
    for words in st.session_state[BAD_LINKS]:
        st.warning(words)
    for warning in store_warnings(get_tracker().store):
        st.error(escape_markdown(warning), icon=":material/error:")
    _say_as_of()
    draw_own_group()
    _draw_badge()


def _draw_badge() -> None:
    """Say on every page that invented rows are published, as long as there are any."""
    found = sorted(get_state().examples)
    if found:
        names = name_list([text(f"dataset.{dataset}") for dataset in found])
        words = text("frame.example", datasets=names)
        draw_piece(f'<p class="c2030-badge" role="status">{safe(words)}</p>', key="example_badge")


def _draw_share() -> None:
    """Draw the menu of what can be done with any page: print it, look back with it, save its pictures."""
    with st.popover(text("frame.share"), type="tertiary", key="c2030_share"):
        draw_print_button(judging_day())
        st.date_input(
            text("frame.as_of"),
            value=None,
            min_value=earliest_day(),
            max_value=real_today(),
            key=AS_OF,
            help=text("frame.as_of_help"),
            format="YYYY-MM-DD",
        )


def _say_as_of() -> None:
    """Say that an earlier day is looked at, with the way back; the link keeps the day."""
    day = chosen_day()
    if day is None:
        st.query_params.pop(AS_OF, None)
        return
    st.query_params[AS_OF] = day.isoformat()
    before = as_of_note(get_tracker(), datetime.combine(day, datetime.max.time(), tzinfo=UTC))
    banner = text("frame.as_of_banner", day=format_date(day))
    st.info(f"{banner} {before}" if before else banner, icon=":material/history:")
    st.button(text("frame.as_of_end"), on_click=_end_as_of, icon=":material/undo:")


def _take_from_link() -> None:
    """Take the date of the link on the first run; one that is no date, or not past, is ignored with a word."""
    if AS_OF in st.session_state:
        return
    st.session_state[AS_OF] = None
    asked = st.query_params.get(AS_OF)
    if asked is None:
        return
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = date.max
    if earliest_day() <= day <= real_today():
        st.session_state[AS_OF] = day
        return
    del st.query_params[AS_OF]
    st.warning(text("frame.bad_link", name=text("frame.as_of"), value=escape_markdown(asked[:40])))


def _end_as_of() -> None:
    st.session_state[AS_OF] = None
