"""Compare: one indicator in several areas, or two indicators against each other in every country."""

from collections.abc import Sequence

import streamlit as st

from charts.stage import SHARES
from data.reference import Reference
from exhibits.exhibit import Exhibit
from i18n import counted, text
from pages.widgets.access import get_reference, get_state, get_view
from pages.widgets.filters import (
    area_options,
    area_words,
    choose_beside,
    choose_one,
    choose_several,
    choose_step,
    chosen_area,
    escape_markdown,
    filter_row,
)
from pages.widgets.framework import DeltaGenerator
from pages.widgets.show import draw_head, show
from topics.compare import MOST_LINES, rank_latest
from topics.indicator import targets_passage
from topics.links import COMPARE
from topics.pairs.answer import show_pair
from topics.pairs.figures import GROUPINGS, Countries, Look, PairChoice, Question, comparable_indicators, find_countries
from topics.topic_page import judged_of, show_topic
from topics.trends import Choice

AREAS, PAIR = "areas", "pair"
FIRST_INDICATOR = "individuals_online"
FIRST_AREAS = ("WLD", "LDC", "LLDC", "SIDS")

FIRST_PAIR = ("fixed_basket", "individuals_online")
"""What stands against each other at first: what it costs, and how many people use it."""
OLDER = ("0", "1", "2", "3", "5")
EVEN, NONE = "even", "none"
NEVER_LOGARITHMIC = SHARES | {"RATIO"}


def draw_page() -> None:
    """Draw the page."""
    room = st.container()
    with filter_row(1) as (whole,), whole:
        view = choose_one("view", text("compare.view"), [AREAS, PAIR], lambda code: text(f"compare.view_{code}"))
        chosen = _choose_areas() if view == AREAS else _choose_pair()
    if isinstance(chosen, PairChoice):
        pair = show_pair(chosen, get_view())
        draw_head(room, "compare", chosen.question.x, COMPARE, pair)
        show(pair)
    elif chosen is not None:
        _draw_areas(room, *chosen)
    else:
        draw_head(room, "compare", FIRST_INDICATOR, COMPARE)


def _choose_areas() -> tuple[str, Choice] | None:
    reference, held = get_reference(), get_state().world.book.indicators()
    options = [name for name in reference.indicators if name in held]
    if not options:
        st.info(text("compare.no_figures"), icon=":material/info:")
        return None
    left, right = st.columns(2)
    with left:
        words = {name: reference.indicators[name].name for name in options}
        indicator = choose_one("indicator", text("compare.indicator"), options, words.__getitem__, FIRST_INDICATOR)
    with right:
        first = FIRST_AREAS if chosen_area() in FIRST_AREAS else ()
        areas = choose_beside(text("frame.beside"), default=first)
    return indicator, Choice(tuple(areas))


def _draw_areas(room: DeltaGenerator, indicator: str, choice: Choice) -> None:
    view = get_view()
    ranked = rank_latest(indicator, choice, view) if len(choice.areas) > MOST_LINES else None
    lines = show_topic((indicator,), choice, view, leading=ranked is None) if choice.areas else None
    draw_head(room, "compare", indicator, COMPARE, ranked, lines)
    if not choice.areas:
        st.info(text("compare.nothing_chosen"), icon=":material/info:")
    rows = judged_of((indicator,), choice, view) if choice.areas else []
    show(ranked, lines, Exhibit("compare_targets", targets_passage(f"{indicator}_targets", rows, view)))


def _choose_pair() -> PairChoice | None:
    reference = get_reference()
    options = comparable_indicators(get_view())
    if len(options) > 1:
        return _choose_two(options)
    names = [reference.indicators[name].short_name for name in options]
    words = text("compare.pair.one_indicator", x=names[0]) if names else text("compare.pair.no_indicator")
    st.info(escape_markdown(words), icon=":material/info:")
    return None


def _choose_two(options: Sequence[str]) -> PairChoice:
    """Return what the reader wants to set against each other; there must be at least two indicators."""
    view = get_view()
    reference = view.reference
    left, right = st.columns(2)
    with left:
        x = _indicator("x", options, FIRST_PAIR[0], reference)
    with right:
        y = _indicator("y", [one for one in options if one != x], FIRST_PAIR[1], reference)
    countries = find_countries(view, x, y)
    left, right = st.columns(2)
    with st.expander(text("compare.pair.more"), icon=":material/tune:"):
        older, grouping, log_x, log_y = _choose_look(x, y, reference)
    years = countries.years(older)
    with left:
        usual = str(countries.usual_year() or years[-1])
        year = int(choose_step("year", text("compare.pair.year"), [str(one) for one in years], usual))
    with right:
        chosen = _choose_countries(countries, reference)
    question = Question(x, y, year, older, grouping)
    return PairChoice(question, Look(log_x, log_y, tuple(chosen)), countries, years)


def _indicator(side: str, options: Sequence[str], default: str, reference: Reference) -> str:
    words = {name: reference.indicators[name].name for name in options}
    return choose_one(side, text(f"compare.pair.{side}"), list(options), words.__getitem__, default)


def _choose_look(x: str, y: str, reference: Reference) -> tuple[int, str, bool, bool]:
    left, middle, right = st.columns(3)
    with left:
        older = int(choose_one("older", text("compare.pair.older"), OLDER, _older_words))
    with middle:
        words = text("compare.pair.group")
        grouping = choose_one("group", words, [*GROUPINGS, NONE], lambda one: text(f"compare.pair.group_{one}"))
    axes = _ways(x, y, reference)
    usual = axes[-1]
    if len(axes) > 1:
        with right:
            words = text("compare.pair.axes")
            usual = choose_one("axes", words, axes, lambda one: text(f"compare.pair.axes_{one}"), usual)
    return older, "" if grouping == NONE else grouping, usual in ("x", "both"), usual in ("y", "both")


def _older_words(code: str) -> str:
    return text("compare.pair.older_none") if code == OLDER[0] else counted("compare.pair.older_up_to", int(code))


def _ways(x: str, y: str, reference: Reference) -> list[str]:
    """Return how the axes may be drawn, the usual way last: prices and amounts in ratios, shares in equal steps."""
    fit = [side for side, one in (("x", x), ("y", y)) if _may_be_logarithmic(one, reference)]
    return [EVEN, *fit, *(["both"] if len(fit) > 1 else [])]


def _may_be_logarithmic(indicator: str, reference: Reference) -> bool:
    return reference.indicators[indicator].unit_measure not in NEVER_LOGARITHMIC


def _choose_countries(countries: Countries, reference: Reference) -> list[str]:
    there = countries.x.keys() | countries.y.keys()
    names = {code: name for code, name in area_options(reference).items() if code in there}
    hint = text("compare.pair.country_hint")
    return choose_several("country", text("compare.pair.country"), list(names), area_words(names), placeholder=hint)


draw_page()
