"""The filters of the schools page; all of them are kept in the link."""

import streamlit as st

from i18n import text
from metrics.schools import NO, UNKNOWN, YES
from pages.shared.access import get_view
from pages.shared.areas import choose_area
from pages.shared.filters import choose_one, choose_several, filter_row
from services.schools.cube import Census
from services.schools.view import SchoolChoice, options_of
from services.schools.words import word_of

WHOLE = ""
"""The choice of no part of a country: all of it."""


def draw_school_filters(census: Census) -> SchoolChoice | None:
    """Return which schools the reader chose, None while a group is being put together."""
    with filter_row(1) as (whole,), whole:
        left, right = st.columns(2)
        with left:
            area = choose_area()
        if area is None:
            return None
        options = options_of(census, get_view(), area)
        with right:
            part = _choose_part(options["admin1"])
        first, second, third = st.columns(3)
        with first:
            levels = _choose("level", options["education_level"])
        with second:
            types = _choose("type", options["connection_type"])
        with third:
            answers = choose_several(
                "connected",
                text("schools.filter.connected"),
                (YES, NO, UNKNOWN),
                lambda one: text(f"schools.answer_word.{one}"),
                placeholder=text("schools.filter.every"),
            )
    return SchoolChoice(area, part, tuple(levels), tuple(types), tuple(answers))


def _choose_part(parts: list[str]) -> str:
    """Return the part of the country chosen, empty for all of it; there is a choice only where a country has parts."""
    if not parts:
        return WHOLE
    return choose_one(
        "admin1", text("schools.filter.admin1"), [WHOLE, *parts], lambda one: one or text("schools.filter.whole"), WHOLE
    )


def _choose(name: str, options: list[str]) -> list[str]:
    """Return the words chosen; the empty word of schools that state none stands in the link as `none`."""
    codes = {one or "none": one for one in options}
    chosen = choose_several(
        name,
        text(f"schools.filter.{name}"),
        list(codes),
        lambda code: word_of(name, codes[code]),
        placeholder=text("schools.filter.every"),
    )
    return [codes[one] for one in chosen]
