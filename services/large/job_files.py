"""What stands in the folder of a large file beside the file itself: what one job leaves there for the next one."""

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from data.datasets import SCHOOLS
from data.tables import SCHOOL_SCHEMA, plain_schools
from services.checking import Check
from services.previewing import MERGE, Mode
from services.schools.changes import Keep

CHECK, SCHOOL_ROWS = "check", "schools"
ACCEPTED, ACCEPTED_SCHOOLS = "accepted", "accepted-schools"
SCHOOLS_OF = {CHECK: SCHOOL_ROWS, ACCEPTED: ACCEPTED_SCHOOLS}
CHUNK = 100_000


def load_check(folder: Path, mode: Mode = MERGE) -> Check:
    """Return the check of the file in a folder, or of its good rows; its schools are mapped from the disk."""
    name = ACCEPTED if mode.accepted_only else CHECK
    check: Check = load(folder / name)
    return replace(check, schools=load_rows(folder, SCHOOLS_OF[name]))


def problem_file(folder: Path) -> Path:
    """Return where the list of all problems stands, once the file was split."""
    return folder / "findings.csv"


def refused_file(folder: Path, form: str) -> Path:
    """Return where the refused rows stand in a form, once the file was split."""
    return folder / f"refused.{form}"


def keeper(folder: Path, name: str) -> Keep:
    """Return what takes in the schools of a preview one country after another, straight to the disk."""

    def keep(schools: Iterator[pa.Table]) -> pa.Table:
        _write_arrow(folder / f"{name}-{SCHOOLS}.arrow", SCHOOL_SCHEMA, schools)
        return load_rows(folder, f"{name}-{SCHOOLS}")

    return keep


def keep_rows(folder: Path, name: str, rows: pd.DataFrame | pa.Table | None) -> None:
    """Keep a table of rows in a folder; schools, of which there are many, so that they can be mapped from there."""
    for suffix in (".arrow", ".pickle"):
        (folder / f"{name}{suffix}").unlink(missing_ok=True)
    if isinstance(rows, pa.Table) and set(rows.column_names) <= set(SCHOOL_SCHEMA.names):
        plain = (plain_schools(rows.slice(begin, CHUNK)) for begin in range(0, rows.num_rows, CHUNK))
        _write_arrow(folder / f"{name}.arrow", SCHOOL_SCHEMA, plain)
    elif rows is not None:
        (folder / f"{name}.pickle").write_bytes(pickle.dumps(rows))


def _write_arrow(place: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> None:
    with pa.OSFile(str(place), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        for rows in tables:
            writer.write_table(rows, max_chunksize=CHUNK)


def load_rows(folder: Path, name: str) -> Any:  # noqa: ANN401 - a table or a frame, as it was kept
    """Return the rows kept under a name, None where there are none."""
    if (folder / f"{name}.arrow").exists():
        return pa.ipc.open_file(pa.memory_map(str(folder / f"{name}.arrow"))).read_all()
    place = folder / f"{name}.pickle"
    return load(place) if place.exists() else None


def load(place: Path) -> Any:  # noqa: ANN401 - what was kept there
    """Return what was kept in a file."""
    return pickle.loads(place.read_bytes())  # noqa: S301 - our own file in a folder that nobody else can write to
