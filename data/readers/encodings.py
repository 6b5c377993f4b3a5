"""How the text of a file is encoded, its bytes as UTF-8, and what separates its columns."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

import numpy as np

from data.readers.codes import problem
from data.readers.content import Content, LetterWatch, MappedFile, pieces, survey_of
from data.schemas.problem import Problem

HEAD = 4096
BOM = codecs.BOM_UTF8
UTF_8, UTF_16, WESTERN = "UTF-8", "UTF-16", "Windows-1252"
ENCODINGS = {
    UTF_8: "utf-8",
    UTF_16: "utf-16",
    WESTERN: "cp1252",
    "Windows-1250": "cp1250",
    "Windows-1251": "cp1251",
    "Windows-1253": "cp1253",
    "Windows-1254": "cp1254",
    "Windows-1255": "cp1255",
    "Windows-1256": "cp1256",
    "DOS 850": "cp850",
    "Macintosh": "mac_roman",
    "GB 18030": "gb18030",
    "Shift JIS": "shift_jis",
}
"""The encodings that a sender can name, by the name that people see."""
UTF_16_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
UTF_16_SHARE = 0.3
ASCII = bytes(range(0x80))
UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")
NOT_IN_WORDS = frozenset(b"\x80\x82\x83\x84\x86\x87\x88\x89\x8b\x93\x95\x98\x9b")
FIRST_LETTER = 0xC0
NOT_WESTERN = re.compile(
    rb"[\x81\x8d\x8f\x90\x9d]|[\xc0-\xff]{4}|(?<=[A-Za-z])[\x80\x82-\x84\x86-\x89\x8b\x93\x95\x98\x9b](?=[a-z])"
)
"""Bytes without a meaning in Windows-1252, four accented letters in a row, a quotation mark or euro inside a word."""
RUN = re.compile(rb"[\x80-\xff]+")
RUNS_LOOKED_AT = 20_000
MOST_BY_CHANCE = 0.05
"""The share of letters beyond ASCII that look like UTF-8 by chance in a text that is none."""


@dataclass(frozen=True)
class Encoding:
    """How the text is encoded, the number of bytes before it begins, and the codec where it is not UTF-8."""

    name: str
    start: int
    codec: str = ""


def find_encoding(content: Content, said: str | None = None) -> Encoding | Problem:
    """Return how the text is encoded, as said or as its bytes show, or the problem that keeps it from being read."""
    if said is not None:
        return _as_said(content, said)
    wide = utf_16_of(content)
    if wide:
        return wide
    if content[: len(BOM)] == BOM:
        return _wrong_utf_8(content) or Encoding(f"{UTF_8} with a byte order mark", len(BOM))
    wrong = first_wrong_byte(content)
    return Encoding(UTF_8, 0) if wrong is None else _western(content, wrong)


def to_utf_8(content: Content, encoding: Encoding) -> bytes | Problem:
    """Return the text in UTF-8, or the problem where its bytes are not in the encoding."""
    decoder = codecs.getincrementaldecoder(encoding.codec)("strict")
    target = io.BytesIO()
    skipped = encoding.start
    try:
        for piece in pieces(content):
            target.write(decoder.decode(piece[skipped:]).encode())
            skipped = 0
        target.write(decoder.decode(b"", final=True).encode())
    except UnicodeError:
        advice = {"advice": "utf_16"} if encoding.name == UTF_16 else {"advice": "as_said", "said": encoding.name}
        return problem("encoding-not-utf-8", details=advice)
    return target.getvalue()


def _as_said(content: Content, said: str) -> Encoding | Problem:
    known = {name.casefold(): name for name in (*ENCODINGS, *ENCODINGS.values())}
    name = known.get(said.strip().casefold())
    if name is None:
        return problem("encoding-unknown", value=said, details={"known": ", ".join(ENCODINGS)})
    codec = ENCODINGS.get(name, name)
    if codec == "utf-8":
        start = len(BOM) if content[: len(BOM)] == BOM else 0
        return _wrong_utf_8(content) or Encoding(UTF_8, start)
    if codec == "utf-16":
        return utf_16_of(content) or Encoding(UTF_16, 0, "utf-16-le")
    return Encoding(next(label for label, one in ENCODINGS.items() if one == codec), 0, codec)


def utf_16_of(content: Content) -> Encoding | None:
    """Return the encoding where a mark says UTF-16, or every other byte is zero as in western text saved so."""
    head = content[:HEAD]
    marked = next((codec for bom, codec in UTF_16_BOMS if head.startswith(bom)), None)
    if marked:
        return Encoding(UTF_16, 2, marked)
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) <= UTF_16_SHARE * len(head) or min(even, odd):
        return None
    return Encoding(UTF_16, 0, "utf-16-be" if even else "utf-16-le")


def _western(content: Content, wrong: int) -> Encoding | Problem:
    if _is_partly_utf_8(content):
        return _not_utf_8(content, wrong)
    begin = 0
    for piece in pieces(content):
        strange = NOT_WESTERN.search(piece) if _may_be_strange(piece) else None
        if strange:
            place = begin + strange.start()
            details = {"known": ", ".join(ENCODINGS)}
            return problem(
                "encoding-not-certain", row=row_at(content, place), value=_cell_at(content, place), details=details
            )
        begin += len(piece)
    return Encoding(WESTERN, 0, "cp1252")


def _may_be_strange(piece: bytes) -> bool:
    """Return whether a piece is worth the slow search: most are not, as quick looks at all of their bytes show."""
    if not (UNDEFINED | NOT_IN_WORDS).isdisjoint(piece.translate(None, ASCII)):
        return True
    letters = np.frombuffer(piece, dtype=np.uint8) >= FIRST_LETTER
    pairs = letters[1:] & letters[:-1]
    return bool((pairs[2:] & pairs[:-2]).any())


def _is_partly_utf_8(content: Content) -> bool:
    """Return whether more letters are UTF-8 than chance makes: then a byte is wrong, and the text is nothing else."""
    runs = list(islice((run.group() for piece in pieces(content) for run in RUN.finditer(piece)), RUNS_LOOKED_AT))
    good = sum(first_wrong_byte(run) is None for run in runs)
    return good > MOST_BY_CHANCE * len(runs)


def first_wrong_byte(content: Content) -> int | None:
    """Return where the bytes stop being UTF-8, None where all of them are."""
    if isinstance(content, MappedFile):
        return survey_of(content).wrong
    letters = LetterWatch()
    for piece in pieces(content):
        letters.add(piece)
    return letters.first_wrong()


def _wrong_utf_8(content: Content) -> Problem | None:
    place = first_wrong_byte(content)
    return None if place is None else _not_utf_8(content, place)


def _not_utf_8(content: Content, place: int) -> Problem:
    return problem("encoding-not-utf-8", row=row_at(content, place), value=_cell_at(content, place))


def _cell_at(content: Content, position: int) -> str:
    """Return the cell around a byte, as it was probably meant."""
    before = content[max(position - 60, 0) : position]
    first = max(before.rfind(mark) for mark in (b",", b";", b"\t", b"\n", b'"')) + 1
    after = (content[position : position + 60].splitlines() or [b""])[0]
    ends = [place for mark in (b",", b";", b"\t", b'"') if (place := after.find(mark)) >= 0]
    return (before[first:] + after[: min(ends, default=len(after))]).decode("cp1252", errors="replace")


def row_at(content: Content, position: int) -> int:
    """Return the row of the spreadsheet in which a byte stands: line ends inside quotes do not count."""
    feeds = returns = begin = quotes = 0
    for piece in pieces(content):
        parts = piece[: max(position - begin, 0)].split(b'"')
        outside = parts[quotes % 2 :: 2]
        feeds += sum(part.count(b"\n") for part in outside)
        returns += sum(part.count(b"\r") for part in outside)
        quotes, begin = quotes + len(parts) - 1, begin + len(piece)
        if begin >= position:
            break
    return 1 + (feeds or returns)


DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LOOKED_AT = 1 << 16
ROWS = 60
FIRST_ROWS = 20
IsHeader = Callable[[Sequence[str]], bool]


def find_delimiter(content: Content, start: int, is_header: IsHeader) -> str:
    """Return the sign between the columns; the comma where nothing speaks for another.

    A sign that makes a known header of one of the first rows is the one. Else that one is, with which most rows have
    the same number of cells, two or more: a title above the table or decimal commas in its cells do not matter then.

    Args:
        content: The text, in UTF-8.
        start: Where it begins.
        is_header: Says whether names are a header that is known.
    """
    text = head_text(content, start)
    tables = {mark: head_rows(text, mark) for mark in DELIMITERS if mark in text}
    for mark, rows in tables.items():
        if any(is_header(row) for row in rows[:FIRST_ROWS]):
            return mark
    found = max(tables, key=lambda mark: _evenness(tables[mark]), default=",")
    return found if found in tables and _evenness(tables[found]) > (0, 0) else ","


def head_text(content: Content, start: int) -> str:
    """Return the beginning of a text, in whole lines where it has any."""
    piece = content[start : start + LOOKED_AT].removeprefix(BOM)
    if start + LOOKED_AT < len(content):
        end = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
        piece = piece[: end + 1] if end > 0 else piece
    return piece.decode("utf-8", errors="ignore")


def head_rows(text: str, delimiter: str) -> list[list[str]]:
    """Return the first rows of a text, without those that have no cell."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), ROWS))
    return [row for row in rows if any(cell.strip() for cell in row)]


def _evenness(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return how many rows have the most frequent number of cells, and that number; single cells speak for nothing."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((times, width) for width, times in widths.items()), default=(0, 0))
