"""Whether rows of a register are invented examples; each of them says so itself."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.schemas.problem import Problem
from data.schemas.revision import Revision

COLUMN = "example"


def holds_examples(rows: pd.DataFrame | pa.Table) -> bool:
    """Return whether any row is invented."""
    if isinstance(rows, pa.Table):
        return bool(rows.num_rows) and bool(pc.any(rows[COLUMN]).as_py())
    return bool(rows[COLUMN].any())


def holds_only_examples(rows: pd.DataFrame | pa.Table) -> bool:
    """Return whether there are rows and every one of them is invented."""
    if isinstance(rows, pa.Table):
        return rows.num_rows > 0 and bool(pc.all(rows[COLUMN]).as_py())
    return not rows.empty and bool(rows[COLUMN].all())


def misplaced_examples(revision: Revision, rows: pd.DataFrame | pa.Table) -> list[Problem]:
    """Return a problem where invented rows would stand beside real ones: in the file, or among what is published."""
    real = revision.rows > 0 and not revision.facts.get(COLUMN)
    if holds_examples(rows) and (real or not holds_only_examples(rows)):
        return [Problem(code="example-beside-real", severity="blocks", column=COLUMN)]
    return []
