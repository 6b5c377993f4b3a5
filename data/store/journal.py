"""The second record of a table: what was acknowledged, written and flushed before the answer.

One line a commit: a check sum, what the history needs to know of it, and a copy of its entry in Delta's log. So a
revision never goes without a trace, its number is not used again, an entry of the log that is damaged can be read from
here and put back as it was, and a process learns the whole history from one file instead of one a commit. Other
lines say that a revision was given up as lost, that an administrator knows, and the digests of files that had none.
"""

import base64
import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.store.durability import flush_folder, make_folder
from data.store.log import Commit
from data.store.terms import JOURNAL

NOTHING: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True)
class Kept:
    """A commit as the journal keeps it: what it made (None: nothing of ours), and its entry's size and digest."""

    version: int
    commit: Commit | None
    size: int
    sha256: str
    packed: bytes

    def copy(self) -> bytes | None:
        """Return the entry as it was written; None where the copy itself is damaged."""
        try:
            content = zlib.decompress(base64.b64decode(self.packed, validate=True))
        except (ValueError, zlib.error):
            return None
        return content if hashlib.sha256(content).hexdigest() == self.sha256 else None


def journal_path(root: Path, table: str) -> Path:
    """Return where the journal of a table lies."""
    return root / JOURNAL / f"{table}.log"


def journaled_tables(root: Path) -> list[str]:
    """Return the tables that have a journal."""
    return sorted(path.stem for path in (root / JOURNAL).glob("*.log"))


def commit_line(version: int, commit: Commit | None, entry: bytes) -> bytes:
    """Return the line that keeps a commit with its entry in the log."""
    about: dict[str, Any] = {"kind": "commit", "version": version, "size": len(entry)}
    about |= {"sha256": hashlib.sha256(entry).hexdigest(), "info": dict(commit.info) if commit else None}
    return _line(about, base64.b64encode(zlib.compress(entry, 9)))


def note_line(kind: str, **about: object) -> bytes:
    """Return a line that notes something else: `lost`, `acknowledged` or `digests`."""
    return _line({"kind": kind, **about}, b"")


def _line(about: Mapping[str, Any], packed: bytes) -> bytes:
    body = json.dumps(about, separators=(",", ":"), ensure_ascii=False).encode() + b"\t" + packed
    return b"%08x %s\n" % (zlib.crc32(body), body)


def read_line(line: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what a line says, and the packed copy in it.

    Raises:
        ValueError: If the line is not as it was written.
    """
    if line[8:9] != b" " or int(line[:8], 16) != zlib.crc32(line[9:]):
        raise ValueError("the check sum of the line is wrong")
    about, _, packed = line[9:].partition(b"\t")
    found: dict[str, Any] = json.loads(about)
    return found, packed


class Journal:
    """The journal of one table, read once; of a journal that grew only what was added is read."""

    def __init__(self, root: Path, table: str) -> None:
        self.path = journal_path(root, table)
        self._seen = NOTHING
        self._clear()

    def _clear(self) -> None:
        self.kept: dict[int, Kept] = {}
        self.lost: dict[tuple[str, int], Commit | None] = {}
        self.acknowledged: set[tuple[str, int]] = set()
        self.digests: dict[str, str] = {}
        self.damaged = 0
        self.whole = 0
        """Up to which byte the journal is whole lines; what follows was being written when its writer was ended."""

    def refresh(self) -> None:
        """Take in what was written since."""
        try:
            stat = self.path.stat()
        except OSError:
            self._seen = NOTHING
            self._clear()
            return
        mark = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        if mark == self._seen:
            return
        if mark[0] != self._seen[0] or mark[1] <= self._seen[1]:
            self._clear()
        with self.path.open("rb") as opened:
            opened.seek(self.whole)
            content = opened.read()
        self._take(content)
        self._seen = mark

    def _take(self, content: bytes) -> None:
        whole, _, torn = content.rpartition(b"\n")
        lines = whole.split(b"\n") if whole else []
        for line in lines:
            try:
                self._note(*read_line(line))
            except (ValueError, LookupError, TypeError):
                self.damaged += 1
        self.whole += len(content) - len(torn)

    def _note(self, about: Mapping[str, Any], packed: bytes) -> None:
        kind = about["kind"]
        if kind == "commit":
            version, info = int(about["version"]), about["info"]
            commit = Commit(version, info) if info else None
            self.kept[version] = Kept(version, commit, int(about["size"]), about["sha256"], packed)
        elif kind == "digests":
            self.digests |= about["files"]
        elif kind == "lost":
            info = about.get("info")
            made = Commit(int(about["version"]), info) if info else None
            self.lost |= {(dataset, int(revision)): made for dataset, revision in about["revisions"]}
        elif kind == "acknowledged":
            self.acknowledged |= {(dataset, int(revision)) for dataset, revision in about["revisions"]}

    def append(self, lines: Iterable[bytes]) -> None:
        """Add lines and return once they are on disk; where that fails, the journal is as it was."""
        self.refresh()
        content = b"".join(lines)
        if not content:
            return
        is_new = not self.path.exists()
        make_folder(self.path.parent)
        with self.path.open("ab") as opened:
            opened.truncate(self.whole)
            try:
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())
            except OSError:
                with contextlib.suppress(OSError):
                    opened.truncate(self.whole)
                raise
        if is_new:
            flush_folder(self.path.parent)
        self.refresh()


def rewrite_journal(path: Path, lines: Iterable[bytes]) -> None:
    """Write a journal anew in place of the one that is there, and return once it is on disk."""
    make_folder(path.parent)
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as opened:
        opened.write(b"".join(lines))
        opened.flush()
        os.fsync(opened.fileno())
    fresh.replace(path)
    flush_folder(path.parent)
