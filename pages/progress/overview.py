"""The overview: every target of every framework, with its status and what is missing."""

import streamlit as st

from exhibits.exhibit import Lead, Passage, said
from i18n import counted, text
from pages.shared.access import get_view
from pages.shared.downloads import offer_scorecard
from pages.shared.overview_filters import choose_of_overview
from pages.widgets.show import show_parts
from services.scorecard import ScorecardRow, make_scorecard, summarise
from services.view import View
from topics.target_lines import list_targets, status_counts


def draw_page() -> None:
    """Draw the overview."""
    st.title(text("overview.title"))
    view = get_view()
    state, reference, day = view.state, view.reference, view.day
    choice = choose_of_overview(state.targets, reference)
    area = choice.area
    rows = make_scorecard(state, reference, day, area)
    shown = [row for row in rows if choice.keeps(row, reference)]
    own = [row for row in shown if row.judgement.applies]
    _draw_summary(own, shown, len(rows), view, area)
    if not shown:
        st.info(f"{text('overview.nothing_found')} {text('overview.nothing_found_help')}")
        return
    show_parts([Passage("overview_lines", list_targets(shown, view, area))])
    offer_scorecard(shown, reference, area, day, state.key)


def _draw_summary(own: list[ScorecardRow], shown: list[ScorecardRow], every: int, view: View, area: str | None) -> None:
    """Draw how the targets stand that are judged for the chosen area; the others stand below, under their own."""
    _, words = summarise(own, view.day)
    if len(shown) < every:
        words = counted("overview.lead_filtered", len(shown), all=every)
    elif area:
        words = text("overview.lead_area", area=view.name_of(area), lead=words)
    if len(own) < len(shown):
        words += " " + counted("overview.others", len(shown) - len(own))
    show_parts([said("overview_counts", Lead(words), status_counts(own))])


draw_page()
