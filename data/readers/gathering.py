"""A column put together block by block, as texts or as numbers of its distinct texts, without a second copy of it.

Room is reserved by the first block, for as many as are expected: what is never written to takes no memory. Where the
later blocks are larger than that, the room is doubled.
"""

from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

SPARE = 1.2
MOST_KNOWN = 50_000
"""Up to so many distinct texts of a column are known by name; those of later blocks are joined at the end."""
FEW = 2_000
"""Up to so many distinct texts are looked up all at once."""

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
        if not len(cells):
            return
        ends, data = ends_of(cells), cells.buffers()[2]
        begin, size = int(self._ends[self._rows]), int(ends[-1]) - int(ends[0])
        rows = self._rows + len(cells)
        self._data = with_room(self._blocks, self._data, begin, begin + size)
        self._ends = with_room(self._blocks, self._ends, self._rows + 1, rows + 1)
        if size:
            self._data[begin : begin + size] = np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[-1]]
        np.add(ends[1:], begin - int(ends[0]), out=self._ends[self._rows + 1 : rows + 1])
        self._rows = rows

    def column(self) -> pa.StringArray:
        """Return all texts so far."""
        ends, data = self._ends[: self._rows + 1], self._data[: int(self._ends[self._rows])]
        return pa.StringArray.from_buffers(self._rows, pa.py_buffer(ends), pa.py_buffer(data))


class Coding:
    """The cells of the blocks so far, as numbers of their distinct texts, in the order in which these come."""

    def __init__(self, blocks: float) -> None:
        """Start without cells; about so many blocks are expected."""
        self._blocks = blocks * SPARE
        self._known: dict[str, int] = {}
        self._few: pc.SetLookupOptions | None = None
        self._codes: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._rows = 0
        self._later: list[pa.DictionaryArray] = []

    def add(self, cells: pa.StringArray) -> None:
        """Take in the cells of a block."""
        if not len(cells):
            return
        same = _is_one_text(cells)
        codes = self._look_up(cells.slice(0, 1) if same else cells)
        if codes is None:
            self._later.append(cells.dictionary_encode())
            return
        rows = self._rows + len(cells)
        self._codes = with_room(self._blocks, self._codes, self._rows, rows)
        self._codes[self._rows : rows] = codes  # a single code fills all of them
        self._rows = rows

    def _look_up(self, cells: pa.StringArray) -> NDArray[np.int32] | None:
        """Return the number of the text in each cell, new texts numbered; None where there are too many of them."""
        if self._later:
            return None
        if self._few is not None:  # nearly always all of them are known: that is quicker than encoding
            found = pc.index_in(cells, options=self._few)
            if not found.null_count:
                return np.asarray(found)
        encoded = cells.dictionary_encode()
        texts, known = encoded.dictionary.to_pylist(), self._known
        if len(known) + len(texts) > MOST_KNOWN:
            return None
        for text in [text for text in texts if text not in known]:
            known[text] = len(known)
        self._few = pc.SetLookupOptions(pa.array(list(known), pa.string())) if len(known) <= FEW else None
        codes = np.fromiter(map(known.__getitem__, texts), np.int32, len(texts))
        return np.asarray(codes[encoded.indices.to_numpy()], dtype=np.int32)

    def column(self) -> pa.DictionaryArray:
        """Return all cells so far."""
        first = pa.DictionaryArray.from_arrays(
            pa.array(self._codes[: self._rows]), pa.array(list(self._known), pa.string())
        )
        if not self._later:
            return first
        joined = pa.chunked_array([first, *self._later]).unify_dictionaries()
        self._later.clear()
        return joined.combine_chunks()


def _is_one_text(cells: pa.StringArray) -> bool:
    """Return whether all cells hold the same text, which their bytes show much faster than comparing them."""
    ends, data = ends_of(cells), cells.buffers()[2]
    size, whole = int(ends[1]) - int(ends[0]), int(ends[-1]) - int(ends[0])
    if whole != size * len(cells) or not bool((np.diff(ends) == size).all()):
        return False
    if not size:
        return True
    found = np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[-1]]
    return bool((found[size:] == found[:-size]).all())


def ends_of(cells: pa.StringArray) -> NDArray[np.int32]:
    """Return where each text begins among the bytes of all, and at last where the last one ends."""
    if not len(cells):
        return np.zeros(1, dtype=np.int32)
    ends: NDArray[np.int32] = np.frombuffer(cells.buffers()[1], dtype=np.int32)
    return ends[cells.offset : cells.offset + len(cells) + 1]


def with_room(blocks: float, held: NDArray[Number], used: int, needed: int) -> NDArray[Number]:
    """Return an array with room for so many numbers, the first ones used; of its blocks so many are expected."""
    if needed <= len(held):
        return held
    expected = int(blocks * (needed - used)) if len(held) <= 1 else 2 * needed
    room = np.empty(max(needed, expected), dtype=held.dtype)
    room[:used] = held[:used]
    return room
