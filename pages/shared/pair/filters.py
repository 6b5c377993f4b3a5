"""The choices of two indicators against each other: which, for which year, and how they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from charts.axes import SHARES
from data.reference import Reference
from i18n import counted, text
from pages.shared.access import get_reference, get_state
from pages.shared.filters import area_options, area_words, choose_one, choose_several, choose_step
from services.pairs import GROUPINGS, Countries, Question, find_countries

FIRST = ("fixed_basket", "individuals_online")
"""What stands against each other at first: what it costs, and how many people use it."""
OLDER = ("0", "1", "2", "3", "5")
EVEN, NONE = "even", "none"
NEVER_LOGARITHMIC = SHARES | {"RATIO"}


@dataclass(frozen=True)
class Look:
    """How two indicators are drawn: which axes are logarithmic, which countries are marked."""

    log_x: bool = False
    log_y: bool = False
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class PairChoice:
    """What a reader asked for, with the figures it draws on and the years the slider offers."""

    question: Question
    look: Look
    countries: Countries
    years: tuple[int, ...]


def choose_pair(options: Sequence[str]) -> PairChoice:
    """Return what the reader wants to set against each other; there must be at least two indicators."""
    reference, state = get_reference(), get_state()
    left, right = st.columns(2)
    with left:
        x = _indicator("x", options, FIRST[0], reference)
    with right:
        y = _indicator("y", [one for one in options if one != x], FIRST[1], reference)
    countries = find_countries(state, reference, x, y)
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
    axes = _axes(x, y, reference)
    usual = axes[-1]
    if len(axes) > 1:
        with right:
            words = text("compare.pair.axes")
            usual = choose_one("axes", words, axes, lambda one: text(f"compare.pair.axes_{one}"), usual)
    return older, "" if grouping == NONE else grouping, usual in ("x", "both"), usual in ("y", "both")


def _older_words(code: str) -> str:
    return text("compare.pair.older_none") if code == OLDER[0] else counted("compare.pair.older_up_to", int(code))


def _axes(x: str, y: str, reference: Reference) -> list[str]:
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
