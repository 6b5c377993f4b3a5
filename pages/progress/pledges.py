"""Pledges (P2C): what was promised and what delivered, by whom, for whom and for what."""

from collections.abc import Sequence

import streamlit as st

from data.datasets import PLEDGES
from data.schemas.pledge import FOCUS_AREAS, PLEDGE_TYPES, PLEDGER_KINDS, Pledge
from exhibits.exhibit import Table
from i18n import text
from pages.widgets.access import get_view
from pages.widgets.examples import offer_example, offer_example_removal
from pages.widgets.filters import choose_several, chosen_area, escape_markdown, filter_row
from pages.widgets.show import draw_head, show, show_parts
from services.pledges import PLEDGED
from services.view import View
from topics.pledges.answer import (
    no_countries,
    nothing_chosen,
    show_answer,
    show_areas,
    show_codes,
    show_measures,
    show_target,
    show_time,
    state_of_list,
)
from topics.pledges.chosen import PledgeChoice, choose_pledges, code_words
from topics.pledges.headlines import invitation, show_headlines
from topics.pledges.tables import list_table, overdue_table, unconverted_table
from topics.topic_page import CHART


def draw_page() -> None:
    """Draw the page."""
    view, room = get_view(), st.container()
    if not view.state.pledges:
        headlines = show_headlines(view)
        draw_head(room, "pledges", PLEDGED, CHART, *headlines)
        show(*headlines)
        show_parts([invitation()])
        offer_example(PLEDGES)
        return
    choice = _draw_filters()
    shown = choose_pledges(view.state.pledges, choice, view) if choice else ()
    answer = show_answer(shown, choice, view) if choice and shown else None
    draw_head(room, "pledges", PLEDGED, CHART, answer)
    if choice is not None:
        _draw_list(shown, choice, view)


def _draw_filters() -> PledgeChoice | None:
    """Return which pledges the reader wants to see; None where a group of their own lacks its countries yet."""
    every = text("pledges.every")
    chosen: list[tuple[str, ...]] = []
    lists = (("focus", FOCUS_AREAS), ("kind", PLEDGER_KINDS), ("type", PLEDGE_TYPES))
    with filter_row(1) as (whole,), whole:
        for room, (parameter, codes) in zip(st.columns(3), lists, strict=True):
            with room:
                name = text(f"pledges.by.{parameter}")
                chosen.append(tuple(choose_several(parameter, name, codes, code_words, placeholder=every)))
    area = chosen_area()
    focus_areas, kinds, types = chosen
    return None if area is None else PledgeChoice(focus_areas, kinds, types, area)


def _draw_list(shown: Sequence[Pledge], choice: PledgeChoice, view: View) -> None:
    if not shown:
        show_parts([nothing_chosen(choice, view), state_of_list(view)])
        offer_example_removal(PLEDGES)
        return
    show(show_answer(shown, choice, view))
    show_parts([state_of_list(view)])
    offer_example_removal(PLEDGES)
    if choice.is_all:
        show(show_target(shown, choice, view))
    _draw_groups(shown, choice, view)
    show(show_time(shown, choice, view), show_measures(shown, view, whole=choice.is_all))
    for part in (
        overdue_table(shown, choice, view),
        unconverted_table(shown, choice, view),
        list_table(shown, choice, view),
    ):
        if isinstance(part, Table):
            st.markdown(f"**{escape_markdown(part.title)}**")
        if part is not None:
            show_parts([part])


def _draw_groups(shown: Sequence[Pledge], choice: PledgeChoice, view: View) -> None:
    """Draw the pledges by code, and by country and group, in two columns each."""
    left, right = st.columns(2, gap="large")
    for room, exhibit in zip((left, right, left), show_codes(shown, choice, view), strict=True):
        with room:
            show(exhibit)
    rooms, areas = st.columns(2, gap="large"), show_areas(shown, choice, view)
    for room, found in zip(rooms, areas, strict=True):
        with room:
            show(found)
    if areas[0] is None:
        show_parts([no_countries()])


draw_page()
