"""Rows as a table of the store takes them."""

from collections.abc import Mapping

import pyarrow as pa

from data.store.terms import DATASET_COLUMN


def fit_rows(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return the rows with exactly the columns and types of the schema; a column the rows lack is empty.

    Raises:
        ValueError: If the rows have a column that the schema does not know, or hold what its types cannot.
    """
    if unknown := set(rows.column_names) - set(schema.names):
        raise ValueError(f"The store has no column {', '.join(sorted(unknown))}.")
    columns = [
        rows.column(field.name) if field.name in rows.column_names else pa.nulls(rows.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, names=schema.names).cast(schema)


def put_together(states: Mapping[str, pa.Table], schema: pa.Schema) -> pa.Table:
    """Return the rows of several datasets as one table, each row with the name of its dataset.

    Raises:
        ValueError: If rows do not fit the schema.
    """
    return pa.concat_tables(
        fit_rows(rows, schema).append_column(DATASET_COLUMN, pa.repeat(dataset, rows.num_rows))
        for dataset, rows in states.items()
    )
