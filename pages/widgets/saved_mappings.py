"""Kept mappings: the one that fits is proposed, any can be used, renamed, removed, downloaded or brought as a file."""

from collections.abc import Callable

import streamlit as st

from data.readers import Look
from data.schemas.mapping import ColumnMapping, plain_heading
from i18n import counted, format_date, format_plain, text
from i18n.problems import clean
from pages.widgets.access import get_tracker
from pages.widgets.filters import escape_markdown
from pages.widgets.mapping import (
    decided,
    is_stopped,
    last_mapping,
    open_mapping,
    stop_mapping,
    use_mapping,
    used_mapping,
)
from pages.widgets.show import draw_aside
from services.checking import Check
from services.decisions import with_decisions
from services.file_names import file_name
from services.mappings import (
    KeptMapping,
    forget_mapping,
    keep_mapping,
    kept_mappings,
    proposed_mapping,
    read_mapping,
    rename_mapping,
    write_mapping,
)
from services.misuse import STORE_TROUBLE, Misuse, describe_trouble

FILE, KEPT, WRONG, DONE = "mapping_file", "mapping_kept", "mapping_wrong", "mapping_done"
NAME, BY = "mapping_kept_name", "mapping_kept_by"


def draw_proposal(look: Look) -> None:
    """Propose the kept mapping that was made for a file of this shape."""
    found = proposed_mapping(get_tracker(), look.header)
    if found is None:
        return
    with st.container(border=True):
        about = {"name": clean(found.name), "by": clean(found.by), "when": format_date(found.at.date())}
        st.markdown(escape_markdown(text("mapping.proposed", **about)))
        st.button(
            escape_markdown(text("mapping.proposed_button", name=clean(found.name))),
            type="primary",
            on_click=use_mapping,
            args=(found.mapping,),
            key="mapping_proposed",
        )


def take_up_again(check: Check) -> bool:
    """Use the mapping by which rows were read that come back mended; return whether one was taken.

    Only rows that were refused before and given back are read so without being asked for, and only by a mapping that
    was made for exactly these columns: the one of the file before, or else a kept one.
    """
    look = check.reading.look
    if look is None or not check.reading.recognised.given_back or is_stopped():
        return False
    last, kept = last_mapping(), proposed_mapping(get_tracker(), look.header)
    known = [one for one in (last, kept.mapping if kept else None) if one and one.likeness(look.header) == 1]
    if known:
        use_mapping(known[0])
    return bool(known)


def draw_used(check: Check) -> None:
    """Say by which mapping the file is read, with the ways to change, keep, download or drop it."""
    used = used_mapping()
    if used is None:
        return
    named = text("mapping.used_named", name=clean(used.name)) if used.name else text("mapping.used")
    draw_aside(named)
    whole = with_decisions(used, check.reading, decided()) or used
    with st.container(horizontal=True):
        st.button(text("mapping.change"), on_click=open_mapping, key="mapping_change")
        st.button(text("mapping.stop"), on_click=stop_mapping, key="mapping_stop")
        draw_download(whole)
    draw_keep(whole)


def draw_download(mapping: ColumnMapping) -> None:
    """Offer a mapping as the JSON file that this page and the command line take."""
    st.download_button(
        text("mapping.download"),
        data=write_mapping(mapping),
        file_name=f"{file_name('mapping', mapping.name)}.json",
        mime="application/json",
        key="mapping_download",
        on_click="ignore",
        icon=":material/download:",
    )


def draw_keep(mapping: ColumnMapping) -> None:
    """Offer to keep a mapping for the next file of its shape, unless exactly that is kept."""
    done = st.session_state.pop(DONE, "")
    if done:
        st.success(escape_markdown(done))
    if any(one.mapping == mapping for one in kept_mappings(get_tracker())) or not mapping.maps_columns:
        return
    with st.expander(text("mapping.keep"), expanded=_is_wrong(NAME)):
        _draw_wrong(NAME)
        st.session_state.setdefault(NAME, mapping.name)
        st.text_input(text("mapping.name"), key=NAME, max_chars=100, placeholder=text("mapping.name_hint"))
        st.text_input(text("mapping.by"), key=BY, max_chars=100)
        st.button(text("mapping.keep_button"), on_click=_keep, args=(mapping,), key="mapping_keep_now")


def draw_kept(look: Look) -> None:
    """List the kept mappings, each to be used, renamed or removed."""
    kept = kept_mappings(get_tracker())
    if not kept:
        return
    with st.expander(counted("mapping.manage", len(kept)), expanded=_is_wrong(KEPT)):
        _draw_wrong(KEPT)
        found = st.selectbox(
            text("mapping.manage_which"), kept, format_func=lambda one: clean(one.name), key="mapping_which"
        )
        kind = text(f"mapping.kind_{found.mapping.kind}")
        columns = format_plain(len(found.mapping.needed), 0)
        when = format_date(found.at.date())
        draw_aside(text("mapping.manage_about", kind=kind, columns=columns, by=clean(found.by), when=when))
        _draw_deeds(found, look)


def _draw_deeds(found: KeptMapping, look: Look) -> None:
    there = {plain_heading(name) for name in look.header}
    missing = [name for name in found.mapping.needed if plain_heading(name) not in there]
    if missing:
        names = ", ".join(f"'{clean(name)}'" for name in missing[:6])
        draw_aside(text("mapping.own", name=clean(found.name), names=names))
    st.text_input(text("mapping.rename"), key="mapping_new_name", max_chars=100)
    st.text_input(text("mapping.by"), key=BY, max_chars=100)
    with st.container(horizontal=True):
        st.button(
            text("mapping.use_kept"),
            on_click=use_mapping,
            args=(found.mapping,),
            disabled=bool(missing),
            key="mapping_use_kept",
        )
        st.button(text("mapping.rename_button"), on_click=_rename, args=(found.name,), key="mapping_rename")
        st.button(text("mapping.remove_button"), on_click=_remove, args=(found.name,), key="mapping_remove")


def draw_from_file() -> None:
    """Take a mapping from a JSON file."""
    with st.expander(text("mapping.from_file"), expanded=_is_wrong(FILE)):
        _draw_wrong(FILE)
        st.file_uploader(text("mapping.from_file_words"), type=["json"], key=FILE, on_change=_take, max_upload_size=1)


def _take() -> None:
    found = st.session_state.get(FILE)
    if found is None:
        return
    try:
        use_mapping(read_mapping(found.getvalue(), found.name))
    except Misuse as error:
        st.session_state[WRONG] = (FILE, str(error))


def _keep(mapping: ColumnMapping) -> None:
    name = str(st.session_state.get(NAME, ""))
    named = mapping.model_copy(update={"name": name.strip()})
    if _try(NAME, lambda: keep_mapping(get_tracker(), named, str(st.session_state.get(BY, "")))):
        use_mapping(named)
        st.session_state[DONE] = text("mapping.kept", name=clean(named.name))


def _rename(name: str) -> None:
    new_name, by = (str(st.session_state.get(key, "")) for key in ("mapping_new_name", BY))
    _try(KEPT, lambda: rename_mapping(get_tracker(), name, new_name, by))


def _remove(name: str) -> None:
    _try(KEPT, lambda: forget_mapping(get_tracker(), name, str(st.session_state.get(BY, ""))))


def _try(where: str, do: Callable[[], object]) -> bool:
    """Do something with the kept mappings; what keeps it from being done is said where it was asked for."""
    try:
        do()
    except Misuse as error:
        st.session_state[WRONG] = (where, str(error))
        return False
    except STORE_TROUBLE as trouble:
        st.session_state[WRONG] = (where, describe_trouble(trouble))
        return False
    except OSError:
        st.session_state[WRONG] = (where, text("publish.busy"))
        return False
    return True


def _is_wrong(where: str) -> bool:
    return bool(st.session_state.get(WRONG, ("", ""))[0] == where)


def _draw_wrong(where: str) -> None:
    if _is_wrong(where):
        st.error(escape_markdown(st.session_state.pop(WRONG)[1]))
