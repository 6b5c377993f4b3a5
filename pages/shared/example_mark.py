"""Whether a picture holds invented rows at this moment; then it says so itself, also where it is saved."""

from collections.abc import Collection

import plotly.graph_objects as go

from charts.example import mark_example
from charts.theme import Mode
from i18n import text
from pages.shared.access import get_state


def mark_where_invented(figure: go.Figure, mode: Mode, registers: Collection[str]) -> None:
    """Write on a figure that it is an example, where one of the registers whose rows it holds is invented."""
    if get_state().examples.intersection(registers):
        mark_example(figure, text("frame.example_mark"), mode)
