"""The gate that every upload passes, and the shelf on which a reload finds it again.

Streamlit takes in whatever is sent to the address of its uploads, also more than the page asks for, and holds it in
memory as long as the session lasts, which it remembers for minutes after the page was closed. It has no setting for
either, so this module rests on parts of it that `framework` names.
"""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import streamlit as st

from data.reference.limits import load_upload_limits
from data.schemas.thresholds import MB
from pages.widgets.framework import UPLOAD_ADDRESS, Runtime, close_session, get_server, remove_file, session_id
from services.jobs.spool import Spooled

WORD_BYTES = 24


@dataclass(frozen=True)
class Upload:
    """A file as it was uploaded, in the spool."""

    name: str
    spooled: Spooled
    word: str = field(default_factory=lambda: secrets.token_urlsafe(WORD_BYTES))


@dataclass(frozen=True)
class Shelved:
    """An upload with the session that has it, what was said of it, and when it was last looked at."""

    upload: Upload
    session: str
    said: Mapping[str, Any]
    seen: float


class Shelf:
    """All uploads of this process by their words."""

    def __init__(self) -> None:
        """Begin without any."""
        self._held: dict[str, Shelved] = {}
        self._lock = Lock()

    def put(self, upload: Upload, session: str, said: Mapping[str, Any]) -> None:
        """Keep an upload with what was said of it until now."""
        with self._lock:
            self._held[upload.word] = Shelved(upload, session, dict(said), time.monotonic())

    def take(self, word: str, session: str) -> Shelved | None:
        """Return what is kept under a word, None where nothing is; from now on this session has it."""
        with self._lock:
            found = self._held.get(word)
            if found:
                self._held[word] = Shelved(found.upload, session, found.said, time.monotonic())
        return found

    def has(self, upload: Upload, session: str) -> bool:
        """Return whether a session still has an upload: the same address may have been opened elsewhere."""
        found = self._held.get(upload.word)
        return found is None or found.session == session

    def is_publishing(self, session: str) -> bool:
        """Return whether a publication of a session is being carried out: it goes on though the page was closed."""
        return any(one.session == session and one.upload.spooled.is_publishing for one in list(self._held.values()))

    def drop(self, upload: Upload) -> None:
        """Forget an upload."""
        with self._lock:
            self._held.pop(upload.word, None)

    def size(self) -> tuple[int, int]:
        """Return how many uploads there are, and how many bytes they have together."""
        held = list(self._held.values())
        return len(held), sum(one.upload.spooled.size for one in held)

    def sweep(self, is_open: Callable[[str], bool]) -> None:
        """Forget the uploads of sessions that have not been open for a while, and remove them from the disk."""
        now, kept = time.monotonic(), load_upload_limits().kept_seconds.value
        with self._lock:
            for word, one in list(self._held.items()):
                if is_open(one.session) or one.upload.spooled.is_publishing:
                    self._held[word] = Shelved(one.upload, one.session, one.said, now)
                elif now - one.seen > kept:
                    del self._held[word]
                    one.upload.spooled.drop()


SHELF = Shelf()


Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Place = tuple[str, str]

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

    def sweep(self, served: Runtime) -> None:
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
        for session, file in late:
            remove_file(served, session, file)
        for session in closed:
            close_session(served, session)
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
    if scope["type"] != "http" or UPLOAD_ADDRESS not in scope["path"]:
        return None
    session, _, file = scope["path"].partition(UPLOAD_ADDRESS)[2].partition("/")
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
        DESK.sweep(get_server())


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
