"""The same school twice in a census: kept once where its rows say the same, refused where they differ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.readers.columns import Mask, bytes_of
from data.schemas.school import SCHOOL_COLUMNS, SCHOOL_KEY

Places = NDArray[np.int64]
Numbers = NDArray[np.uint64]

WORD = 8
BLOCK = 1 << 15
ODD = np.uint64(0x9E3779B97F4A7C15)
KEPT_BITS = np.array([(1 << (8 * size)) - 1 for size in range(WORD + 1)], dtype=np.uint64)


@dataclass(frozen=True)
class Again:
    """The rows whose school stands in an earlier row, that row for each, and whether all cells are the same."""

    later: Places
    first: Places
    same: Mask


def find_again(stored: Mapping[str, pa.Array], kept: Mask) -> Again:
    """Return the rows that are kept and whose country and id stand in an earlier row that is kept."""
    suspects = _suspects(_fingerprints(stored), kept)
    seen: dict[tuple[str, ...], int] = {}
    keys = zip(*(stored[name].take(pa.array(suspects)).to_pylist() for name in SCHOOL_KEY), strict=True)
    pairs = [(place, seen.setdefault(key, place)) for place, key in zip(suspects.tolist(), keys, strict=True)]
    found = [(place, first) for place, first in pairs if first != place]
    later, first = (np.array(side, dtype=np.int64) for side in (zip(*found, strict=True) if found else ([], [])))
    return Again(later, first, _same_cells(stored, later, first))


def _suspects(fingerprints: Numbers, kept: Mask) -> Places:
    """Return the rows that are kept and whose number another such row has too."""
    ordered = np.sort(fingerprints if kept.all() else fingerprints[kept])
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    return np.flatnonzero(np.isin(fingerprints, twice) & kept) if len(twice) else np.zeros(0, dtype=np.int64)


def _fingerprints(stored: Mapping[str, pa.Array]) -> Numbers:
    """Return a number for each key: equal for equal keys, and for hardly any two others."""
    country, own_id = (stored[name] for name in SCHOOL_KEY)
    cells = bytes_of(_texts(own_id))
    found = np.empty(len(own_id), dtype=np.uint64)
    countries = _numbers_of(country)
    last = int(np.searchsorted(cells.starts[1:], len(cells.data) - WORD, side="right"))  # words would end beyond it
    for begin in (*range(0, last, BLOCK), last):
        end = len(found) if begin == last else min(begin + BLOCK, last)
        starts, data = cells.starts[begin : end + 1], cells.data
        if begin == last:
            starts, data = starts - starts[0], np.append(data[starts[0] :], np.zeros(WORD, dtype=np.uint8))
        words = np.ndarray((len(data) - WORD + 1,), dtype="<u8", buffer=data, strides=(1,))
        found[begin:end] = _block(countries(slice(begin, end)), words, starts[:-1], np.diff(starts))
    return found


def _numbers_of(column: pa.Array) -> Callable[[slice], Numbers]:
    """Return how to find a number for each cell of some rows, the same for the same cell."""
    coded = column if isinstance(column, pa.DictionaryArray) else column.dictionary_encode()
    known: dict[str, int] = {}
    numbers = [known.setdefault(cell, len(known)) for cell in coded.dictionary.to_pylist()]
    of_code, codes = np.array(numbers or [0], dtype=np.uint64), coded.indices.to_numpy()
    return lambda rows: of_code[codes[rows]]


def _block(found: Numbers, words: Numbers, starts: Places, lengths: Places) -> Numbers:
    """Return the numbers of some rows, with their cells of one column mixed in; a block fits into the cache."""
    if not len(lengths):
        return found
    found = _mixed(found, lengths.astype(np.uint64))
    whole = int(lengths.min()) // WORD * WORD
    for begin in range(0, whole, WORD):
        found = _mixed(found, words[starts + begin])
    for begin in range(whole, int(lengths.max()), WORD):
        there = np.flatnonzero(lengths > begin)
        kept = KEPT_BITS[np.minimum(lengths[there] - begin, WORD)]
        found[there] = _mixed(found[there], words[starts[there] + begin] & kept)
    return found


def _mixed(found: Numbers, more: Numbers) -> Numbers:
    mixed = (found ^ more) * ODD
    return np.asarray(mixed ^ (mixed >> np.uint64(29)), dtype=np.uint64)


def _same_cells(stored: Mapping[str, pa.Array], left: Places, right: Places) -> Mask:
    same = np.ones(len(left), dtype=bool)
    for name in SCHOOL_COLUMNS:
        one, other = (_texts(stored[name].take(pa.array(side))) for side in (left, right))
        equal = pc.fill_null(pc.equal(one, other), fill_value=False)
        both_missing = pc.and_(pc.is_null(one), pc.is_null(other))
        same &= pc.or_(equal, both_missing).to_numpy(zero_copy_only=False)
    return same


def _texts(column: pa.Array) -> pa.Array:
    return column.dictionary.take(column.indices) if isinstance(column, pa.DictionaryArray) else column
