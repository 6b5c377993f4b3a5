"""Whether the bytes of a file are text that can be read: one problem for the file where they are not."""

import codecs
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data.readers.codes import problem
from data.schemas.problem import Problem

LINE_LIMIT = 1_000_000
HEAD = 4096
PIECE = 1 << 20
ENDS = 1 << 16
BOM = codecs.BOM_UTF8
UTF_16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "zip"),
    (b"7z\xbc\xaf", "zip"),
    (b"PAR1", "parquet"),
    (b"{\\rtf", "word"),
    (b"<!doctype", "web_page"),
    (b"<html", "web_page"),
    (b"<?xml", "xml"),
)
ZIP_MEMBERS = ((b"xl/", "xlsx"), (b"opendocument.spreadsheet", "ods"), (b"word/", "word"))
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
UNPRINTABLE_SHARE = 0.1
UTF_16_SHARE = 0.3


@dataclass(frozen=True)
class Encoding:
    """How the text is encoded, and the number of bytes before it begins."""

    name: str
    start: int


def check_text(content: bytes, max_bytes: int) -> Encoding | Problem:
    """Return how the text is encoded, or the one problem that keeps the file from being read."""
    if len(content) > max_bytes:
        details = {"limit_mb": max_bytes // 1_000_000, "size_mb": -(-len(content) // 1_000_000)}
        return problem("file-too-large", details=details)
    start = len(BOM) if content.startswith(BOM) else 0
    if not content[start : start + PIECE].strip() and not content[start:].strip():
        return problem("file-empty")
    return (
        _not_text(content)
        or _too_long_line(content)
        or _not_utf_8(content)
        or Encoding("UTF-8 with a byte order mark" if start else "UTF-8", start)
    )


def _not_text(content: bytes) -> Problem | None:
    head = content[:HEAD]
    if content.startswith(UTF_16_BOMS) or _is_utf_16(head):
        return problem("encoding-not-utf-8", row=1, details={"advice": "utf_16"})
    kind = _kind_by_magic(content)
    unprintable = len(head) - len(head.translate(None, CONTROLS))
    if not kind and (b"\0" in content or unprintable > UNPRINTABLE_SHARE * len(head)):
        kind = "binary"
    return problem("file-not-text", details={"advice": kind}) if kind else None


def _kind_by_magic(content: bytes) -> str | None:
    head = content[:HEAD].removeprefix(BOM).lstrip()[:16].lower()
    kind = next((name for magic, name in MAGIC if head.startswith(magic.lower())), None)
    if kind == "zip":
        ends = content[:ENDS] + content[-ENDS:]
        return next((name for member, name in ZIP_MEMBERS if member in ends), kind)
    return kind


def _is_utf_16(head: bytes) -> bool:
    """Return whether every other byte is zero, as in western text saved as "Unicode text"."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) > UTF_16_SHARE * len(head) and min(even, odd) == 0


def _too_long_line(content: bytes) -> Problem | None:
    position = 0
    while len(content) - position > LINE_LIMIT:
        stop = position + LINE_LIMIT + 1
        end = max(content.rfind(b"\n", position, stop), content.rfind(b"\r", position, stop))
        if end < 0:
            row = row_at(content, position)
            return problem("line-too-long", row=row, details={"limit": LINE_LIMIT})
        position = end + 1
    return None


def _not_utf_8(content: bytes) -> Problem | None:
    if content.isascii() or _is_utf_8(content):
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    for position in range(0, len(content), PIECE):
        piece = content[position : position + PIECE]
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(piece, final=position + PIECE >= len(content))
        except UnicodeDecodeError as error:
            return _wrong_byte(content, position - held + error.start)
    return None


def _is_utf_8(content: bytes) -> bool:
    """Return whether all bytes are UTF-8, as pyarrow sees at once; only where they are not is the place looked for."""
    whole = pa.py_buffer(np.array([0, len(content)], dtype=np.int64))
    try:
        pa.LargeStringArray.from_buffers(1, whole, pa.py_buffer(content)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _wrong_byte(content: bytes, position: int) -> Problem:
    """Return the problem for the first byte that is not UTF-8, with its cell as it was probably meant."""
    before = content[max(position - 60, 0) : position]
    first = max(before.rfind(mark) for mark in (b",", b";", b"\t", b"\n", b'"')) + 1
    after = content[position : position + 60].splitlines()[0]
    ends = [place for mark in (b",", b";", b"\t", b'"') if (place := after.find(mark)) >= 0]
    cell = before[first:] + after[: min(ends, default=len(after))]
    return problem("encoding-not-utf-8", row=row_at(content, position), value=cell.decode("cp1252", errors="replace"))


def row_at(content: bytes, position: int) -> int:
    """Return the row of the spreadsheet in which a byte stands: line ends inside quotes do not count."""
    outside = content[:position].split(b'"')[::2]
    feeds = sum(part.count(b"\n") for part in outside)
    return 1 + (feeds or sum(part.count(b"\r") for part in outside))
