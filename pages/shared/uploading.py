"""The file that somebody brings: chosen once, kept in the session until it is published or dropped."""

import hashlib
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from charts.problems import draw_verdict
from data.readers import ReadOptions
from data.reference.upload_limits import load_upload_limits
from i18n import format_plain, text
from i18n.problems import clean
from pages.shared.access import get_reference, get_tracker, real_today
from pages.shared.aside import draw_aside
from pages.shared.filters import escape_markdown
from pages.shared.jobs import forget_jobs, forget_told, remember_told
from pages.shared.kept import forget, keep
from pages.shared.mapping.state import forget_mapping, with_mapping
from pages.shared.outcome import forget_outcome
from pages.shared.outside import forget_outside, with_outside
from pages.shared.piece import draw_piece
from services.checking import Check, check_file
from services.large.large_files import Spooled, is_large
from services.previewing import Mode

FILE = "upload_file"
ROUND = "upload_round"
LARGE = 3_000_000
MB = 1_000_000


@dataclass(frozen=True)
class Upload:
    """A file as it was uploaded; a large one lies in the spool instead of in memory."""

    name: str
    content: bytes
    sha256: str
    spooled: Spooled | None = None


@dataclass(frozen=True)
class Choices:
    """What the person who uploads says about the file."""

    options: ReadOptions
    mode: Mode


def choose_file() -> Upload | None:
    """Return the file to look at: the one just dropped, or the one chosen before another page was visited."""
    key = _widget()
    found = st.file_uploader(text("upload.file_label"), key=key, on_change=_take, args=(key,))
    _draw_lost()
    kept: Upload | None = st.session_state.get(FILE)
    if kept and kept.spooled:
        draw_aside(text("jobs.large", file=clean(kept.name), size=format_plain(kept.spooled.size / MB, 0)))
    elif kept and found is None:
        draw_aside(text("upload.file_kept", file=clean(kept.name)))
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
        st.session_state.pop(FILE, None)
        return
    content = found.getvalue()
    if is_large(content):
        _spool(found, content)
        return
    st.session_state[FILE] = Upload(found.name, content, hashlib.sha256(content).hexdigest())


def _spool(found: UploadedFile, content: bytes) -> None:
    """Put a large file into the spool, and take it out of the memory of the uploader at once."""
    drop_file()
    try:
        st.session_state[FILE] = Upload(found.name, b"", "", Spooled(content))
    except OSError:
        remember_told("no_room", found.name)
    context = get_script_run_ctx()
    remove = getattr(context.uploaded_file_mgr, "remove_file", None) if context else None
    if context and remove:
        remove(context.session_id, found.file_id)


def drop_file() -> None:
    """Forget the file and everything worked out about it, and empty the place to drop one."""
    kept: Upload | None = st.session_state.pop(FILE, None)
    if kept and kept.spooled:
        kept.spooled.drop()
    forget_outside()
    forget_mapping()
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
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
    if len(upload.content) > LARGE:
        words += f" {text('upload.too_big_to_show')}"
    return keep(
        "check",
        (upload.sha256, upload.name, options, today),
        lambda: check_file(get_tracker(), upload.content, upload.name, options, today),
        words,
    )
