"""The values of an official file in plain digits, as a spreadsheet in another language may have re-written them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data.readers.codes import problem
from data.readers.decimals import find_evidence, write_plainly
from data.readers.forms.long import Long, cells_of
from data.readers.sheet import VALUE
from data.schemas.problem import Problem


@dataclass(frozen=True)
class InDigits:
    """Values in plain digits as far as that is certain, what is to be said of them, and the decimal mark they had."""

    values: pa.StringArray
    problems: Sequence[Problem]
    decimal: str


def in_plain_digits(rows: Long, said: str | None) -> InDigits:
    """Return the values in plain digits; those that can be meant in two ways block, unless the mark is said.

    A per cent sign stays: the unit of an official file is that of its code, and the model refuses the sign.
    """
    evidence = find_evidence(rows.values)
    plain = write_plainly(rows.values, evidence, said)
    if plain.doubtful >= 0:
        return InDigits(rows.values, [_of_cell(rows, "decimal-not-certain", plain.doubtful, {})], "")
    changed = plain.changed & ~plain.percent
    if not changed.any():
        return InDigits(rows.values, [], said or "")
    values = rows.values.take(pa.array(np.arange(len(rows.rows))))
    values = pa.array(np.where(changed, plain.cells.to_pylist(), values.to_pylist()).tolist(), pa.string())
    first = int(np.argmax(changed))
    details = {"advice": "comma", "read": values[first].as_py(), "cells": int(changed.sum())}
    return InDigits(values, [_of_cell(rows, "number-read", first, details)], said or evidence.mark)


def _of_cell(rows: Long, code: str, at: int, details: dict[str, str | int | float]) -> Problem:
    name = cells_of(rows.places, np.array([at]))[0] if rows.places else rows.names.get(VALUE, VALUE)
    return problem(code, row=int(rows.rows[at]), column=name, value=rows.values[at].as_py(), details=details)
