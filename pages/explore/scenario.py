"""Try a scenario: another target, another pace, countries that catch up; worked out on the spot, never published."""

import streamlit as st

from i18n import text
from pages.widgets.access import get_view
from pages.widgets.filters import choose_one, chosen_area, filter_row
from pages.widgets.scenario_wish import begin_anew_elsewhere, choose_wish, start_over
from pages.widgets.show import draw_head, show, show_parts
from services.view import View
from topics.scenario.answer import no_figures, show_scenario
from topics.scenario.courses import find_members, find_standing
from topics.scenario.outcomes import offered_indicators, work_out

FIRST_INDICATOR = "individuals_online"


def draw_page() -> None:
    """Draw the page."""
    view, room = get_view(), st.container()
    indicator, area = _choose_subject(view)
    with room:
        head, banner = st.container(), st.container()
    standing = find_standing(view, indicator, area) if area else None
    shown = None
    if area and standing is not None:
        begin_anew_elsewhere(f"{indicator} {area}")
        members = find_members(view, standing)
        wish = choose_wish(standing, members, view.reference)
        st.button(text("scenario.start_over"), key="scenario_over", on_click=start_over, icon=":material/restart_alt:")
        shown = show_scenario(work_out(view.state, standing, members, wish), view)
    draw_head(head, "scenario", indicator, "scenario", shown)
    banner.warning(text("scenario.banner"), icon=":material/science:")
    if area and standing is None:
        show_parts([no_figures(indicator, area, view)])
    show(shown)


def _choose_subject(view: View) -> tuple[str, str | None]:
    names = {one: view.reference.indicators[one].short_name for one in offered_indicators(view)}
    with filter_row(3) as (room, *_), room:
        first = FIRST_INDICATOR if FIRST_INDICATOR in names else None
        indicator = choose_one("indicator", text("scenario.indicator"), list(names), names.__getitem__, first)
    return indicator, chosen_area()


draw_page()
