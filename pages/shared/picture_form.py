"""The form in which charts are saved as pictures: PNG, or SVG by a switch in the frame."""

import streamlit as st

from i18n import text

SVG = "picture_svg"


def picture_form() -> str:
    """Return `png` or `svg`."""
    return "svg" if st.session_state.get(SVG) else "png"


def draw_switch() -> None:
    """Draw the switch; the choice lasts as long as the session."""
    st.session_state[SVG] = bool(st.session_state.get(SVG))
    st.toggle(text("frame.svg"), key=SVG, help=text("frame.svg_help"))
