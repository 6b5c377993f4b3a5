"""Filters that own their state and keep it in the link; a value that the link has wrong is ignored with a word."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Literal

import streamlit as st

from data.reference import Reference
from i18n import format_plain, text
from pages.widgets.access import get_reference
from pages.widgets.framework import DeltaGenerator, came_by_history
from services.groups import custom_members, group_code, is_custom, is_known
from topics.links import OWN_GROUP

AREA, MEMBERS, BESIDE = "area", "area_members", "with"
"""What a link calls the area, the countries of a group of the reader's own, and the areas set beside the area."""
WORLD = "WLD"
AREA_NOW = "area_now"
"""Under this name the session keeps the area chosen in the bar, None while a group of the reader's own is too small."""
LINK_OPENS = "link_opens"
"""Under this name the session keeps that a link of ours is being opened: then it says what to show, not the session."""
BAD_LINKS = "bad_links"
LEFT = "_left"
PAGE = "page_shown"
"""Under this name the session keeps which page is shown, so that each page owns its choices."""
ARRIVED = "page_arrived"
"""Under this name the session keeps whether the page before was another one."""


@contextmanager
def filter_row(count: int | Sequence[int]) -> Iterator[list[DeltaGenerator]]:
    """Give a row of so many columns, or of columns so wide, and say below it what the link asked for in vain."""
    st.session_state[BAD_LINKS] = []
    yield st.columns(count, vertical_alignment="bottom")
    for words in st.session_state[BAD_LINKS]:
        st.warning(words)


@contextmanager
def more_choices(*parameters: str) -> Iterator[None]:
    """Give room for choices that are rarely made, folded; it says how many of these `parameters` the link sets."""
    count = sum(bool(st.query_params.get_all(one)) for one in parameters)
    words = text("topic.more_chosen", count=count) if count else text("topic.more")
    with st.popover(words, width="stretch"):
        yield


def choose_one(
    parameter: str,
    name: str,
    options: Sequence[str],
    words: Callable[[str], str] = str,
    default: str | None = None,
    *,
    hidden: bool = False,
) -> str:
    """Return the one option chosen; the link keeps its code under `parameter`, unless it is the default.

    The name of a `hidden` one is not written above it.
    """
    usual = default if default is not None and default in options else options[0]
    key = _settle_one(parameter, name, options, usual)
    shown: Literal["visible", "collapsed"] = "collapsed" if hidden else "visible"
    found = str(st.selectbox(name, options, format_func=words, key=key, filter_mode="contains", label_visibility=shown))
    st.session_state[_left_key(parameter)] = [found]
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
    st.session_state[_left_key(parameter)] = [found]
    _keep_in_link(parameter, [found], usual=[usual])
    return found


def _settle_one(parameter: str, name: str, options: Sequence[str], usual: str) -> str:
    """Return the key of a choice of one, with what it is to show at first: what the link asks for, else the usual."""
    key = choice_key(parameter)
    if _is_asked(parameter, key):
        asked = _left_with(parameter, options) or _asked(parameter, name, options)
        st.session_state[key] = asked[0] if asked else usual
    elif st.session_state[key] not in options:
        st.session_state[key] = usual
    return key


def choice_key(parameter: str) -> str:
    """Return under which name the session keeps a choice of the page that is shown."""
    return (
        f"choice_{parameter}"
        if parameter in (AREA, MEMBERS)
        else f"choice_{parameter}_{st.session_state.get(PAGE, '')}"
    )


def _is_asked(parameter: str, key: str) -> bool:
    """Return whether the link says what to show: at first, after a link of ours, and after Back and Forward.

    The area holds from page to page, so that a page which is opened without one in its address shows the area of the
    page before.
    """
    if key not in st.session_state or came_by_history():
        return True
    arrives = bool(st.session_state.get(ARRIVED))
    return arrives and (parameter not in (AREA, MEMBERS) or AREA in st.query_params)


def choose_number(
    parameter: str, name: str, usual: float | None, limits: tuple[float, float], step: float, about: str = ""
) -> float | None:
    """Return the number entered, None where it may be left empty; the link keeps it, unless it is the usual one."""
    key = choice_key(parameter)
    if _is_asked(parameter, key):
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


def choose_day(parameter: str, name: str, usual: date, limits: tuple[date, date]) -> date:
    """Return the day chosen; the link keeps it under `parameter`, unless it is the usual one."""
    key = choice_key(parameter)
    if _is_asked(parameter, key):
        st.session_state[key] = _asked_day(parameter, name, limits) or usual
    elif not _is_within(st.session_state[key], limits):
        st.session_state[key] = usual
    chosen: date = st.date_input(name, min_value=limits[0], max_value=limits[1], key=key, format="YYYY-MM-DD")
    _keep_in_link(parameter, [chosen.isoformat()], [usual.isoformat()])
    return chosen


def _asked_day(parameter: str, name: str, limits: tuple[date, date]) -> date | None:
    """Return the day that the link asks for; what is no day, or none that can be chosen, is ignored with a word."""
    asked = st.query_params.get(parameter)
    if asked is None:
        return None
    with suppress(ValueError):
        found = date.fromisoformat(asked)
        if _is_within(found, limits):
            return found
    words = text("frame.bad_link", name=name, value=escape_markdown(asked[:40]))
    st.session_state.setdefault(BAD_LINKS, []).append(words)
    return None


def _is_within(day: object, limits: tuple[date, date]) -> bool:
    return isinstance(day, date) and limits[0] <= day <= limits[1]


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
    if _is_asked(parameter, key):
        st.session_state[key] = _left_with(parameter, options) or _asked(parameter, name, options) or list(default)
    else:
        st.session_state[key] = [one for one in st.session_state[key] if one in options]
    found = st.multiselect(
        name, options, format_func=words, key=key, placeholder=placeholder, filter_mode="contains", select_all=False
    )
    chosen = [str(one) for one in found]
    st.session_state[_left_key(parameter)] = chosen
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


def _left_with(parameter: str, options: Sequence[str]) -> list[str]:
    """Return what was chosen when the reader left this page for another one, for when Back returns to it.

    The link cannot say it: opening another page first writes that page's choices into the address of this one. A step
    within the page is another matter: there the link says all, and a choice that it does not name is the usual one.
    """
    returned = came_by_history() and bool(st.session_state.get(ARRIVED))
    return [one for one in st.session_state.get(_left_key(parameter), []) if one in options] if returned else []


def _left_key(parameter: str) -> str:
    return f"choice_{parameter}_{st.session_state.get(PAGE, '')}{LEFT}"


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


FEWEST = 2


def choose_area_of_all() -> None:
    """Draw the choice of the area that holds on every page; the link keeps it, and the countries of an own group.

    What the area is now stands in the session under `AREA_NOW`; `chosen_area` returns it.
    """
    reference = get_reference()
    _settle_area_of_link(reference)
    names = area_options(reference) | {OWN_GROUP: text("frame.own_group")}
    found = choose_one(AREA, text("frame.area"), list(names), area_words(names), WORLD, hidden=True)
    st.session_state[AREA_NOW] = found


def draw_own_group() -> None:
    """Draw the choice of the countries of a group of the reader's own, below the bar, where one is chosen."""
    if st.session_state[AREA_NOW] == OWN_GROUP:
        st.session_state[AREA_NOW] = _choose_members(get_reference())
    elif not came_by_history():
        st.query_params.pop(MEMBERS, None)


def _settle_area_of_link(reference: Reference) -> None:
    """Write the area that a link asks for as we write it: by its code, an own group by its countries, one alone.

    A link may name an area by its name; one that names several sets the others beside the first.
    """
    asked = st.query_params.get_all(AREA)
    if not asked:
        return
    codes = [_code_of(one, reference) for one in asked]
    first, *others = sorted(codes, key=lambda code: code != OWN_GROUP) if OWN_GROUP in codes else codes
    members = list(custom_members(first)) if is_custom(first) and is_known(first, reference) else []
    if members:
        first, st.query_params[MEMBERS] = OWN_GROUP, members
    if [first] != asked:
        st.query_params[AREA] = first
    if others:
        st.query_params[BESIDE] = list(dict.fromkeys([*st.query_params.get_all(BESIDE), *others]))


def _code_of(asked: str, reference: Reference) -> str:
    """Return the code of an area that a link names by its code or by its name, whatever its case; else the word."""
    if asked in reference.areas:
        return asked
    wanted = asked.casefold()
    found = (code for code, one in reference.areas.items() if wanted in (code.casefold(), one.name.casefold()))
    return next(found, asked)


def chosen_area(*, own_group: bool = True) -> str | None:
    """Return the code of the area that holds on every page.

    None where a group is to be put together and has fewer than two countries yet: the page then has nothing to show,
    and the reader has been told what to do. Without `own_group` the world stands in the place of one.
    """
    found: str | None = st.session_state[AREA_NOW]
    return WORLD if found is not None and is_custom(found) and not own_group else found


def _is_country(ref_area: str) -> bool:
    return get_reference().areas[ref_area].kind == "country"


def _choose_members(reference: Reference) -> str | None:
    names = {code: name for code, name in area_options(reference).items() if _is_country(code)}
    words = text("frame.own_group_members")
    found = choose_several(MEMBERS, words, list(names), area_words(names))
    if len(found) < FEWEST:
        st.info(text("frame.own_group_empty"), icon=":material/info:")
        return None
    return group_code(found)


def choose_beside(name: str, default: Sequence[str] = ()) -> list[str]:
    """Return the codes of the areas set side by side: the area of every page, then those chosen here beside it.

    The link keeps them under `with`. A group of the reader's own that is still too small is left out.
    """
    own, names = chosen_area(), area_options(get_reference())
    names.pop(own or "", None)
    usual = [one for one in default if one in names]
    beside = choose_several(BESIDE, name, list(names), area_words(names), default=usual)
    return [own, *beside] if own else beside
