"""What separates the columns of a text: the sign with which most lines have the same number of cells."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice

from data.readers.content import Content
from data.readers.encodings import BOM

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
