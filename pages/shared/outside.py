"""How a file is opened: said in words, with what the sender can correct where it was not recognised right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.readers import ReadOptions, Recognised
from data.readers.encodings import DELIMITERS, ENCODINGS
from data.readers.form_said import MAPPED, known_forms
from i18n import text
from i18n.problems import clean
from pages.shared.aside import draw_aside

PARTS = ("form", "member", "sheet", "encoding", "delimiter", "decimal")
DECIMALS = {".": "point", ",": "comma"}


@dataclass(frozen=True)
class Choice:
    """Something of the outside that can be chosen, and how its options are called."""

    part: str
    options: Sequence[str]
    name: Callable[[str], str]


def with_outside(options: ReadOptions) -> ReadOptions:
    """Return the options with what the sender said of the outside of the file; what was not said is as recognised."""
    said = {part: st.session_state.get(_key(part)) for part in PARTS}
    return replace(
        options,
        form=said["form"],
        member=said["member"],
        sheet=said["sheet"],
        encoding=said["encoding"],
        delimiter=said["delimiter"],
        decimal=said["decimal"],
    )


def forget_outside() -> None:
    """Forget what was said of the file before."""
    for part in PARTS:
        st.session_state.pop(_key(part), None)


def _key(part: str) -> str:
    return f"upload_{part}"


def describe_outside(seen: Recognised) -> str:
    """Return in words, without brackets, what the file is wrapped in and written with; empty where nothing is known."""
    words = []
    if seen.member:
        words.append(text("outside.member", member=clean(seen.member)))
    if seen.sheet:
        words.append(
            text(f"outside.{'open_sheet' if seen.container == 'ods' else 'workbook'}", sheet=clean(seen.sheet))
        )
    elif seen.container and not seen.encoding:
        words.append(text(f"outside.{'archive' if seen.container == 'zip' else 'workbook'}_unread"))
    if seen.encoding:
        words.append(seen.encoding)
    if seen.delimiter:
        words.append(text("outside.columns", delimiter=text(f"outside.{DELIMITERS[seen.delimiter]}")))
    if seen.decimal:
        words.append(text(f"outside.decimal_{DECIMALS[seen.decimal]}"))
    return ", ".join(words)


def draw_outside(seen: Recognised) -> None:
    """Draw what can be corrected of how the file was opened; open where a sheet or a file has to be chosen."""
    choices = list(_choices(seen))
    unread = bool((seen.sheets and not seen.sheet) or (seen.members and not seen.member))
    with st.expander(text("outside.title"), expanded=unread):
        draw_aside(text("outside.lead"))
        for choice, place in zip(choices, st.columns(len(choices)), strict=True):
            _choose(place, choice)


def _choose(place: DeltaGenerator, choice: Choice) -> None:
    options: list[str | None] = [None, *choice.options]
    place.selectbox(
        text(f"outside.choose_{choice.part}"),
        options,
        format_func=lambda one: choice.name(one) if one else text("outside.as_recognised"),
        key=_key(choice.part),
    )


def _choices(seen: Recognised) -> Sequence[Choice]:
    """Return what can be chosen: sheets and files where there are several, letters and columns where it is a text."""
    forms = tuple(form for form in known_forms() if form != MAPPED)
    found = [Choice("form", forms, lambda form: text(f"forms.{form}"))]
    if len(seen.members) > 1:
        found.append(Choice("member", seen.members, clean))
    if len(seen.sheets) > 1:
        found.append(Choice("sheet", seen.sheets, clean))
    if not seen.sheets:
        found.append(Choice("encoding", tuple(ENCODINGS), str))
        found.append(Choice("delimiter", tuple(DELIMITERS), lambda sign: text(f"outside.{DELIMITERS[sign]}")))
    found.append(Choice("decimal", tuple(DECIMALS), lambda mark: text(f"outside.decimal_{DECIMALS[mark]}_option")))
    return found
