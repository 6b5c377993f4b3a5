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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from data.store.durability import flush_folder, make_folder
from data.store.log import Commit
from data.store.terms import JOURNAL

Place = tuple[int, int]
"""Where a line begins in the journal, and where the next one does."""
Records = npt.NDArray[np.void]
NUMBERS = ("version", "at", "number", "start", "end", "size")
NAME_LENGTH = 40
RECORD = np.dtype([*((name, "<i8") for name in NUMBERS), ("sum", "<u4"), ("name", f"S{NAME_LENGTH}"), ("check", "<u4")])
CHECK_LENGTH = 4
NO_VERSION = -1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(moment: datetime) -> int:
    """Return a moment as the index keeps it."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment_of(count: int) -> datetime:
    """Return the moment that the index keeps."""
    return EPOCH + timedelta(microseconds=count)


def revisions_in(records: Records) -> dict[int, list[tuple[str, int]]]:
    """Return the revisions that records know of, by version."""
    found: dict[int, list[tuple[str, int]]] = {}
    for version, name, number in zip(*(records[one].tolist() for one in ("version", "name", "number")), strict=True):
        if name:
            found.setdefault(version, []).append((name.decode(), number))
    return found


class LineIndex:
    """The index of one journal: as it lies on the disk, and what is to be added to it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.forget()

    def forget(self) -> None:
        """Make the index anew from the lines that come."""
        self._size = 0
        self._check = 0
        self._fresh: list[bytes] = []
        self._fits = True

    def load(self) -> Records:
        """Return the records on the disk; none where they are not as they were written."""
        self.forget()
        try:
            content = self._path.read_bytes()
        except OSError:
            content = b""
        records = np.frombuffer(content[: len(content) - len(content) % RECORD.itemsize], RECORD)
        said = records.view(np.uint8).reshape(-1, RECORD.itemsize)[:, :-CHECK_LENGTH].tobytes()
        if not len(records) or zlib.crc32(said) != records["check"][-1]:
            return records[:0]
        self._size, self._check = records.nbytes, int(records["check"][-1])
        return records

    def add(self, about: Mapping[str, Any], place: Place, total: int) -> None:
        """Note a line of the journal, with the check sum of the journal up to its end."""
        info = about.get("info") if about["kind"] == "commit" else None
        at = microseconds(datetime.fromisoformat(info["at"])) if info else 0
        numbers = {name: int(own["revision"]) for name, own in info["datasets"].items()} if info else {"": 0}
        version = int(about["version"]) if about["kind"] == "commit" else NO_VERSION
        for name, number in numbers.items():
            self._fits = self._fits and len(name.encode()) <= NAME_LENGTH
            record = np.array(
                [(version, at, number, *place, int(about.get("size", 0)), total, name.encode(), 0)], RECORD
            ).tobytes()[:-CHECK_LENGTH]
            self._check = zlib.crc32(record, self._check)
            self._fresh.append(record + self._check.to_bytes(CHECK_LENGTH, "little"))

    def keep(self) -> None:
        """Write to the disk what is not there yet."""
        if not self._fresh or not self._fits:
            return
        content = b"".join(self._fresh)
        if self._size:
            with self._path.open("r+b") as opened:
                opened.truncate(self._size)
                opened.seek(self._size)
                opened.write(content)
        else:
            fresh = self._path.with_name(f"{self._path.name}.new")
            fresh.write_bytes(content)
            fresh.replace(self._path)
        self._size += len(content)
        self._fresh = []


NOTHING: tuple[int, int, int] = (0, 0, 0)
INDEX = ".index"
BLOCK = 1 << 20
LINES_READ = 256
"""How many lines a process keeps as it read them."""


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


def _line_at(opened: BinaryIO, start: int, end: int) -> tuple[dict[str, Any], Place]:
    """Return what the line at a place says, with the place."""
    opened.seek(start)
    return read_line(opened.read(end - start).removesuffix(b"\n"))[0], (start, end)


class Lines(Mapping[int, Kept]):
    """The commits of a journal by version, each read from its line when it is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[int, Place] = {}
        self._read: dict[int, Kept] = {}

    def put(self, places: Mapping[int, Place]) -> None:
        """Take in where the lines of commits stand."""
        self._places |= places
        for version in places:
            self._read.pop(version, None)

    def __getitem__(self, version: int) -> Kept:
        """Return a commit; a `KeyError` says that there is no line of it, or none that is whole."""
        if version not in self._read:
            start, end = self._places[version]
            try:
                with self._path.open("rb") as opened:
                    opened.seek(start)
                    about, packed = read_line(opened.read(end - start - 1))
            except (OSError, ValueError) as error:
                raise KeyError(version) from error
            if len(self._read) >= LINES_READ:
                self._read.clear()
            made = Commit.of(version, about["info"]) if about["info"] else None
            self._read[version] = Kept(version, made, int(about["size"]), about["sha256"], packed)
        return self._read[version]

    def __contains__(self, version: object) -> bool:
        """Return whether the journal has a line of a commit."""
        return version in self._places

    def __iter__(self) -> Iterator[int]:
        """Give the versions, as they stand in the journal."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return how many commits there are."""
        return len(self._places)


class Journal:
    """The journal of one table, read once; of a journal that grew only what was added is read.

    What is known of most lines is taken from the index (`line_index`): where they stand, and what they made. An index
    that does not fit the journal is not believed, and every line is read. What it remembers beyond the journal is kept
    as `promised`: the index is written last, so a revision that it alone knows was acknowledged and is gone.
    """

    def __init__(self, root: Path, table: str) -> None:
        self.path = journal_path(root, table)
        self._index = LineIndex(self.path.with_suffix(INDEX))
        self._seen = NOTHING
        self._clear()

    def _clear(self) -> None:
        self.kept = Lines(self.path)
        self.sizes: dict[int, int] = {}
        """The size of each commit's entry in the log."""
        self.made: dict[str, dict[int, int]] = {}
        """The numbers of the revisions of each dataset, by version."""
        self.moments: dict[int, int] = {}
        """When each commit of ours was made."""
        self.lost: dict[tuple[str, int], Commit | None] = {}
        self.acknowledged: set[tuple[str, int]] = set()
        self.digests: dict[str, str] = {}
        self.promised: dict[int, list[tuple[str, int]]] = {}
        self.damaged = 0
        self.whole = 0
        """Up to which byte the journal is whole lines; what follows was being written when its writer was ended."""
        self._sum = 0
        self._believed = (0, 0)
        self._index.forget()
        self._sorted: dict[str, list[int]] = {}

    def refresh(self) -> None:
        """Take in what was written since."""
        try:
            stat = self.path.stat()
        except OSError:
            self._seen = NOTHING
            self._clear()
            self.promised = revisions_in(self._index.load())
            self._index.forget()
            return
        mark = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        if mark == self._seen:
            return
        with self.path.open("rb") as opened:
            if mark[0] != self._seen[0] or mark[1] <= self._seen[1]:
                self._clear()
                self._believe(opened)
            opened.seek(self.whole)
            self._take(opened.read())
        self._seen = mark

    def _believe(self, opened: BinaryIO) -> None:
        """Take from the index what it knows, if the last line that it knows is there."""
        records = self._index.load()
        if not len(records):
            return
        try:
            self._note(*_line_at(opened, int(records["start"][-1]), int(records["end"][-1])))
            notes = records[records["version"] < 0]
            for start, end in zip(notes["start"].tolist(), notes["end"].tolist(), strict=True):
                self._note(*_line_at(opened, start, end))
        except (ValueError, LookupError, TypeError):
            self._clear()
            self.promised = revisions_in(records)
            return
        self.whole, self._sum = int(records["end"][-1]), int(records["sum"][-1])
        self._believed = (self.whole, self._sum)
        self._know(records[records["version"] >= 0])

    def _know(self, records: Records) -> None:
        """Take in commits as the index knows them."""
        versions = records["version"].tolist()
        places = zip(records["start"].tolist(), records["end"].tolist(), strict=True)
        self.kept.put(dict(zip(versions, places, strict=True)))
        self.sizes |= dict(zip(versions, records["size"].tolist(), strict=True))
        for name in set(records["name"].tolist()) - {b""}:
            mine = records[records["name"] == name]
            numbers = zip(mine["version"].tolist(), mine["number"].tolist(), strict=True)
            self.made.setdefault(name.decode(), {}).update(numbers)
            self.moments |= dict(zip(mine["version"].tolist(), mine["at"].tolist(), strict=True))
        self._sorted.clear()

    def verify(self) -> None:
        """Read every line where the journal is not, byte by byte, what the index was made from."""
        (left, said), total = self._believed, 0
        with contextlib.suppress(OSError), self.path.open("rb") as opened:
            while left and (block := opened.read(min(left, BLOCK))):
                total, left = zlib.crc32(block, total), left - len(block)
            if left or total != said:
                promised = self._known()
                self._clear()
                self.promised = promised
                opened.seek(0)
                self._take(opened.read())
        self._believed = (0, 0)

    def _known(self) -> dict[int, list[tuple[str, int]]]:
        """Return the revisions that are known, by version."""
        found: dict[int, list[tuple[str, int]]] = {}
        for dataset, numbers in self.made.items():
            for version, number in numbers.items():
                found.setdefault(version, []).append((dataset, number))
        return found

    def _take(self, content: bytes) -> None:
        whole = content.rpartition(b"\n")[0]
        for line in whole.split(b"\n") if whole else []:
            place = (self.whole, self.whole + len(line) + 1)
            self.whole, self._sum = place[1], zlib.crc32(b"\n", zlib.crc32(line, self._sum))
            try:
                about, _ = read_line(line)
                self._note(about, place)
                self._index.add(about, place, self._sum)
            except (ValueError, LookupError, TypeError):
                self.damaged += 1

    def _note(self, about: Mapping[str, Any], place: Place) -> None:
        kind = about["kind"]
        if kind == "commit":
            self._note_commit(int(about["version"]), about, place)
        elif kind == "digests":
            self.digests |= about["files"]
        elif kind == "lost":
            info = about.get("info")
            made = Commit.of(int(about["version"]), info) if info else None
            self.lost |= {(dataset, int(revision)): made for dataset, revision in about["revisions"]}
        elif kind == "acknowledged":
            self.acknowledged |= {(dataset, int(revision)) for dataset, revision in about["revisions"]}

    def _note_commit(self, version: int, about: Mapping[str, Any], place: Place) -> None:
        self.kept.put({version: place})
        self.sizes[version] = int(about["size"])
        commit = Commit.of(version, about["info"]) if about["info"] else None
        for dataset, number in commit.datasets.items() if commit else ():
            self.made.setdefault(dataset, {})[version] = number
        if commit:
            self.moments[version] = microseconds(commit.at)
        self._sorted.clear()

    def versions(self, dataset: str = "") -> list[int]:
        """Return the versions whose commits made revisions, of a dataset or of any, in ascending order."""
        if dataset not in self._sorted:
            self._sorted[dataset] = sorted(self.made.get(dataset, ()) if dataset else self.moments)
        return self._sorted[dataset]

    def append(self, lines: Iterable[bytes]) -> None:
        """Add lines and return once they are on disk; where that fails, the journal is as it was."""
        self.refresh()
        content = b"".join(lines)
        if content:
            self._write(content)
            self.refresh()
        if not self.damaged:
            with contextlib.suppress(OSError):  # it can be made again from the journal
                self._index.keep()

    def _write(self, content: bytes) -> None:
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


def rewrite_journal(path: Path, lines: Iterable[bytes]) -> None:
    """Write a journal anew in place of the one that is there, and return once it is on disk."""
    make_folder(path.parent)
    path.with_suffix(INDEX).unlink(missing_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as opened:
        opened.write(b"".join(lines))
        opened.flush()
        os.fsync(opened.fileno())
    fresh.replace(path)
    flush_folder(path.parent)
