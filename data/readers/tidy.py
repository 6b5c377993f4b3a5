"""A table made plain before the model sees it: numbers in plain digits, years without decimals, notes below left out.

Everything is done by distinct cells and said in a note; what is not certain stays as it is and is refused by the model.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.datasets import KINDS, PLEDGES, Kind
from data.readers.codes import problem
from data.readers.decimals import COMMA, Plainly, weigh, write_plainly
from data.readers.sheet import VALUE
from data.readers.table import Table
from data.schemas.problem import Problem
from data.schemas.rules import Rules

PERIOD = "time_period"
YEAR = re.compile(r"\s*([0-9]{4})\.0+\s*")
PER_CENT_UNITS = "PT"


@dataclass(frozen=True)
class Tidied:
    """A table made plain, what is to be said of it, and the decimal mark where one was needed."""

    table: Table
    problems: tuple[Problem, ...] = ()
    decimal: str = ""


@dataclass
class _Work:
    """The columns of a table as they are made plain, one after the other."""

    table: Table
    columns: list[pa.Array]
    problems: list[Problem] = field(default_factory=list)


def tidy_table(
    table: Table, used: Mapping[str, int], kind: Kind, rules: Rules, indicator: str | None, said: str | None
) -> Tidied:
    """Return a table whose numbers and years are written plainly, as far as that is certain.

    Args:
        table: The cells below the header.
        used: The position of each column of ours.
        kind: What the rows are; amounts of pledges have a reader of their own, unless a decimal mark is said.
        rules: Which indicators are in per cent.
        indicator: The indicator of a file without that column.
        said: The decimal mark that the sender names.
    """
    work = _Work(table, list(table.columns))
    names = [name for name in used if name in KINDS[kind].numbers] if kind != PLEDGES or said else []
    cells = {name: _texts(table.columns[used[name]]) for name in names}
    evidence, said = weigh(cells.values(), said)
    for name in names:
        plain = write_plainly(cells[name], evidence, said)
        if plain.doubtful >= 0:
            work.problems.append(_doubt(table, used[name], name, plain.doubtful))
        elif plain.changed.any():
            _put(work, used, name, _without_wrong_percent(work, used, name, plain, rules, indicator))
    if PERIOD in used:
        _tidy_years(work, used[PERIOD])
    read = any(one.code == "number-read" for one in work.problems)
    decimal = said or (evidence.mark if read else "")
    return Tidied(replace(table, columns=tuple(work.columns)), tuple(work.problems), decimal)


def _texts(column: pa.Array) -> pa.StringArray:
    return column.dictionary if isinstance(column, pa.DictionaryArray) else column


def _doubt(table: Table, place: int, name: str, at: int) -> Problem:
    column = table.columns[place]
    cell = _texts(column)[at].as_py()
    line = _first_line(column, at)
    return problem("decimal-not-certain", row=int(table.rows[line]), column=name, value=cell)


def _first_line(column: pa.Array, at: int) -> int:
    """Return the first row with a distinct cell of a dictionary; for plain texts that is the cell itself."""
    return int(np.argmax(column.indices.to_numpy() == at)) if isinstance(column, pa.DictionaryArray) else at


def _without_wrong_percent(
    work: _Work, used: Mapping[str, int], name: str, plain: Plainly, rules: Rules, indicator: str | None
) -> Plainly:
    """Leave the sign where it would be dropped from a figure that is not in per cent: the model refuses it then."""
    if not plain.percent.any():
        return plain
    column = work.columns[used[name]]
    if name == VALUE and not isinstance(column, pa.DictionaryArray):
        wrong = plain.percent & ~_rows_in_percent(work.table, used, rules, indicator)
    else:
        wrong = plain.percent
    before = pc.if_else(pa.array(wrong), _texts(column), plain.cells)
    return replace(plain, cells=before, changed=plain.changed & ~wrong, percent=plain.percent & ~wrong)


def _rows_in_percent(table: Table, used: Mapping[str, int], rules: Rules, indicator: str | None) -> NDArray[np.bool_]:
    def in_percent(cell: str) -> bool:
        found = rules.indicators.get(cell.strip().lower())
        return found is not None and found.unit_measure.startswith(PER_CENT_UNITS)

    if "indicator" not in used:
        return np.full(len(table.rows), in_percent(indicator or ""))
    column = table.columns[used["indicator"]]
    known = np.array([in_percent(cell) for cell in column.dictionary.to_pylist()] or [False])
    return np.asarray(known[column.indices.to_numpy()], dtype=bool)


def _put(work: _Work, used: Mapping[str, int], name: str, plain: Plainly) -> None:
    """Put a column in the place of the one that was, and note how its cells were read."""
    column = work.columns[used[name]]
    if not plain.changed.any():
        return
    work.problems += _notes(work.table, column, name, plain)
    if isinstance(column, pa.DictionaryArray):
        work.columns[used[name]] = pa.DictionaryArray.from_arrays(column.indices, plain.cells)
    else:
        work.columns[used[name]] = plain.cells


def _notes(table: Table, column: pa.Array, name: str, plain: Plainly) -> Sequence[Problem]:
    """Return a note for each way in which cells of a column were written, with the first of them and their number."""
    before = _texts(column)
    with_comma = pc.match_substring(before, COMMA).to_numpy(zero_copy_only=False)
    ways = {
        "per_cent": plain.percent,
        "comma": plain.changed & ~plain.percent & with_comma,
        "thousands": plain.changed & ~plain.percent & ~with_comma,
    }
    found = []
    for way, mask in ways.items():
        if mask.any():
            at = int(np.argmax(mask))
            details: dict[str, str | int | float] = {
                "advice": way,
                "read": plain.cells[at].as_py(),
                "cells": _count(column, mask),
            }
            row = int(table.rows[_first_line(column, at)])
            found.append(problem("number-read", row=row, column=name, value=before[at].as_py(), details=details))
    if plain.percent.any() and _has_bare_numbers(before, plain):
        found.append(problem("percent-mixed", column=name))
    return found


def _count(column: pa.Array, mask: NDArray[np.bool_]) -> int:
    if isinstance(column, pa.DictionaryArray):
        return int(mask[column.indices.to_numpy()].sum())
    return int(mask.sum())


def _has_bare_numbers(before: pa.StringArray, plain: Plainly) -> bool:
    others = before.filter(pa.array(~plain.percent))
    return bool(pc.any(pc.match_substring_regex(others, "[0-9]")).as_py())


def _tidy_years(work: _Work, place: int) -> None:
    column = work.columns[place]
    if not isinstance(column, pa.DictionaryArray):
        return
    cells = column.dictionary.to_pylist()
    years = [match[1] if (match := YEAR.fullmatch(cell)) else cell for cell in cells]
    if years == cells:
        return
    at = next(at for at, (year, cell) in enumerate(zip(years, cells, strict=True)) if year != cell)
    row = int(work.table.rows[_first_line(column, at)])
    work.problems.append(problem("cell-read", row=row, column=PERIOD, value=cells[at], details={"read": years[at]}))
    work.columns[place] = pa.DictionaryArray.from_arrays(column.indices, pa.array(years, pa.string()))
