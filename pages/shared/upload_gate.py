"""The gate that every upload passes: so many bytes a visitor, and so many in all; what nobody took is thrown away.

Streamlit takes in whatever is sent to the address of its uploads, also more than the page asks for, and holds it in
memory as long as the session lasts, which it remembers for minutes after the page was closed. It has no setting for
either, so this one module rests on what it has in its code alone: the address below, the runtime that knows which
sessions are open and can close one, and the manager that holds the files. A test fails where one of them is gone.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any

from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from data.reference.limits import load_upload_limits
from data.schemas.thresholds import MB
from pages.shared.upload_shelf import SHELF

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Place = tuple[str, str]

ADDRESS = "/_stcore/upload_file/"
TAKEN_IN, TOO_MANY = 204, 429
EVERY_S = 5
UNTAKEN_S = 40


@dataclass
class Held:
    """A file that is on its way, or held in memory since a moment."""

    size: int
    since: float | None = None


class Desk:
    """What is on its way or held in memory, by session and file."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._held: dict[Place, Held] = {}
        self._sessions: dict[str, float] = {}
        self._lock = Lock()

    def enter(self, place: Place, size: int) -> bool:
        """Take in a file that begins to arrive; return whether there is room for it."""
        limits, (kept, kept_bytes) = load_upload_limits(), SHELF.size()
        with self._lock:
            own = [one.size for held, one in self._held.items() if held[0] == place[0] and held != place]
            every = [one.size for held, one in self._held.items() if held != place]
            fits = (
                len(own) < limits.visitor_uploads.value
                and sum(own) + size <= limits.visitor_mb.value * MB
                and len(every) + kept < limits.all_uploads.value
                and sum(every) + kept_bytes + size <= limits.all_mb.value * MB
            )
            if fits:
                self._held[place] = Held(size)
                self._sessions[place[0]] = time.monotonic()
            return fits

    def arrived(self, place: Place) -> None:
        """Note that a file has arrived and is held in memory."""
        with self._lock:
            if place in self._held:
                self._held[place].since = time.monotonic()

    def left(self, place: Place) -> None:
        """Note that a file is not held any more, or did not arrive."""
        with self._lock:
            self._held.pop(place, None)

    def sweep(self, served: runtime.Runtime) -> None:
        """Throw away what nobody took, and close the sessions whose page is closed; in the thread that serves."""
        now = time.monotonic()
        with self._lock:
            late = [place for place, one in self._held.items() if one.since and now - one.since > UNTAKEN_S]
            for place in late:
                del self._held[place]
            open_still = {one for one in self._sessions if served.is_active_session(one) or SHELF.is_publishing(one)}
            self._sessions |= dict.fromkeys(open_still, now)
            kept = load_upload_limits().kept_seconds.value
            closed = [one for one, seen in self._sessions.items() if now - seen > kept]
            for one in closed:
                del self._sessions[one]
        files = served.uploaded_file_mgr
        for session, file in late:
            if isinstance(files, MemoryUploadedFileManager):
                files.remove_file(session, file)
        for session in closed:
            served.close_session(session)
            files.remove_session_files(session)
        SHELF.sweep(served.is_active_session)


DESK = Desk()


class UploadGate:
    """Lets uploads through as far as there is room for them, and everything else."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        """Stand before an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        place = place_of(scope)
        if place is None or scope["method"] not in ("PUT", "DELETE"):
            await self._app(scope, receive, send)
        elif scope["method"] == "DELETE":
            await self._app(scope, receive, send)
            DESK.left(place)
        elif DESK.enter(place, _said_size(scope)):
            await self._take_in(place, scope, receive, send)
        else:
            await send({"type": "http.response.start", "status": TOO_MANY, "headers": [(b"connection", b"close")]})
            await send({"type": "http.response.body", "body": b""})

    async def _take_in(self, place: Place, scope: Scope, receive: Receive, send: Send) -> None:
        status = 0

        async def watch(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            if status == TAKEN_IN:
                DESK.arrived(place)
            else:
                DESK.left(place)


def place_of(scope: Scope) -> Place | None:
    """Return the session and the file that a request is about, None where it is no upload."""
    if scope["type"] != "http" or ADDRESS not in scope["path"]:
        return None
    session, _, file = scope["path"].partition(ADDRESS)[2].partition("/")
    return session, file


def _said_size(scope: Scope) -> int:
    """Return how many bytes a request says that it has; the most there may be where it says nothing."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    return int(said) if said.isdigit() else load_upload_limits().visitor_mb.value * MB


@asynccontextmanager
async def sweeping(app: object) -> AsyncIterator[dict[str, Any]]:
    """Sweep from time to time as long as the dashboard is served."""
    del app
    task = asyncio.create_task(_sweep_on())
    try:
        yield {}
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _sweep_on() -> None:
    while True:
        await asyncio.sleep(EVERY_S)
        DESK.sweep(runtime.get_instance())
