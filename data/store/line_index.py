"""The index of a journal: where its lines stand and what they made, so that opening a store does not read them all.

Records of one length, appended after the lines are flushed: one for each revision that a commit made, one for a commit
that made none, one for any other line. Each record carries a check sum of all records up to it and one of the journal
up to the end of its line, so an index that is torn or does not fit its journal is known; it is then made anew by the
next writer. As it is written last, it also knows the last revision where both its log entry and its line are gone.
"""

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

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
