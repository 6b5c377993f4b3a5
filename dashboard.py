"""The front door for people: navigation, page settings and the frame around every page."""

import sys

import streamlit as st
from starlette.middleware import Middleware
from streamlit import runtime
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App
from streamlit.web import cli as streamlit_cli

from i18n import text
from pages.shared.access import announce_day
from pages.shared.frame import draw_frame, draw_safely
from pages.shared.keeping import keep_after_start
from pages.shared.menu import FIRST, SECTIONS, page_file
from pages.shared.upload_gate import UploadGate, sweeping


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
    draw_safely(lambda: draw_frame(page.url_path))
    draw_safely(page.run)


def serve() -> None:
    """Serve the dashboard: `python dashboard.py`, with the options of `streamlit run` behind it.

    Streamlit takes every script in a folder named `pages` for a page until the menu says otherwise, and tells whoever
    opens a fresh process by a link to a page that there is no such page. Here it is told before.
    """
    announce_day()
    PagesManager.uses_pages_directory = False
    keep_after_start()
    sys.argv = ["streamlit", "run", __file__, *sys.argv[1:]]
    streamlit_cli.main()


if runtime.exists():
    main()
elif __name__ == "__main__":
    serve()
else:
    app = App(__file__, middleware=[Middleware(UploadGate)], lifespan=sweeping)  # found and served by `streamlit run`
