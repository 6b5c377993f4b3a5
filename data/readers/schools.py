"""A census of schools: our template under any of its usual column names, or Giga's file of locations."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.readers.assemble import Table
from data.readers.codes import SEVERITY, problem
from data.readers.findings import Findings
from data.readers.header import Header
from data.readers.reading import Reading, Recognised, RowCounts, Skipped
from data.readers.rows import judge_school
from data.readers.school_cells import MANY_CELLS, Places, SchoolModel, judge_columns
from data.readers.school_keys import Again, find_again
from data.readers.school_remarks import Census, add_remarks
from data.schemas.problem import Problem
from data.schemas.rules import Rules

REPEATED = "school-repeated"
KEPT_ONCE = "rows-repeated"
CONTRADICTING = "duplicate-key"
BATCH = 100


def plain_school_columns(header: Header) -> frozenset[int]:
    """Return the positions of the columns that are read as plain texts: nearly every cell differs, or nobody asks."""
    asked = {place for name, place in header.used.items() if name not in MANY_CELLS}
    return frozenset(range(header.width)) - asked


def read_schools(table: Table, header: Header, recognised: Recognised, rules: Rules, findings: Findings) -> Reading:
    """Return the schools in a table; the problems of its outside are among the findings already."""
    cells = {name: table.columns[place] for name, place in header.used.items()}
    schools, refused = judge_columns(cells, len(table.rows), rules)
    _add_refused(cells, table.rows, refused, rules, findings)
    in_order = np.ones(len(table.rows), dtype=bool)
    for places in refused.values():
        in_order[places] = False
    census = _kept(Census(schools, cells, np.arange(len(table.rows)), table.rows, rules), in_order)
    again = find_again(census.schools)
    _add_again(census, again, findings)
    first = np.ones(len(census.places), dtype=bool)
    first[again.later] = False
    census = _kept(census, first)
    add_remarks(census, findings)
    kept, repeated = census.schools.num_rows, int(again.same.sum())
    return Reading(
        form=header.form,
        kind="schools",
        schools=census.schools,
        stated=tuple(header.used),
        problems=findings.listed(),
        problem_counts=findings.counts(),
        problems_cut=findings.cut,
        rows=RowCounts(table.read, kept, table.read - kept - repeated),
        skipped=(Skipped(KEPT_ONCE, REPEATED, repeated),) if repeated else (),
        recognised=recognised,
    )


def _kept(census: Census, lines: NDArray[np.bool_]) -> Census:
    if lines.all():
        return census
    return Census(census.schools.filter(pa.array(lines)), census.cells, census.places[lines], census.rows, census.rules)


def _add_refused(
    cells: Mapping[str, pa.Array],
    rows: Places,
    refused: Mapping[str, Places],
    rules: Rules,
    findings: Findings,
) -> None:
    """Take in what the model says of each row that it refuses; those beyond the list are counted by their cells."""
    places = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *refused.values()]))
    found = begin = 0
    while begin < len(places) and found < findings.limit:
        some = places[begin : begin + BATCH]
        lists = [column.take(pa.array(some)).to_pylist() for column in cells.values()]
        for row, *raw in zip(rows[some].tolist(), *lists, strict=True):
            _, problems = judge_school(dict(zip(cells, raw, strict=True)), row, rules)
            findings.add(problems)
            found += len(problems)
        begin += BATCH
    for name, at in refused.items() if begin < len(places) else ():
        _count_refused(name, cells[name].take(pa.array(at[at >= places[begin]])), rules, findings)


def _count_refused(name: str, cells: pa.Array, rules: Rules, findings: Findings) -> None:
    """Count what the model says of cells, asked once for each distinct one in a row that is otherwise in order."""
    encoded = (cells.dictionary_decode() if isinstance(cells, pa.DictionaryArray) else cells).dictionary_encode()
    times = np.bincount(encoded.indices.to_numpy(), minlength=len(encoded.dictionary)).tolist()
    good = SchoolModel(rules).good
    for cell, count in zip(encoded.dictionary.to_pylist(), times, strict=True):
        _, problems = judge_school({**good, name: cell}, 0, rules)
        for one in problems:
            if one.column == name:
                findings.count(one.code, one.severity, count)


def _add_again(census: Census, again: Again, findings: Findings) -> None:
    """Take in each school that stands in an earlier row: a warning where it says the same, else it blocks."""
    for code, chosen in ((REPEATED, again.same), (CONTRADICTING, ~again.same)):
        later, first = again.later[chosen], again.first[chosen]

        def make(position: int, code: str = code, pair: tuple[NDArray[np.int64], ...] = (later, first)) -> Problem:
            line, before = (int(one[position]) for one in pair)
            row, first_row = (int(census.rows[census.places[one]]) for one in (line, before))
            school_id, area = (census.schools[name][line].as_py() for name in ("school_id", "ref_area"))
            details: dict[str, str | int | float] = {"first_row": first_row}
            if code == CONTRADICTING:
                details |= {"advice": "school", "ref_area": area}
            return problem(code, row=row, column="school_id", value=school_id, details=details)

        findings.add_alike(code, SEVERITY[code], later, make)
