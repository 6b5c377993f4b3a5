"""The example of a register: a button that loads it, and one that takes it out again."""

import streamlit as st

from i18n import text
from pages.shared.access import chosen_day, get_state, get_tracker, real_today
from services.examples import publish_example, remove_example
from services.publishing import Who


def offer_example(dataset: str) -> None:
    """Offer to load the invented example of a register; the past cannot be changed, so there is no button then."""
    if chosen_day() is not None:
        return
    words, aid = text(f"example.load_{dataset}"), text("example.load_help")
    if st.button(words, key=f"load_example_{dataset}", icon=":material/science:", help=aid):
        who = Who(text("example.by"), text("example.load_why"))
        with st.spinner(text("example.loading")):
            publish_example(get_tracker(), dataset, who, real_today())
        st.rerun()


def offer_example_removal(dataset: str) -> None:
    """Offer to take the example of a register out, where it is published."""
    if chosen_day() is not None or dataset not in get_state().examples:
        return
    if st.button(text("example.remove"), key=f"remove_example_{dataset}", icon=":material/delete:"):
        remove_example(get_tracker(), dataset, Who(text("example.by"), text("example.remove_why")), real_today())
        st.rerun()
