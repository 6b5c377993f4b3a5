"""The choice of one area: the world, a group, a country, or a group that the reader puts together."""

import streamlit as st

from data.reference import Reference
from i18n import text
from pages.shared.access import get_reference
from pages.shared.filters import area_options, area_words, choose_one, choose_several
from services.groups import group_code

OWN_GROUP = "own_group"
FEWEST = 2


def choose_area(parameter: str = "area", default: str = "WLD", *, own_group: bool = True, name: str = "") -> str | None:
    """Return the code of the area chosen; the link keeps it, and the countries of a group put together here.

    None where a group is to be put together and has fewer than two countries yet: the page then has nothing to show,
    and the reader has been told what to do.
    """
    reference = get_reference()
    names = area_options(reference)
    if own_group:
        names[OWN_GROUP] = text("frame.own_group")
    chosen = choose_one(parameter, name or text("frame.area"), list(names), area_words(names), default)
    return _choose_members(parameter, reference) if chosen == OWN_GROUP else chosen


def _choose_members(parameter: str, reference: Reference) -> str | None:
    names = {code: name for code, name in area_options(reference).items() if reference.areas[code].kind == "country"}
    words = text("frame.own_group_members")
    found = choose_several(f"{parameter}_members", words, list(names), area_words(names))
    if len(found) < FEWEST:
        st.info(text("frame.own_group_empty"), icon=":material/info:")
        return None
    return group_code(found)
