"""What we use of Streamlit and it does not promise, each with its reason; elsewhere its public API alone is used.

Tests hold that nothing of it is used anywhere else, and fail where a newer Streamlit no longer has one of these
(`tests/pages/test_framework.py`).
"""

from streamlit import runtime
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = ["DeltaGenerator", "Runtime", "UploadedFile"]
"""Types for signatures, without another name: what `st.columns` and `st.file_uploader` return, and what serves."""

UPLOAD_ADDRESS = "/_stcore/upload_file/"
"""Where the browser sends a file: the size of uploads is bounded at this address, as no setting bounds them all."""
SCRIPT_STATE = "testScriptState"
"""The attribute of `stApp` that says whether the script still runs: printing waits for it, and no event tells it."""
TEST_IDS = (
    *("stApp", "stAppViewContainer", "stMain", "stMainBlockContainer", "stHeader", "stToolbar", "stSidebar"),
    *("stVerticalBlock", "stHorizontalBlock", "stColumn", "stLayoutWrapper", "stElementContainer", "stPlotlyChart"),
    *("stAlertContainer", "stCaptionContainer", "stExpander", "stIconMaterial", "stPopover", "stSkeleton"),
    *("stButton", "stButtonGroup", "stCheckbox", "stDateInput", "stDownloadButton", "stFileChip", "stFileUploader"),
    *("stMultiSelect", "stNumberInput", "stPageLink", "stRadio", "stSelectbox", "stSlider", "stTextInput"),
    *("stStatusWidget", "stElementToolbarButton", "stMainMenu"),
)
"""The marks of its elements that the style and our scripts look for.

A key gives a class (`st-key-*`) to what we name ourselves. Nothing else says what is left off the paper, where the page
scrolls, or which element stands around a chart; a kind of element has no other mark.
"""


def is_served() -> bool:
    """Return whether the dashboard is being served already: a session then runs the main file itself, as tests do."""
    return runtime.exists()


def get_server() -> Runtime:
    """Return what serves: it alone knows which sessions are open, and can close one whose page is gone."""
    return runtime.get_instance()


def session_id() -> str:
    """Return what tells this session apart from others, as the address of an upload names it; empty outside of one."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def came_by_history() -> bool:
    """Return whether the reader came by Back or Forward, so that the link says what to show; no public value does."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def remove_file(server: Runtime, session: str, file: str) -> None:
    """Take a file out of the memory of the uploader, which would hold it for as long as the session lasts."""
    files = server.uploaded_file_mgr
    if isinstance(files, MemoryUploadedFileManager):
        files.remove_file(session, file)


def remove_own_file(file: str) -> bool:
    """Take a file of this session out of the memory of the uploader; return whether there is a session."""
    context = get_script_run_ctx()
    remove = getattr(context.uploaded_file_mgr, "remove_file", None) if context else None
    if context and remove:
        remove(context.session_id, file)
    return bool(context and remove)


def close_session(server: Runtime, session: str) -> None:
    """Close a session whose page is closed, with its files: it would be remembered for minutes."""
    server.close_session(session)
    server.uploaded_file_mgr.remove_session_files(session)
