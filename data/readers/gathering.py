"""A column of texts put together block by block, so that no second copy of it is ever in memory.

Room is reserved by the first block, for as many as are expected: what is never written to takes no memory. Where the
later blocks are larger than that, the room is doubled.
"""

from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

SPARE = 1.2

Number = TypeVar("Number", bound=np.generic)


class Gathering:
    """The texts of the blocks so far."""

    def __init__(self, blocks: float) -> None:
        """Start without texts; about so many blocks are expected."""
        self._blocks = blocks * SPARE
        self._data: NDArray[np.uint8] = np.empty(0, dtype=np.uint8)
        self._ends: NDArray[np.int32] = np.zeros(1, dtype=np.int32)
        self._rows = 0

    def add(self, cells: pa.StringArray) -> None:
        """Take in the texts of a block."""
        _, offsets, data = cells.buffers()
        if not len(cells):
            return
        ends = np.frombuffer(offsets, dtype=np.int32)[cells.offset : cells.offset + len(cells) + 1]
        begin, size = int(self._ends[self._rows]), int(ends[-1]) - int(ends[0])
        rows = self._rows + len(cells)
        self._data = self._with_room(self._data, begin, begin + size)
        self._ends = self._with_room(self._ends, self._rows + 1, rows + 1)
        if size:
            self._data[begin : begin + size] = np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[-1]]
        np.add(ends[1:], begin - int(ends[0]), out=self._ends[self._rows + 1 : rows + 1])
        self._rows = rows

    def texts(self) -> pa.StringArray:
        """Return all texts so far."""
        ends, data = self._ends[: self._rows + 1], self._data[: int(self._ends[self._rows])]
        return pa.StringArray.from_buffers(self._rows, pa.py_buffer(ends), pa.py_buffer(data))

    def _with_room(self, held: NDArray[Number], used: int, needed: int) -> NDArray[Number]:
        if needed <= len(held):
            return held
        expected = int(self._blocks * (needed - used)) if len(held) <= 1 else 2 * needed
        room = np.empty(max(needed, expected), dtype=held.dtype)
        room[:used] = held[:used]
        return room
