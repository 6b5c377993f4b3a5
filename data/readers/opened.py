"""A file whose wrapping is off: its text in UTF-8, its rows as they stand there, and what was recognised on the way."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from data.readers.content import Content
from data.readers.head import Page, open_page
from data.readers.reading import Recognised
from data.schemas.problem import Problem

MOST_NAMED = 12


@dataclass(frozen=True)
class Opened:
    """The text of a file in UTF-8, where it begins, and what separates its columns.

    `container` is `zip`, `xlsx`, `ods` or empty; `member` is the file taken from an archive, `sheet` the sheet of a
    workbook, `members` and `sheets` are all that could have been taken. `given_back` says that
    the text holds rows that we refused and gave back, `said` what goes with them, by the names in `refused.SAID`.
    `notes` are what the sender should know of how it was opened; `refused` is why there is no text although the
    wrapping is known: the sender has to choose.
    """

    content: Content
    start: int = 0
    delimiter: str = ","
    encoding: str = "UTF-8"
    container: str = ""
    member: str = ""
    sheet: str = ""
    members: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    given_back: bool = False
    said: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()
    refused: Problem | None = None

    @cached_property
    def page(self) -> Page:
        """Return the first rows and the end of the text."""
        return open_page(self.content, self.start, self.delimiter)


def recognised_of(opened: Opened) -> Recognised:
    """Return what was understood of the outside of a file; a sheet has no encoding and nothing between its columns."""
    text = not opened.sheet and opened.refused is None
    return Recognised(
        encoding=opened.encoding if text else "",
        delimiter=opened.delimiter if text else "",
        container=opened.container,
        member=opened.member,
        sheet=opened.sheet,
        members=opened.members,
        sheets=opened.sheets,
        given_back=opened.given_back,
    )


def joined_names(names: Sequence[str]) -> str:
    """Return some names for a message, the first dozen where there are more."""
    shown = ", ".join(f"'{name}'" for name in names[:MOST_NAMED])
    return shown if len(names) <= MOST_NAMED else f"{shown}, ..."


PIECE = 1 << 20

Row = tuple[int, list[str]]


def raw_rows(opened: Opened, most_bytes: int | None = None) -> Iterator[Row]:
    """Yield the number and the cells of each row; of a large file only those in its first bytes, if so many are said.

    A row that cannot be told apart from the rest ends the file, as it ends the reading of it.
    """
    end = len(opened.content) if most_bytes is None else min(len(opened.content), opened.start + most_bytes)
    reader = csv.reader(_lines(opened.content, opened.start, end), delimiter=opened.delimiter)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error:
        return


def rows_above(opened: Opened, last: int) -> list[list[str]]:
    """Return the rows down to the header, which stands in row `last`."""
    return [cells for _, cells in takewhile(lambda row: row[0] <= last, raw_rows(opened))]


def header_row(opened: Opened, known: int) -> int:
    """Return where the header stands: where it was found, else the first row that is not blank."""
    if known:
        return known
    return next((row for row, cells in raw_rows(opened) if any(cell.strip() for cell in cells)), 1)


def place_of_column(name: str | None, heads: Sequence[str]) -> int | None:
    """Return the position of a column by the name that it has in the file, any case; None where there is none."""
    wanted = (name or "").strip().casefold()
    plain = [head.strip().casefold() for head in heads]
    return plain.index(wanted) if wanted and wanted in plain else None


def _lines(content: Content, start: int, end: int) -> Iterator[str]:
    """Yield the lines of a text with what ends them; the last one of a part may be cut and is left out."""
    left = b""
    for begin in range(start, end, PIECE):
        left += content[begin : min(begin + PIECE, end)]
        whole, mark, rest = left.rpartition(b"\n")
        if mark:
            yield from io.StringIO((whole + mark).decode("utf-8", errors="replace"), newline="")
            left = rest
    if left and end == len(content):
        yield from io.StringIO(left.decode("utf-8", errors="replace"), newline="")
