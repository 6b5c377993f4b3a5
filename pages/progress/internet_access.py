"""Internet access: how far it is, and where, for any area or several side by side."""

import streamlit as st

from i18n import text
from pages.widgets.access import get_reference, get_state, get_view
from pages.widgets.filters import choose_beside, choose_one, choose_several, chosen_area, filter_row, more_choices
from pages.widgets.show import draw_head, show
from topics.gap.counting import census_counts
from topics.indicator import group_indicators
from topics.topic_page import CHART, judged_of, show_around, show_topic
from topics.trend_chart import on_one_axis
from topics.trends import TOTALS_ONLY, Choice, edition_options, part_options

DATASET = "internet_access"
FIRST_INDICATOR = "individuals_online"


def draw_page() -> None:
    """Draw the page."""
    view, room = get_view(), st.container()
    indicators, choice = _draw_filters()
    first = indicators[0] if indicators else FIRST_INDICATOR
    groups = group_indicators(indicators, choice.areas) if choice.areas else []
    shown = [show_topic(one, choice, view, leading=one is groups[0]) for one in groups]
    draw_head(room, "internet_access", first, CHART, *shown)
    if not groups:
        st.info(text("internet_access.nothing_chosen"), icon=":material/info:")
        return
    show(*on_one_axis(shown))
    rows = [row for one in groups for row in judged_of(one, choice, view)] if choice.part == TOTALS_ONLY else []
    show(show_around(first, chosen_area() or choice.areas[0], rows, view, census_counts(view.state)))


def _draw_filters() -> tuple[list[str], Choice]:
    reference, state = get_reference(), get_state()
    held = state.world.book.indicators()
    options = [one.indicator for one in reference.indicators.values() if one.dataset == DATASET]
    options = [name for name in options if name in held] or options
    words = {name: reference.indicators[name].short_name for name in options}
    with filter_row((5, 5, 2)) as (left, middle, right):
        with left:
            name = text("internet_access.indicator")
            chosen = choose_several("indicator", name, options, words.__getitem__, default=[FIRST_INDICATOR])
        with middle:
            areas = choose_beside(text("frame.beside"))
        with right, more_choices("part", "edition"):
            parts = part_options(state, chosen, areas)
            part = choose_one("part", text("internet_access.part"), parts, lambda code: text(f"charts.part.{code}"))
            found = edition_options(state, chosen, areas, part)
            used = text("internet_access.edition_in_use")
            editions = choose_several("edition", text("internet_access.edition"), found, placeholder=used)
    return chosen, Choice(tuple(areas), tuple(editions), part)


draw_page()
