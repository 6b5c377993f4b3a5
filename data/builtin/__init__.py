"""The built-in datasets: CSV files in the project's own schema, in one folder a licence.

`README.md` beside this module says for every file where it comes from. A folder may be removed (the licence
of `itu/` is not the code's): what it held is then missing, and everything else loads as before.
"""

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from data.datasets import KINDS, kind_of

__all__ = [
    "DATASETS",
    "builtin_digest",
    "builtin_paths",
    "load_builtin",
    "schema_of",
]

DATASETS = tuple(name for kind in KINDS.values() for name in kind.built_in)
FOLDERS = ("worldbank", "itu", "un", "facts")
ROOT = Path(__file__).parent


def schema_of(dataset: str) -> pa.Schema:
    """Return the schema of a dataset's table.

    Raises:
        ValueError: If there is no such dataset.
    """
    if dataset not in DATASETS:
        message = f"'{dataset}' is no dataset; there are {', '.join(DATASETS)}"
        raise ValueError(message)
    return kind_of(dataset).schema


def builtin_paths(dataset: str, root: Path = ROOT) -> tuple[Path, ...]:
    """Return the files of a dataset that exist; none where its folder was removed."""
    schema_of(dataset)
    candidates = (root / folder / f"{dataset}.csv" for folder in FOLDERS)
    return tuple(path for path in candidates if path.is_file())


def load_builtin(dataset: str, root: Path = ROOT) -> pa.Table:
    """Return a dataset as a table of typed columns, file after file; empty where its folder was removed."""
    schema = schema_of(dataset)
    tables = [_read(path, schema) for path in builtin_paths(dataset, root)]
    return pa.concat_tables(tables).combine_chunks() if tables else schema.empty_table()


def builtin_digest(dataset: str, root: Path = ROOT) -> str:
    """Return the SHA-256 of a dataset's files, in hexadecimal: what was built in when a store was made."""
    digest = hashlib.sha256()
    for path in builtin_paths(dataset, root):
        content = path.read_bytes()
        digest.update(f"{path.parent.name}/{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _read(path: Path, schema: pa.Schema) -> pa.Table:
    options = pa_csv.ConvertOptions(
        column_types=schema,
        include_columns=schema.names,
        null_values=[""],
        strings_can_be_null=False,
        true_values=["Y"],
        false_values=["N"],
    )
    return pa_csv.read_csv(path, convert_options=options).cast(schema)
