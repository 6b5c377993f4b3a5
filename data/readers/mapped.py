"""A table read by a mapping: its columns become ours, side by side values one below the other, and then it is judged.

What the columns of an unknown table may be is guessed for suggestions alone.

"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.datasets import INDICATORS, KINDS, OBSERVATIONS, PLEDGES, SCHOOLS, TARGETS, Kind
from data.readers.area_lists import area_code, fold
from data.readers.around import leave_out_footer
from data.readers.census.cells import MANY_CELLS
from data.readers.census.names import is_personal, plain_name
from data.readers.codes import problem
from data.readers.findings import Findings
from data.readers.forms import MAPPED
from data.readers.forms.long import spread
from data.readers.head import Head
from data.readers.header import Header, likely_kind
from data.readers.numbers import times
from data.readers.opened import Opened, joined_names
from data.readers.pledge_list.columns import match_pledge_columns
from data.readers.reading import Look, LookedColumn, Reading, ReadOptions, Recognised, RowCounts
from data.readers.sheet import VALUE, Column, make_sheet
from data.readers.suggestions import nearest_name
from data.readers.table import Table, check_width, read_table
from data.readers.template import read_observations, read_template
from data.readers.tidy import tidy_table
from data.readers.typed import as_typed
from data.readers.unknowns import decide_table, find_unknowns, with_left_out
from data.reference.limits import load_school_names
from data.reference.words import load_column_words
from data.schemas.fields import is_missing
from data.schemas.mapping import ColumnMapping, distinct_headings, plain_heading
from data.schemas.problem import Problem
from data.schemas.rules import Rules

YEAR_DIGITS = 4


@dataclass(frozen=True)
class Placed:
    """Where the columns of a mapping stand in a file: under which header, and at which place each of theirs."""

    head: Head
    headings: tuple[str, ...]
    places: Mapping[str, int]
    periods: Mapping[str, str]


def find_columns(opened: Opened, mapping: ColumnMapping) -> Placed | Problem:
    """Return where the columns of a mapping stand, or that they do not: then with those that are missing."""
    best: tuple[Head | None, list[str]] = None, list(mapping.needed)
    more_above = len(opened.said)  # rows that come back have these lines above theirs
    row_said = mapping.header_row and mapping.header_row + more_above
    for head in opened.page.heads:
        if row_said not in (None, head.row):
            continue
        headings = distinct_headings(head.names)
        known = {plain_heading(name): place for place, name in enumerate(headings)}
        missing = [name for name in mapping.needed if plain_heading(name) not in known]
        if not missing:
            places = {name: known[plain_heading(name)] for name in mapping.needed}
            placed = _with_new_years(Placed(head, headings, places, mapping.periods), mapping)
            return _repeated(placed, mapping) or placed
        if best[0] is None or len(missing) < len(best[1]):
            best = head, missing
    row = best[0].row if best[0] else mapping.header_row
    details = {"names": joined_names(best[1]), "name": mapping.name}
    return problem("mapping-does-not-fit", row=row, details=details | ({"advice": "named"} if mapping.name else {}))


def _repeated(placed: Placed, mapping: ColumnMapping) -> Problem | None:
    """Return what blocks a file in which a column that is used stands twice, unless the mapping knows of both."""
    names = [plain_heading(name) for name in placed.head.names]
    taken, known = set(placed.places.values()), {plain_heading(name) for name in mapping.header}
    counted = {names[place] for place in taken if plain_heading(placed.headings[place]) != names[place]}
    used = {names[place] for place in taken if names[place]} - counted
    for place, heading in enumerate(placed.headings):
        if place not in taken and names[place] in used and plain_heading(heading) not in known:
            name = placed.head.names[place].strip()
            return problem("column-repeated", column=name, details={"times": names.count(names[place])})
    return None


def _with_new_years(placed: Placed, mapping: ColumnMapping) -> Placed:
    """Return the places with those of years that the file has beyond the mapping, where all its periods are years.

    A year that was there when the mapping was made, and was not taken then, is not taken now.
    """
    if not mapping.periods or not all(_is_year(name) for name in mapping.periods):
        return placed
    left = {plain_heading(name) for name in mapping.header} - {plain_heading(name) for name in mapping.periods}
    years = {name: at for at, name in enumerate(placed.headings) if _is_year(name) and plain_heading(name) not in left}
    return replace(
        placed, places={**years, **placed.places}, periods={**{name: name for name in years}, **mapping.periods}
    )


def _is_year(name: str) -> bool:
    return len(name) == YEAR_DIGITS and name.isascii() and name.isdecimal()


YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
YEAR_CELL = re.compile(r"(?:19|20)[0-9]{2}(\.0)?")
MOSTLY = 0.8
FEWEST_YEARS = 2
NEAR = 85
OF_INDICATORS = {"name", "unit_measure", "direction"}
"""What the headings of a list of indicators speak of together, and no other list."""


def guess_kind(look: Look) -> Kind:
    """Return what the rows of a table may be: other than figures where the headings speak of it."""
    if "target_id" in {plain_name(name) for name in look.header}:
        return TARGETS
    likely = likely_kind(look.header)
    if likely:
        return likely
    own = by_heading(look.header, INDICATORS)
    if own.keys() >= OF_INDICATORS and not _has_figures(look, list(own.values())):
        return INDICATORS
    schools = by_heading(look.header, SCHOOLS)
    return SCHOOLS if "school_id" in schools or {"students", "connectivity"} & schools.keys() else OBSERVATIONS


def _has_figures(look: Look, taken: Sequence[str]) -> bool:
    """Return whether a table has other columns for areas or periods: then it holds figures, not what they are of."""
    figures = by_heading(look.header, OBSERVATIONS)
    beside = {name for name, heading in figures.items() if heading not in taken}
    return bool({"ref_area", "time_period"} & beside) or bool(guess_years(look))


def guess_columns(look: Look, kind: Kind, rules: Rules) -> dict[str, str]:
    """Return the heading that each column of ours may have; a heading stands for one of them."""
    found = by_heading(look.header, kind)
    if kind not in (OBSERVATIONS, SCHOOLS):
        return found
    free = [one for one in look.columns if one.name not in found.values()]
    if "ref_area" not in found:
        found |= _first("ref_area", free, lambda one: _mostly(one, lambda cell: area_code(cell, rules) is not None))
    if kind == OBSERVATIONS and "time_period" not in found:
        found |= _first("time_period", free, lambda one: _mostly(one, lambda cell: bool(YEAR_CELL.fullmatch(cell))))
    return {name: found[name] for name in KINDS[kind].columns if name in found}


def by_heading(header: Sequence[str], kind: Kind) -> dict[str, str]:
    """Return the headings that are called as a column of ours is, or nearly so."""
    if kind == PLEDGES:
        return {name: header[place] for name, place in match_pledge_columns(header).used.items()}
    folded = {fold(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    for name, words in _words(kind).items():
        known = next((folded[word] for word in words if word in folded), None)
        if known is not None and known not in found.values():
            found[name] = known
    for name, words in _words(kind).items():
        if name not in found:
            free = [word for word, heading in folded.items() if heading not in found.values()]
            near = nearest_name(words[0], free, NEAR)
            found |= {name: folded[near]} if near else {}
    return found


def guess_years(look: Look) -> dict[str, str]:
    """Return the period of each column that is headed by a year and holds numbers; none where it is one alone.

    Beside two such columns, one with a wrong cell or with none yet is a year all the same.
    """
    headed = {one: match[1] for one in look.columns if (match := YEAR.search(one.name))}
    sure = [one for one in headed if is_numeric(one)]
    years = {one.name: year for one, year in headed.items() if one in sure or one.numbers or not one.filled}
    return years if len(sure) >= FEWEST_YEARS and len(set(years.values())) == len(years) else {}


def guess_value_columns(look: Look, taken: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of numbers that nothing else is known of."""
    return tuple(
        one.name
        for one in look.columns
        if one.name not in taken and is_numeric(one) and not _mostly(one, lambda cell: bool(YEAR_CELL.fullmatch(cell)))
    )


def is_numeric(column: LookedColumn) -> bool:
    """Return whether nearly all filled cells of a column are numbers."""
    return bool(column.filled) and column.numbers >= MOSTLY * column.filled


def _words(kind: Kind) -> Mapping[str, tuple[str, ...]]:
    """Return by column of ours how it may be headed, folded: our own name first."""
    words = load_column_words()
    lists: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
        OBSERVATIONS: words.observations,
        SCHOOLS: words.schools,
        INDICATORS: words.indicators,
    }
    given = lists.get(kind, {})
    own = load_school_names().columns if kind == SCHOOLS else {}
    return {
        name: tuple(fold(one) for one in (name, *own.get(name, ()), *given.get(name, ())))
        for name in KINDS[kind].columns
    }


def _first(name: str, columns: Sequence[LookedColumn], fits: Callable[[LookedColumn], bool]) -> dict[str, str]:
    found = next((one for one in columns if fits(one)), None)
    return {name: found.name} if found else {}


def _mostly(column: LookedColumn, fits: Callable[[str], bool]) -> bool:
    """Return whether most of the frequent cells of a column fit."""
    filled = [(cell, count) for cell, count in column.cells if not is_missing(cell)]
    fitting = sum(count for cell, count in filled if fits(cell))
    return bool(filled) and fitting >= MOSTLY * sum(count for _, count in filled)


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
