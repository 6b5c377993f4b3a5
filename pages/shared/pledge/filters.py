"""The filters of the pledges page; the link keeps what was chosen."""

import streamlit as st

from data.schemas.pledge import FOCUS_AREAS, PLEDGE_TYPES, PLEDGER_KINDS
from i18n import text
from pages.shared.areas import choose_area
from pages.shared.filters import choose_several, filter_row
from services.pledge_words import code_words
from services.pledges import PledgeChoice


def draw_pledge_filters() -> PledgeChoice | None:
    """Return which pledges the reader wants to see; None where a group of their own lacks its countries yet."""
    every = text("pledges.every")
    chosen: list[tuple[str, ...]] = []
    lists = (("focus", FOCUS_AREAS), ("kind", PLEDGER_KINDS), ("type", PLEDGE_TYPES))
    with filter_row(1) as (whole,), whole:
        *left, right = st.columns(4)
        for room, (parameter, codes) in zip(left, lists, strict=True):
            with room:
                name = text(f"pledges.by.{parameter}")
                chosen.append(tuple(choose_several(parameter, name, codes, code_words, placeholder=every)))
        with right:
            area = choose_area("area", name=text("pledges.area"))
    focus_areas, kinds, types = chosen
    return None if area is None else PledgeChoice(focus_areas, kinds, types, area)
