"""A census of schools: our template under any of its usual column names, or Giga's file of locations."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.datasets import SCHOOLS
from data.progress import tell
from data.readers.census.cells import MANY_CELLS, Places, SchoolModel, judge_columns, table_of
from data.readers.census.remarks import Census, add_remarks
from data.readers.codes import SEVERITY, problem
from data.readers.columns import Mask, bytes_of
from data.readers.findings import Findings
from data.readers.header import Header
from data.readers.reading import Reading, Recognised, RowCounts, Skipped
from data.readers.rows import judge_school
from data.readers.table import Table
from data.schemas.problem import Problem
from data.schemas.rules import Rules
from data.schemas.school import SCHOOL_COLUMNS, SCHOOL_KEY

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


REPEATED = "school-repeated"
KEPT_ONCE = "rows-repeated"
CONTRADICTING = "duplicate-key"
KEYS_SHARE = 0.7
"""So much of the work of checking is done when schools that stand twice are found."""


def plain_school_columns(header: Header) -> frozenset[int]:
    """Return the positions of the columns that are read as plain texts: nearly every cell differs, or nobody asks."""
    asked = {place for name, place in header.used.items() if name not in MANY_CELLS}
    return frozenset(range(header.width)) - asked


def read_schools(table: Table, header: Header, recognised: Recognised, rules: Rules, findings: Findings) -> Reading:
    """Return the schools in a table; the problems of its outside are among the findings already."""
    cells = {name: table.columns[place] for name, place in header.used.items()}
    stored, refused = judge_columns(cells, len(table.rows), rules)
    _add_refused(cells, table.rows, refused, rules, findings)
    kept = np.ones(len(table.rows), dtype=bool)
    for places in refused.values():
        kept[places] = False
    again = find_again(stored, kept)
    tell("checking", KEYS_SHARE)
    _add_again(stored, table.rows, again, findings)
    kept[again.later] = False
    add_remarks(Census(stored, cells, np.flatnonzero(kept), table.rows, rules), findings)
    accepted, repeated, listed = int(kept.sum()), int(again.same.sum()), findings.listed()
    return Reading(
        form=header.form,
        kind=SCHOOLS,
        schools=table_of(stored, kept),
        stated=tuple(header.used),
        problems=listed,
        problem_counts=findings.counts(),
        problems_cut=findings.cut,
        rows=RowCounts(table.read, accepted, table.read - accepted - repeated),
        skipped=(Skipped(KEPT_ONCE, REPEATED, repeated),) if repeated else (),
        recognised=recognised,
    )


def _add_refused(
    cells: Mapping[str, pa.Array],
    rows: Places,
    refused: Mapping[str, Places],
    rules: Rules,
    findings: Findings,
) -> None:
    """Take in what the model says of each cell that it refuses, asked once for each distinct one.

    No check of a school looks at two cells: what is wrong with a row is what is wrong with each of its cells.
    """
    for name, places in refused.items():
        if len(places):
            said = _what_is_said(name, cells[name].take(pa.array(places)), rules)
            findings.add_many(said.counts(), "blocks", partial(said.listing, rows[places]))


@dataclass(frozen=True)
class _Said:
    """What the model says of the distinct cells of a column, and which of these each refused row has."""

    of_cell: Sequence[Sequence[Problem]]
    codes: NDArray[np.int32]

    def counts(self) -> Counter[str]:
        """Return how often each code is said."""
        times = np.bincount(self.codes, minlength=len(self.of_cell)).tolist()
        found = Counter[str]()
        for problems, count in zip(self.of_cell, times, strict=True):
            for one in problems:
                found[one.code] += count
        return found

    def listing(self, rows: NDArray[np.int64]) -> Iterator[Problem]:
        """Yield every problem, with its row."""
        for row, code in zip(rows, self.codes, strict=True):
            for one in self.of_cell[code]:
                yield replace(one, row=int(row))


def _what_is_said(name: str, cells: pa.Array, rules: Rules) -> _Said:
    encoded = (cells.dictionary_decode() if isinstance(cells, pa.DictionaryArray) else cells).dictionary_encode()
    good = SchoolModel(rules).good
    said = [judge_school({**good, name: cell}, 0, rules)[1] for cell in encoded.dictionary.to_pylist()]
    of_column = [sorted((one for one in problems if one.column == name), key=attrgetter("code")) for problems in said]
    return _Said(of_column, encoded.indices.to_numpy())


def _add_again(stored: Mapping[str, pa.Array], rows: Places, again: Again, findings: Findings) -> None:
    """Take in each school that stands in an earlier row: a warning where it says the same, else it blocks."""
    for code, chosen in ((REPEATED, again.same), (CONTRADICTING, ~again.same)):
        listed = slice(findings.limit)
        later, first = again.later[chosen], again.first[chosen]
        names = [stored[name].take(pa.array(later[listed])).to_pylist() for name in ("school_id", "ref_area")]
        pairs = [rows[places[listed]].tolist() for places in (later, first)]
        told = list(zip(*names, *pairs, strict=True))

        def make(position: int, code: str = code, told: Sequence[tuple[str, str, int, int]] = told) -> Problem:
            school_id, area, row, first_row = told[position]
            details: dict[str, str | int | float] = {"first_row": first_row}
            if code == CONTRADICTING:
                details |= {"advice": "school", "ref_area": area}
            return problem(code, row=row, column="school_id", value=school_id, details=details)

        findings.add_alike(code, SEVERITY[code], later, make)
