"""How statuses are made: the document of methods, and every threshold with its source and reason."""

from pathlib import Path

import streamlit as st

from charts.html import draw_entries
from i18n import format_plain, text
from pages.shared.access import get_reference
from pages.shared.piece import draw_piece

THOUSANDS = 10_000
DOCUMENT = Path(__file__).parents[2] / "docs" / "methods.md"


def draw_page() -> None:
    """Draw the methods."""
    st.markdown(DOCUMENT.read_text(encoding="utf-8"))
    st.header(text("methods.thresholds"))
    st.write(text("methods.thresholds_lead"))
    entries = [
        (f"{text(f'methods.names.{name}')}: {_written(entry.value)}", [entry.reason, entry.source])
        for name, entry in get_reference().thresholds.entries()
    ]
    draw_piece(draw_entries(entries), key="thresholds")


def _written(value: float) -> str:
    """Return a threshold as it is read: a year without a mark for thousands."""
    return format_plain(value, 2) if abs(value) >= THOUSANDS else f"{value:g}"


draw_page()
