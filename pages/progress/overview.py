"""The overview: every target of every framework, with its status and what is missing."""

import streamlit as st

from charts.html import safe
from charts.scorecard import draw_counts
from i18n import counted, text
from metrics.judgement import STATUSES
from pages.shared.access import chosen_day, get_reference, get_state, judging_day
from pages.shared.areas import choose_area
from pages.shared.downloads import offer_scorecard
from pages.shared.filters import choose_several, filter_row
from pages.shared.lines import framework_name, scorecard_html
from pages.shared.piece import draw_piece
from services.scorecard import ScorecardRow, make_scorecard, summarise
from services.wording import area_name


def draw_page() -> None:
    """Draw the overview."""
    st.title(text("overview.title"))
    reference, state, day = get_reference(), get_state(), judging_day()
    frameworks, statuses, area = _draw_filters({one.framework for one in state.targets})
    rows = make_scorecard(state, reference, day, area)
    shown = [
        row
        for row in rows
        if (not frameworks or row.target.framework in frameworks) and (not statuses or row.judgement.status in statuses)
    ]
    own = [row for row in shown if row.judgement.applies]
    _draw_summary(own, shown, len(rows), area)
    if not shown:
        st.info(f"{text('overview.nothing_found')} {text('overview.nothing_found_help')}")
        return
    as_of = chosen_day()
    draw_piece(scorecard_html(shown, reference, area, as_of.isoformat() if as_of else None), key="overview_lines")
    offer_scorecard(shown, reference, area, day, state.key)


def _draw_filters(frameworks: set[str]) -> tuple[list[str], list[str], str | None]:
    reference = get_reference()
    order = [
        *(name for name in reference.frameworks if name in frameworks),
        *sorted(frameworks - set(reference.frameworks)),
    ]
    with filter_row(3) as (left, middle, right):
        with left:
            every = text("overview.all_frameworks")
            chosen = choose_several("framework", text("overview.framework"), order, framework_name, placeholder=every)
        with middle:
            every, words = text("overview.all_statuses"), lambda code: text(f"status.{code}")
            statuses = choose_several("status", text("overview.status"), STATUSES, words, placeholder=every)
        with right:
            area = choose_area(name=text("overview.area"), nothing=text("overview.own_area"))
    return chosen, statuses, area


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
