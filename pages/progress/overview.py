"""The overview: every target of every framework, with its status and what is missing."""

import streamlit as st

from charts.html import safe
from charts.scorecard import draw_counts
from i18n import counted, text
from pages.shared.access import chosen_day, get_reference, get_state, judging_day
from pages.shared.downloads import offer_scorecard
from pages.shared.lines import scorecard_html
from pages.shared.overview_filters import choose_of_overview
from pages.shared.piece import draw_piece
from services.scorecard import ScorecardRow, make_scorecard, summarise
from services.wording import area_name


def draw_page() -> None:
    """Draw the overview."""
    st.title(text("overview.title"))
    reference, state, day = get_reference(), get_state(), judging_day()
    choice = choose_of_overview(state.targets, reference)
    area = choice.area
    rows = make_scorecard(state, reference, day, area)
    shown = [row for row in rows if choice.keeps(row, reference)]
    own = [row for row in shown if row.judgement.applies]
    _draw_summary(own, shown, len(rows), area)
    if not shown:
        st.info(f"{text('overview.nothing_found')} {text('overview.nothing_found_help')}")
        return
    as_of = chosen_day()
    draw_piece(scorecard_html(shown, reference, area, as_of.isoformat() if as_of else None), key="overview_lines")
    offer_scorecard(shown, reference, area, day, state.key)


def _draw_summary(own: list[ScorecardRow], shown: list[ScorecardRow], every: int, area: str | None) -> None:
    """Draw how the targets stand that are judged for the chosen area; the others stand below, under their own."""
    counts, words = summarise(own, judging_day())
    if len(shown) < every:
        words = counted("overview.lead_filtered", len(shown), all=every)
    elif area:
        words = text("overview.lead_area", area=area_name(area, get_reference()), lead=words)
    if len(own) < len(shown):
        words += " " + counted("overview.others", len(shown) - len(own))
    parts = [(status, text(f"status.{status}"), count) for status, count in counts]
    name = text("overview.counts", parts=", ".join(f"{word} {count}" for _, word, count in parts))
    draw_piece(f'<p class="c2030-lead">{safe(words)}</p>{draw_counts(parts, name)}', key="overview_counts")


draw_page()
