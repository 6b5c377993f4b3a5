"""The templates to fill in, for every kind of file."""

import streamlit as st

from data.datasets import KINDS, Kind
from i18n import text
from pages.shared.access import get_reference
from pages.shared.downloads import TYPES
from reports.templates import template_csv, template_xlsx


def draw_templates() -> None:
    """Offer the template of every kind of file."""
    st.header(text("upload.template"))
    st.markdown(text("upload.template_words"))
    kinds = tuple(KINDS)
    for room, kind in zip(st.columns(len(kinds)), kinds, strict=True):
        with room:
            offer_template(kind)


def offer_template(kind: Kind) -> None:
    """Offer the template of a kind: an empty CSV, and a workbook that explains every column and code."""
    reference = get_reference()
    makers = {
        "csv": lambda: template_csv(kind),
        "xlsx": lambda: template_xlsx(kind, reference.indicators, reference.areas),
    }
    st.markdown(f"**{text(f'upload.template_{kind}')}**")
    with st.container(horizontal=True):
        for form, make in makers.items():
            st.download_button(
                text(f"frame.{form}"),
                data=make,
                file_name=f"connect2030-template-{kind}.{form}",
                mime=TYPES[form],
                key=f"template_{kind}_{form}",
                on_click="ignore",
                icon=":material/download:",
            )
