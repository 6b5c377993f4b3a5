"""The first rows of a file, by which its form is recognised: each with its cells and where the text after it begins."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from data.readers.content import Content
from data.readers.head import Head
from data.readers.text import LINE_LIMIT
from data.schemas.problem import Problem

LOOKED_AT = 20
END = 4000
"""So many bytes at the end of a file are looked at for what a publisher writes below a table."""


@dataclass(frozen=True)
class Page:
    """The first rows of a file that hold anything; `last` is the text at its end."""

    heads: tuple[Head, ...]
    last: str = ""


@dataclass(frozen=True)
class Edition:
    """The publisher's edition as the file states it: what it is called, and the month it came out."""

    name: str
    released: str


@dataclass(frozen=True)
class Found:
    """A form recognised: its header, and what stands where.

    `places` gives the position of each column that has a part to play, `values` the columns that hold values, by
    position and what they stand for (a year, a series). `problem` is why there is nothing to read. `titled` says
    that a series is known by its title, not by a code.
    """

    head: Head
    places: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[int, str] = field(default_factory=dict)
    edition: Edition | None = None
    problems: tuple[Problem, ...] = ()
    titled: bool = False


def open_page(content: Content, start: int, delimiter: str) -> Page:
    """Return the first rows that are not blank, as far as they can be read."""
    lines = _Counted(content[start : start + LINE_LIMIT].decode("utf-8", errors="ignore"))
    heads: list[Head] = []
    try:
        for row, cells in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
            if any(cell.strip() for cell in cells):
                heads.append(Head(tuple(cells), row, start + lines.taken, lines.line.rstrip("\r\n"), delimiter))
            if row >= LOOKED_AT:
                break
    except csv.Error:
        pass
    return Page(tuple(heads), content[max(start, len(content) - END) :].decode("utf-8", errors="ignore"))


def plain(name: str) -> str:
    """Return the name of a column in small letters, with one space between its words and none around it."""
    return re.sub(r"[\s_]+", " ", name.strip().casefold())


def places_of(head: Head, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Return where the wanted columns stand, by the first of their names that the header has."""
    names = [plain(name) for name in head.names]
    found = {}
    for part, others in wanted.items():
        place = next((names.index(name) for name in others if name in names), None)
        if place is not None:
            found[part] = place
    return found


def find_columns(page: Page, wanted: Mapping[str, tuple[str, ...]], needed: Collection[str]) -> Found | None:
    """Return the first header that has all the needed columns, and where they stand; None where there is none."""
    for head in page.heads:
        places = places_of(head, wanted)
        if all(part in places for part in needed):
            return Found(head, places)
    return None


class _Counted:
    """The lines of a text, and how many bytes were taken from it so far."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.taken = 0
        self.line = ""

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.taken += len(line.encode())
            self.line = line
            yield line
