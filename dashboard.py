"""The front door for people: navigation, page settings and the frame around every page."""

import streamlit as st

from i18n import text
from pages.shared.frame import draw_frame, draw_safely

PAGES = {
    "progress": ("overview", "target", "internet_access"),
    "manage": ("upload", "revisions", "targets"),
    "about": ("methods", "sources"),
}
FIRST = "overview"


def main() -> None:
    """Show the page the reader asked for."""
    sections = {
        text(f"frame.section_{section}"): [
            st.Page(f"pages/{section}/{name}.py", title=text(f"{name}.menu"), url_path=name, default=name == FIRST)
            for name in names
        ]
        for section, names in PAGES.items()
    }
    page = st.navigation(sections, position="top")
    st.set_page_config(page_title=f"{page.title} · {text('frame.product')}", page_icon="🌐", layout="wide")
    draw_safely(lambda: draw_frame(page.url_path))
    draw_safely(page.run)


main()
