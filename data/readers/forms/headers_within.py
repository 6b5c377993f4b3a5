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
    numbers = table.rows[rows].tolist()
    value = found.head.names[0].strip()
    problems = tuple(problem("header-repeated", row=row, value=value) for row in numbers)
    kept = pa.array(~rows)
    columns = tuple(column.filter(kept) for column in table.columns)
    return replace(table, columns=columns, rows=table.rows[~rows], problems=(*table.problems, *problems))


def _same(table: Table, place: int, found: Found) -> Mask:
    name = plain(found.head.names[place])
    return where(column_at(table, place), lambda cell: plain(cell) == name)
