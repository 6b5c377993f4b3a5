"""What was said of an upload in a session: put down beside it, and said again where a reload finds it."""

from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.upload_shelf import SHELF, Upload

WORD = "upload"
"""What the address calls the word under which the upload is found again."""
SAID = (
    "upload_indicator",
    "upload_edition",
    "upload_mode",
    "upload_form",
    "upload_member",
    "upload_sheet",
    "upload_encoding",
    "upload_delimiter",
    "upload_decimal",
    "upload_complete_on",
    "upload_by_id_",
    "accepted_only_",
    "refused_asked",
    "mapping_used",
    "mapping_open",
    "mapping_row",
    "mapping_decided",
    "mapping_draft",
    "mapping_stopped",
    "mapping_last",
    "mapping_round",
    "publisher_name",
    "publish_by",
    "publish_why_publish",
)
"""How the names begin under which the session knows what was said of an upload."""


def session_id() -> str:
    """Return what tells this session apart from others."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def put_down(upload: Upload) -> None:
    """Keep an upload with all that was said of it, and its word in the address."""
    said: dict[str, Any] = {str(name): value for name, value in st.session_state.items() if str(name).startswith(SAID)}
    SHELF.put(upload, session_id(), said)
    if st.query_params.get(WORD) != upload.word:
        st.query_params[WORD] = upload.word


def find_again() -> Upload | None:
    """Return the upload whose word is in the address, with all that was said of it said again; None where none is."""
    word = st.query_params.get(WORD)
    found = SHELF.take(word, session_id()) if word else None
    if found is None:
        return None
    for name, value in found.said.items():
        st.session_state[name] = value
    return found.upload


def put_away(upload: Upload) -> None:
    """Forget an upload, and take its word out of the address."""
    SHELF.drop(upload)
    if WORD in st.query_params:
        del st.query_params[WORD]
