"""How statuses are made: the document of methods, and every number of it with its source and reason."""

import re
from pathlib import Path

import streamlit as st

from charts.html import keep_together
from pages.widgets.access import get_reference
from pages.widgets.show import show
from topics.sources import show_projection_numbers, show_thresholds

DOCUMENT = Path(__file__).parents[2] / "docs" / "methods.md"
MARKS = re.compile(r"<!--.*?-->\n", re.DOTALL)
"""Remarks in the document for those who write it."""


def draw_page() -> None:
    """Draw the methods."""
    with st.container(key="methods_document"):
        st.markdown(keep_together(MARKS.sub("", DOCUMENT.read_text(encoding="utf-8"))))
    show(show_thresholds(get_reference()), show_projection_numbers())


draw_page()
