"""Pledges (P2C): what was promised and what delivered, by whom, for whom and for what."""

import streamlit as st

from i18n import text
from pages.shared.access import get_state, judging_day
from pages.shared.example_data import offer_example_removal
from pages.shared.pledge.empty import draw_no_list
from pages.shared.pledge.filters import draw_pledge_filters
from pages.shared.pledge.tables import draw_list, draw_overdue, draw_unconverted
from pages.shared.pledge.view import (
    draw_answer,
    draw_areas,
    draw_codes,
    draw_measures,
    draw_nothing,
    draw_state_of_list,
    draw_target,
    draw_time,
)
from services.pledges import PledgeChoice, choose_pledges
from services.shapes import PLEDGES


def draw_page() -> None:
    """Draw the page."""
    st.title(text("pledges.title"))
    if not get_state().pledges:
        draw_no_list()
        return
    choice = draw_pledge_filters()
    draw_state_of_list()
    offer_example_removal(PLEDGES)
    if choice is not None:
        _draw_list(choice)


def _draw_list(choice: PledgeChoice) -> None:
    day = judging_day()
    shown = choose_pledges(get_state().pledges, choice, get_state().members_of, day)
    if not shown:
        draw_nothing(choice)
        return
    draw_answer(shown, choice)
    if choice.is_all:
        draw_target(shown, day, choice)
    draw_codes(shown, choice)
    draw_areas(shown, day, choice)
    draw_time(shown, day, choice)
    draw_measures(shown, day, whole=choice.is_all)
    draw_overdue(shown, day, choice)
    draw_unconverted(shown, choice)
    draw_list(shown, day, choice)


draw_page()
