"""The first rows of a table and the text at its end, looked at once; and whether a quotation mark is left open."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from data.readers.content import Content
from data.readers.text import LINE_LIMIT

LOOKED_AT = 20
"""How many rows below the first one that is not blank are looked at."""
END = 4000
"""So many bytes at the end of a file are looked at for what a publisher writes below a table."""


@dataclass(frozen=True)
class Head:
    """A row that is not blank: its cells and number, where the text after it begins, what separates the cells."""

    names: tuple[str, ...]
    row: int
    end: int
    line: str
    delimiter: str = ","


@dataclass(frozen=True)
class Page:
    """The first rows of a file that hold anything; `last` is the text at its end."""

    heads: tuple[Head, ...]
    last: str = ""


def open_page(content: Content, start: int, delimiter: str = ",") -> Page:
    """Return the first rows that are not blank, as far as they can be read."""
    lines = _Lines(content[start : start + 4 * LINE_LIMIT].decode("utf-8", errors="ignore"))
    heads: list[Head] = []
    try:
        for row, cells in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
            if any(cell.strip() for cell in cells):
                heads.append(Head(tuple(cells), row, start + lines.size, lines.taken[-1].rstrip("\r\n"), delimiter))
            if heads and row >= heads[0].row + LOOKED_AT:
                break
    except csv.Error:
        pass
    return Page(tuple(heads), content[max(start, len(content) - END) :].decode("utf-8", errors="ignore"))


def first_head(page: Page, length: int, delimiter: str = ",") -> Head:
    """Return the first row that is not blank; one without names at the end of the file where none can be read."""
    return page.heads[0] if page.heads else Head((), 1, length, "", delimiter)


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
    """The lines of a text, with those that were taken from it so far and their bytes."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.taken: list[str] = []
        self.size = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.taken.append(line)
            self.size += len(line.encode())
            yield line
