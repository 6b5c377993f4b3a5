"""The schools of a country before and after, and the lines that list what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from services.difference import KIND
from services.shapes import SCHOOL_ROWS

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Pair:
    """The schools of one country before and after, and where each of the later ones stands among the earlier ones.

    `place` is -1 for a new school. Where the file is merged by id, `beside` counts published schools it does not name;
    where it replaces its countries, `held` counts those that stay all the same.
    """

    ref_area: str
    before: pa.Table
    after: pa.Table
    place: Places
    beside: int = 0
    held: int = 0


def make_lines(kind: str, pair: Pair, old: Places, new: Places) -> pd.DataFrame:
    """Return the lines of one kind: the key, `change`, and every content column before and after.

    Args:
        kind: `new`, `changed` or `gone`.
        pair: The country.
        old: The lines of the earlier table, -1 for a new school.
        new: The lines of the later table, -1 for one that is gone.
    """
    sides = {"old": pair.before.take(pa.array(old, mask=old < 0)), "new": pair.after.take(pa.array(new, mask=new < 0))}
    one = sides["old" if kind == "gone" else "new"]
    lines: dict[str, Sequence[Any]] = {KIND: [kind] * len(old)}
    lines |= {name: one[name].to_pylist() for name in SCHOOL_ROWS.key}
    for name in SCHOOL_ROWS.content:
        lines |= {f"{side}_{name}": table[name].to_pylist() for side, table in sides.items()}
    return _frame(lines)


def no_lines() -> pd.DataFrame:
    """Return no lines, in the columns that lines have."""
    names = [KIND, *SCHOOL_ROWS.key, *(f"{side}_{name}" for name in SCHOOL_ROWS.content for side in ("old", "new"))]
    return _frame({name: [] for name in names})


def _frame(lines: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(cells, dtype="object") for name, cells in lines.items()})
