"""The columns of ours in a table, each as its distinct cells and one number a row that points to them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from data.readers.reading import ReadOptions
from data.readers.table import Table
from data.schemas.problem import Problem

Codes = NDArray[np.int32]
VALUE = "obs_value"
LARGEST = 1 << 62


@dataclass(frozen=True)
class Column:
    """A column as distinct cells; -1 points to none."""

    codes: Codes
    cells: Sequence[str]


@dataclass(frozen=True)
class Sheet:
    """The cells of a file by column of ours, with the options filled in; the values as plain strings.

    `names` are the names of columns in the file where they are others than ours; `places` says for each value in which
    column it stands, where values stand in several. `by_name` are the cells of `ref_area` that stand in the column of
    the names of areas, because the one of their codes is of no use.
    """

    columns: Mapping[str, Column]
    values: pa.StringArray
    rows: NDArray[np.int64]
    names: Mapping[str, str] = field(default_factory=dict)
    places: Column | None = None
    by_name: frozenset[str] = frozenset()

    def raw_rows(self, positions: NDArray[np.int64]) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the row number and the cells of each row at these positions."""
        names = [*self.columns, VALUE]
        lists = [[column.cells[code] for code in column.codes[positions].tolist()] for column in self.columns.values()]
        lists.append(self.values.take(pa.array(positions)).to_pylist())
        for row, *cells in zip(self.rows[positions].tolist(), *lists, strict=True):
            yield row, dict(zip(names, cells, strict=True))

    def where_it_stands(self, found: Problem, position: int) -> Problem:
        """Return a problem of the row at a position under the name of its column in the file."""
        name = self.names.get(found.column or "", found.column)
        if found.column == VALUE and self.places is not None:
            name = self.places.cells[int(self.places.codes[position])]
        if found.column == "ref_area" and found.value in self.by_name:
            name = self.names.get("area_name", name)
        return found if name == found.column else replace(found, column=name)


def under_its_name(found: Problem, heads: Mapping[str, str]) -> Problem:
    """Return a problem in which a column is called as it is in the file; `heads` are these names by ours."""
    column, beside = heads.get(found.column or "", found.column), str(found.details.get("missing", ""))
    details = {**found.details, "missing": heads[beside]} if beside in heads else found.details
    same = column == found.column and details is found.details
    return found if same else replace(found, column=column, details=details)


def make_sheet(table: Table, used: Mapping[str, int], options: ReadOptions) -> Sheet:
    """Return the columns of ours, with indicator and edition of the options where the file has none."""
    columns = {
        name: Column(table.columns[place].indices.to_numpy(), table.columns[place].dictionary.to_pylist())
        for name, place in used.items()
        if name != VALUE
    }
    everywhere = np.zeros(len(table.rows), dtype=np.int32)
    if options.indicator and "indicator" not in columns:
        columns["indicator"] = Column(everywhere, [options.indicator])
    if options.edition:
        given = columns.get("edition", Column(everywhere, [""]))
        filled = [cell if cell.strip() else options.edition for cell in given.cells]
        columns["edition"] = Column(given.codes, filled)
    return Sheet(columns, table.columns[used[VALUE]], table.rows)


def combine(columns: Sequence[Column]) -> NDArray[np.int64]:
    """Return one number a row that is the same where the rows point to the same cells in every column."""
    combined = np.zeros(len(columns[0].codes), dtype=np.int64)
    size = 1
    for column in columns:
        if size * (len(column.cells) + 1) > LARGEST:
            codes, distinct = pd.factorize(combined)
            combined, size = codes.astype(np.int64), len(distinct)
        combined = combined * len(column.cells) + column.codes
        size *= max(len(column.cells), 1)
    return combined
