"""The bytes of a file: in memory or mapped from the disk, and what one look at all of them shows: are they UTF-8?"""

import hashlib
import io
import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from data.progress import listener

LONGEST_LETTER = 4
FIRST_OF_LETTER = (0x80, 0xC0, 0xE0, 0xF0, 0xF8)
"""Below these, by the number of bytes of a letter: the byte alone, a later byte of one, the first of 2, 3 and 4."""


class LetterWatch:
    """Takes in the pieces of a text one after the other, and knows where they stop being UTF-8."""

    def __init__(self) -> None:
        """Start before the first piece."""
        self._held, self._begin = b"", 0
        self._wrong: int | None = None

    def add(self, piece: bytes) -> None:
        """Take in the next piece; after the first wrong byte nothing more is looked at."""
        if self._wrong is not None:
            return
        chunk = self._held + piece if self._held else piece
        begin = self._begin - len(self._held)
        whole = _whole_letters(chunk)
        wrong = None if chunk.isascii() else _wrong_in(chunk[:whole] if whole < len(chunk) else chunk)
        self._wrong = None if wrong is None else begin + wrong
        self._held, self._begin = chunk[whole:], begin + len(chunk)

    def first_wrong(self) -> int | None:
        """Return where the bytes so far stop being UTF-8, None where all of them are; a letter cut off is wrong."""
        if self._wrong is None and self._held:
            return self._begin - len(self._held)
        return self._wrong


def _whole_letters(chunk: bytes) -> int:
    """Return how many bytes of a piece are whole letters: a letter cut off at its end belongs to the next piece."""
    for back, byte in enumerate(chunk[:-LONGEST_LETTER:-1], start=1):
        if byte < FIRST_OF_LETTER[0]:
            return len(chunk)
        length = next((size for size, first in enumerate(FIRST_OF_LETTER) if byte < first), 0)
        if length > 1:
            return len(chunk) if length <= back else len(chunk) - back
    return len(chunk)


def _wrong_in(chunk: bytes) -> int | None:
    """Return where the bytes stop being UTF-8; Arrow looks first, three times as fast, and Python finds the place."""
    if _is_utf_8(chunk):
        return None
    try:
        chunk.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


def _is_utf_8(chunk: bytes) -> bool:
    ends = np.array([0, len(chunk)], dtype=np.int32)
    text = pa.StringArray.from_buffers(1, pa.py_buffer(ends), pa.py_buffer(chunk))
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


@dataclass(frozen=True)
class Survey:
    """What every byte of a file shows.

    `wrong` is the place of the first byte that is not UTF-8, None where there is none; `lines` are counted as if no
    cell had a line break in it; `zeros` says whether any byte is zero.
    """

    sha256: str
    wrong: int | None
    quotes: int
    lines: int
    zeros: bool


class MappedFile(mmap.mmap):
    """The bytes of a file that stay on the disk until they are looked at, with what one look at all of them showed."""

    survey: Survey | None = None


Content = bytes | mmap.mmap
"""What is asked of both: their length, slices (which are bytes), `find`, `rfind`, and that Arrow can look into them."""

PIECE = 1 << 20
HELD = 32 << 20
"""So much of a mapped file is looked at before what lies behind is let go of."""


def map_file(path: Path) -> Content:
    """Return the bytes of a file without reading them; an empty file, which cannot be mapped, is empty bytes."""
    with path.open("rb") as opened:
        return MappedFile(opened.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""


def let_go(content: Content) -> None:
    """Free the memory that a mapped file takes up; it is read from the disk again where it is needed again."""
    if isinstance(content, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        content.madvise(mmap.MADV_DONTNEED)


def pieces(content: Content) -> Iterator[bytes]:
    """Give the bytes piece by piece."""
    for begin in range(0, len(content), PIECE):
        yield content[begin : begin + PIECE]
        if begin % HELD == 0:
            let_go(content)
    let_go(content)


def count_sign(piece: bytes, sign: bytes) -> int:
    """Return how often a byte stands in a piece; much faster than `bytes.count`, most of all where none does."""
    return int(np.count_nonzero(np.frombuffer(piece, dtype=np.uint8) == sign[0])) if sign in piece else 0


class Tape(io.RawIOBase):
    """The bytes as a file that is read once, from a place on; it tells how far reading has come."""

    def __init__(self, content: Content, start: int) -> None:
        super().__init__()
        self._content = content
        self._place = start
        self._tell = listener()  # Arrow may read in a thread of its own
        self._held = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none at the end."""
        end = len(self._content) if size < 0 else self._place + size
        found = self._content[self._place : end]
        self._place += len(found)
        self._held += len(found)
        if self._held > HELD:
            self._held = 0
            let_go(self._content)
        self._tell("reading", self._place / max(1, len(self._content)))
        return found


def survey_of(content: Content) -> Survey:
    """Return what every byte of a file shows; of a mapped file, which may be large, it is found out once."""
    if not isinstance(content, MappedFile):
        return _look(content)
    if content.survey is None:
        content.survey = _look(content)
    return content.survey


def sha256_of(content: Content) -> str:
    """Return the SHA-256 of the bytes, as hexadecimal digits."""
    return survey_of(content).sha256


def _look(content: Content) -> Survey:
    digest, letters = hashlib.sha256(), LetterWatch()
    zeros = False
    quotes = feeds = returns = 0
    for piece in pieces(content):
        digest.update(piece)
        letters.add(piece)
        zeros = zeros or b"\0" in piece
        quotes += count_sign(piece, b'"')
        feeds += count_sign(piece, b"\n")
        returns += count_sign(piece, b"\r")
    return Survey(digest.hexdigest(), letters.first_wrong(), quotes, max(feeds, returns), zeros=zeros)
