"""An official file, from its recognised form to what was read of it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
import pyarrow as pa

from data.datasets import OBSERVATIONS
from data.readers.around import MOST, NOTES, TOTALS_BELOW, from_below, is_a_note, is_a_total, said_of, without
from data.readers.codes import problem
from data.readers.findings import Findings
from data.readers.forms import reader_of
from data.readers.forms.deliver import Delivered, deliver
from data.readers.forms.long import Mask, column_at, where
from data.readers.forms.page import Found, heading_advice, looks_like_a_period, plain
from data.readers.forms.series import known_codes
from data.readers.numbers import looks_like_a_number
from data.readers.reading import Reading, ReadOptions, Recognised, RowCounts, Unknown
from data.readers.table import Table
from data.readers.template import read_observations
from data.readers.unknowns import decide_areas, of_skipped, ranked, tells_of_unknowns, unknown_cells
from data.schemas.fields import is_missing
from data.schemas.problem import Problem
from data.schemas.publisher import Publisher
from data.schemas.rules import Rules

CODED = ("area", "series")
OPENING = re.compile(r"(notes?|sources?|footnotes?|data from database|last updated)\s*:", re.IGNORECASE)
"""How a publisher's own lines below a table begin; they may hold commas, which make several cells of them."""
ROW, TOTAL, NOTE, PLAIN = "row", "total", "note", "plain"


def leave_out_lines_below(table: Table, found: Found) -> tuple[Table, tuple[Problem, ...]]:
    """Return a table without the lines below it, and what is to be said of them; plain notes go without a word."""
    gone: set[int] = set()
    said: dict[str, dict[int, str]] = {NOTE: {}, TOTAL: {}}
    lines = from_below(table, sorted(table.short), lambda row: table.short[row])
    for row, cells in islice(lines, MOST):
        sort = _sort_of(cells, found)
        if sort == ROW:
            break
        gone.add(row)
        if sort in said:
            said[sort][row] = next(cell.strip() for cell in cells if cell.strip())
    if not gone:
        return table, ()
    return without(table, gone), (*said_of(NOTES, said[NOTE]), *said_of(TOTALS_BELOW, said[TOTAL]))


def _sort_of(cells: Sequence[str], found: Found) -> str:
    """Return what a line is: a row of the table, a total, a note, or a note of the kind that publishers always add."""
    filled = {place: cell.strip() for place, cell in enumerate(cells) if cell.strip()}
    if not filled:
        return PLAIN
    place, first = next(iter(filled.items()))
    if is_a_total(first) and found.places.get("area") not in filled:
        return TOTAL
    if OPENING.match(first):
        others = [cell for cell in filled.values() if cell is not first]
        return NOTE if any(looks_like_a_number(cell) for cell in others) else PLAIN
    alone = len(filled) == 1 and is_a_note(first)
    return NOTE if alone and (place == 0 or not _is_judged(place, first, found)) else ROW


def _is_judged(place: int, cell: str, found: Found) -> bool:
    """Return whether a cell makes a row of its line: a code, or a value."""
    if place in [found.places.get(part) for part in CODED]:
        return True
    return (place in found.values or place == found.places.get("obs_value")) and not is_missing(cell)


ENOUGH = 2
JUDGED = ("area", "area_name", "series", "time_period")
ANOTHER = {"advice": "another"}
"""The wording where a heading differs: another table begins, with other columns."""


def refuse_headers(table: Table, found: Found) -> Table:
    """Return a table in which rows that repeat the header are no rows any more, but refused."""
    again = np.zeros(len(table.rows), dtype=np.int64)
    for part in JUDGED:
        place = found.places.get(part)
        if place is not None:
            again += _same(table, place, found)
    rows: Mask = again >= ENOUGH
    if not rows.any():
        return table
    repeated = _only(table, rows)
    same = np.all([_same(repeated, place, found) for place in range(len(found.head.names))], axis=0)
    value = found.head.names[0].strip()
    problems = tuple(
        problem("header-repeated", row=row, value=value, details={} if alike else ANOTHER)
        for row, alike in zip(repeated.rows.tolist(), same.tolist(), strict=True)
    )
    return replace(_only(table, ~rows), problems=(*table.problems, *problems))


def _only(table: Table, rows: Mask) -> Table:
    kept = pa.array(rows)
    return replace(table, columns=tuple(column.filter(kept) for column in table.columns), rows=table.rows[rows])


def _same(table: Table, place: int, found: Found) -> Mask:
    name = plain(found.head.names[place])
    return where(column_at(table, place), lambda cell: plain(cell) == name)


def about_ignored(table: Table, found: Found, publisher: Publisher, used: Collection[int]) -> Iterator[Problem]:
    """Yield what is to be said of the columns that are not read.

    Where years stand as columns, one that looks like a period and is none blocks the file, not a row: its values would
    be lost. A column with numbers that the publisher does not always have is noted.
    """
    wide = "time_period" not in found.places
    for place, heading in enumerate(found.head.names):
        if place in used:
            continue
        name, cells = heading.strip(), _filled(table, place)
        if cells and not name:
            yield problem("column-without-name", details={"place": place + 1})
        elif cells and wide and looks_like_a_period(name):
            details = heading_advice(name)
            yield problem("time-period-not-valid", column=name, value=name, details=details)
        elif (
            any(looks_like_a_number(cell) for cell in cells)
            and plain(name.split(":")[0]).strip("[] ") not in publisher.also
        ):
            yield problem("column-ignored", column=name, details={"advice": "official"})


def _filled(table: Table, place: int) -> Sequence[str]:
    """Return the distinct cells of a column that say something."""
    column = column_at(table, place)
    return [cell for code in np.unique(column.codes).tolist() if not is_missing(cell := column.cells[code])]


Form = tuple[Publisher, Found]


def plain_columns(found: Found) -> frozenset[int]:
    """Return the positions of the columns whose cells nearly all differ."""
    value = found.places.get("obs_value")
    return frozenset(found.values) if value is None else frozenset({value})


def read_official(
    table: Table, form: tuple[*Form, Sequence[Problem]], recognised: Recognised, rules: Rules, options: ReadOptions
) -> Reading:
    """Return what a publisher's table holds, under its form; what was to be said of the file so far goes before."""
    publisher, found, notes = form
    table, below = leave_out_lines_below(table, found)
    table = refuse_headers(table, found)
    known = frozenset(known_codes(publisher, rules))
    findings = Findings(options.problems_limit)
    findings.add([*notes, *below, *table.problems])
    if not table.read:
        findings.add([problem("file-without-rows")])
    long = reader_of(publisher).unfold(table, found, publisher, known)
    delivered = deliver(decide_areas(long, options.all_decisions), found, publisher, rules, options)
    used = [*found.places.values(), *found.values]
    names = [name.strip() for name in found.head.names]
    used += [at for at, name in enumerate(names) if name in long.parted]
    findings.add([*delivered.problems, *about_ignored(table, found, publisher, used)])
    said = replace(
        recognised,
        columns_used=tuple(names[place] for place in used),
        columns_ignored=tuple(name for place, name in enumerate(names) if place not in used and name),
        series=tuple(delivered.series),
        publisher=publisher.publisher,
        edition=delivered.edition.name,
        released=delivered.edition.released,
        edition_assumed=delivered.assumed,
        decimal=delivered.decimal,
    )
    reading = _judged(delivered, len(table.problems), said, rules, findings)
    return replace(reading, form=publisher.form, unknowns=_unknowns(reading, delivered, rules))


def _unknowns(reading: Reading, delivered: Delivered, rules: Rules) -> tuple[Unknown, ...]:
    """Return the areas that are none of ours: those that block, and the countries that were left out by name."""
    found = list(of_skipped(reading.skipped, rules))
    if delivered.sheet and tells_of_unknowns(reading.problem_counts):
        areas = delivered.sheet.columns["ref_area"]
        found += unknown_cells("ref_area", areas, delivered.sheet.rows, OBSERVATIONS, rules)
    return ranked(found, OBSERVATIONS, rules)


def _judged(delivered: Delivered, shifted: int, said: Recognised, rules: Rules, findings: Findings) -> Reading:
    gone = sum(one.rows for one in delivered.skipped)
    read = delivered.read + shifted
    if delivered.sheet is None:
        return Reading(
            kind=OBSERVATIONS,
            problems=findings.listed(),
            problem_counts=findings.counts(),
            problems_cut=findings.cut,
            rows=RowCounts(read, 0, read - gone),
            skipped=tuple(delivered.skipped),
            recognised=said,
        )
    reading = read_observations(delivered.sheet, read - gone, said, rules, findings)
    rows = replace(reading.rows, read=read)
    return replace(reading, rows=rows, skipped=(*delivered.skipped, *reading.skipped))
