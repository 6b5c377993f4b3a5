"""Accepted rows of both paths, brought together: duplicates refused, and the frame made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from data.readers.codes import problem
from data.readers.columns import Proof
from data.readers.findings import Findings
from data.readers.reading import no_observations
from data.readers.sheet import VALUE, Column, combine
from data.schemas.observation import COLUMNS, KEY, Observation
from data.schemas.problem import Problem


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
