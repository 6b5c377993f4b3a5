"""A look at a table that nobody knows yet: its first rows, and what its columns hold, for who says what they are."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from data.readers.content import Content
from data.readers.forms.page import open_page
from data.readers.head import Head
from data.readers.opened import Opened
from data.readers.reading import Look, LookedColumn
from data.schemas.fields import is_missing
from data.schemas.mapping_names import distinct_headings

MOST_ROWS = 5_000
MOST_CELLS = 500_000
MOST_BYTES = 4_000_000
SHOWN_ROWS = 20
SHOWN_CELLS = 12
LONGEST = 120


def look_at(opened: Opened, row: int) -> Look | None:
    """Return a look at a table under the header in a row, or in the likely one where the row is 0; None without one.

    It is bounded, whatever the size of the file.
    """
    heads = open_page(opened.content, opened.start, opened.delimiter).heads
    head = next((one for one in heads if one.row == row), None) or likely_head(heads)
    if head is None:
        return None
    names = distinct_headings(head.names)
    rows, whole = _rows(opened.content, head)
    columns = tuple(_column(name, [cells[place] for cells in rows]) for place, name in enumerate(names))
    shown = tuple((one.row, one.names[: len(names)]) for one in heads)
    return Look(head.row, shown, columns, tuple(tuple(cells) for cells in rows[:SHOWN_ROWS]), len(rows), whole)


def likely_head(heads: Sequence[Head]) -> Head | None:
    """Return the first row that is as wide as the table: a title above it fills fewer cells."""
    widths = [sum(bool(name.strip()) for name in one.names) for one in heads]
    usual = max(widths, default=0)
    wide = (one for one, width in zip(heads, widths, strict=True) if 2 * width > usual)
    return next(wide, None)


def _rows(content: Content, head: Head) -> tuple[list[list[str]], bool]:
    """Return the first rows below a header, each as wide as it is; and whether there are no more."""
    width = len(head.names)
    piece = content[head.end : head.end + MOST_BYTES]
    whole = head.end + len(piece) >= len(content)
    if not whole:
        piece = piece[: max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1]
    records = csv.reader(io.StringIO(piece.decode("utf-8", errors="ignore"), newline=""), delimiter=head.delimiter)
    most = max(1, min(MOST_ROWS, MOST_CELLS // max(width, 1)))
    rows: list[list[str]] = []
    try:
        filled = (cells for cells in records if any(cell.strip() for cell in cells))
        rows.extend([*cells, *[""] * width][:width] for cells in islice(filled, most))
        whole = whole and next(records, None) is None
    except csv.Error:
        whole = False
    return rows, whole


def _column(name: str, cells: Sequence[str]) -> LookedColumn:
    counts = Counter(cell.strip()[:LONGEST] for cell in cells)
    filled = {cell: count for cell, count in counts.items() if not is_missing(cell)}
    numbers = sum(count for cell, count in filled.items() if looks_like_number(cell))
    return LookedColumn(name, tuple(counts.most_common(SHOWN_CELLS)), len(filled), sum(filled.values()), numbers)


def looks_like_number(cell: str) -> bool:
    """Return whether a cell is a number in some manner of writing."""
    digits = cell.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").removesuffix("%").lstrip("+-")
    return bool(digits) and digits[0].isdecimal() and all(one.isdecimal() or one in ".,'eE+-" for one in digits)
