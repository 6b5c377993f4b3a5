"""A file with wrong rows, split: what is good can be published alone, what is refused goes back with its reasons.

Two rows that contradict each other are both refused: which one is right is for the sender to say. What is wrong with
the file as a whole keeps all of it from being published.
"""

import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.datasets import SCHOOLS
from data.readers import Opened, ProblemCount, Reading, ReadOptions, open_as_said, read_opened
from data.readers.codes import OF_A_ROW, is_of_a_row
from data.readers.content import Content, sha256_of
from data.readers.decimals import read_written
from data.readers.header import read_header
from data.readers.opened import header_row, place_of_column, raw_rows, rows_above
from data.reference.limits import load_upload_limits
from data.schemas.mapping import distinct_headings
from data.schemas.problem import Problem
from data.schemas.refused import DECIMAL, EDITION, INDICATOR, MARKS, MIXED, RefusedRow, Returned
from i18n import problem_text, text
from services.checking import Check, check_reading
from services.schools.deeds import withheld_of
from services.tracker import Tracker

COLUMNS = ("row", "column", "code", "severity", "value", "expected", "message")
Record = dict[str, Any]


def report_records(check: Check) -> list[Record]:
    """Return one record for each problem that a check lists, worst first."""
    return [report_record(one) for one in check.problems]


def report_record(found: Problem) -> Record:
    """Return a problem as a line of the list."""
    message = problem_text(found.code, found.row, found.column, found.value, found.details)
    return {
        "row": found.row,
        "column": found.column,
        "code": found.code,
        "severity": found.severity,
        "value": found.value,
        "expected": _expected(found),
        "message": message,
    }


def _expected(found: Problem) -> str | int | float | None:
    """Return what could stand there instead, as far as that is known: a code, a list, a range."""
    details = found.details
    for name in ("suggestion", "expected", "header"):
        if name in details:
            return details[name]
    low, high = details.get("low"), details.get("high")
    if low not in (None, "") and high not in (None, ""):
        return text("refused.range", low=_number(low), high=_number(high))
    if low not in (None, ""):
        return text("refused.at_least", low=_number(low))
    return None if high in (None, "") else text("refused.at_most", high=_number(high))


def _number(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, int | float) else str(value)


MOST_BYTES = 20_000_000
"""So much of a large file is looked through; what stands further down is shown without its neighbours."""
MOST_CHARACTERS = 200
SHOWN_OF_A_KIND = 5
"""So many problems of a kind are shown in their rows."""


@dataclass(frozen=True)
class Glimpse:
    """The header of a file and some of its rows by their number; cells are cut."""

    heads: Sequence[str] = ()
    rows: Mapping[int, Sequence[str]] = field(default_factory=dict)


def rows_to_show(check: Check) -> set[int]:
    """Return the rows in which the first problems of each kind stand, and of each kind in a column."""
    shown: Counter[tuple[str, str | None]] = Counter()
    wanted = set()
    for one in check.problems:
        places = [(one.code, column) for column in (None, one.column) if shown[one.code, column] < SHOWN_OF_A_KIND]
        shown.update(dict.fromkeys(places, 1))
        if one.row is not None and places:
            wanted.add(one.row)
    return wanted


def glimpse(opened: Opened, check: Check, wanted: Collection[int]) -> Glimpse:
    """Return the rows of a file that are wanted, as far as they stand in its first part."""
    known = check.reading.recognised.header_row
    if opened.refused or not known or not wanted:
        return Glimpse()
    head = header_row(opened, known)
    last = max(head, *wanted)
    heads: list[str] = []
    rows: dict[int, list[str]] = {}
    for row, cells in raw_rows(opened, MOST_BYTES):
        if row == head:
            heads = [cell[:MOST_CHARACTERS] for cell in cells]
        elif row in wanted:
            rows[row] = [cell[:MOST_CHARACTERS] for cell in cells]
        if row >= last:
            break
    return Glimpse(heads, rows)


TWICE = "duplicate-key"
FIRST = "first_row"
BLOCKS = "blocks"
SEPARATOR = "\x1f"

Lines = Mapping[int, Sequence[tuple[str, str]]]
"""By the number of a refused row: the columns that are wrong (empty for the whole row) and what is wrong with them."""


@dataclass(frozen=True)
class Split:
    """A file with every problem of it, what goes back, and what can be published alone (None where nothing can)."""

    check: Check
    returned: Returned | None
    accepted: Check | None


def may_be_split(check: Check) -> bool:
    """Return whether rows are refused, and nothing is wrong with the file as a whole."""
    blocking = [one for one in check.problem_counts if one.severity == BLOCKS]
    listed = [one for one in check.problems if one.severity == BLOCKS]
    return bool(blocking) and all(one.code in OF_A_ROW for one in blocking) and all(map(is_of_a_row, listed))


def holds_several_values(check: Check, options: ReadOptions) -> bool:
    """Return whether one row of the file holds several values, as years side by side: such a row goes back whole."""
    return check.several or (options.mapping is not None and options.mapping.wide)


def whole_list(options: ReadOptions) -> ReadOptions:
    """Return options by which every problem of a file is listed, not only those that a page lists."""
    return replace(options, problems_limit=load_upload_limits().problems.value)


def split_file(tracker: Tracker, content: Content, file: str, options: ReadOptions, today: date) -> Split:
    """Return a file with its good and its refused rows apart."""
    options = whole_list(options)
    opened, said = open_as_said(content, options)
    reading = read_opened(opened, file, tracker.reference.rules(today), said)
    check = check_reading(tracker, reading, (file, sha256_of(content)), options, today)
    return split_check(tracker, check, opened, said, today)


def split_check(tracker: Tracker, check: Check, opened: Opened | Problem, options: ReadOptions, today: date) -> Split:
    """Return a file that was opened and checked with its good and its refused rows apart."""
    if not may_be_split(check) or check.reading.problems_cut or isinstance(opened, Problem):
        return Split(check, None, None)
    lines = refused_lines(check)
    returned = give_back(opened, check, lines, options)
    accepted = accept_only(tracker, check, lines, returned, options, today)
    return Split(check, returned, accepted if accepted.publishable else None)


def refused_lines(check: Check) -> Lines:
    """Return the refused rows by their number, with what is wrong with each."""
    found: dict[int, list[tuple[str, str]]] = {}
    for one in check.problems:
        if one.severity != BLOCKS or one.row is None:
            continue
        found.setdefault(one.row, []).append((one.column or "", _reason(one)))
        first = one.details.get(FIRST) if one.code == TWICE else None
        if first:
            said = text("refused.first", row=one.row)
            found.setdefault(int(first), []).append((one.column or "", said))
    return found


def _reason(found: Problem) -> str:
    return problem_text(found.code, None, found.column, found.value, found.details)


def give_back(opened: Opened, check: Check, lines: Lines, options: ReadOptions) -> Returned:
    """Return the refused rows as they stand in the file, in its order.

    With them goes what they do not show: the edition and the indicator that the sender says or that were assumed, for
    mended next month they belong to the same; and how numbers were written, which the rows published have decided.
    """
    seen = check.reading.recognised
    last = header_row(opened, seen.header_row)
    above = rows_above(opened, last)[len(opened.said) :]
    places = _Places(above[-1] if above else [])
    rows = [_refused(row, cells, lines[row], places) for row, cells in raw_rows(opened) if row in lines and row > last]
    below = _notes_below(opened) if seen.publisher else []
    return Returned(above, rows, opened.delimiter, below, _said(check, options))


def _said(check: Check, options: ReadOptions) -> dict[str, str]:
    seen = check.reading.recognised
    undecided = not seen.decimal and any(map(_is_undecided, check.problems))
    decimal = MIXED if undecided else next((word for word, mark in MARKS.items() if mark == seen.decimal), "")
    edition = options.edition or (seen.edition if seen.edition_assumed else "")
    said = {EDITION: edition, INDICATOR: options.indicator or "", DECIMAL: decimal}
    return {name: value for name, value in said.items() if value}


def _is_undecided(found: Problem) -> bool:
    """Return whether a cell is refused though it holds a number, with a mark that the others of the file contradict."""
    written = read_written(found.value) if found.severity == BLOCKS and found.value else None
    return written is not None and bool(written.mark or written.doubtful)


def _notes_below(opened: Opened) -> list[Sequence[str]]:
    """Return what a publisher writes below its table, such as the day of the edition: rows of one cell, at the end."""
    below: list[Sequence[str]] = []
    for _, cells in raw_rows(opened):
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) > 1:
            below.clear()
        elif filled or below:
            below.append(cells)
    return below


class _Places:
    """Where the columns of a file stand, by the name in the file or by ours."""

    def __init__(self, heads: Sequence[str]) -> None:
        self._heads = heads
        self._distinct = distinct_headings(heads)
        self._ours = read_header(heads, ReadOptions()).used

    def of(self, column: str) -> int | None:
        found = place_of_column(column, self._heads)
        found = place_of_column(column, self._distinct) if found is None else found
        return self._ours.get(column) if found is None else found


def _refused(row: int, cells: Sequence[str], wrong: Sequence[tuple[str, str]], places: _Places) -> RefusedRow:
    marks: dict[int, str] = {}
    for column, reason in wrong:
        place = places.of(column)
        if place is not None and place < len(cells):
            marks[place] = f"{marks[place]} {reason}" if place in marks else reason
    reasons = " ".join(dict.fromkeys(reason for _, reason in wrong))
    return RefusedRow(row, tuple(map(sys.intern, cells)), sys.intern(reasons), marks)  # most cells stand in many rows


def accept_only(
    tracker: Tracker, check: Check, lines: Lines, returned: Returned, options: ReadOptions, today: date
) -> Check:
    """Return the check of what is left of a file without its refused rows."""
    kept = _without(check, lines)
    left = check_reading(tracker, kept, (check.file, check.sha256), options, today)
    withheld = withheld_of(returned, tracker.reference) if left.datasets == (SCHOOLS,) else None
    return replace(left, refused=len(returned.rows), withheld=withheld)


def _without(check: Check, lines: Lines) -> Reading:
    reading = check.reading
    observations = reading.observations
    if not observations.empty:
        observations = observations.loc[~observations["row"].isin(list(lines))].reset_index(drop=True)
    models = [pair for pair in zip(reading.models, reading.model_rows, strict=True) if pair[1] not in lines]
    schools = _without_contradicted(reading.schools, check.problems)
    accepted = _count(observations, models, schools)
    return replace(
        reading,
        observations=observations,
        models=tuple(one for one, _ in models),
        model_rows=tuple(row for _, row in models),
        schools=schools,
        problems=tuple(one for one in reading.problems if one.severity != BLOCKS),
        problem_counts=_not_blocking(reading.problem_counts),
        rows=replace(reading.rows, accepted=accepted, refused=reading.rows.refused + reading.rows.accepted - accepted),
    )


def _count(observations: pd.DataFrame, models: Sequence[object], schools: pa.Table | None) -> int:
    return len(observations) + len(models) + (schools.num_rows if schools is not None else 0)


def _not_blocking(counts: Sequence[ProblemCount]) -> tuple[ProblemCount, ...]:
    return tuple(one for one in counts if one.severity != BLOCKS)


def _without_contradicted(schools: pa.Table | None, problems: Sequence[Problem]) -> pa.Table | None:
    """Return the schools without those that a later row of the file says something else of."""
    if schools is None:
        return None
    keys = [f"{one.details['ref_area']}{SEPARATOR}{one.value}" for one in problems if one.code == TWICE]
    if not keys:
        return schools
    own = pc.binary_join_element_wise(schools["ref_area"].cast(pa.string()), schools["school_id"], SEPARATOR)
    return schools.filter(pc.invert(pc.is_in(own, pa.array(keys, pa.string()))))
