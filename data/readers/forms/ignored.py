"""The columns of an official file that are not read: those that may matter are said, those of the publisher are not."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from data.readers.assemble import Table
from data.readers.codes import problem
from data.readers.forms.long import column_at
from data.readers.forms.page import Found, plain
from data.readers.forms.years import heading_advice, looks_like_a_period
from data.readers.numbers import looks_like_a_number
from data.schemas.fields import is_missing
from data.schemas.problem import Problem
from data.schemas.publisher import Publisher


def about_ignored(table: Table, found: Found, publisher: Publisher, used: Collection[int]) -> Iterator[Problem]:
    """Yield what is to be said of the columns that are not read.

    Where years stand as columns, one that looks like a period and is none blocks the file, not a row: its values would
    be lost. A column with numbers that the publisher does not always have is noted.
    """
    wide = "time_period" not in found.places
    for place, heading in enumerate(found.head.names):
        if place in used:
            continue
        name, cells = heading.strip(), _filled(table, place)
        if cells and not name:
            yield problem("column-without-name", details={"place": place + 1})
        elif cells and wide and looks_like_a_period(name):
            details = heading_advice(name)
            yield problem("time-period-not-valid", column=name, value=name, details=details)
        elif (
            any(looks_like_a_number(cell) for cell in cells)
            and plain(name.split(":")[0]).strip("[] ") not in publisher.also
        ):
            yield problem("column-ignored", column=name, details={"advice": "official"})


def _filled(table: Table, place: int) -> Sequence[str]:
    """Return the distinct cells of a column that say something."""
    column = column_at(table, place)
    return [cell for code in np.unique(column.codes).tolist() if not is_missing(cell := column.cells[code])]
