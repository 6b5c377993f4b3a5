"""Rows proven clean by their columns, so that Pydantic need not see each of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pydantic import ValidationError

from data.readers.rows import MISSING
from data.readers.sheet import VALUE, Column, Sheet, combine
from data.schemas.fields import is_missing
from data.schemas.indicator import Indicator
from data.schemas.observation import COLUMNS, Observation
from data.schemas.rules import Rules

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


CellMask = NDArray[np.bool_]
Floats = NDArray[np.float64]

LONGEST_MARK = 4
POINT = ord(".")
TWO_BYTE_SPACE = 0xC2
USUAL_DECIMALS = 4
"""Coordinates seldom have more digits than these beyond the fewest asked for."""
DECIMALS = re.compile(r"\.([0-9]*)")


def _bytes_where(*spans: tuple[int, int]) -> CellMask:
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


def sure_texts(cells: pa.StringArray, most: int) -> CellMask:
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


def _cast(cells: pa.StringArray, sure: CellMask) -> Floats:
    numbers = (cells if sure.all() else pc.if_else(pa.array(sure), cells, None)).cast(pa.float64())
    found = np.array(numbers.to_numpy(zero_copy_only=False), dtype=np.float64)
    found[np.isinf(found)] = np.nan
    return found


def cells_with(found: Bytes, wanted: CellMask) -> NDArray[np.int64]:
    """Return which cells have one of the wanted bytes, in ascending order, a cell once for each."""
    first, last = found.starts[0], found.starts[-1]
    data = found.data[first:last]
    if not data.tobytes().translate(None, np.flatnonzero(~wanted).astype(np.uint8).tobytes()):
        return np.empty(0, dtype=np.int64)  # nearly always, and found out in half the time
    places = np.flatnonzero(wanted[data]) + first
    return np.asarray(np.searchsorted(found.starts, places, side="right") - 1, dtype=np.int64)


def has_few_decimals(cells: pa.StringArray, fewest: int) -> CellMask:
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


LINKED = ("indicator", "time_period", "obs_status", "unit_measure")
ALONE = tuple(name for name in COLUMNS if name not in (*LINKED, VALUE))

Mask = NDArray[np.bool_]
Raw = dict[str, str]


@dataclass(frozen=True)
class Proof:
    """What the columns prove of each row.

    `columns` holds every column but the values as it will be stored, `numbers` the values. `clean` rows are
    observations, `empty` ones have no value and do not say so; nothing is known of the others.
    """

    columns: Mapping[str, Column]
    numbers: NDArray[np.float64]
    clean: Mask
    empty: Mask


ENOUGH = 1_000
"""Where the model refuses so many cells of a column and takes none, it is not asked about the others apart."""


@dataclass(frozen=True)
class _Combinations:
    """The distinct combinations of the linked columns: which one a row has, its cells, its observation."""

    of_row: NDArray[np.int64]
    raws: Sequence[Raw]
    found: Sequence[Observation | None]


def prove_rows(sheet: Sheet, rules: Rules) -> Proof:
    """Return which rows need no further look, and their cells as they will be stored."""
    combinations = _ask_combinations(sheet, rules)
    good = next((raw for raw, one in zip(combinations.raws, combinations.found, strict=True) if one), None)
    columns = {name: _of_combinations(name, combinations, rules) for name in LINKED}
    for name in ALONE:
        columns[name] = _ask_cells(name, sheet, good, rules)
    known = np.logical_and.reduce([column.codes >= 0 for column in columns.values()])
    values = read_values(sheet.values)
    ranges = _Ranges(combinations, rules)
    fits = ranges.fits(values.numbers) & ~ranges.says_missing
    clean = known & (fits | (values.missing & ranges.says_missing))
    empty = known & values.missing & ~ranges.says_missing
    return Proof(columns, values.numbers, clean, empty)


def _ask(raw: Raw, rules: Rules) -> Observation | None:
    try:
        return Observation.model_validate(raw, context=rules)
    except ValidationError:
        return None


def _ask_combinations(sheet: Sheet, rules: Rules) -> _Combinations:
    """Ask the model about each distinct combination, in a row that is otherwise in order."""
    linked = {name: sheet.columns[name] for name in LINKED if name in sheet.columns}
    of_row, distinct = pd.factorize(combine(list(linked.values())))
    first = np.zeros(len(distinct), dtype=np.int64)
    first[of_row[::-1]] = np.arange(len(of_row))[::-1]
    good = {"ref_area": next(iter(rules.areas), ""), VALUE: ""}
    cells = [[column.cells[code] for code in column.codes[first].tolist()] for column in linked.values()]
    raws = [dict(zip(linked, row, strict=True)) | good for row in zip(*cells, strict=True)]
    return _Combinations(of_row, raws, [_ask(raw, rules) for raw in raws])


def _ask_cells(name: str, sheet: Sheet, good: Raw | None, rules: Rules) -> Column:
    """Ask the model about each distinct cell of a column, in a row that is otherwise in order."""
    if good is None:
        return Column(np.full(len(sheet.rows), -1, dtype=np.int32), [])
    if name not in sheet.columns:
        return Column(np.zeros(len(sheet.rows), dtype=np.int32), [Observation.model_fields[name].default])
    column = sheet.columns[name]
    answers = [_ask({**good, name: cell}, rules) for cell in column.cells[:ENOUGH]]
    if len(column.cells) > ENOUGH and any(answers):
        answers += [_ask({**good, name: cell}, rules) for cell in column.cells[ENOUGH:]]
    answers += [None] * (len(column.cells) - len(answers))
    return _as_column(column.codes, [getattr(one, name) if one else None for one in answers])


def _of_combinations(name: str, combinations: _Combinations, rules: Rules) -> Column:
    def cell(one: Observation) -> str:
        if name == "unit_measure":
            return rules.indicators[one.indicator].unit_measure
        return str(getattr(one, name))

    return _as_column(combinations.of_row, [cell(one) if one else None for one in combinations.found])


def _as_column(codes: NDArray[np.integer], stored: Sequence[str | None]) -> Column:
    """Return a column whose cells are each there once; what is None is pointed to by -1."""
    places: dict[str, int] = {}
    where = [-1 if cell is None else places.setdefault(cell, len(places)) for cell in stored]
    return Column(np.array(where, dtype=np.int32)[codes], list(places))


class _Ranges:
    """What the indicator and status of each row allow as its value."""

    def __init__(self, combinations: _Combinations, rules: Rules) -> None:
        found = [rules.indicators[one.indicator] if one else None for one in combinations.found]
        row = combinations.of_row
        self._low = _bounds(found, lambda one: one.minimum)[row]
        self._high = _bounds(found, lambda one: one.maximum)[row]
        zeros = [one is not None and one.zero_means == "missing" for one in found]
        marks = [one is not None and one.obs_status == MISSING for one in combinations.found]
        self._zero_is_missing = np.array(zeros, dtype=bool)[row]
        self.says_missing = np.array(marks, dtype=bool)[row]

    def fits(self, numbers: NDArray[np.float64]) -> Mask:
        """Return which numbers are in range and mean what they say; a maximum that warns counts too."""
        outside = (numbers < self._low) | (numbers > self._high)
        fitting: Mask = ~np.isnan(numbers) & ~outside & ~(self._zero_is_missing & (numbers == 0))
        return fitting


def _bounds(indicators: Sequence[Indicator | None], bound: Callable[[Indicator], float | None]) -> NDArray[np.float64]:
    """Return a bound for each combination, NaN (which nothing is below or above) where there is none."""
    limits = [bound(one) if one else None for one in indicators]
    return np.array([np.nan if limit is None else limit for limit in limits], dtype=np.float64)
