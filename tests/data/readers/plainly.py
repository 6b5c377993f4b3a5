"""Rows as the model sees them: their numbers and years in plain digits, as they are made before anything is judged."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from data.datasets import Kind
from data.readers.table import Table
from data.readers.tidy import tidy_table
from data.schemas.rules import Rules


def plain_rows(rows: Sequence[dict[str, str]], kind: Kind, rules: Rules) -> list[dict[str, str]] | None:
    """Return the rows in plain digits, None where the file is not read before its decimal mark is said."""
    names = list(rows[0])
    plain = {"observations": {"obs_value"}, "schools": set(names)}[kind]
    columns = [pa.array([row[name] for row in rows], pa.string()) for name in names]
    encoded = [one if name in plain else one.dictionary_encode() for name, one in zip(names, columns, strict=True)]
    table = Table(tuple(encoded), np.arange(2, len(rows) + 2), (), len(rows))
    tidied = tidy_table(table, {name: place for place, name in enumerate(names)}, kind, rules, None, None)
    if any(one.severity == "blocks" for one in tidied.problems):
        return None
    lists = [column.to_pylist() for column in tidied.table.columns]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*lists, strict=True)]
