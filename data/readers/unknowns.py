"""Cells that are no code of their column: each distinct one once with its rows, and what was decided of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.datasets import KINDS, OBSERVATIONS, PLEDGES, Kind
from data.readers.area_lists import area_code
from data.readers.codes import SEVERITY, problem
from data.readers.forms.long import Long
from data.readers.pledge_list.rows import judge_pledge
from data.readers.reading import Decision, ProblemCount, Reading, Skipped, Unknown
from data.readers.rows import judge_model, judge_observation
from data.readers.sheet import Column, combine
from data.readers.suggestions import offer_area
from data.readers.table import Table
from data.reference.limits import load_school_checks
from data.schemas.mapping import SKIP
from data.schemas.problem import Problem
from data.schemas.rules import Rules

LISTS = "beneficiaries"
"""The column whose cells may name several areas: what is decided of one of them changes that part alone."""
PARTS = re.compile(r"([;|\n])")
AREA, AREA_NAME = "area", "area_name"
DECIDED = "decided"


@dataclass(frozen=True)
class Decided:
    """A table with its decisions carried out: how many rows were left out, and a note for each cell that was read."""

    table: Table
    left_out: int = 0
    notes: tuple[Problem, ...] = ()


def decide_table(table: Table, used: Mapping[str, int], decisions: Sequence[Decision]) -> Decided:
    """Return a table in which the cells that were decided about are what they mean."""
    columns = list(table.columns)
    left = np.zeros(len(table.rows), dtype=bool)
    notes: list[Problem] = []
    for name in {one.column: None for one in decisions if one.column in used}:
        said = {one.cell: one.meant for one in decisions if one.column == name}
        cells = columns[used[name]]
        cells = cells if isinstance(cells, pa.DictionaryArray) else cells.dictionary_encode()
        before, codes = cells.dictionary.to_pylist(), cells.indices.to_numpy(zero_copy_only=False)
        after = [_meant(cell, said, in_list=name == LISTS) for cell in before]
        gone = np.array([cell == SKIP for cell in after] or [False], dtype=bool)
        left |= gone[codes]
        notes += _said(name, before, after, np.bincount(codes, minlength=len(before)))
        columns[used[name]] = pa.DictionaryArray.from_arrays(cells.indices, pa.array(after, pa.string()))
    if not left.any():
        return Decided(replace(table, columns=tuple(columns)), 0, tuple(notes))
    kept, count = pa.array(~left), int(left.sum())
    rest = tuple(column.filter(kept) for column in columns)
    return Decided(replace(table, columns=rest, rows=table.rows[~left], read=table.read - count), count, tuple(notes))


def _meant(cell: str, said: Mapping[str, str], *, in_list: bool) -> str:
    plain = cell.strip()
    if plain in said:
        return said[plain]
    if not in_list or not plain:
        return cell
    pieces = [_in_list(part, said) for part in PARTS.split(cell)]
    return SKIP if SKIP in pieces else "".join(pieces)


def _in_list(part: str, said: Mapping[str, str]) -> str:
    """Return a part of a list with its names decided; names set apart by commas only where one of them is."""
    plain = part.strip()
    if plain in said:
        return said[plain]
    names = [one.strip() for one in part.split(",")]
    if not any(one in said for one in names):
        return part
    meant = [said.get(one, one) for one in names]
    return SKIP if SKIP in meant else ";".join(meant)


def _said(name: str, before: Sequence[str], after: Sequence[str], times: NDArray[np.int64]) -> list[Problem]:
    """Return a note for each cell that was read as something else; what was left out is told with what was skipped."""
    return [
        problem(
            "code-read",
            column=name,
            value=cell,
            details={"read": meant, "rows": int(rows), "advice": "once" if rows == 1 else "message"},
        )
        for cell, meant, rows in zip(before, after, times.tolist(), strict=True)
        if meant not in (cell, SKIP) and rows and meant.strip().casefold() != cell.strip().casefold()
    ]


def with_left_out(reading: Reading, rows: int) -> Reading:
    """Return a reading that counts the rows which were left out as decided."""
    if not rows:
        return reading
    skipped = (*reading.skipped, Skipped("rows-decided", DECIDED, rows))
    return replace(reading, skipped=skipped, rows=replace(reading.rows, read=reading.rows.read + rows))


def decide_areas(long: Long, decisions: Sequence[Decision]) -> Long:
    """Return a publisher's table with the areas that were decided about, by their code or their name there."""
    said = {one.cell: one.meant for one in decisions if one.column == "ref_area"}
    if not said:
        return long
    area = long.columns[AREA]
    names = long.columns.get(AREA_NAME, Column(np.zeros(len(long.rows), dtype=np.int32), [""]))
    _, first, owners = np.unique(combine([area, names]), return_index=True, return_inverse=True)
    cells, meant = [], []
    for row in first.tolist():
        code, name = (one.cells[int(one.codes[row])].strip() for one in (area, names))
        found = said.get(code or name) or (said.get(name, "") if name else "")
        cells.append(found or code)
        meant.append(found)
    void = np.array([one == SKIP for one in meant] or [False], dtype=bool)[owners]
    renamed = [
        "" if one else names.cells[int(names.codes[row])] for one, row in zip(meant, first.tolist(), strict=True)
    ]
    columns = {**long.columns, AREA: Column(owners.astype(np.int32), cells)}
    if AREA_NAME in long.columns:
        columns[AREA_NAME] = Column(owners.astype(np.int32), renamed)
    rest = replace(long, columns=columns)
    if not void.any():
        return rest
    return replace(rest, without={**long.without, DECIDED: void})


MOST = 500
"""More different cells than these are not a list of names any more: the wrong column was taken."""
AREAS = frozenset({"ref_area", "beneficiaries"})
CODES_OF_OTHERS = ("indicator", *sorted(AREAS))
"""The columns that name an indicator or areas, in whatever kind."""
LISTED = ("education_level", "connection_type")
TELLING = frozenset({"unknown-indicator", "unknown-area", "country-missing", "area-not-a-country"})


def find_unknowns(
    table: Table, used: Mapping[str, int], kind: Kind, rules: Rules, counts: Sequence[ProblemCount]
) -> tuple[Unknown, ...]:
    """Return the cells of a table that are no codes, the most frequent first; none where nothing was refused."""
    if not tells_of_unknowns(counts):
        return ()
    found: list[Unknown] = []
    for name in (*CODES_OF_OTHERS, *KINDS[kind].coded):
        if name in used:
            found += unknown_cells(name, _column(table.columns[used[name]]), table.rows, kind, rules)
    return ranked(found, kind, rules)


def tells_of_unknowns(counts: Sequence[ProblemCount]) -> bool:
    """Return whether the problems of a file tell of cells that are no codes."""
    return any(one.code in TELLING or one.code.endswith("-not-in-list") for one in counts)


def unknown_cells(name: str, column: Column, rows: NDArray[np.int64], kind: Kind, rules: Rules) -> Iterator[Unknown]:
    """Yield the distinct cells of a column that are no codes, without what may be meant by them."""
    times = np.bincount(column.codes, minlength=len(column.cells))
    first = np.full(len(column.cells), -1, dtype=np.int64)
    first[column.codes[::-1]] = np.arange(len(column.codes))[::-1]
    together: dict[str, list[int]] = {}
    for cells in _by_text(column, times, apart=name == "beneficiaries"):
        for at in cells:
            for part in _parts(name, column.cells[at], kind, rules):
                held = together.setdefault(part, [0, int(rows[first[at]])])
                held[0], held[1] = held[0] + int(times[at]), min(held[1], int(rows[first[at]]))
        if len(together) >= MOST and name != "beneficiaries":
            break
    for cell, (count, row) in together.items():
        yield Unknown(name, cell, count, row, blocks=name not in LISTED)


def _by_text(column: Column, times: NDArray[np.int64], *, apart: bool) -> list[list[int]]:
    """Return which cells say the same but for spaces around it, those of the most rows first; or each `apart`.

    So whoever needs the most frequent unknown ones alone need not ask about a hundred thousand others.
    """
    alike: dict[str, list[int]] = {}
    for at, cell in enumerate(column.cells):
        if times[at]:
            alike.setdefault(f"{at}" if apart else cell.strip(), []).append(at)
    order = sorted(alike.items(), key=lambda one: (-int(times[one[1]].sum()), one[0]))
    return [cells for _, cells in order]


def ranked(found: Sequence[Unknown], kind: Kind, rules: Rules) -> tuple[Unknown, ...]:
    """Return cells with those that block first, the most frequent of them before the others, and what may be meant.

    That is looked for last, for those alone that are kept.
    """
    kept = sorted(found, key=lambda one: (not one.blocks, -one.rows, one.column, one.cell))[:MOST]
    return tuple(_with_suggestion(one, kind, rules) for one in kept)


def _with_suggestion(unknown: Unknown, kind: Kind, rules: Rules) -> Unknown:
    if unknown.row is None:  # it was left out by name, and has its suggestion
        return unknown
    suggestion, certain = suggested(unknown.column, unknown.cell, kind, rules)
    return replace(unknown, suggestion=suggestion, certain=certain)


def of_skipped(skipped: Sequence[Skipped], rules: Rules) -> Iterator[Unknown]:
    """Yield the countries of a publisher that are none of ours, or not known, and were left out by name."""
    for one in skipped:
        if one.what == "area" and one.reason in ("country-not-tracked", "area-unknown") and one.rows:
            near = offer_area(one.name or one.code, rules).get("suggestion", "")
            yield Unknown("ref_area", one.code or one.name, one.rows, None, near, blocks=False)


def suggested(name: str, cell: str, kind: Kind, rules: Rules) -> tuple[str, bool]:
    """Return what may be meant by a cell, and whether that is certain because the whole of it is that name."""
    code = area_code(cell, rules) if name in AREAS else None
    if code and not _refused(name, code, kind, rules):
        return code, True
    near = next((one.details.get("suggestion", "") for one in _refused(name, cell, kind, rules)), "")
    return str(near), False


def _column(cells: pa.Array) -> Column:
    encoded = cells if isinstance(cells, pa.DictionaryArray) else cells.dictionary_encode()
    return Column(encoded.indices.to_numpy(zero_copy_only=False), encoded.dictionary.to_pylist())


def _parts(name: str, cell: str, kind: Kind, rules: Rules) -> list[str]:
    """Return what in a cell is no code: the whole cell, or the names in a list of areas that are unknown."""
    if name in LISTED:
        return [] if _is_listed(name, cell) else [cell.strip()]
    refused = _refused(name, cell, kind, rules)
    if name == "beneficiaries":
        return list(dict.fromkeys((one.value or "").strip() for one in refused))
    return [cell.strip()] if refused else []


def _refused(name: str, cell: str, kind: Kind, rules: Rules) -> list[Problem]:
    """Return what the model says of a cell, whatever else may be missing in its row."""
    raw = {name: cell}
    if kind == OBSERVATIONS:
        found = judge_observation(raw, 0, rules)[1]
    elif kind == PLEDGES:
        found = judge_pledge(raw, 0, rules, {})[1]
    else:
        found = judge_model(KINDS[kind], raw, 0, rules)[1]
    telling = [one for one in found if one.column == name and SEVERITY[one.code] == "blocks"]
    return [one for one in telling if one.code in TELLING or one.code.endswith("-not-in-list")]


def _is_listed(name: str, cell: str) -> bool:
    lists = load_school_checks().lists
    known = lists.education_level if name == "education_level" else lists.connection_type
    words = {one.casefold() for one in ("", *known.values, *known.also)}
    return cell.strip().casefold() in words
