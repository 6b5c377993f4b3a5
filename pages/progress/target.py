"""One target: its status with everything it rests on, for its own area or a chosen one."""

from datetime import date

import streamlit as st

from data.schemas.target import Target
from exhibits.exhibit import Notice
from i18n import text
from pages.widgets.access import get_view
from pages.widgets.filters import WORLD, choose_one, chosen_area, filter_row
from pages.widgets.show import name_page, show, show_parts
from services.view import View
from topics.official import show_officials
from topics.outlook import ProjectedSum, is_cross_checked, show_outlook, sum_of_countries
from topics.scorecard import ScorecardRow, judge_row
from topics.target import show_basis, show_target, ways_on

CACHED_SUMS = 200


def draw_page() -> None:
    """Draw the page."""
    view = get_view()
    if not view.state.targets:
        st.title(text("target.title"), anchor=False)
        st.info(text("target.no_targets"), icon=":material/info:")
        return
    with filter_row(2) as (left, right), left:
        target = _choose_target(view)
    area = _area_of(target, view)
    name_page(text("target.page", framework=target.framework, number=target.number, area=view.name_of(area)))
    row = judge_row(view, target, area)
    with right:
        show_parts([ways_on(row, view)])
    show(
        show_target(row, view),
        show_outlook(row, view, _cross_check(row, view)),
        show_officials(row, view),
        show_basis(row, view),
    )


def _choose_target(view: View) -> Target:
    """Return the target chosen."""
    targets = {one.target_id: one for one in view.state.targets}
    name = text("target.choose")
    return targets[choose_one("target", name, list(targets), lambda code: _option(targets[code]), hidden=True)]


def _area_of(target: Target, view: View) -> str:
    """Return the area to judge a target for; only targets of each country have others than their own."""
    area = chosen_area() or target.ref_area
    if area in (target.ref_area, WORLD) or target.for_each_country:
        return area if target.for_each_country else target.ref_area
    own = view.name_of(target.ref_area)
    show_parts([Notice(text("target.only_own", own=own, area=view.name_of(area)))])
    return target.ref_area


def _option(target: Target) -> str:
    return text("target.option", framework=target.framework, number=target.number, wording=target.wording)


def _cross_check(row: ScorecardRow, view: View) -> ProjectedSum | None:
    """Return what the projections of the countries of a group add up to, from memory while nothing is published."""
    target, area = row.target, row.judgement.ref_area
    return _sum_of(view.state.key, target.target_id, area, view.day, view, row) if is_cross_checked(row, view) else None


@st.cache_data(show_spinner=False, max_entries=CACHED_SUMS)
def _sum_of(
    state_key: str, target_id: str, area: str, day: date, _view: View, _row: ScorecardRow
) -> ProjectedSum | None:
    del state_key, target_id, area, day
    return sum_of_countries(_view, _row.target, _row.judgement)


draw_page()
