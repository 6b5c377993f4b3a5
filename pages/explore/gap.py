"""Who makes up the gap: which countries hold what is missing to a target, and what if some of them reached it."""

import streamlit as st

from data.schemas.target import Target
from i18n import text
from pages.shared.access import get_reference, get_state, judging_day
from pages.shared.areas import choose_area
from pages.shared.filters import choose_one, escape_markdown, filter_row
from pages.shared.gap.parts import draw_answer, draw_ranking
from pages.shared.gap.whatif import draw_whatif
from services.groups import kind_of
from services.misuse import Misuse
from services.shortfall.shortfalls import find_gap, is_too_thin
from services.shortfall.targets import census_counts, offered_indicators, targets_of
from services.shortfall.words import dated_aim, find_words

FIRST_INDICATOR, FIRST_AREA = "individuals_online", "WLD"


def draw_page() -> None:
    """Draw the page."""
    st.title(text("gap.title"))
    state, reference, day = get_state(), get_reference(), judging_day()
    target, area = _draw_filters()
    if target is None:
        st.info(text("gap.no_targets"), icon=":material/info:")
    if target is None or area is None:
        return
    try:
        gap = find_gap(state, reference, target, area, day, census_counts(state))
    except Misuse as misuse:
        st.info(escape_markdown(str(misuse)), icon=":material/info:")
        return
    words = find_words(gap, state, reference, day)
    draw_answer(gap, words, state, reference, day)
    alone = kind_of(area, reference) == "country"
    draw_ranking(gap, words, reference, alone=alone)
    if gap.ranked and not alone and not is_too_thin(gap, state):
        draw_whatif(gap, words, state, reference)


def _draw_filters() -> tuple[Target | None, str | None]:
    state, reference, day = get_state(), get_reference(), judging_day()
    indicators = offered_indicators(state, reference, day, census_counts(state))
    if not indicators:
        return None, None
    with filter_row(3) as (left, middle, right):
        with left:
            names = {one: reference.indicators[one].short_name for one in indicators}
            first = FIRST_INDICATOR if FIRST_INDICATOR in names else None
            indicator = choose_one("indicator", text("gap.indicator"), indicators, names.__getitem__, first)
        with middle:
            targets = {one.target_id: one for one in targets_of(state, indicator, day)}
            aims = {code: dated_aim(one, state, reference, day) for code, one in targets.items()}
            chosen = choose_one("target", text("gap.target"), list(targets), aims.__getitem__)
        with right:
            area = choose_area("area", FIRST_AREA)
    return targets[chosen], area


draw_page()
