"""The closed book: targets whose year has passed, goal by goal, with how each ended."""

import streamlit as st

from i18n import text
from pages.widgets.access import get_view
from pages.widgets.filters import WORLD, chosen_area
from pages.widgets.show import show
from topics.scorecard import make_scorecard
from topics.targets import show_closed


def draw_page() -> None:
    """Draw the targets that have ended, judged for the area that holds, or each for its own."""
    st.title(text("closed_plan.title"), anchor=False)
    view, area = get_view(), chosen_area()
    rows = make_scorecard(view, None if area == WORLD else area)
    show(show_closed([row for row in rows if row.judgement.applies], view))


draw_page()
