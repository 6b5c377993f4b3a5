"""How statuses are made: the document of methods, and every number of it with its source and reason."""

import re
from pathlib import Path

import streamlit as st

from charts.html import draw_entries, keep_together
from data.reference.limits import load_projection_facts
from i18n import format_plain, text
from pages.shared.access import get_reference
from pages.shared.method_numbers import number_name, number_words
from pages.shared.piece import draw_piece

THOUSANDS = 10_000
DOCUMENT = Path(__file__).parents[2] / "docs" / "methods.md"
MARKS = re.compile(r"<!--.*?-->\n", re.DOTALL)
"""Remarks in the document for those who write it."""


def draw_page() -> None:
    """Draw the methods."""
    with st.container(key="methods_document"):
        st.markdown(keep_together(MARKS.sub("", DOCUMENT.read_text(encoding="utf-8"))))
    st.header(text("methods.thresholds"))
    st.write(text("methods.thresholds_lead"))
    entries = [
        (f"{text(f'methods.names.{name}')}: {_written(entry.value)}", [entry.reason, entry.source])
        for name, entry in get_reference().thresholds.entries()
    ]
    draw_piece(draw_entries(entries), key="thresholds")
    st.header(text("methods.projection"))
    st.write(text("methods.projection_lead"))
    numbers = [
        (f"{number_name(name)}: {number_words(entry.value)}", [entry.reason, entry.source])
        for name, entry in load_projection_facts().entries()
    ]
    draw_piece(draw_entries(numbers), key="projection_numbers")


def _written(value: float) -> str:
    """Return a threshold as it is read: a year without a mark for thousands."""
    return format_plain(value, 2) if abs(value) >= THOUSANDS else f"{value:g}"


draw_page()
