"""Schools (Giga): how many are connected, where, how fast, and how far the census can be trusted."""

from contextlib import nullcontext
from functools import partial

import pyarrow as pa
import streamlit as st

from data.datasets import SCHOOLS
from exhibits.exhibit import Exhibit
from i18n import text
from metrics.schools import NO, UNKNOWN, YES
from pages.widgets.access import chosen_day, get_snapshot, get_tracker, get_view, real_today
from pages.widgets.census import chosen_schools, get_page_census
from pages.widgets.examples import offer_example_removal
from pages.widgets.filters import choose_one, choose_several, chosen_area, filter_row
from pages.widgets.school_map import draw_map
from pages.widgets.show import draw_aside, draw_head, offer_files, show, show_parts
from reports.exports import export_rows
from services.examples import SCHOOLS_LOADED, product_itself, publish_example
from services.schools.cube import Census
from services.schools.quality import FAMILY_OF
from services.view import View
from topics.schools.answer import (
    WORLD,
    invitation,
    nothing_chosen,
    show_answer,
    show_area_without,
    show_facts,
    show_headlines,
)
from topics.schools.breakdowns import show_places, show_power, show_speeds, show_types
from topics.schools.map import map_heading
from topics.schools.quality import (
    FOUND_COLUMNS,
    Counts,
    add_counts,
    family_findings,
    find_schools,
    findings_table,
    first_found,
    introduction,
    rule_name,
)
from topics.schools.view import SchoolChoice, SchoolView, options_of
from topics.schools.words import word_of
from topics.topic_page import CHART

ONLINE = "schools_online"
WHOLE = ""
"""The choice of no part of a country: all of it."""
NONE = "none"
"""The choice of no rule, and in the link the word of schools that state none."""


def draw_page() -> None:
    """Draw the page."""
    census, view, room = get_page_census(), get_view(), st.container()
    if census is None:
        draw_head(room, "schools", ONLINE, CHART, Exhibit("schools", [invitation()]))
        _draw_invitation()
        show(show_headlines(view))
        return
    offer_example_removal(SCHOOLS)
    choice = _draw_filters(census, view)
    schools = chosen_schools(census, choice) if choice else None
    answer = show_answer(schools, view, "schools") if schools and schools.whole.connectivity.total else None
    draw_head(room, "schools", ONLINE, CHART, answer)
    if choice is None or schools is None:
        return
    _draw_schools(schools, census, view)
    if choice.area == WORLD:
        show(show_headlines(view))


def _draw_invitation() -> None:
    """Draw what stands here until a census is published: what to do, and an example to try it with."""
    show_parts([invitation()])
    if chosen_day() is not None:
        return
    draw_aside(text("schools.example_lead"))
    if st.button(text("schools.example_load"), key="schools_example", icon=":material/science:"):
        who = product_itself(SCHOOLS_LOADED)
        with st.spinner(text("schools.example_loading")):
            publish_example(get_tracker(), SCHOOLS, who, real_today())
        st.rerun()


def _draw_schools(schools: SchoolView, census: Census, view: View) -> None:
    """Draw everything about the schools chosen."""
    if not schools.holding:
        show(show_area_without(schools, census, view))
        return
    if not schools.whole.connectivity.total:
        show_parts([nothing_chosen()])
        return
    show(show_answer(schools, view, "schools"), None if schools.located_only else show_facts(schools, view))
    if schools.shown.connectivity.total:
        show_parts([map_heading()])
        draw_map(schools, census)
    if schools.shown.connectivity.total and not schools.located_only:
        show(show_places(schools), show_types(schools), show_speeds(schools), show_power(schools))
    _draw_quality(schools, census)


# ---------------------------------------------------------------------------------------------------------- the filters


def _draw_filters(census: Census, view: View) -> SchoolChoice | None:
    """Return which schools the reader chose, None while a group is being put together; the link keeps all of it."""
    with filter_row(1) as (whole,), whole:
        area = chosen_area()
        if area is None:
            return None
        options = options_of(census, view, area)
        *at_first, first, second, third = st.columns(4 if options["admin1"] else 3)
        with at_first[0] if at_first else nullcontext():
            part = _choose_part(options["admin1"])
        with first:
            levels = _choose("level", options["education_level"])
        with second:
            types = _choose("type", options["connection_type"])
        with third:
            name, every = text("schools.filter.connected"), text("schools.filter.every")
            answers = choose_several("connected", name, (YES, NO, UNKNOWN), _answer_word, placeholder=every)
    return SchoolChoice(area, part, tuple(levels), tuple(types), tuple(answers))


def _answer_word(answer: str) -> str:
    return text(f"schools.answer_word.{answer}")


def _choose_part(parts: list[str]) -> str:
    """Return the part of the country chosen, empty for all of it; there is a choice only where a country has parts."""
    if not parts:
        return WHOLE
    name, whole = text("schools.filter.admin1"), text("schools.filter.whole")
    return choose_one("admin1", name, [WHOLE, *parts], lambda one: one or whole, WHOLE)


def _choose(name: str, options: list[str]) -> list[str]:
    """Return the words chosen; the empty word of schools that state none stands in the link as `none`."""
    codes = {one or NONE: one for one in options}
    title, every = text(f"schools.filter.{name}"), text("schools.filter.every")
    chosen = choose_several(name, title, list(codes), lambda code: word_of(name, codes[code]), placeholder=every)
    return [codes[one] for one in chosen]


# ---------------------------------------------------------------------------------------------------------- the quality


def _draw_quality(schools: SchoolView, census: Census) -> None:
    """Draw what the checks find in the countries looked at, and for one country the schools concerned."""
    counts = add_counts(census, schools.holding)
    show_parts(introduction(schools))
    for family in family_findings(counts):
        with st.expander(f"**{family.name}** · {family.words}", expanded=False):
            show_parts(family.passages)
    show_parts([findings_table(census, schools)])
    if len(schools.holding) == 1:
        _draw_found(schools.holding[0], counts, schools)
    else:
        draw_aside(text("schools.found_choose"))


def _draw_found(country: str, counts: Counts, schools: SchoolView) -> None:
    """Draw the choice of a rule, the first schools that it finds in a country, and the files with all of them."""
    options = [code for code in FAMILY_OF if counts[code].schools]
    if not options:
        draw_aside(text("schools.found_nothing"))
        return
    rule = choose_one("rule", text("schools.found_rule"), [NONE, *options], _rule_name, NONE)
    if rule == NONE:
        return
    with st.spinner(text("schools.finding")):
        found = find_schools(get_snapshot(), country, rule)
    show_parts(first_found(found, country, schools))
    offer_files(partial(_file, found), f"schools-{country}-{rule}", "schools_found")


def _rule_name(code: str) -> str:
    return text("schools.found_none") if code == NONE else rule_name(code)


def _file(found: pa.Table, form: str) -> bytes:
    return export_rows(FOUND_COLUMNS, found.to_pylist(), form, "schools")


draw_page()
