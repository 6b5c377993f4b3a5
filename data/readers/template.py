"""Our template: the rows of any kind of dataset under our own column names, judged, and those that are accepted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from pydantic import BaseModel

from data.datasets import INDICATORS, KINDS, OBSERVATIONS, PLEDGES, SCHOOLS, TARGETS, DatasetKind, Kind
from data.progress import tell, told
from data.readers.around import leave_out_footer
from data.readers.census.schools import plain_school_columns, read_schools
from data.readers.codes import problem
from data.readers.columns import Proof, prove_rows
from data.readers.findings import Findings
from data.readers.header import Header
from data.readers.pledge_list.pledges import read_pledges
from data.readers.reading import Reading, ReadOptions, Recognised, RowCounts, Skipped, no_observations
from data.readers.rows import judge_model, judge_observation
from data.readers.sheet import VALUE, Column, Sheet, combine, make_sheet, under_its_name
from data.readers.suggestions import offer_indicator
from data.readers.table import Table
from data.readers.tidy import tidy_table
from data.readers.typed import as_typed
from data.readers.unknowns import decide_table, find_unknowns, with_left_out
from data.reference.words import load_unit_words, plain_unit
from data.schemas.observation import COLUMNS, KEY, Observation
from data.schemas.problem import Problem
from data.schemas.rules import Rules
from data.schemas.target import PER_CENT

UNIT, INDICATOR = "unit_measure", "indicator"


def units_in_codes(sheet: Sheet, rules: Rules) -> Sheet:
    """Return a sheet with the unit of its indicator wherever the word for a unit may mean that one; `%` may.

    What means another unit, or nothing that is known, stays as it is, and the model refuses it. Of a unit that no list
    knows, such as one published here, a word that is known for no other unit is taken for its name.
    """
    if not {UNIT, INDICATOR} <= sheet.columns.keys():
        return sheet
    indicators, units = sheet.columns[INDICATOR], sheet.columns[UNIT]
    _, first, pairs = np.unique(combine([indicators, units]), return_index=True, return_inverse=True)
    cells = [
        _code(units.cells[units.codes[row]], indicators.cells[indicators.codes[row]], rules) for row in first.tolist()
    ]
    return replace(sheet, columns={**sheet.columns, UNIT: Column(pairs.astype(np.int32), cells)})


def _code(cell: str, indicator: str, rules: Rules) -> str:
    found = rules.indicators.get(indicator.strip().lower())
    if found is None:
        return cell
    unit, known = found.unit_measure, load_unit_words()
    meant = known.get(plain_unit(cell))
    if meant is None:
        return cell if plain_unit(unit) in known else unit
    return unit if unit in meant or (PER_CENT in meant and unit.startswith(PER_CENT)) else cell


@dataclass(frozen=True)
class Accepted:
    """Accepted observations in columns, in the order of the file."""

    columns: Mapping[str, Column]
    numbers: NDArray[np.float64]
    rows: NDArray[np.int64]

    def at(self, positions: NDArray[np.int64]) -> "Accepted":
        """Return the observations at these positions, in their order."""
        columns = {name: Column(one.codes[positions], one.cells) for name, one in self.columns.items()}
        return Accepted(columns, self.numbers[positions], self.rows[positions])


def bring_together(proof: Proof, rows: NDArray[np.int64], judged: Sequence[tuple[int, Observation]]) -> Accepted:
    """Return the rows that the columns proved clean and those that were judged one by one, by row."""
    clean = np.flatnonzero(proof.clean)
    proven = Accepted(proof.columns, proof.numbers, rows).at(clean)
    if not judged:
        return proven
    columns = {
        name: _append(column, [getattr(one, name) for _, one in judged]) for name, column in proven.columns.items()
    }
    values = [np.nan if one.obs_value is None else one.obs_value for _, one in judged]
    numbers = np.concatenate([proven.numbers, np.array(values, dtype=np.float64)])
    together = np.concatenate([proven.rows, np.array([row for row, _ in judged], dtype=np.int64)])
    return Accepted(columns, numbers, together).at(np.argsort(together, kind="stable"))


def _append(column: Column, cells: Sequence[str]) -> Column:
    places = {cell: place for place, cell in enumerate(column.cells)}
    codes = np.array([places.setdefault(cell, len(places)) for cell in cells], dtype=np.int32)
    return Column(np.concatenate([column.codes, codes]), list(places))


def refuse_duplicates(accepted: Accepted, findings: Findings) -> Accepted:
    """Return the observations without those whose key stands in an earlier row; each of them is a problem."""
    if not len(accepted.rows):
        return accepted
    keys = pd.Index(combine([accepted.columns[name] for name in KEY]))
    again = keys.duplicated()
    if not again.any():
        return accepted
    later, kept = np.flatnonzero(again), np.flatnonzero(~again)
    first_rows = accepted.rows[kept[keys[kept].get_indexer(keys[later])]]

    def duplicate(position: int) -> Problem:
        names = ("indicator", "ref_area", "time_period")
        cells = {name: _cell(accepted.columns[name], later[position]) for name in names}
        details: dict[str, str | int | float] = {"first_row": int(first_rows[position]), **cells}
        return problem("duplicate-key", row=int(accepted.rows[later[position]]), details=details)

    findings.add_alike("duplicate-key", "blocks", accepted.rows[later].tolist(), duplicate)
    return accepted.at(kept)


def _cell(column: Column, position: int) -> str:
    return column.cells[int(column.codes[position])]


def as_frame(accepted: Accepted) -> pd.DataFrame:
    """Return the observations with the columns of ours and `row`; all are text but the values (float64)."""
    if not len(accepted.rows):
        return no_observations()
    arrays = {name: _text(accepted.columns[name]) for name in COLUMNS if name != VALUE}
    frame = pa.table(arrays).to_pandas()
    frame.insert(COLUMNS.index(VALUE), VALUE, accepted.numbers)
    frame["row"] = accepted.rows
    return pd.DataFrame(frame)


def _text(column: Column) -> pa.Array:
    cells = pa.array(column.cells, pa.large_string())
    return pa.DictionaryArray.from_arrays(pa.array(column.codes), cells).dictionary_decode()


WITHOUT_VALUE = "rows-without-value"
READERS = {SCHOOLS: read_schools, PLEDGES: read_pledges}
"""The kinds with a reader of their own: schools by their columns, pledges with cells cleaned before."""
REPEATED = {TARGETS: "target", INDICATORS: "own_indicator"}
"""Under which name the texts say that a row of a kind stands there twice, where it has words of its own."""
PROVEN_SHARE = 0.2
"""So much of the work of checking figures is done when their columns have proven what they can."""


@dataclass
class Judged:
    """The rows that were judged one by one, and why those without a value were skipped."""

    observations: list[tuple[int, Observation]] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


class FirstOfCell:
    """Lets a problem of a cell pass once, though the cell stands beside several values of its row, as an area does."""

    def __init__(self) -> None:
        """Start with no cell seen."""
        self._seen: set[tuple[str, int | None, str | None, str | None]] = set()

    def __call__(self, found: Iterable[Problem]) -> Iterator[Problem]:
        """Yield the problems that were not yet found in the same cell."""
        for one in found:
            key = (one.code, one.row, one.column, one.value)
            if key not in self._seen:
                self._seen.add(key)
                yield one


def values_column(header: Header) -> frozenset[int]:
    """Return the positions of the columns whose cells nearly all differ, if the header has them."""
    if header.kind == SCHOOLS:
        return plain_school_columns(header)
    return frozenset({header.used[VALUE]} if header.kind == OBSERVATIONS and VALUE in header.used else ())


def read_template(table: Table, header: Header, recognised: Recognised, rules: Rules, options: ReadOptions) -> Reading:
    """Return what a table under a header of ours holds."""
    findings = Findings(options.problems_limit)
    table, below = leave_out_footer(table)
    findings.add([*header.problems, *below, *_nameless_columns(table, header)])
    if not table.read:
        findings.add([problem("file-without-rows")])
    findings.add(_unknown_option(header, rules, options))
    kind: Kind = header.kind or OBSERVATIONS
    if any(count.severity == "blocks" for count in findings.counts()):
        return _reading(kind, recognised, findings, RowCounts(table.read, 0, table.read))
    decided = decide_table(table, header.used, options.all_decisions)
    findings.add(decided.notes)
    tidied = tidy_table(decided.table, header.used, kind, rules, options.indicator, options.decimal)
    table, recognised = tidied.table, replace(recognised, decimal=tidied.decimal)
    findings.add([*table.problems, *tidied.problems])
    if any(one.severity == "blocks" for one in tidied.problems):
        return _reading(kind, recognised, findings, RowCounts(table.read, 0, table.read))
    reading = _read_kind(table, header, recognised, rules, findings, options)
    reading = as_typed(reading, decided.table, table, header.used)
    unknowns = find_unknowns(table, header.used, kind, rules, reading.problem_counts)
    reading = replace(with_left_out(reading, decided.left_out), unknowns=unknowns)
    return replace(reading, problems=tuple(under_its_name(one, header.heads) for one in reading.problems))


def _read_kind(
    table: Table, header: Header, recognised: Recognised, rules: Rules, findings: Findings, options: ReadOptions
) -> Reading:
    if header.kind != OBSERVATIONS:
        read = READERS.get(header.kind or "", _read_models)
        return read(table, header, recognised, rules, findings)
    sheet = make_sheet(table, header.used, options)
    sheet = units_in_codes(sheet, rules) if UNIT in header.heads else sheet
    return read_observations(sheet, table.read, recognised, rules, findings)


def _reading(kind: Kind, recognised: Recognised, findings: Findings, rows: RowCounts) -> Reading:
    return Reading(
        form="template",
        kind=kind,
        problems=findings.listed(),
        problem_counts=findings.counts(),
        problems_cut=findings.cut,
        rows=rows,
        recognised=recognised,
    )


def _nameless_columns(table: Table, header: Header) -> Iterator[Problem]:
    """Yield a note for each column that has cells but no name."""
    for place in header.nameless:
        if any(cell.strip() for cell in table.columns[place].unique().to_pylist()):
            yield problem("column-without-name", details={"place": place + 1})


def _unknown_option(header: Header, rules: Rules, options: ReadOptions) -> Iterator[Problem]:
    """Yield one problem for the file where its rows rest on an indicator that nobody knows."""
    asked = options.indicator
    needed = header.kind == OBSERVATIONS and "indicator" not in header.used
    if asked and needed and asked.strip().lower() not in rules.indicators:
        yield problem("unknown-indicator", value=asked, details=offer_indicator(asked, rules))


def read_observations(sheet: Sheet, read: int, recognised: Recognised, rules: Rules, findings: Findings) -> Reading:
    """Return the observations of a sheet, of which so many rows were read."""
    tell("checking", 0)
    proof = prove_rows(sheet, rules)
    judged = _judge_the_rest(sheet, proof, rules, findings)
    _note_empty_rows(sheet, proof, judged, findings)
    accepted = refuse_duplicates(bring_together(proof, sheet.rows, judged.observations), findings)
    skipped = tuple(Skipped(WITHOUT_VALUE, reason, rows) for reason, rows in sorted(judged.skipped.items()))
    kept = len(accepted.rows)
    counts = RowCounts(read, kept, read - kept - judged.skipped.total())
    reading = _reading(OBSERVATIONS, recognised, findings, counts)
    return replace(reading, observations=as_frame(accepted), skipped=skipped)


def _judge_the_rest(sheet: Sheet, proof: Proof, rules: Rules, findings: Findings) -> Judged:
    """Return what the model says of every row that the columns did not prove."""
    judged = Judged()
    first_of_cell = FirstOfCell() if sheet.places is not None else iter
    positions = np.flatnonzero(~proof.clean & ~proof.empty)
    rest = zip(positions, sheet.raw_rows(positions), strict=True)
    for position, (row, raw) in told(rest, "checking", len(positions), (PROVEN_SHARE, 1)):
        found, problems = judge_observation(raw, row, rules)
        findings.add(first_of_cell(sheet.where_it_stands(one, int(position)) for one in problems))
        if found:
            judged.observations.append((row, found))
        elif all(one.severity != "blocks" for one in problems):
            judged.skipped[problems[0].code] += 1
    return judged


def _note_empty_rows(sheet: Sheet, proof: Proof, judged: Judged, findings: Findings) -> None:
    """Count the rows that are in order but have no value, and note each of them."""
    empty = np.flatnonzero(proof.empty)
    rows = sheet.rows[empty].tolist()

    def note(position: int) -> Problem:
        cell = sheet.values[int(empty[position])].as_py()
        return problem("obs-value-missing", row=rows[position], column=VALUE, value=cell)

    findings.add_alike("obs-value-missing", "notes", rows, note)
    if rows:
        judged.skipped["obs-value-missing"] += len(rows)


def _read_models(table: Table, header: Header, recognised: Recognised, rules: Rules, findings: Findings) -> Reading:
    """Return the rows of a kind that is judged by its model, row by row; the second row of one key is refused."""
    kind = KINDS[header.kind or OBSERVATIONS]
    lists = [table.columns[place].to_pylist() for place in header.used.values()]
    first_rows: dict[tuple[object, ...], int] = {}
    models: list[BaseModel] = []
    for row, *cells in told(zip(table.rows.tolist(), *lists, strict=True), "checking", len(table.rows)):
        found, problems = judge_model(kind, dict(zip(header.used, cells, strict=True)), row, rules)
        findings.add(problems)
        if found is None:
            continue
        key = tuple(getattr(found, name) for name in kind.key)
        first_row = first_rows.setdefault(key, row)
        if first_row == row:
            models.append(found)
        else:
            findings.add([_repeated(kind, key, row, first_row)])
    counts = RowCounts(table.read, len(models), table.read - len(models))
    reading = _reading(kind.name, recognised, findings, counts)
    return replace(reading, models=tuple(models), model_rows=tuple(first_rows.values()))


def _repeated(kind: DatasetKind, key: tuple[object, ...], row: int, first_row: int) -> Problem:
    details: dict[str, str | int | float] = {"advice": REPEATED.get(kind.name, "row"), "first_row": first_row}
    value = ", ".join(str(one) for one in key)
    return problem("duplicate-key", row=row, column=kind.key[-1], value=value, details=details)
