"""One target: its status with everything it rests on, for its own area or a chosen one."""

import streamlit as st

from i18n import text
from pages.shared.access import get_reference, get_state, judging_day
from pages.shared.editions import draw_editions
from pages.shared.target_beside import draw_evidence, draw_sdg_links
from pages.shared.target_outlook import draw_officials, draw_outlook
from pages.shared.target_parts import choose_target, draw_head, draw_links, draw_method, draw_trend_of
from services.scorecard import judge_row
from services.target_facts import edition_views


def draw_page() -> None:
    """Draw the page."""
    st.title(text("target.title"))
    state, reference, day = get_state(), get_reference(), judging_day()
    if not state.targets:
        st.info(text("target.no_targets"), icon=":material/info:")
        return
    links = st.container()
    target, area = choose_target(state, reference)
    row = judge_row(state, reference, target, day, area)
    with links:
        draw_links(row, reference)
    draw_head(row, reference, day)
    draw_trend_of(row, state, reference, day)
    draw_outlook(row, reference, day)
    draw_officials(row)
    draw_editions(edition_views(state, reference, row, day), reference)
    draw_evidence(row)
    draw_method(target, reference)
    draw_sdg_links(target, reference)


draw_page()
