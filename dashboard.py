"""The front door for people: page settings, navigation and the frame around every page."""

import streamlit as st

from i18n import text
from pages.shared.filters import PAGE
from pages.shared.frame import draw_frame

PAGES = {
    "progress": ("overview", "target", "internet_access"),
    "manage": ("upload", "revisions", "targets"),
    "about": ("methods", "sources"),
}
FIRST = "overview"


def main() -> None:
    """Show the page the reader asked for."""
    st.set_page_config(page_title=text("frame.product"), page_icon="🌐", layout="wide")
    sections = {
        text(f"frame.section_{section}"): [
            st.Page(
                f"pages/{section}/{name}.py",
                title=text(f"{name}.menu"),
                url_path=name,
                default=name == FIRST,
            )
            for name in names
        ]
        for section, names in PAGES.items()
    }
    page = st.navigation(sections, position="top")
    st.session_state[PAGE] = page.url_path
    draw_frame()
    page.run()


main()
