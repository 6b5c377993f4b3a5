"""One target: its status with everything it rests on, for its own area or a chosen one."""

from datetime import date

import streamlit as st

from data.schemas.target import Target
from i18n import text
from pages.widgets.access import get_view
from pages.widgets.filters import BAD_LINKS, area_options, area_words, choose_one, escape_markdown, filter_row
from pages.widgets.show import show, show_parts
from services.groups import is_custom, is_known
from services.scorecard import ScorecardRow, judge_row
from services.view import View
from topics.official import show_officials
from topics.outlook import ProjectedSum, is_cross_checked, show_outlook, sum_of_countries
from topics.target import show_basis, show_target, ways_on

CACHED_SUMS = 200


def draw_page() -> None:
    """Draw the page."""
    st.title(text("target.title"))
    view = get_view()
    if not view.state.targets:
        st.info(text("target.no_targets"), icon=":material/info:")
        return
    links = st.container()
    target, area = _choose_target(view)
    row = judge_row(view, target, area)
    with links:
        show_parts([ways_on(row, view)])
    show(
        show_target(row, view),
        show_outlook(row, view, _cross_check(row, view)),
        show_officials(row, view),
        show_basis(row, view),
    )


def _choose_target(view: View) -> tuple[Target, str]:
    """Return the target chosen and the area to judge it for; only targets of each country have other areas."""
    targets = {one.target_id: one for one in view.state.targets}
    with filter_row(2) as (left, right):
        with left:
            name = text("target.choose")
            target = targets[choose_one("target", name, list(targets), lambda code: _option(targets[code]))]
        _drop_other_area(target, view)
        with right:
            own, names = target.ref_area, area_options(view.reference) | _own_group_asked(view)
            options, words = list(names) if target.for_each_country else [own], names | {own: view.name_of(own)}
            area = choose_one("area", text("target.area"), options, area_words(words), own)
    return target, area


def _option(target: Target) -> str:
    return text("target.option", framework=target.framework, number=target.number, wording=target.wording)


def _own_group_asked(view: View) -> dict[str, str]:
    """Return the group of the reader's own that the link asks for, by its code with its name."""
    asked = st.query_params.get("area", "")
    custom = is_custom(asked) and is_known(asked, view.reference)
    return {asked: view.name_of(asked)} if custom else {}


def _drop_other_area(target: Target, view: View) -> None:
    """Take an area out of the link that the target is not defined for, with a word."""
    asked = st.query_params.get("area", "")
    if not target.for_each_country and asked in view.reference.areas and asked != target.ref_area:
        del st.query_params["area"]
        own, area = view.name_of(target.ref_area), view.name_of(asked)
        st.session_state[BAD_LINKS].append(escape_markdown(text("target.only_own", own=own, area=area)))


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
