"""Rows as a table of the store takes them."""

import pyarrow as pa


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


def quoted(name: str) -> str:
    """Return the name of a part as it may stand between quotation marks in a predicate."""
    return name.replace("'", "''")
