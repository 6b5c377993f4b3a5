"""The rows of a file as they stand in it, cell by cell, with the numbers that a spreadsheet gives them."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import takewhile

from data.readers.content import Content
from data.readers.opened import Opened

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
