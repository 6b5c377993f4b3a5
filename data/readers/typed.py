"""Problems show a cell as it was typed: 350,5 where the table was made plain before the model saw 350.5."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from data.readers.assemble import Table
from data.readers.reading import Reading
from data.schemas.problem import Problem


def as_typed(reading: Reading, typed: Table, plain: Table, used: Mapping[str, int]) -> Reading:
    """Return a reading whose problems show cells as they stand in the file.

    Args:
        reading: What was found in the plain table.
        typed: The cells as they were typed.
        plain: The same rows, made plain.
        used: The position of each column of ours.
    """
    changed = {name for name, place in used.items() if typed.columns[place] is not plain.columns[place]}
    if not changed:
        return reading

    def restored(found: Problem) -> Problem:
        if found.column not in changed or found.value is None or found.row is None:
            return found
        at, place = int(np.searchsorted(plain.rows, found.row)), used[found.column]
        if at == len(plain.rows) or plain.rows[at] != found.row:
            return found
        before, after = (table.columns[place][at].as_py() for table in (typed, plain))
        return found.model_copy(update={"value": before}) if after == found.value != before else found

    return replace(reading, problems=tuple(map(restored, reading.problems)))
