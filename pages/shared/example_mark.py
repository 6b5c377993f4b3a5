"""Which pages show invented data at this moment; their pictures say so."""

import plotly.graph_objects as go
import streamlit as st

from charts.example import mark_example
from charts.theme import Mode
from i18n import text
from pages.shared.access import get_state
from pages.shared.filters import PAGE
from services.shapes import PLEDGES, SCHOOLS

SHOWN_ON = {"schools": {SCHOOLS}, "pledges": {PLEDGES}, "money": {SCHOOLS, PLEDGES}}
"""The pages whose pictures are drawn from registers, with the registers."""


def mark_where_invented(figure: go.Figure, mode: Mode) -> None:
    """Write on a figure that it is an example, where the page draws from invented rows."""
    if SHOWN_ON.get(str(st.session_state.get(PAGE)), set()) & get_state().examples:
        mark_example(figure, text("frame.example_mark"), mode)
