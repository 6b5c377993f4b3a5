"""How statuses are made: the document of methods, and every threshold with its source and reason."""

from pathlib import Path

import streamlit as st

from i18n import text
from pages.shared.access import get_reference

DOCUMENT = Path(__file__).parents[2] / "docs" / "methods.md"


def draw_page() -> None:
    """Draw the methods."""
    st.markdown(DOCUMENT.read_text(encoding="utf-8"))
    st.header(text("methods.thresholds"))
    st.write(text("methods.thresholds_lead"))
    rows = [
        {
            text("methods.threshold"): text(f"methods.names.{name}"),
            text("methods.value"): f"{entry.value:g}",
            text("methods.reason"): entry.reason,
            text("methods.source"): entry.source,
        }
        for name, entry in get_reference().thresholds.entries()
    ]
    st.table(rows, border="horizontal")


draw_page()
