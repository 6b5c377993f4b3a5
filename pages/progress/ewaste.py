"""E-waste: how much is generated and recycled, the gap in tonnes, the regions, and the countries with legislation."""

from collections.abc import Sequence

import streamlit as st

from exhibits.exhibit import Exhibit
from exhibits.origins import edition_words
from i18n import text
from pages.widgets.access import get_state, get_view
from pages.widgets.filters import choose_several, chosen_area, filter_row, more_choices
from pages.widgets.menu import page_file
from pages.widgets.show import draw_head, show
from services.view import View
from topics.ewaste import (
    INDICATORS,
    LEGISLATION,
    MASSES,
    PER_HEAD,
    RATE,
    is_line,
    projections,
    rate_extras,
    show_gap,
    show_legislation,
    show_nothing,
    show_regions,
)
from topics.gap.counting import census_counts
from topics.indicator import Extras
from topics.topic_page import CHART, judged_of, show_around, show_topic
from topics.trend_chart import on_one_axis
from topics.trends import TOTALS_ONLY, Choice, edition_options, find_trends

MASSES_TOPIC = "ewaste_masses"


def draw_page() -> None:
    """Draw the page."""
    view, room = get_view(), st.container()
    held = view.state.world.book.indicators()
    if not held & {*INDICATORS, LEGISLATION}:
        st.title(text("ewaste.title"), anchor=False)
        st.info(text("ewaste.no_figures"), icon=":material/info:")
        st.page_link(page_file("upload"), label=text("ewaste.go_upload"), icon=":material/upload:")
        return
    choice = _draw_filters()
    shown = [name for name in INDICATORS if choice and find_trends(view.state, name, choice)]
    leading = next((name for name in (RATE, *MASSES) if name in shown), RATE)
    of_area = _area(shown, choice, view) if choice else []
    draw_head(room, "ewaste", leading, CHART, *of_area)
    more = show_regions(choice.editions if choice else (), view), show_legislation(view)
    show(*on_one_axis([one for one in (*of_area, *more) if one is not None]))


def _draw_filters() -> Choice | None:
    area = chosen_area()
    with filter_row((2, 10)) as (room, _), room, more_choices("edition"):
        found = edition_options(get_state(), INDICATORS, [area] if area else [], TOTALS_ONLY)
        used = text("ewaste.edition_in_use")
        editions = choose_several("edition", text("ewaste.edition"), found, edition_words, placeholder=used)
    return Choice((area,), tuple(editions)) if area else None


def _area(shown: Sequence[str], choice: Choice, view: View) -> Sequence[Exhibit | None]:
    """Return what there is of an area: the rate, the gap in tonnes, the masses, and what follows from the rate."""
    if not shown:
        return [show_nothing(choice, view)]
    rate = show_topic((RATE,), choice, view, rate_extras(choice, view)) if RATE in shown else None
    masses = tuple(name for name in MASSES if name in shown)
    extras = Extras(MASSES_TOPIC, said=projections(view.state, masses, choice))
    weighed = show_topic(masses, choice, view, extras, leading=rate is None) if masses else None
    per_head = PER_HEAD in shown and (choice.editions or is_line(PER_HEAD, choice, view))
    last = show_topic((PER_HEAD,), choice, view, leading=False) if per_head else None
    rows = judged_of((RATE,), choice, view)
    around = show_around(RATE, choice.areas[0], rows, view, census_counts(view.state), compared=False) if rate else None
    return [rate, show_gap(choice, view), weighed, around, last]


draw_page()
