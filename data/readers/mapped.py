"""A table read by a mapping: its columns become ours, side by side values one below the other, and then it is judged.

What is judged is exactly what our template would hold; the mapping only says where it stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.datasets import KINDS, OBSERVATIONS, SCHOOLS
from data.readers.assemble import Table
from data.readers.census.cells import MANY_CELLS
from data.readers.census.names import is_personal
from data.readers.codes import problem
from data.readers.decisions import decide_table, with_left_out
from data.readers.findings import Findings
from data.readers.footers import leave_out_footer
from data.readers.form_said import MAPPED
from data.readers.forms.long import spread
from data.readers.header import Header
from data.readers.mapped_columns import Placed, find_columns
from data.readers.numbers import times
from data.readers.opened import Opened
from data.readers.reading import Reading, ReadOptions, Recognised, RowCounts
from data.readers.sheet import VALUE, Column, make_sheet
from data.readers.table import read_table
from data.readers.table_size import check_width
from data.readers.template import read_observations, read_template
from data.readers.tidy import tidy_table
from data.readers.typed import as_typed
from data.readers.unknowns import find_unknowns
from data.schemas.mapping import ColumnMapping
from data.schemas.problem import Problem
from data.schemas.rules import Rules

Picked = tuple[Table, Mapping[str, int], Column | None]


@dataclass(frozen=True)
class Asked:
    """By what a table is judged: its mapping, what was recognised and noted of the file, rules and options."""

    mapping: ColumnMapping
    recognised: Recognised
    rules: Rules
    options: ReadOptions
    notes: Sequence[Problem]


def read_mapped(
    opened: Opened, mapping: ColumnMapping, recognised: Recognised, rules: Rules, options: ReadOptions
) -> Reading:
    """Return what a file holds whose columns a mapping names."""
    placed = find_columns(opened, mapping)
    if isinstance(placed, Problem):
        return _unread(recognised, [placed, *opened.notes])
    wide = check_width(placed.head.names)
    table = wide or read_table(opened.content, placed.head, _plain(placed, mapping))
    if isinstance(table, Problem):
        return _unread(recognised, [table, *opened.notes])
    taken = {*placed.places.values()}
    recognised = replace(
        recognised,
        columns_used=tuple(placed.headings[place] for place in sorted(taken)),
        columns_ignored=tuple(name for place, name in enumerate(placed.headings) if place not in taken),
        mapping=mapping.name,
        header_row=placed.head.row,
    )
    table, below = leave_out_footer(table)
    notes = [*opened.notes, *below, *_personal(recognised.columns_ignored)]
    judge = _observations if mapping.kind == OBSERVATIONS else _register
    reading = judge(_pick(table, placed, mapping), Asked(mapping, recognised, rules, options, notes))
    return replace(reading, form=MAPPED, problems=_under_their_names(reading.problems, mapping))


def _unread(recognised: Recognised, problems: Sequence[Problem]) -> Reading:
    findings = Findings(len(problems))
    findings.add(problems)
    return Reading(MAPPED, problems=findings.listed(), problem_counts=findings.counts(), recognised=recognised)


def _personal(names: Sequence[str]) -> list[Problem]:
    return [problem("personal-data-not-stored", column=name) for name in names if is_personal(name)]


def _plain(placed: Placed, mapping: ColumnMapping) -> frozenset[int]:
    """Return the places of the columns that are read as plain texts: values, what nearly always differs, the unused."""
    asked = {
        placed.places[name]
        for column, name in mapping.columns.items()
        if column != VALUE and (mapping.kind != SCHOOLS or column not in MANY_CELLS)
    }
    return frozenset(range(len(placed.headings))) - asked


def _pick(table: Table, placed: Placed, mapping: ColumnMapping) -> Picked:
    """Return a table of our columns alone, where each stands, and in which column of the file each value does."""
    places = None
    lines = np.arange(len(table.rows))
    found: dict[str, pa.Array] = {name: table.columns[placed.places[of]] for name, of in mapping.columns.items()}
    read = table.read
    if mapping.wide:
        side_by_side = {placed.places[name]: name for name in (*mapping.indicators, *placed.periods)}
        cells = spread(table, side_by_side, np.ones(len(table.rows), dtype=bool))
        lines, places = cells.positions, cells.columns
        found = {name: array.take(pa.array(lines)) for name, array in found.items()}
        meant = [{**mapping.indicators, **placed.periods}[name] for name in cells.columns.cells]
        found["indicator" if mapping.indicators else "time_period"] = _column(cells.columns.codes, meant)
        found[VALUE] = cells.values
        read = len(lines) + table.read - len(table.rows)
    everywhere = np.zeros(len(lines), dtype=np.int32)
    found |= {name: _column(everywhere, [value]) for name, value in mapping.constants.items()}
    ordered = {name: found[name] for name in KINDS[mapping.kind].columns if name in found}
    arrays = [_fit(array, name, mapping) for name, array in ordered.items()]
    used = {name: place for place, name in enumerate(ordered)}
    return Table(tuple(arrays), table.rows[lines], table.problems, read), used, places


def _column(codes: NDArray[np.int32], cells: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(cells, pa.string()))


def _fit(array: pa.Array, name: str, mapping: ColumnMapping) -> pa.Array:
    """Return an array as the judges of its kind expect it: values plain, the rest as distinct cells."""
    is_dictionary = isinstance(array, pa.DictionaryArray)
    if name == VALUE:
        return array.dictionary_decode() if is_dictionary else array
    if is_dictionary or (mapping.kind == SCHOOLS and name in MANY_CELLS):
        return array
    return array.dictionary_encode()


def _register(picked: Picked, asked: Asked) -> Reading:
    """Return the rows of a table that are no figures, judged as our template is."""
    table, used, _ = picked
    header = Header(asked.mapping.kind, used, (), (), tuple(asked.notes), form=MAPPED, width=len(table.columns))
    return read_template(table, header, asked.recognised, asked.rules, asked.options)


def _observations(picked: Picked, asked: Asked) -> Reading:
    table, used, places = picked
    options, rules = asked.options, asked.rules
    findings = Findings(options.problems_limit)
    findings.add([*asked.notes, *table.problems, *([] if table.read else [problem("file-without-rows")])])
    factors = _factors(asked.mapping, places, len(table.rows))
    counted = replace(table, columns=(*table.columns, pa.array(np.arange(len(table.rows)))))
    decided = decide_table(counted, used, options.all_decisions)
    findings.add(decided.notes)
    kept = np.asarray(decided.table.columns[-1].to_numpy(zero_copy_only=False), dtype=np.int64)
    table = replace(decided.table, columns=decided.table.columns[:-1])
    tidied = tidy_table(table, used, OBSERVATIONS, rules, None, options.decimal)
    findings.add(tidied.problems)
    said = replace(asked.recognised, decimal=tidied.decimal)
    if not len(tidied.table.rows) or any(one.severity == "blocks" for one in tidied.problems):
        return _unjudged(findings, said, table.read)
    sheet = make_sheet(tidied.table, used, options)
    values, multiplied = _multiplied(sheet.values, factors[kept])
    findings.add(multiplied)
    column = Column(places.codes[kept], places.cells) if places else None
    judged = replace(sheet, values=values, places=column)
    reading = read_observations(judged, table.read, said, rules, findings)
    reading = as_typed(reading, table, _with_values(tidied.table, used, values), used, column)
    unknowns = find_unknowns(tidied.table, used, OBSERVATIONS, rules, reading.problem_counts)
    return replace(with_left_out(reading, decided.left_out), unknowns=unknowns)


def _with_values(table: Table, used: Mapping[str, int], values: pa.StringArray) -> Table:
    columns = [values if place == used[VALUE] else column for place, column in enumerate(table.columns)]
    return replace(table, columns=tuple(columns))


def _unjudged(findings: Findings, recognised: Recognised, read: int) -> Reading:
    return Reading(
        MAPPED,
        OBSERVATIONS,
        problems=findings.listed(),
        problem_counts=findings.counts(),
        problems_cut=findings.cut,
        rows=RowCounts(read, 0, read),
        recognised=recognised,
    )


def _factors(mapping: ColumnMapping, places: Column | None, rows: int) -> NDArray[np.object_]:
    """Return for each value by what it is multiplied."""
    names = places.cells if places else mapping.value_columns
    factors = np.array([Decimal(mapping.multiply.get(name, "1")) for name in names] or [Decimal(1)], dtype=object)
    return factors[places.codes if places else np.zeros(rows, dtype=np.int32)]


def _multiplied(values: pa.StringArray, factors: NDArray[np.object_]) -> tuple[pa.StringArray, list[Problem]]:
    """Return the values in our unit, exactly: shifted, not rounded; and a note for each factor."""
    different = [one for one in dict.fromkeys(factors.tolist()) if one != 1]
    if not different:
        return values, []
    cells = [times(cell, factor) for cell, factor in zip(values.to_pylist(), factors.tolist(), strict=True)]
    notes = [problem("value-multiplied", column=VALUE, details={"factor": f"{one:f}"}) for one in different]
    return pa.array(cells, pa.string()), notes


def _under_their_names(problems: Sequence[Problem], mapping: ColumnMapping) -> tuple[Problem, ...]:
    """Return problems of our columns under the names that these have in the file."""
    names = {name: mapping.columns.get(name or "", name) for name in {one.column for one in problems}}
    return tuple(one if names[one.column] == one.column else replace(one, column=names[one.column]) for one in problems)
