"""Files to begin with: the templates to fill in, and the invented examples of the registers."""

import streamlit as st

from data.datasets import KINDS, Kind
from i18n import text
from pages.widgets.access import chosen_day, get_reference, get_state, get_tracker, real_today
from pages.widgets.show import TYPES
from reports.templates import template_csv, template_xlsx
from services.examples import LOADED, REMOVED, product_itself, publish_example, remove_example


def offer_example(dataset: str) -> None:
    """Offer to load the invented example of a register; the past cannot be changed, so there is no button then."""
    if chosen_day() is not None:
        return
    words, aid = text(f"example.load_{dataset}"), text("example.load_help")
    if st.button(words, key=f"load_example_{dataset}", icon=":material/science:", help=aid):
        who = product_itself(LOADED)
        with st.spinner(text("example.loading")):
            publish_example(get_tracker(), dataset, who, real_today())
        st.rerun()


def offer_example_removal(dataset: str) -> None:
    """Offer to take the example of a register out, where it is published."""
    if chosen_day() is not None or dataset not in get_state().examples:
        return
    if st.button(text("example.remove"), key=f"remove_example_{dataset}", icon=":material/delete:"):
        remove_example(get_tracker(), dataset, product_itself(REMOVED), real_today())
        st.rerun()


def draw_templates(*, folded: bool) -> None:
    """Offer the template of every kind of file, folded away from whoever has brought a file already."""
    if folded:
        with st.expander(text("upload.template")):
            _draw_templates()
        return
    st.header(text("upload.template"))
    _draw_templates()


def _draw_templates() -> None:
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
                f"{text(f'frame.{form}')} :small[, {text(f'upload.template_{kind}')}]",
                data=make,
                file_name=f"connect2030-template-{kind}.{form}",
                mime=TYPES[form],
                key=f"template_{kind}_{form}",
                on_click="ignore",
                icon=":material/download:",
            )
