"""The lines that a publisher writes below its table, left out; what may be a row of it stays and is judged as one.

A row has a code of an area or a series, or a value, wherever it stands and however few cells it has.
"""

import re
from collections.abc import Sequence
from itertools import islice

from data.readers.assemble import Table
from data.readers.footers import MOST, NOTES, TOTALS_BELOW, from_below, is_a_note, is_a_total, said_of, without
from data.readers.forms.page import Found
from data.readers.numbers import looks_like_a_number
from data.schemas.fields import is_missing
from data.schemas.problem import Problem

CODED = ("area", "series")
OPENING = re.compile(r"(notes?|sources?|footnotes?|data from database|last updated)\s*:", re.IGNORECASE)
"""How a publisher's own lines below a table begin; they may hold commas, which make several cells of them."""
ROW, TOTAL, NOTE, PLAIN = "row", "total", "note", "plain"


def leave_out_lines_below(table: Table, found: Found) -> tuple[Table, tuple[Problem, ...]]:
    """Return a table without the lines below it, and what is to be said of them; plain notes go without a word."""
    gone: set[int] = set()
    said: dict[str, dict[int, str]] = {NOTE: {}, TOTAL: {}}
    lines = from_below(table, sorted(table.short), lambda row: table.short[row])
    for row, cells in islice(lines, MOST):
        sort = _sort_of(cells, found)
        if sort == ROW:
            break
        gone.add(row)
        if sort in said:
            said[sort][row] = next(cell.strip() for cell in cells if cell.strip())
    if not gone:
        return table, ()
    return without(table, gone), (*said_of(NOTES, said[NOTE]), *said_of(TOTALS_BELOW, said[TOTAL]))


def _sort_of(cells: Sequence[str], found: Found) -> str:
    """Return what a line is: a row of the table, a total, a note, or a note of the kind that publishers always add."""
    filled = {place: cell.strip() for place, cell in enumerate(cells) if cell.strip()}
    if not filled:
        return PLAIN
    place, first = next(iter(filled.items()))
    if is_a_total(first) and found.places.get("area") not in filled:
        return TOTAL
    if OPENING.match(first):
        others = [cell for cell in filled.values() if cell is not first]
        return NOTE if any(looks_like_a_number(cell) for cell in others) else PLAIN
    alone = len(filled) == 1 and is_a_note(first)
    return NOTE if alone and (place == 0 or not _is_judged(place, first, found)) else ROW


def _is_judged(place: int, cell: str, found: Found) -> bool:
    """Return whether a cell makes a row of its line: a code, or a value."""
    if place in [found.places.get(part) for part in CODED]:
        return True
    return (place in found.values or place == found.places.get("obs_value")) and not is_missing(cell)
