"""Problems show a cell as it was typed: 350,5 where the table was made plain before the model saw 350.5."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from data.readers.reading import Reading
from data.readers.sheet import VALUE, Column
from data.readers.table import Table
from data.schemas.problem import Problem

SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


def as_typed(
    reading: Reading, typed: Table, plain: Table, used: Mapping[str, int], places: Column | None = None
) -> Reading:
    """Return a reading whose problems show cells as they stand in the file.

    Args:
        reading: What was found in the plain table.
        typed: The cells as they were typed.
        plain: The same rows, made plain.
        used: The position of each column of ours.
        places: Where values stood side by side, in which column of the file each did; problems name that column.
    """
    changed = {name for name, place in used.items() if typed.columns[place] is not plain.columns[place]}
    if not changed:
        return reading

    def restored(found: Problem) -> Problem:
        beside = places is not None and found.column in places.cells
        name = VALUE if beside else found.column
        if name not in changed or found.value is None or found.row is None:
            return found
        at = _row_of(plain, found.row, found.column if beside else None, places)
        if at is None:
            return found
        before, after = (table.columns[used[name]][at].as_py() for table in (typed, plain))
        return replace(found, value=before) if after == found.value != before else found

    return replace(reading, problems=tuple(map(restored, reading.problems)))


def _row_of(table: Table, row: int, heading: str | None, places: Column | None) -> int | None:
    """Return the position in a table of a row of the file; of several, that whose value stood under a heading."""
    at, end = (int(np.searchsorted(table.rows, row, side=side)) for side in SIDES)
    if heading is not None and places is not None:
        at += next((nth for nth, code in enumerate(places.codes[at:end]) if places.cells[code] == heading), end - at)
    return at if at < end else None
