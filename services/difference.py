"""What a set of rows changes in a dataset: new, changed (old and new), unchanged, gone; and the state after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.datasets import DatasetKind
from data.store.files import number_rows

SEPARATOR = "\x1f"
KIND = "change"
ToFrame = Callable[[pa.Table], pd.DataFrame]


@dataclass(frozen=True)
class Difference:
    """The difference between two states of a dataset.

    `rows` has one line for every row that is new, changed or gone: the key, `change`, and for every content column
    `old_*` and `new_*`; `cut` says that they are too many and only some are listed. `state` is the dataset afterwards,
    whole, or the `parts` of it (countries) that the deed is about. `facts` is what else the deed says of the dataset,
    and `says_new` whether that differs from what was said before. `beside` is how many published rows of the series in
    the file the file does not have; they stay.
    """

    state: pd.DataFrame | pa.Table
    rows: pd.DataFrame
    new: int
    changed: int
    unchanged: int
    gone: int
    cut: bool = False
    parts: tuple[str, ...] | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    says_new: bool = False
    beside: int = 0

    @property
    def changes_something(self) -> bool:
        """Return whether publishing would change anything: rows, or what is said of the dataset as a whole."""
        return bool(self.new or self.changed or self.gone or self.says_new)


def row_keys(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    """Return one text per row that identifies it by those columns."""
    if not columns or frame.empty:
        return pd.Series([""] * len(frame), index=frame.index, dtype="object")
    joined = frame[columns[0]].astype("object")
    for name in columns[1:]:
        joined = joined + SEPARATOR + frame[name].astype("object")
    return joined


def compare_states(before: pd.DataFrame, after: pd.DataFrame, kind: DatasetKind) -> Difference:
    """Return the difference between two whole states of a dataset."""
    old = before.set_axis(row_keys(before, kind.key), axis=0)
    new = after.set_axis(row_keys(after, kind.key), axis=0)
    common = new.index.intersection(old.index, sort=False)
    differs = _differs(old.loc[common], new.loc[common], kind)
    changed = common[differs.to_numpy()]
    fresh = new.index.difference(old.index, sort=False)
    gone = old.index.difference(new.index, sort=False)
    rows = pd.concat(
        [
            _lines("changed", old.loc[changed], new.loc[changed], kind),
            _lines("new", None, new.loc[fresh], kind),
            _lines("gone", old.loc[gone], None, kind),
        ],
        ignore_index=True,
    )
    return Difference(after, rows, len(fresh), len(changed), len(common) - len(changed), len(gone))


def compare_tables(before: pa.Table, after: pa.Table, kind: DatasetKind, frame: ToFrame) -> Difference:
    """Return the difference between two whole states of a dataset as they are stored; its `state` lacks the same rows.

    Rows that are the same in every cell are put aside first, so a small difference of large states is found quickly.
    """
    numbers = number_rows(pa.concat_tables([before, after]))
    old, new = numbers[: before.num_rows], numbers[before.num_rows :]
    apart, fresh = ~np.isin(old, new), ~np.isin(new, old)
    found = compare_states(frame(before.filter(pa.array(apart))), frame(after.filter(pa.array(fresh))), kind)
    return replace(found, unchanged=found.unchanged + after.num_rows - int(fresh.sum()))


def merge_rows(
    before: pd.DataFrame, incoming: pd.DataFrame, kind: DatasetKind, given: pd.DataFrame | None, *, replace: bool
) -> Difference:
    """Return what incoming rows change in a dataset when they are merged by their key.

    Rows that are not in the file stay, unless `replace` is set: then the rows of the series the file contains (for a
    dataset without series: all rows) that the file does not have are gone.

    Args:
        before: The published rows.
        incoming: The rows of the file, complete with defaults.
        kind: What the rows are.
        given: Which content cells the file itself states; a cell it leaves open keeps what is published, as long as
            the row changes nothing else. None where every cell counts as given.
        replace: Whether the file replaces the series it contains.
    """
    old_keys, new_keys = row_keys(before, kind.key), row_keys(incoming, kind.key)
    filled = incoming if given is None else _keep_published(before, incoming, kind, given, (old_keys, new_keys))
    stays = ~old_keys.isin(new_keys)
    absent = stays & row_keys(before, kind.series).isin(row_keys(incoming, kind.series))
    if replace:
        stays &= ~absent
    stay = stays.to_numpy()
    after = pd.concat([before[stay], filled], ignore_index=True)
    found = compare_states(before[~stay], filled, kind)  # the others stay as they are
    unchanged = len(incoming) - found.new - found.changed
    beside = 0 if replace else int(absent.sum())
    return Difference(after, found.rows, found.new, found.changed, unchanged, found.gone, beside=beside)


def _keep_published(
    before: pd.DataFrame,
    incoming: pd.DataFrame,
    kind: DatasetKind,
    given: pd.DataFrame,
    keys: tuple[pd.Series, pd.Series],
) -> pd.DataFrame:
    """Return the incoming rows, with published content where the file leaves cells open.

    Where the kind keeps what is unstated, that is so for every open cell; else only in rows that say nothing new.
    """
    old_keys, new_keys = keys
    known = new_keys.isin(old_keys).to_numpy()
    if not known.any():
        return incoming
    published = before.set_axis(old_keys, axis=0).loc[new_keys[known]]
    same = pd.Series(data=True, index=incoming.index)
    for name in kind.content:
        stated = given.loc[known, name].to_numpy()
        equal = _equal(published[name], incoming.loc[known, name])
        same.loc[known] &= equal | ~stated
    filled = incoming.copy()
    for name in kind.content:
        kept = known & (~given[name].to_numpy() if kind.keeps_unstated else same.to_numpy())
        if kept.any():
            published_cells = before.set_axis(old_keys, axis=0)[name].loc[new_keys[kept]]
            filled.loc[kept, name] = published_cells.to_numpy()
    return filled


def unequal_cells(old: pa.ChunkedArray, new: pa.ChunkedArray) -> NDArray[np.bool_]:
    """Return in which places two columns of tables differ; two missing cells do not."""
    if pa.types.is_floating(old.type):
        left, right = old.to_numpy(), new.to_numpy()
        return np.asarray((left != right) & ~(np.isnan(left) & np.isnan(right)), dtype=bool)
    either = pc.fill_null(pc.not_equal(old, new), fill_value=False)
    one_missing = pc.xor(pc.is_null(old), pc.is_null(new))
    return np.asarray(pc.or_(either, one_missing).to_numpy(), dtype=bool)


def _equal(left: pd.Series, right: pd.Series) -> "pd.Series":
    a, b = left.to_numpy(), right.to_numpy()
    both_missing = pd.isna(a) & pd.isna(b)
    return pd.Series((a == b) | both_missing, index=right.index)


def _differs(old: pd.DataFrame, new: pd.DataFrame, kind: DatasetKind) -> pd.Series:
    differs = pd.Series(data=False, index=new.index)
    for name in kind.content:
        differs |= ~_equal(old[name], new[name]).to_numpy()
    return differs


def _lines(change: str, old: pd.DataFrame | None, new: pd.DataFrame | None, kind: DatasetKind) -> pd.DataFrame:
    one = new if new is not None else old
    lines = pd.DataFrame() if one is None else one[list(kind.key)].copy()
    lines.insert(0, KIND, change)
    for name in kind.content:
        lines[f"old_{name}"] = None if old is None else old[name]
        lines[f"new_{name}"] = None if new is None else new[name]
    return lines
