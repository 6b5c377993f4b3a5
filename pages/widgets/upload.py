"""The upload of a file: taken in, checked, previewed and published as it was previewed."""

from dataclasses import dataclass, replace
from typing import NoReturn

import streamlit as st

from charts.problems import draw_verdict
from data.readers import ReadOptions
from data.reference.limits import load_upload_limits
from i18n import format_plain, text
from i18n.problems import clean
from pages.widgets.access import get_reference, get_tracker, real_today
from pages.widgets.filters import escape_markdown
from pages.widgets.framework import UploadedFile, remove_own_file, session_id
from pages.widgets.jobs import forget_jobs, forget_told, remember_told
from pages.widgets.mapping import forget_mapping, with_mapping
from pages.widgets.publish import Plan, forget_outcome
from pages.widgets.recognised import describe_contents, forget_outside, with_outside
from pages.widgets.remembered import forget, keep
from pages.widgets.show import draw_aside, draw_piece
from pages.widgets.upload_gate import DESK, SHELF, WORD, Upload, find_again, put_away, put_down
from services.checking import Check
from services.large.large_files import Spooled, is_large
from services.large.reading_apart import GrownLargeError, check_apart
from services.large.spare import SPARE
from services.previewing import Mode, preview_file

FILE = "upload_file"
ROUND = "upload_round"
LARGE = 3_000_000
MB = 1_000_000


@dataclass(frozen=True)
class Choices:
    """What the person who uploads says about the file."""

    options: ReadOptions
    mode: Mode


def choose_file() -> Upload | None:
    """Return the file to look at: the one just dropped, or the one chosen before another page was visited."""
    key = _widget()
    st.file_uploader(text("upload.file_label"), key=key, on_change=_take, args=(key,))
    _draw_lost()
    kept = _kept()
    SPARE.prepare()
    if kept and kept.large:
        draw_aside(text("jobs.large", file=clean(kept.name), size=format_plain(kept.spooled.size / MB, 0)))
    elif kept:
        draw_aside(text("upload.file_kept", file=clean(kept.name)))
    return kept


def _kept() -> Upload | None:
    """Return the file of this session, or the one that a reload of the page finds again."""
    kept: Upload | None = st.session_state.get(FILE)
    if kept and not SHELF.has(kept, session_id()):  # its address was opened in another window, which has it now
        del st.session_state[FILE]
        remember_told("elsewhere", kept.name)
        st.query_params.pop(WORD, None)
        st.rerun()
    kept = kept or find_again()
    if kept:
        st.session_state[FILE] = kept
        put_down(kept)
    return kept


def _draw_lost() -> None:
    """Say what became of a file that did not arrive; only the browser knows of it, so the style shows or hides this."""
    words = text("jobs.lost", size=format_plain(load_upload_limits().file_mb.value, 0))
    with st.container(key="upload_lost"):
        draw_piece(draw_verdict("blocks", text("jobs.lost_word"), words), key="upload_lost_piece")


def _widget() -> str:
    """Return the key of the place to drop a file; dropping one empties it by taking another key."""
    return f"upload_widget_{st.session_state.get(ROUND, 0)}"


def _take(key: str) -> None:
    """Take in what was dropped, unless that place was emptied meanwhile."""
    if key != _widget():
        return
    found = st.session_state.get(key)
    forget_outcome()
    forget_told()
    forget_outside()
    forget_mapping()
    if found is None:
        forget_upload()
        return
    _spool(found)


def _spool(found: UploadedFile) -> None:
    """Put a file into the spool, and take it out of the memory of the uploader at once."""
    content = found.getvalue()
    drop_file()
    try:
        st.session_state[FILE] = Upload(found.name, Spooled(content), is_large(content))
    except OSError:
        remember_told("no_room", found.name)
    if remove_own_file(found.file_id):
        DESK.left((session_id(), found.file_id))


def drop_file() -> None:
    """Forget the file and everything worked out about it, and empty the place to drop one."""
    forget_upload()
    forget_outside()
    forget_mapping()
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def forget_upload() -> None:
    """Forget the file and everything worked out about it, and remove it from the disk."""
    kept: Upload | None = st.session_state.pop(FILE, None)
    if kept:
        put_away(kept)
        kept.spooled.drop()
    forget("check", "preview_publish", "split", "glimpse")
    forget_jobs("check", "preview", "split")


def choose_options() -> Choices:
    """Return what the person says about the file; the defaults fit nearly every file."""
    reference = get_reference()
    with st.expander(text("upload.more")):
        left, right = st.columns(2)
        indicator = left.selectbox(
            text("upload.indicator"),
            [None, *reference.indicators],
            format_func=lambda code: reference.indicators[code].name if code else text("upload.indicator_none"),
            help=text("upload.indicator_help"),
            key="upload_indicator",
        )
        edition = right.text_input(
            text("upload.edition"),
            placeholder=text("upload.edition_hint"),
            help=text("upload.edition_help"),
            max_chars=100,
            key="upload_edition",
        )
        replace = st.radio(
            text("upload.mode"),
            [False, True],
            format_func=lambda chosen: text("upload.mode_replace" if chosen else "upload.mode_merge"),
            key="upload_mode",
        )
        draw_aside(text("upload.mode_replace_words"))
    options = with_mapping(with_outside(ReadOptions(indicator=indicator, edition=edition.strip() or None)))
    return Choices(options, Mode(replace=bool(replace)))


def check_upload(upload: Upload, options: ReadOptions) -> Check:
    """Return what the file holds; checked once for the same bytes, choices and published data."""
    today = real_today()
    words = text("upload.checking", file=escape_markdown(upload.name))
    if upload.spooled.size > LARGE:
        words += f" {text('upload.too_big_to_show')}"
    token = (upload.spooled.key, upload.name, options, today)
    try:
        return keep(
            "check", token, lambda: check_apart(get_tracker(), upload.spooled, upload.name, options, today), words
        )
    except GrownLargeError:
        grow(upload)


def grow(upload: Upload) -> NoReturn:
    """Work on a file as a large one from now on: it holds more than it seemed."""
    st.session_state[FILE] = replace(upload, large=True)
    st.rerun()


def plan_upload(check: Check, options: ReadOptions, mode: Mode) -> Plan:
    """Return the plan of publishing a checked file."""
    today = real_today()
    return Plan(
        page="upload",
        deed="publish",
        token=(check.sha256, check.file, options, mode, today),
        look=lambda: preview_file(get_tracker(), check, today, mode),
        clear=drop_file,
        drop=text("upload.drop"),
        done="publish.done_file",
        details={"file": check.file, "series": describe_contents(check)},
        origin=(check.file, check.sha256),
    )
