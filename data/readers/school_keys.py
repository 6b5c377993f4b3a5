"""The same school twice in a census: kept once where its rows say the same, refused where they differ."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.readers.cells import bytes_of
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
    same: NDArray[np.bool_]


def find_again(schools: pa.Table) -> Again:
    """Return the rows of a table in `SCHOOL_SCHEMA` whose country and id stand in an earlier row."""
    suspects = _suspects(_fingerprints(schools))
    seen: dict[tuple[str, ...], int] = {}
    keys = zip(*(schools[name].take(pa.array(suspects)).to_pylist() for name in SCHOOL_KEY), strict=True)
    pairs = [(place, seen.setdefault(key, place)) for place, key in zip(suspects.tolist(), keys, strict=True)]
    found = [(place, first) for place, first in pairs if first != place]
    later, first = (np.array(side, dtype=np.int64) for side in (zip(*found, strict=True) if found else ([], [])))
    return Again(later, first, _same_cells(schools.take(pa.array(later)), schools.take(pa.array(first))))


def _suspects(fingerprints: Numbers) -> Places:
    """Return the lines whose number another line has too."""
    ordered = np.sort(fingerprints)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    return np.flatnonzero(np.isin(fingerprints, twice)) if len(twice) else np.zeros(0, dtype=np.int64)


def _fingerprints(schools: pa.Table) -> Numbers:
    """Return a number for each key: equal for equal keys, and for hardly any two others."""
    found = np.zeros(schools.num_rows, dtype=np.uint64)
    for name in SCHOOL_KEY:
        cells = bytes_of(schools[name].combine_chunks())
        padded = np.concatenate([cells.data, np.zeros(WORD, dtype=np.uint8)])
        words = np.ndarray((len(padded) - WORD + 1,), dtype="<u8", buffer=padded, strides=(1,))
        for begin in range(0, len(found), BLOCK):
            starts = cells.starts[begin : begin + BLOCK + 1]
            found[begin : begin + BLOCK] = _block(found[begin : begin + BLOCK], words, starts[:-1], np.diff(starts))
    return found


def _block(found: Numbers, words: Numbers, starts: Places, lengths: Places) -> Numbers:
    """Return the numbers of some rows, with their cells of one column mixed in; a block fits into the cache."""
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


def _same_cells(left: pa.Table, right: pa.Table) -> NDArray[np.bool_]:
    same = np.ones(left.num_rows, dtype=bool)
    for name in SCHOOL_COLUMNS:
        equal = pc.fill_null(pc.equal(left[name], right[name]), fill_value=False)
        both_missing = pc.and_(pc.is_null(left[name]), pc.is_null(right[name]))
        same &= pc.or_(equal, both_missing).to_numpy()
    return same
