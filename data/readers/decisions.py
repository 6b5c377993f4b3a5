"""What was decided about cells, put in their place: each distinct cell once, however many rows it stands in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.readers.assemble import Table
from data.readers.codes import problem
from data.readers.forms.long import Long
from data.readers.reading import Decision, Reading, Skipped
from data.readers.sheet import Column, combine
from data.schemas.mapping import SKIP
from data.schemas.problem import Problem

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
