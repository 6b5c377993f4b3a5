"""The column of values: numbers and missing marks that can be told apart without looking at each cell.

What is proven here is what `data.schemas.fields.read_number` would say of the cell; the rest stays unproven.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.schemas.fields import is_missing

SURE_NUMBER = r"^-?[0-9]{1,30}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?$"
PLAIN_BYTES = np.zeros(256, dtype=bool)
PLAIN_BYTES[list(b"0123456789.-")] = True


@dataclass(frozen=True)
class Values:
    """What is proven of each cell: its number (NaN where none is proven), or that it is missing."""

    numbers: NDArray[np.float64]
    missing: NDArray[np.bool_]


def read_values(cells: pa.StringArray) -> Values:
    """Return what can be proven of the cells of a column of values."""
    return _only_plain_numbers(cells) or _numbers_and_marks(cells)


def _only_plain_numbers(cells: pa.StringArray) -> Values | None:
    """Return the numbers where every byte is a digit, a point or a minus, and every cell a number.

    Of such bytes pyarrow accepts no more than `read_number` does: no exponent, no name, no hexadecimal.
    """
    data = cells.buffers()[2]
    if data is None or not PLAIN_BYTES[np.frombuffer(data, dtype=np.uint8)].all():
        return None
    try:
        numbers = _finite(cells.cast(pa.float64()))
    except pa.ArrowInvalid:
        return None
    return Values(numbers, np.zeros(len(numbers), dtype=bool))


def _numbers_and_marks(cells: pa.StringArray) -> Values:
    trimmed = pc.ascii_trim_whitespace(cells)
    sure = pc.match_substring_regex(trimmed, SURE_NUMBER)
    numbers = _finite(pc.if_else(sure, trimmed, None).cast(pa.float64()))
    others = cells.filter(pc.invert(sure)).dictionary_encode()
    marks = np.array([is_missing(cell) for cell in others.dictionary.to_pylist()], dtype=bool)
    missing = np.zeros(len(numbers), dtype=bool)
    missing[~sure.to_numpy(zero_copy_only=False)] = marks[others.indices.to_numpy()]
    return Values(numbers, missing)


def _finite(numbers: pa.DoubleArray) -> NDArray[np.float64]:
    found = np.array(numbers.to_numpy(zero_copy_only=False), dtype=np.float64)
    found[np.isinf(found)] = np.nan
    return found
