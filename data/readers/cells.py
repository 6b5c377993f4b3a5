"""What stands in the bytes of a column: which cells are surely plain text or plain numbers, without looking at each.

What is sure here is what `data.schemas.fields` would say of the cell; of all others the model is asked.
"""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.readers.values import PLAIN_BYTES, SURE_NUMBER

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

LONGEST_MARK = 4
POINT = ord(".")
TWO_BYTE_SPACE = 0xC2
USUAL_DECIMALS = 4
"""Coordinates seldom have more digits than these beyond the fewest asked for."""
DECIMALS = re.compile(r"\.([0-9]*)")


def _bytes_where(*spans: tuple[int, int]) -> Mask:
    found = np.zeros(256, dtype=bool)
    for first, last in spans:
        found[first : last + 1] = True
    return found


PLAIN_FIRST = _bytes_where((0x21, 0x7E), (0xC3, 0xF4)) & ~_bytes_where((ord("'"), ord("'")))
"""A cell that begins with one of these begins with no space in ASCII, none of two bytes (C2), and no apostrophe."""
PLAIN_LAST = _bytes_where((0x21, 0x7E), (0x80, 0xBF))
SPACE_LEADS, SPACE_SECONDS = _bytes_where((0xE1, 0xE3)), _bytes_where((0x80, 0x81), (0x9A, 0x9A))
"""The first two bytes of the spaces that have three: E1 9A, E2 80, E2 81, E3 80; letters that share them are asked."""


@dataclass(frozen=True)
class Bytes:
    """The bytes of a column of texts, and where each cell begins; there is one more beginning than cells."""

    data: NDArray[np.uint8]
    starts: NDArray[np.int64]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Return the number of bytes in each cell."""
        return np.diff(self.starts)


def bytes_of(cells: pa.StringArray) -> Bytes:
    """Return the bytes of a column of texts."""
    _, offsets, data = cells.buffers()
    if not data or not len(cells):
        return Bytes(np.zeros(1, dtype=np.uint8), np.zeros(len(cells) + 1, dtype=np.int64))
    starts = np.frombuffer(offsets, dtype=np.int32)[cells.offset : cells.offset + len(cells) + 1]
    return Bytes(np.frombuffer(data, dtype=np.uint8), starts.astype(np.int64))


def sure_texts(cells: pa.StringArray, most: int) -> Mask:
    """Return which cells are stored as they stand: no space around them, no apostrophe, no mark, not too long."""
    found = bytes_of(cells)
    lengths, ends = found.lengths, found.starts[1:]
    sure = (lengths > LONGEST_MARK) & (lengths <= most)
    place = np.flatnonzero(sure)
    begins = found.starts[:-1][place]
    first, last = found.data[begins], found.data[ends[place] - 1]
    plain = PLAIN_FIRST[first] & PLAIN_LAST[last]
    begins_beyond = np.flatnonzero(SPACE_LEADS[first])
    plain[begins_beyond] &= ~SPACE_SECONDS[found.data[begins[begins_beyond] + 1]]
    beyond_ascii = np.flatnonzero(plain & (last >= 0x80))
    ends_beyond = ends[place[beyond_ascii]]
    third, second = found.data[ends_beyond - 3], found.data[ends_beyond - 2]
    plain[beyond_ascii] &= ~((SPACE_LEADS[third] & SPACE_SECONDS[second]) | (second == TWO_BYTE_SPACE))
    sure[place] = plain
    return sure


def sure_numbers(cells: pa.StringArray) -> Floats:
    """Return the number in each cell, NaN where it is none for sure."""
    found = bytes_of(cells)
    sure = found.lengths > 1
    sure[cells_with(found, ~PLAIN_BYTES)] = False
    try:
        return _cast(cells, sure)
    except pa.ArrowInvalid:
        fitting = pc.match_substring_regex(cells, SURE_NUMBER).to_numpy(zero_copy_only=False)
        return _cast(cells, sure & fitting)


def _cast(cells: pa.StringArray, sure: Mask) -> Floats:
    numbers = (cells if sure.all() else pc.if_else(pa.array(sure), cells, None)).cast(pa.float64())
    found = np.array(numbers.to_numpy(zero_copy_only=False), dtype=np.float64)
    found[np.isinf(found)] = np.nan
    return found


def cells_with(found: Bytes, wanted: Mask) -> NDArray[np.int64]:
    """Return which cells have one of the wanted bytes, in ascending order, a cell once for each."""
    first, last = found.starts[0], found.starts[-1]
    data = found.data[first:last]
    if not data.tobytes().translate(None, np.flatnonzero(~wanted).astype(np.uint8).tobytes()):
        return np.empty(0, dtype=np.int64)  # nearly always, and found out in half the time
    places = np.flatnonzero(wanted[data]) + first
    return np.asarray(np.searchsorted(found.starts, places, side="right") - 1, dtype=np.int64)


def has_few_decimals(cells: pa.StringArray, fewest: int) -> Mask:
    """Return which cells, of those that hold a number, have fewer digits than that after the point."""
    found = bytes_of(cells)
    few, starts, point = np.ones(len(cells), dtype=bool), found.starts[:-1], found.starts[1:] - 1 - fewest
    for _ in range(USUAL_DECIMALS):  # where the point usually stands: all cells at once
        few &= (found.data[np.maximum(point, 0)] != POINT) | (point < starts)
        point -= 1
    place = np.flatnonzero(few & (point >= starts))
    while len(place):  # further to the left: the few cells left
        few[place] = found.data[point[place]] != POINT
        point[place] -= 1
        place = place[few[place] & (point[place] >= starts[place])]
    for odd in np.unique(cells_with(found, ~PLAIN_BYTES)).tolist():
        digits = DECIMALS.search(cells[odd].as_py())
        few[odd] = digits is None or len(digits[1]) < fewest
    return few
