"""Uploads pass a gate: so many for a visitor, so many in all; a reload finds them, and after that they are gone."""

import asyncio
import inspect
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.web.server import server

from data.reference.limits import load_upload_limits
from data.schemas.thresholds import MB, Limit
from pages.widgets import upload_gate
from pages.widgets.framework import UPLOAD_ADDRESS as ADDRESS
from pages.widgets.upload_gate import (
    SHELF,
    UNTAKEN_S,
    Desk,
    Message,
    Receive,
    Scope,
    Send,
    Shelf,
    Upload,
    UploadGate,
    place_of,
)
from services.jobs.deeds import FILE
from services.jobs.spool import Spooled
from services.tracker import Tracker
from tests.pages.sessions import Session

pytestmark = pytest.mark.usefixtures("spool_here")
ROOT = Path(__file__).parents[2]
HEADER = "indicator,ref_area,time_period,obs_value\n"
GOOD = f"{HEADER}individuals_online,KEN,2025,44.2\n"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def forward(seconds: float) -> None:
        now[0] += seconds

    return forward


def word_of(session: Session) -> str:
    found = session.app.query_params["upload"]
    return str(found[0] if isinstance(found, list) else found)


def test_reload_during_a_preview_finds_file_name_and_reason_again(store: Path, tracker: Tracker) -> None:
    session = Session().open("upload").upload(GOOD)
    session.app.text_input(key="publish_by").set_value("Ana Wanjiru").run()
    session.app.text_input(key="publish_why_publish").set_value("Household survey").run()
    again = Session().open("upload", upload=word_of(session))

    assert "You are looking at figures.csv" in again.words
    assert again.app.text_input(key="publish_by").value == "Ana Wanjiru"
    assert again.app.text_input(key="publish_why_publish").value == "Household survey"
    again.press("publish_pressed")
    made = tracker.store.history("internet_access")[0]
    assert (made.by, made.why, made.file) == ("Ana Wanjiru", "Household survey", "figures.csv")


def test_reload_finds_choices_and_decisions_again(store: Path) -> None:
    session = Session().open("upload").upload(GOOD)
    session.app.radio(key="upload_mode").set_value(True).run()
    session.app.selectbox(key="upload_decimal").select(".").run()
    again = Session().open("upload", upload=word_of(session))

    assert again.app.radio(key="upload_mode").value is True
    assert again.app.selectbox(key="upload_decimal").value == "."
    assert "published rows are not there afterwards" in again.words


def test_word_that_was_never_given_or_is_dropped_finds_nothing(store: Path) -> None:
    session = Session().open("upload").upload(GOOD)
    word = word_of(session)
    assert len(word) >= 32
    session.press("publish_drop")

    for said in (word, word[:-1], "", "x" * 32):
        assert "You are looking at" not in Session().open("upload", upload=said).words
    assert "upload" not in session.app.query_params


def test_upload_goes_along_to_the_window_where_its_address_was_opened_last() -> None:
    shelf, upload = Shelf(), Upload("f.csv", Spooled(b"x"))
    shelf.put(upload, "first", {"publish_by": "Ana"})
    assert shelf.has(upload, "first")
    found = shelf.take(upload.word, "second")

    assert found is not None and found.said == {"publish_by": "Ana"}
    assert shelf.has(upload, "second") and not shelf.has(upload, "first")


def test_upload_is_kept_a_moment_after_its_page_was_closed_and_then_gone(clock: Callable[[float], None]) -> None:
    shelf, upload = Shelf(), Upload("f.csv", Spooled(b"x"))
    shelf.put(upload, "one", {})
    kept = load_upload_limits().kept_seconds.value
    clock(10_000)
    shelf.sweep({"one"}.__contains__)
    clock(kept)
    shelf.sweep(set[str]().__contains__)
    assert shelf.take(upload.word, "one") is not None and upload.spooled.folder.exists()
    clock(kept + 1)
    shelf.sweep(set[str]().__contains__)

    assert shelf.take(upload.word, "one") is None
    assert not upload.spooled.folder.exists()
    assert kept + upload_gate.EVERY_S + 5 < 60


def request(path: str, method: str = "PUT", size: int | None = 10) -> dict[str, Any]:
    headers = [] if size is None else [(b"content-length", str(size).encode())]
    return {"type": "http", "path": path, "method": method, "headers": headers}


def passed(desk: Desk, monkeypatch: pytest.MonkeyPatch, *scopes: dict[str, Any], status: int = 204) -> list[int]:
    """Return what is answered to each request."""
    answers: list[int] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": status, "headers": []})

    async def send(message: Message) -> None:
        if "status" in message:
            answers.append(message["status"])

    async def serve() -> None:
        for scope in scopes:
            await UploadGate(app)(scope, None, send)  # type: ignore[arg-type]

    monkeypatch.setattr(upload_gate, "DESK", desk)
    asyncio.run(serve())
    return answers


def test_visitor_has_room_for_so_many_files_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = load_upload_limits()
    many = [request(f"{ADDRESS}one/{number}") for number in range(limits.visitor_uploads.value + 1)]
    large = limits.visitor_mb.value * MB

    assert passed(Desk(), monkeypatch, *many) == [204] * limits.visitor_uploads.value + [429]
    assert passed(Desk(), monkeypatch, request(f"{ADDRESS}one/a", size=large + 1)) == [429]
    assert passed(Desk(), monkeypatch, request(f"{ADDRESS}one/a"), request(f"{ADDRESS}one/b", size=None)) == [204, 429]
    assert passed(Desk(), monkeypatch, *many[:3], request(f"{ADDRESS}two/0")) == [204] * 4


def test_all_visitors_have_room_for_so_much_together(monkeypatch: pytest.MonkeyPatch) -> None:
    held = load_upload_limits().model_copy(update={"all_mb": Limit(value=1, reason="x")})
    monkeypatch.setattr(upload_gate, "load_upload_limits", lambda: held)
    monkeypatch.setattr(upload_gate, "SHELF", Shelf())
    half = MB // 2

    assert passed(
        Desk(), monkeypatch, *(request(f"{ADDRESS}{name}/a", size=half) for name in ("one", "two", "three"))
    ) == [204, 204, 429]


@pytest.mark.parametrize("status", [400, 413, 500])
def test_file_that_did_not_arrive_or_was_taken_takes_no_room(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    desk = Desk()
    passed(desk, monkeypatch, request(f"{ADDRESS}one/a"), status=status)
    assert desk._held == {}
    passed(desk, monkeypatch, request(f"{ADDRESS}one/a"))
    assert list(desk._held) == [("one", "a")]
    passed(desk, monkeypatch, request(f"{ADDRESS}one/a", "DELETE"))
    assert desk._held == {}


def test_everything_else_passes_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    scopes = [request("/upload"), request("/_stcore/health", "GET"), {"type": "websocket", "path": "/_stcore/stream"}]

    assert [place_of(one) for one in scopes] == [None] * 3
    assert passed(Desk(), monkeypatch, *scopes) == [204] * 3


def test_what_nobody_took_and_whoever_left_is_swept_away(clock: Callable[[float], None]) -> None:
    files = MemoryUploadedFileManager(ADDRESS)
    open_sessions, closed = {"here", "gone"}, list[str]()
    served: Any = SimpleNamespace(
        uploaded_file_mgr=files, is_active_session=open_sessions.__contains__, close_session=closed.append
    )
    desk = Desk()
    for session in ("here", "gone"):
        files.add_file(session, UploadedFileRec("a", "a.csv", "text/csv", b"x"))
        desk.enter((session, "a"), 1)
        desk.arrived((session, "a"))
    desk.sweep(served)
    assert files.get_files("here", ["a"]) and files.get_files("gone", ["a"])
    clock(UNTAKEN_S + 1)
    open_sessions.remove("gone")
    desk.sweep(served)
    clock(1)
    desk.sweep(served)

    assert not files.get_files("here", ["a"]) and not files.get_files("gone", ["a"])
    assert closed == ["gone"]


def test_framework_still_has_what_the_gate_rests_on() -> None:
    """Named in `upload_gate`: where one of them changes, the gate has to be looked at again."""
    assert f"{server.UPLOAD_FILE_ENDPOINT}/" == ADDRESS
    assert list(inspect.signature(runtime.Runtime.is_active_session).parameters) == ["self", "session_id"]
    assert list(inspect.signature(runtime.Runtime.close_session).parameters) == ["self", "session_id"]
    assert "uploaded_file_mgr" in vars(runtime.Runtime)
    assert list(inspect.signature(MemoryUploadedFileManager.remove_file).parameters) == [
        "self",
        "session_id",
        "file_id",
    ]


def test_dashboard_is_served_behind_the_gate() -> None:
    from streamlit.web.server.app_discovery import discover_asgi_app

    found = discover_asgi_app(ROOT / "dashboard.py")
    assert (found.is_asgi_app, found.app_name) == (True, "app")
    assert "Middleware(UploadGate)" in (ROOT / "dashboard.py").read_text(encoding="utf-8")


def test_replaced_file_leaves_nothing_on_the_disk(store: Path, spool_here: Path) -> None:
    session = Session().open("upload").upload(GOOD, "first.csv").upload(GOOD, "second.csv")

    files = [one for one in spool_here.rglob(FILE) if one.is_file()]
    assert len(files) == 1 and "second.csv" in session.words
    assert SHELF.size()[0] >= 1
