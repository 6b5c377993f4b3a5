"""What stands above a table and below it and is none of its rows: titles, notes, sources and totals, with a word."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from data.readers.codes import problem
from data.readers.forms.page import year_of
from data.readers.numbers import looks_like_a_number
from data.readers.opened import Opened, rows_above
from data.readers.reading import ProblemCount, Reading
from data.readers.table import LAST_SHORT, Table
from data.schemas.problem import Problem

ABOVE, BELOW = "rows-above-header", "header-below"
DATE = re.compile(r"[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}")
NUMBERED = re.compile(r"[0-9]{1,2}")
"""A cell of a row that only numbers the columns."""
LEAST, ENOUGH, SHARE, MANY = 3, 5, 0.5, 3
"""A row of data has at least three filled cells, and half as many as the header, or five: most years may be empty."""


def refuse_rows_above(reading: Reading, opened: Opened) -> Reading:
    """Return a reading that is blocked where rows of data stand above the header that was found."""
    row = reading.recognised.header_row
    if row <= 1:
        return reading
    *above, header = rows_above(opened, row) or [[]]
    width = len(_filled(header))
    rows = [number for number, cells in enumerate(above, start=1) if _is_data(_filled(cells), width)]
    if not rows:
        return reading
    found = problem(ABOVE, row=rows[0], details={"rows": len(rows), "header": row})
    kept = [one for one in reading.problems if one.code != BELOW]
    counts = [one for one in reading.problem_counts if one.code != BELOW]
    return replace(reading, problems=(found, *kept), problem_counts=(ProblemCount(ABOVE, found.severity, 1), *counts))


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def _is_data(filled: Sequence[str], width: int) -> bool:
    """Return whether the filled cells of a row look like data under a header of so many columns."""
    if len(filled) < max(LEAST, min(SHARE * width, ENOUGH)):
        return False
    numbers = [cell for cell in filled if looks_like_a_number(cell) and not DATE.fullmatch(cell)]
    return bool(numbers) and not _is_heading(filled, numbers)


def _is_heading(filled: Sequence[str], numbers: Sequence[str]) -> bool:
    """Return whether a row numbers the columns, or holds years that go over them: 2019, 2019, 2020."""
    if len(numbers) == len(filled) and all(NUMBERED.fullmatch(cell) for cell in numbers):
        return True
    years = [int(year_of(cell) or 0) for cell in numbers]
    return len(years) > 1 and min(years) > 0 and years == sorted(years) and _are_near(years)


def _are_near(years: Sequence[int]) -> bool:
    return len(years) >= MANY or years[-1] - years[0] <= 1


MOST = LAST_SHORT
TOTALS = frozenset({"total", "totals", "grand total", "subtotal", "sum", "all countries", "all schools", "all pledges"})
RAGGED, NOTES, TOTALS_BELOW = "row-length", "rows-below-table", "totals-below-table"


def leave_out_footer(table: Table) -> tuple[Table, tuple[Problem, ...]]:
    """Return a table without the notes and totals below it, and what is to be said of them.

    A note is a row of one cell with a blank or a colon in it, below which no row of the table comes; a total is a row
    whose first cell says so. What might be a row that was cut off, the end of a broken file, is none of these.
    """
    refused = {one.row or 0: one for one in table.problems if one.code == RAGGED and one.value is not None}
    notes: dict[int, str] = {}
    totals: dict[int, str] = {}
    for row, cells in islice(from_below(table, sorted(refused), lambda row: _cells_of(refused[row])), MOST):
        filled = [cell.strip() for cell in cells if cell.strip()]
        if filled and is_a_total(filled[0]):
            totals[row] = filled[0]
        elif len(filled) == 1 and is_a_note(filled[0]):
            notes[row] = filled[0]
        else:
            break
    if not notes and not totals:
        return table, ()
    return without(table, {*notes, *totals}), (*said_of(NOTES, notes), *said_of(TOTALS_BELOW, totals))


def is_a_total(cell: str) -> bool:
    """Return whether the first cell of a line says that it is a total."""
    return cell.strip().casefold().rstrip(":.") in TOTALS


def is_a_note(cell: str) -> bool:
    """Return whether the only cell of a line is a sentence, no name or code that was cut off."""
    return ":" in cell or any(letter.isspace() for letter in cell)


def from_below(
    table: Table, short_rows: Sequence[int], cells_of: Callable[[int], Sequence[str]]
) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows from the last one up, with their cells; those that are too short too."""
    short = sorted(short_rows, reverse=True)
    for at in range(len(table.rows) - 1, -1, -1):
        row = int(table.rows[at])
        while short and short[0] > row:
            yield short[0], cells_of(short[0])
            short.pop(0)
        yield row, [column[at].as_py() for column in table.columns]
    for row in short:
        yield row, cells_of(row)


def _cells_of(shifted: Problem) -> Sequence[str]:
    """Return the cells of a row that is too short; a note with commas in it is one cell, known by its colon."""
    first = shifted.value or ""
    return [first] if ":" in first or shifted.details.get("found") == 1 else [first, first]


def without(table: Table, rows: set[int]) -> Table:
    """Return a table without these rows at its end."""
    kept = np.flatnonzero(~np.isin(table.rows, sorted(rows)))
    columns = table.columns
    if len(kept) < len(table.rows):
        columns = tuple(column.slice(0, len(kept)) for column in columns)  # what is left out is the end
    problems = tuple(one for one in table.problems if one.row not in rows)
    return replace(table, columns=columns, rows=table.rows[kept], problems=problems, read=table.read - len(rows))


def said_of(code: str, rows: dict[int, str]) -> Iterator[Problem]:
    """Yield the one problem that speaks of all lines of a kind, with the first of them."""
    if rows:
        first = min(rows)
        yield problem(code, row=first, value=rows[first], details={"rows": len(rows)})
