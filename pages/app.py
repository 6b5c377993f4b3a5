"""What every session runs: the menu, the frame around every page, and the page that the reader asked for."""

import streamlit as st

from i18n import text
from pages.widgets.frame import draw_frame
from pages.widgets.menu import FIRST, SECTIONS, page_file


def main() -> None:
    """Show the page the reader asked for."""
    sections = {
        text(f"frame.section_{section}"): [
            st.Page(page_file(name), title=text(f"{name}.menu"), url_path=name, default=name == FIRST) for name in names
        ]
        for section, names in SECTIONS.items()
    }
    page = st.navigation(sections, position="top")
    st.set_page_config(page_title=f"{page.title} · {text('frame.product')}", page_icon="🌐", layout="wide")
    draw_frame(page.url_path)
    page.run()


if __name__ == "__main__":
    main()
