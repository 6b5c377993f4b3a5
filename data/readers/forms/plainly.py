"""The values of an official file in plain digits, as a spreadsheet in another language may have re-written them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data.readers.codes import problem
from data.readers.decimals import weigh, write_plainly
from data.readers.forms.long import Long, Mask, cells_of
from data.readers.sheet import VALUE
from data.schemas.problem import Problem


@dataclass(frozen=True)
class InDigits:
    """Values in plain digits as far as that is certain, what is to be said of them, and the decimal mark they had."""

    values: pa.StringArray
    problems: Sequence[Problem]
    decimal: str


def in_plain_digits(rows: Long, said: str | None, in_per_cent: Mask) -> InDigits:
    """Return the values in plain digits; those that can be meant in two ways block, unless the mark is said.

    A per cent sign is read in the rows whose code stands for a per cent; elsewhere it stays, and the model refuses it.
    """
    evidence, said = weigh([rows.values], said)
    plain = write_plainly(rows.values, evidence, said)
    if plain.doubtful >= 0:
        return InDigits(rows.values, [_of_cell(rows, "decimal-not-certain", plain.doubtful, {})], "")
    changed = plain.changed & (~plain.percent | in_per_cent)
    if not changed.any():
        return InDigits(rows.values, [], said or "")
    values = pa.array(np.where(changed, plain.cells.to_pylist(), rows.values.to_pylist()).tolist(), pa.string())
    signs = changed & plain.percent
    found = _read(rows, values, signs, "per_cent") + _read(rows, values, changed & ~signs, "comma")
    if signs.any() and (in_per_cent & ~signs).any():
        found.append(_of_cell(rows, "percent-mixed", int(np.argmax(in_per_cent & ~signs)), {}))
    return InDigits(values, found, said or evidence.mark)


def _read(rows: Long, values: pa.StringArray, cells: Mask, way: str) -> list[Problem]:
    """Return the note on the cells that were written in one way: the first of them, and how many there are."""
    if not cells.any():
        return []
    first = int(np.argmax(cells))
    return [
        _of_cell(rows, "number-read", first, {"advice": way, "read": values[first].as_py(), "cells": int(cells.sum())})
    ]


def _of_cell(rows: Long, code: str, at: int, details: dict[str, str | int | float]) -> Problem:
    name = cells_of(rows.places, np.array([at]))[0] if rows.places else rows.names.get(VALUE, VALUE)
    return problem(code, row=int(rows.rows[at]), column=name, value=rows.values[at].as_py(), details=details)
