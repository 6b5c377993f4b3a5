"""The header that stands once more within its table, where files were put together: what is below it may be shifted."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from data.readers.assemble import Table
from data.readers.codes import problem
from data.readers.forms.long import Mask, column_at, where
from data.readers.forms.page import Found, plain

ENOUGH = 2
JUDGED = ("area", "area_name", "series", "time_period")
ANOTHER = {"advice": "another"}
"""The wording where a heading differs: another table begins, with other columns."""


def refuse_headers(table: Table, found: Found) -> Table:
    """Return a table in which rows that repeat the header are no rows any more, but refused."""
    again = np.zeros(len(table.rows), dtype=np.int64)
    for part in JUDGED:
        place = found.places.get(part)
        if place is not None:
            again += _same(table, place, found)
    rows: Mask = again >= ENOUGH
    if not rows.any():
        return table
    repeated = _only(table, rows)
    same = np.all([_same(repeated, place, found) for place in range(len(found.head.names))], axis=0)
    value = found.head.names[0].strip()
    problems = tuple(
        problem("header-repeated", row=row, value=value, details={} if alike else ANOTHER)
        for row, alike in zip(repeated.rows.tolist(), same.tolist(), strict=True)
    )
    return replace(_only(table, ~rows), problems=(*table.problems, *problems))


def _only(table: Table, rows: Mask) -> Table:
    kept = pa.array(rows)
    return replace(table, columns=tuple(column.filter(kept) for column in table.columns), rows=table.rows[rows])


def _same(table: Table, place: int, found: Found) -> Mask:
    name = plain(found.head.names[place])
    return where(column_at(table, place), lambda cell: plain(cell) == name)
