"""What a scenario changes: the target, the pace or the countries; every choice stands in the link."""

from collections.abc import Sequence

import streamlit as st

from data.reference import Reference
from i18n import format_value, has_text, text
from i18n.numbers import PERCENT_UNITS
from pages.widgets.filters import choice_key, choose_number, choose_one, choose_several, filter_row
from pages.widgets.framework import came_by_history
from services.groups import area_name
from topics.scenario.courses import LEVELLED, Change, Members, Standing, Wish
from topics.wording import target_unit

ABOUT = "scenario_about"
OF_THE_INDICATOR = ("level", "year", "pace", "to", "by")
"""Choices that make no sense for another indicator or area: they begin anew there."""
OF_A_SCENARIO = (*OF_THE_INDICATOR, "change", "times", "from", "reach")
SCALES = {"USD": 1e9}
"""Units that nobody enters one by one."""
MOST = 1e12
MOST_TIMES, STEP_OF_TIMES, USUAL_TIMES = 10.0, 0.25, 2.0
FASTEST_SHARE = 100.0


def start_over() -> None:
    """Take the scenario out of the link and out of what the session keeps; indicator and area stay."""
    _forget(OF_A_SCENARIO)


def begin_anew_elsewhere(about: str) -> None:
    """Forget the figures entered for another indicator or area; a link that is opened first keeps its own."""
    held = st.session_state.get(ABOUT)
    st.session_state[ABOUT] = about
    if held not in (None, about) and not came_by_history():
        _forget(OF_THE_INDICATOR)


def _forget(names: Sequence[str]) -> None:
    for name in names:
        st.session_state.pop(choice_key(name), None)
        if name in st.query_params:
            del st.query_params[name]


def choose_wish(standing: Standing, members: Members, reference: Reference) -> Wish:
    """Return what is to change; what the link asks for in vain is said below the rows."""
    with filter_row(3) as (left, middle, right):
        with left:
            level = _choose_level(standing, reference)
        with middle:
            first = max(standing.course.first, standing.day.year)
            years = [str(year) for year in range(first, standing.last_year + 1)]
            year = int(choose_one("year", text("scenario.year"), years, default=str(standing.target.target_year)))
        with right:
            change = _choose_change(standing, members)
    wish = Wish(year, level, change)
    if change == "none":
        return wish
    return _choose_reach(wish, standing, members, reference) if change == "reach" else _choose_pace(wish, standing)


def _choose_level(standing: Standing, reference: Reference) -> float | None:
    target = standing.target
    if target.kind not in LEVELLED:
        st.caption(text("scenario.level_fixed"))
        return None
    unit = target_unit(target, reference)
    usual = target.target_value if standing.is_running else None
    return _choose_value("level", "scenario.level", usual, standing, unit)


def _choose_value(parameter: str, key: str, usual: float | None, standing: Standing, unit: str) -> float | None:
    """Return a value in the unit of the indicator, entered in the unit that people use for it."""
    scale = SCALES.get(unit, 1.0)
    low, high = _range(standing)
    limits = (low / scale, high / scale)
    name = text(key, unit=_unit_words(unit)).strip()
    about = text("scenario.level_help", low=format_value(low, unit), high=format_value(high, unit))
    found = choose_number(
        parameter, name, None if usual is None else usual / scale, limits, _step(standing), about if usual else ""
    )
    return None if found is None else found * scale


def _range(standing: Standing) -> tuple[float, float]:
    """Return between which values a level may be entered: all that the indicator can have."""
    facts = standing.indicator
    return (-MOST if facts.minimum is None else facts.minimum), (MOST if facts.maximum is None else facts.maximum)


def _unit_words(unit: str, *, pace: bool = False) -> str:
    if pace and unit in PERCENT_UNITS:
        return text("scenario.points")
    return text(f"scenario.unit.{unit}") if has_text(f"scenario.unit.{unit}") else ""


def _step(standing: Standing) -> float:
    return 0.5 if _range(standing)[1] <= FASTEST_SHARE or not standing.rising else 1.0


def _choose_change(standing: Standing, members: Members) -> Change:
    offered: list[Change] = ["times"] if standing.has_pace else []
    offered += ["pace", *(["reach"] if members.series else []), "none"]  # type: ignore[list-item] # a star of literals
    name = text("scenario.change")
    found = choose_one("change", name, offered, lambda code: text(f"scenario.changes.{code}"), offered[0])
    return next(one for one in offered if one == found)


def _choose_start(wish: Wish, standing: Standing) -> int:
    first = max(standing.course.first, min(standing.day.year, wish.year))
    years = [str(year) for year in range(first, wish.year + 1)]
    usual = str(min(standing.day.year + 1, wish.year))
    return int(choose_one("from", text("scenario.start"), years, default=usual))


def _choose_pace(wish: Wish, standing: Standing) -> Wish:
    with filter_row(3) as (left, middle, _):
        with left:
            if wish.change == "times":
                limits, about = (0.0, MOST_TIMES), text("scenario.times_help")
                times = choose_number("times", text("scenario.times"), USUAL_TIMES, limits, STEP_OF_TIMES, about)
                wish = wish._replace(times=USUAL_TIMES if times is None else times)
            else:
                wish = wish._replace(pace=_enter_pace(standing))
        with middle:
            return wish._replace(start=_choose_start(wish, standing))


def _enter_pace(standing: Standing) -> float:
    unit = standing.indicator.unit_measure
    scale = SCALES.get(unit, 1.0)
    needed = (standing.judgement.required_pace or standing.judgement.actual_pace or 0.0) / scale
    high = FASTEST_SHARE if _range(standing)[1] <= FASTEST_SHARE else MOST / scale
    name = text("scenario.pace", unit=_unit_words(unit, pace=True)).strip()
    usual = round(needed, 1)
    found = choose_number("pace", name, usual, (-high, high), _step(standing), text("scenario.pace_help"))
    return (usual if found is None else found) * scale


def _choose_reach(wish: Wish, standing: Standing, members: Members, reference: Reference) -> Wish:
    names = {area: area_name(area, reference) for area in members.series}
    options = sorted(names, key=names.__getitem__)
    with filter_row(1) as (only,), only:
        chosen = choose_several("reach", text("scenario.reach"), options, names.__getitem__)
    with st.container(horizontal=True):
        for key, codes in (("largest", members.largest()), ("farthest", members.farthest(rising=standing.rising))):
            if codes:
                st.button(text(f"scenario.{key}"), key=f"scenario_{key}", on_click=_take, args=(codes,))
    with filter_row(3) as (left, middle, right):
        with left:
            usual = wish.level if wish.level is not None else standing.target.target_value
            level = _choose_value("to", "scenario.reach_level", usual, standing, standing.indicator.unit_measure)
        with middle:
            start = _choose_start(wish, standing)
        with right:
            years = [str(year) for year in range(start, standing.last_year + 1)]
            by = choose_one("by", text("scenario.reach_by"), years, default=str(max(wish.year, start)))
    reached = level if level is not None else usual or 0.0
    return wish._replace(reach=tuple(chosen), reach_level=reached, start=start, reach_by=int(by))


def _take(codes: list[str]) -> None:
    """Choose countries before the page is drawn again; the choice then writes them into the link."""
    st.session_state[choice_key("reach")] = codes
