"""Where a table begins: its header, and whether a quotation mark is left open below it."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from data.readers.content import Content
from data.readers.text import LINE_LIMIT

LOOKED_AT = 20
"""How many rows below the first one are looked at for a header."""


@dataclass(frozen=True)
class Head:
    """A row that is not blank: its cells and number, where the text after it begins, what separates the cells."""

    names: tuple[str, ...]
    row: int
    end: int
    line: str
    delimiter: str = ","


def find_head(content: Content, start: int, delimiter: str = ",") -> Head:
    """Return the first row that is not blank; one without names where no such row can be read."""
    lines = _Lines(content[start : start + 4 * LINE_LIMIT].decode("utf-8", errors="ignore"))
    try:
        for row, names in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
            if any(name.strip() for name in names):
                end = start + len("".join(lines.taken).encode())
                return Head(tuple(names), row, end, lines.taken[-1].rstrip("\r\n"), delimiter)
    except csv.Error:
        pass
    return Head((), 1, len(content), "", delimiter)


def head_below(content: Content, head: Head, is_header: Callable[[Sequence[str]], bool]) -> Head | None:
    """Return the header that stands below the first row, under a title or a note; None where there is none."""
    lines = _Lines(content[head.end : head.end + LINE_LIMIT].decode("utf-8", errors="ignore"))
    try:
        for row, names in islice(enumerate(csv.reader(lines, delimiter=head.delimiter), start=head.row + 1), LOOKED_AT):
            if is_header(names):
                end = head.end + len("".join(lines.taken).encode())
                return Head(tuple(names), row, end, lines.taken[-1].rstrip("\r\n"), head.delimiter)
    except csv.Error:
        pass
    return None


def open_quote(content: Content, head: Head) -> int | None:
    """Return the row in which a quotation mark is opened that no other closes, None where all are closed."""
    lines = _Lines(content[head.end :].decode("utf-8"))
    row = head.row
    last: list[str] = []
    try:
        for _ in csv.reader(lines, delimiter=head.delimiter):
            row, last, lines.taken = row + 1, lines.taken, []
    except csv.Error:
        return row + 1
    return row if last and len(list(csv.reader([*last, "the end"]))) == 1 else None


class _Lines:
    """The lines of a text, with those that were taken from it so far."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.taken.append(line)
            yield line
