"""Cells that are no code of their column: each distinct one once, with its rows and what may be meant by it.

The model itself is asked about each distinct cell, and only where it has refused one; so the list is complete although
the list of problems may be cut.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.datasets import KINDS, OBSERVATIONS, PLEDGES, Kind
from data.readers.area_lists import area_code
from data.readers.assemble import Table
from data.readers.codes import SEVERITY
from data.readers.pledge_list.rows import judge_pledge
from data.readers.reading import ProblemCount, Skipped, Unknown
from data.readers.rows import judge_model, judge_observation
from data.readers.sheet import Column
from data.readers.suggestions import offer_area
from data.reference.schools import load_school_checks
from data.schemas.problem import Problem
from data.schemas.rules import Rules

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
    parts_of = {cell: tuple(_parts(name, cell, kind, rules)) for cell in column.cells}
    if not any(parts_of.values()):
        return
    times = np.bincount(column.codes, minlength=len(column.cells))
    first = np.full(len(column.cells), -1, dtype=np.int64)
    first[column.codes[::-1]] = np.arange(len(column.codes))[::-1]
    together: dict[str, list[int]] = {}
    for cell, count, at in zip(column.cells, times.tolist(), first.tolist(), strict=True):
        if count:
            for part in parts_of[cell]:
                held = together.setdefault(part, [0, int(rows[at])])
                held[0], held[1] = held[0] + count, min(held[1], int(rows[at]))
    for cell, (count, row) in together.items():
        yield Unknown(name, cell, count, row, blocks=name not in LISTED)


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
