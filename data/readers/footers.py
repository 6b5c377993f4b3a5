"""What stands below a table and is none of its rows: notes, sources and totals, left out with a word about it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from data.readers.assemble import Table
from data.readers.codes import problem
from data.schemas.problem import Problem

MOST = 200
TOTALS = frozenset({"total", "totals", "grand total", "subtotal", "sum", "all countries", "all schools", "all pledges"})
RAGGED = "row-length"


def leave_out_footer(table: Table) -> tuple[Table, tuple[Problem, ...]]:
    """Return a table without the notes and totals below it, and what is to be said of them.

    A note is a row of one cell with a blank or a colon in it, below which no row of the table comes; a total is a row
    whose first cell says so. What might be a row that was cut off, the end of a broken file, is none of these.
    """
    refused = {one.row: one for one in table.problems if one.code == RAGGED and one.value is not None}
    notes: dict[int, str] = {}
    totals: dict[int, str] = {}
    for row, cells in islice(_from_below(table, refused), MOST):
        filled = [cell.strip() for cell in cells if cell.strip()]
        if filled and filled[0].casefold().rstrip(":.") in TOTALS:
            totals[row] = filled[0]
        elif len(filled) == 1 and _is_a_note(filled[0]):
            notes[row] = filled[0]
        else:
            break
    if not notes and not totals:
        return table, ()
    return _without(table, {*notes, *totals}), (*_said("rows-below-table", notes), *_said("totals-below-table", totals))


def _is_a_note(cell: str) -> bool:
    return ":" in cell or any(letter.isspace() for letter in cell)


def _from_below(table: Table, refused: dict[int | None, Problem]) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows from the last one up, those that are too short too."""
    short = sorted((row for row in refused if row is not None), reverse=True)
    for at in range(len(table.rows) - 1, -1, -1):
        row = int(table.rows[at])
        while short and short[0] > row:
            yield short[0], _cells_of(refused[short[0]])
            short.pop(0)
        yield row, [column[at].as_py() for column in table.columns]


def _cells_of(shifted: Problem) -> Sequence[str]:
    """Return the cells of a row that is too short; a note with commas in it is one cell, known by its colon."""
    first = shifted.value or ""
    return [first] if ":" in first or shifted.details.get("found") == 1 else [first, first]


def _without(table: Table, rows: set[int]) -> Table:
    kept = np.flatnonzero(~np.isin(table.rows, sorted(rows)))
    columns = table.columns
    if len(kept) < len(table.rows):
        columns = tuple(column.slice(0, len(kept)) for column in columns)  # what is left out is the end
    problems = tuple(one for one in table.problems if one.row not in rows)
    return replace(table, columns=columns, rows=table.rows[kept], problems=problems, read=table.read - len(rows))


def _said(code: str, rows: dict[int, str]) -> Iterator[Problem]:
    if rows:
        first = min(rows)
        yield problem(code, row=first, value=rows[first], details={"rows": len(rows)})
