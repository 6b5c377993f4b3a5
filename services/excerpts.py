"""A few rows of a file as they stand in it, so that a problem can be shown in its place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from data.readers import ReadOptions
from data.readers.content import Content
from data.readers.opened import Opened
from data.readers.opening import open_file
from data.readers.raw_rows import header_row, raw_rows
from services.checking import Check

MOST_BYTES = 20_000_000
"""So much of a large file is looked through; what stands further down is shown without its neighbours."""
MOST_CHARACTERS = 200


@dataclass(frozen=True)
class Glimpse:
    """The header of a file and some of its rows by their number; cells are cut."""

    heads: Sequence[str] = ()
    rows: Mapping[int, Sequence[str]] = field(default_factory=dict)


def glimpse(content: Content, check: Check, options: ReadOptions, wanted: Collection[int]) -> Glimpse:
    """Return the rows of a file that are wanted, as far as they stand in its first part."""
    known = check.reading.recognised.header_row
    opened = _open(content, check, options)
    if opened is None or not known or not wanted:
        return Glimpse()
    head = header_row(opened, known)
    last = max(head, *wanted)
    heads: list[str] = []
    rows: dict[int, list[str]] = {}
    for row, cells in raw_rows(opened, MOST_BYTES):
        if row == head:
            heads = [cell[:MOST_CHARACTERS] for cell in cells]
        elif row in wanted:
            rows[row] = [cell[:MOST_CHARACTERS] for cell in cells]
        if row >= last:
            break
    return Glimpse(heads, rows)


def _open(content: Content, check: Check, options: ReadOptions) -> Opened | None:
    """Return the text of a file; of a large plain one only its first part is opened."""
    packed = check.reading.recognised.container
    part = content[:MOST_BYTES] if not packed and len(content) > MOST_BYTES else content
    if len(part) < len(content):
        part = part[: part.rfind(b"\n") + 1]
    opened = open_file(part, check.file, options)
    return opened if isinstance(opened, Opened) and opened.refused is None else None
