"""Uploads that a reload of the page finds again: under a word in the address that nobody can guess.

The file lies in the spool; what was said of it, its mapping, decisions, name and reason lie here. Whoever has the word
has the upload, and nobody else; it is kept as long as the page is open, and a little longer.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from data.reference.limits import load_upload_limits
from services.large.large_files import Spooled

WORD_BYTES = 24


@dataclass(frozen=True)
class Upload:
    """A file as it was uploaded, in the spool; a large one is worked on while its progress is shown."""

    name: str
    spooled: Spooled
    large: bool = False
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
