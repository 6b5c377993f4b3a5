"""Try a scenario: another target, another pace, countries that catch up; worked out on the spot, never published."""

import streamlit as st

from i18n import text
from pages.shared.access import get_reference, get_state, judging_day
from pages.shared.areas import choose_area
from pages.shared.filters import choose_one, filter_row
from pages.shared.scenario.filters import begin_anew_elsewhere, choose_wish, start_over
from pages.shared.scenario.parts import draw_answer, draw_comparison, draw_no_data, draw_years
from pages.shared.scenario.picture import draw_scenario
from services.scenario.members import find_members
from services.scenario.scenarios import find_standing
from services.scenario.work import offered_indicators, work_out

FIRST_INDICATOR, FIRST_AREA = "individuals_online", "WLD"


def draw_page() -> None:
    """Draw the page."""
    st.title(text("scenario.title"))
    st.warning(text("scenario.banner"), icon=":material/science:")
    state, reference = get_state(), get_reference()
    indicator, area = _choose_subject()
    if area is None:
        return
    begin_anew_elsewhere(f"{indicator} {area}")
    standing = find_standing(state, reference, indicator, area, judging_day())
    if standing is None:
        draw_no_data(state, reference, indicator, area)
        return
    members = find_members(state, reference, standing)
    wish = choose_wish(standing, members, reference)
    st.button(text("scenario.start_over"), key="scenario_over", on_click=start_over, icon=":material/restart_alt:")
    scenario = work_out(state, standing, members, wish)
    draw_answer(scenario, state, reference)
    draw_scenario(scenario, reference)
    draw_comparison(scenario, reference)
    draw_years(scenario, reference)


def _choose_subject() -> tuple[str, str | None]:
    state, reference = get_state(), get_reference()
    names = {one: reference.indicators[one].short_name for one in offered_indicators(state, reference, judging_day())}
    with filter_row(2) as (left, right):
        with left:
            first = FIRST_INDICATOR if FIRST_INDICATOR in names else None
            indicator = choose_one("indicator", text("scenario.indicator"), list(names), names.__getitem__, first)
        with right:
            area = choose_area("area", FIRST_AREA)
    return indicator, area


draw_page()
