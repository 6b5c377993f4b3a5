"""What every session runs: the bar and the frame around every page, and the page that the reader asked for."""

import streamlit as st

from i18n import text
from pages.widgets.frame import draw_frame
from pages.widgets.menu import FIRST, FOLDERS, page_file, page_of_old
from pages.widgets.show import read_out_answer, say_on_paper


def main() -> None:
    """Show the page the reader asked for."""
    pages = [
        st.Page(page_file(name), title=text(f"{name}.menu"), url_path=name, default=name == FIRST) for name in FOLDERS
    ]
    page = st.navigation(pages, position="hidden")
    name = page.url_path or FIRST
    answering = page_of_old(name, frozenset(st.query_params))
    if answering != name:
        st.switch_page(page_file(answering), query_params=st.query_params.to_dict())
    st.set_page_config(page_title=f"{page.title} · {text('frame.product')}", page_icon="🌐", layout="wide")
    draw_frame(name)
    page.run()
    say_on_paper()
    read_out_answer()


if __name__ == "__main__":
    main()
