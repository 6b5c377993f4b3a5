"""Who makes up the gap: which countries hold what is missing to a target, and what if some of them reached it."""

import streamlit as st

from data.schemas.target import Target
from i18n import text
from pages.widgets.access import get_view
from pages.widgets.filters import choice_key, choose_one, choose_several, chosen_area, escape_markdown, filter_row
from pages.widgets.show import draw_aside, draw_head, show
from services.groups import kind_of
from services.misuse import Misuse
from services.view import View
from topics.gap.answer import show_gap, show_what_if
from topics.gap.counting import census_counts, offered_indicators, targets_of
from topics.gap.shortfalls import Gap, find_gap, is_too_thin
from topics.gap.words import TEN, dated_aim

FIRST_INDICATOR = "individuals_online"
PARAMETER = "reach"


def draw_page() -> None:
    """Draw the page."""
    view, room = get_view(), st.container()
    target, area = _draw_filters(view)
    gap = None
    try:
        gap = find_gap(view, target, area, census_counts(view.state)) if target and area else None
    except Misuse as misuse:
        st.info(escape_markdown(str(misuse)), icon=":material/info:")
    shown = show_gap(gap, view) if gap else None
    draw_head(room, "gap", target.indicator if target else FIRST_INDICATOR, "gap", shown)
    if target is None:
        st.info(text("gap.no_targets"), icon=":material/info:")
    if gap is None or area is None:
        return
    show(shown)
    if gap.ranked and kind_of(area, view.reference) != "country" and not is_too_thin(gap, view.state):
        _draw_what_if(gap, view)


def _draw_filters(view: View) -> tuple[Target | None, str | None]:
    indicators = offered_indicators(view, census_counts(view.state))
    if not indicators:
        return None, None
    with filter_row(3) as (left, middle, _):
        with left:
            names = {one: view.reference.indicators[one].short_name for one in indicators}
            first = FIRST_INDICATOR if FIRST_INDICATOR in names else None
            indicator = choose_one("indicator", text("gap.indicator"), indicators, names.__getitem__, first)
        with middle:
            targets = {one.target_id: one for one in targets_of(view, indicator)}
            aims = {code: dated_aim(one, view) for code, one in targets.items()}
            chosen = choose_one("target", text("gap.target"), list(targets), aims.__getitem__)
    return targets[chosen], chosen_area()


def _draw_what_if(gap: Gap, view: View) -> None:
    """Draw the choice of countries and how the aggregate would move if they reached the target."""
    st.subheader(text("gap.whatif"))
    draw_aside(text("gap.whatif_lead"))
    names = {one.ref_area: view.name_of(one.ref_area) for one in gap.ranked}
    with filter_row(1) as (only,), only:
        every = text("gap.whatif_placeholder")
        name = text("gap.whatif_choose")
        chosen = choose_several(PARAMETER, name, list(names), names.__getitem__, placeholder=every)
    if len(names) > TEN:
        st.button(text("gap.whatif_ten"), key="gap_ten", on_click=_choose, args=(list(names)[:TEN],))
    show(show_what_if(gap, chosen, view))


def _choose(codes: list[str]) -> None:
    """Choose countries before the page is drawn again; the choice then writes them into the link."""
    st.session_state[choice_key(PARAMETER)] = codes


draw_page()
