"""The choice of one area or of several: the world, a group, a country, or a group that the reader puts together."""

from collections.abc import Sequence

import streamlit as st

from data.reference import Reference
from i18n import text
from pages.shared.access import get_reference
from pages.shared.filters import area_options, area_words, choose_one, choose_several
from services.groups import group_code
from topics.links import OWN_GROUP

NO_AREA = "no_area"
FEWEST = 2


def choose_area(
    parameter: str = "area",
    default: str = "WLD",
    *,
    own_group: bool = True,
    name: str = "",
    nothing: str = "",
    countries: bool = True,
) -> str | None:
    """Return the code of the area chosen; the link keeps it, and the countries of a group put together here.

    None where a group is to be put together and has fewer than two countries yet: the page then has nothing to show,
    and the reader has been told what to do. `nothing` offers the choice of no area under these words; it is then what
    is chosen at first, and None as well. Without `countries` only the world and groups are offered.
    """
    reference = get_reference()
    offered = {code: one for code, one in area_options(reference).items() if countries or not _is_country(code)}
    names = ({NO_AREA: nothing} if nothing else {}) | offered
    default = NO_AREA if nothing else default
    if own_group:
        names[OWN_GROUP] = text("frame.own_group")
    chosen = choose_one(parameter, name or text("frame.area"), list(names), area_words(names), default)
    if chosen == NO_AREA:
        return None
    return _choose_members(parameter, reference) if chosen == OWN_GROUP else chosen


def _is_country(ref_area: str) -> bool:
    return get_reference().areas[ref_area].kind == "country"


def _choose_members(parameter: str, reference: Reference) -> str | None:
    names = {code: name for code, name in area_options(reference).items() if _is_country(code)}
    words = text("frame.own_group_members")
    found = choose_several(f"{parameter}_members", words, list(names), area_words(names))
    if len(found) < FEWEST:
        st.info(text("frame.own_group_empty"), icon=":material/info:")
        return None
    return group_code(found)


def choose_areas(parameter: str, name: str, default: Sequence[str] = ()) -> list[str]:
    """Return the codes of several areas chosen, among them at most one group that the reader puts together.

    The link keeps the areas under the parameter, and the countries of the own group beside them as `choose_area` does.
    An own group of fewer than two countries is left out, and the reader is told what to do.
    """
    reference = get_reference()
    names = {OWN_GROUP: text("frame.own_group")} | area_options(reference)
    chosen = choose_several(parameter, name, list(names), area_words(names), default=default)
    if OWN_GROUP not in chosen:
        return chosen
    own = _choose_members(parameter, reference)
    found = [own if code == OWN_GROUP else code for code in chosen]
    return [code for code in found if code]
