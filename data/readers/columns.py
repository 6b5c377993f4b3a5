"""Rows proven clean by their columns, so that Pydantic need not see each of them.

The model itself is asked, once for each distinct cell and once for each distinct combination of the cells
that depend on each other; the range is compared in columns. What is not proven here goes through `rows`, so
that the problems are exactly those of judging row by row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import ValidationError

from data.readers.rows import MISSING
from data.readers.sheet import VALUE, Column, Sheet, combine
from data.readers.values import read_values
from data.schemas.indicator import Indicator
from data.schemas.observation import COLUMNS, Observation
from data.schemas.rules import Rules

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
