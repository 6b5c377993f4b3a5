"""Filters that own their state and keep it in the link; a value that the link has wrong is ignored with a word."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import streamlit as st

from data.reference import Reference
from i18n import format_plain, text
from pages.widgets.access import get_reference
from pages.widgets.framework import DeltaGenerator, came_by_history
from services.groups import group_code
from topics.links import OWN_GROUP

BAD_LINKS = "bad_links"
LEFT = "_left"
PAGE = "page_shown"
"""Under this name the session keeps which page is shown, so that each page owns its choices."""
ARRIVED = "page_arrived"
"""Under this name the session keeps whether the page before was another one."""


@contextmanager
def filter_row(count: int) -> Iterator[list[DeltaGenerator]]:
    """Give a row of columns for filters, and say below it what the link asked for in vain."""
    st.session_state[BAD_LINKS] = []
    yield st.columns(count)
    for words in st.session_state[BAD_LINKS]:
        st.warning(words)


def choose_one(
    parameter: str,
    name: str,
    options: Sequence[str],
    words: Callable[[str], str] = str,
    default: str | None = None,
) -> str:
    """Return the one option chosen; the link keeps its code under `parameter`, unless it is the default."""
    usual = default if default is not None and default in options else options[0]
    key = _settle_one(parameter, name, options, usual)
    found = str(st.selectbox(name, options, format_func=words, key=key, filter_mode="contains"))
    st.session_state[f"{key}{LEFT}"] = [found]
    _keep_in_link(parameter, [found], usual=[usual])
    return found


def choose_step(parameter: str, name: str, options: Sequence[str], default: str) -> str:
    """Return the one option chosen on a slider, where options have an order; the link keeps it as with `choose_one`.

    A single option leaves nothing to slide and is offered as a list.
    """
    if len(options) == 1:
        return choose_one(parameter, name, options)
    usual = default if default in options else options[-1]
    key = _settle_one(parameter, name, options, usual)
    found = str(st.select_slider(name, options, key=key))
    st.session_state[f"{key}{LEFT}"] = [found]
    _keep_in_link(parameter, [found], usual=[usual])
    return found


def _settle_one(parameter: str, name: str, options: Sequence[str], usual: str) -> str:
    """Return the key of a choice of one, with what it is to show at first: what the link asks for, else the usual."""
    key = choice_key(parameter)
    if key not in st.session_state or came_by_history():
        asked = _left_with(key, options) or _asked(parameter, name, options)
        st.session_state[key] = asked[0] if asked else usual
    elif st.session_state[key] not in options:
        st.session_state[key] = usual
    return key


def choice_key(parameter: str) -> str:
    """Return under which name the session keeps a choice of the page that is shown."""
    return f"choice_{parameter}_{st.session_state.get(PAGE, '')}"


def choose_number(
    parameter: str, name: str, usual: float | None, limits: tuple[float, float], step: float, about: str = ""
) -> float | None:
    """Return the number entered, None where it may be left empty; the link keeps it, unless it is the usual one."""
    key = choice_key(parameter)
    if key not in st.session_state or came_by_history():
        asked = _asked_number(parameter, name, limits)
        st.session_state[key] = usual if asked is None else asked
    low, high = limits
    held = st.session_state[key]
    if held is not None and not low <= held <= high:
        st.session_state[key] = usual
    hint = escape_markdown(about) or None
    found: float | None = st.number_input(name, low, high, step=step, key=key, help=hint, format="%.10g")
    _keep_in_link(parameter, _written(found), _written(usual))
    return found


def _written(value: float | None) -> list[str]:
    return [] if value is None else [f"{value:.10g}"]


def _asked_number(parameter: str, name: str, limits: tuple[float, float]) -> float | None:
    """Return the number that the link asks for; what is none, or outside the limits, is ignored with a word."""
    asked = st.query_params.get(parameter)
    if asked is None:
        return None
    try:
        value = float(asked)
    except ValueError:
        value = math.nan
    if limits[0] <= value <= limits[1]:
        return value
    words = text("frame.bad_number", name=name, value=escape_markdown(asked[:40]), **_said(limits))
    st.session_state.setdefault(BAD_LINKS, []).append(words)
    return None


def _said(limits: tuple[float, float]) -> dict[str, str]:
    return {name: format_plain(limit, 2) for name, limit in zip(("low", "high"), limits, strict=True)}


def choose_several(
    parameter: str,
    name: str,
    options: Sequence[str],
    words: Callable[[str], str] = str,
    default: Sequence[str] = (),
    placeholder: str | None = None,
) -> list[str]:
    """Return the options chosen; the link keeps their codes under `parameter`, unless they are the default."""
    key = choice_key(parameter)
    if key not in st.session_state or came_by_history():
        st.session_state[key] = _left_with(key, options) or _asked(parameter, name, options) or list(default)
    else:
        st.session_state[key] = [one for one in st.session_state[key] if one in options]
    found = st.multiselect(
        name, options, format_func=words, key=key, placeholder=placeholder, filter_mode="contains", select_all=False
    )
    chosen = [str(one) for one in found]
    st.session_state[f"{key}{LEFT}"] = chosen
    _keep_in_link(parameter, chosen, usual=list(default))
    return chosen


def _asked(parameter: str, name: str, options: Sequence[str]) -> list[str]:
    """Return what the link asks for; what is not known here is ignored with a word."""
    asked = list(dict.fromkeys(st.query_params.get_all(parameter)))
    for value in asked:
        if value not in options:
            words = text("frame.bad_link", name=name, value=escape_markdown(value[:40]))
            st.session_state.setdefault(BAD_LINKS, []).append(words)
    return [value for value in asked if value in options]


def _left_with(key: str, options: Sequence[str]) -> list[str]:
    """Return what was chosen when the reader left this page for another one, for when Back returns to it.

    The link cannot say it: opening another page first writes that page's choices into the address of this one. A step
    within the page is another matter: there the link says all, and a choice that it does not name is the usual one.
    """
    returned = came_by_history() and bool(st.session_state.get(ARRIVED))
    return [one for one in st.session_state.get(f"{key}{LEFT}", []) if one in options] if returned else []


def _keep_in_link(parameter: str, values: list[str], usual: list[str]) -> None:
    """Write the choice into the link; the usual one is left out, unless the link already says it.

    Every change of the link is a step of the browser's Back, so none is made without need, and none on a step back.
    """
    held = st.query_params.get_all(parameter)
    if held == values or came_by_history():
        return
    if values and values != usual:
        st.query_params[parameter] = values
    elif held:
        del st.query_params[parameter]


def area_options(reference: Reference) -> dict[str, str]:
    """Return every area by its code: the world, the groups, then the countries by name."""
    rank = {"world": 0, "group": 1, "country": 2}
    areas = sorted(reference.areas.values(), key=lambda one: (rank[one.kind], one.scheme, one.name))
    return {one.ref_area: one.name for one in areas}


def area_words(names: Mapping[str, str]) -> Callable[[str], str]:
    """Return how an area is written in a filter: Kenya (KEN)."""
    return lambda code: f"{names[code]} ({code})" if code.isupper() else names.get(code, code)


def escape_markdown(value: str) -> str:
    """Return a text of the data so that Markdown shows it as it is: no link, no image, no markup."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()#+-.!|<>$:~" else sign for sign in value)


def hidden_label(value: str) -> str:
    """Return a text of the data as a label that only assistive technology reads: without the signs of Markdown.

    A collapsed label is read out as it stands, so that escaped signs would be read out too.
    """
    return "".join(" " if sign in r"\`*[]<>!$|:~{}" else sign for sign in value)


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
