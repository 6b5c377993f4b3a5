"""The difference between two states of a dataset: rows that are new, changed, unchanged and gone, and their order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.datasets import OBSERVATIONS, TARGETS, DatasetKind, kind_of
from data.schemas.fields import is_absent
from data.store.files import number_rows
from exhibits.origins import row_words

SEPARATOR = "\x1f"
KIND = "change"
MOST_IN_PLACE = 500
"""Up to how many changed rows are put where they stood, each of which makes two pieces of a table."""
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


def merge_into(
    before: pa.Table,
    incoming: pd.DataFrame,
    kind: DatasetKind,
    given: pd.DataFrame | None,
    frame: ToFrame,
    *,
    whole: bool,
) -> Difference:
    """Return what `merge_rows` does, of which only the published rows of the series in the file are looked at.

    The state is a table in which the rows keep their places: what changed stands where it stood, what is new at the
    end. So the files of the store that hold the other rows stay, without a look at each row.

    Args:
        before: The published rows.
        incoming: The rows of the file, complete with defaults.
        kind: What the rows are.
        given: Which content cells the file itself states.
        frame: Returns a table as a frame.
        whole: Whether the file replaces the series it contains.
    """
    near = np.ones(before.num_rows, dtype=bool)
    for name in kind.series:
        wanted = pa.array(incoming[name].unique(), pa.string())
        near &= np.asarray(pc.is_in(pc.fill_null(before[name], ""), value_set=wanted))
    published = frame(before.filter(pa.array(near)))
    found = merge_rows(published, incoming, kind, given, replace=whole)
    after = pa.Table.from_pandas(found.state[before.column_names], schema=before.schema, preserve_index=False)
    old, new = row_keys(published, kind.key), row_keys(found.state, kind.key)
    by_change = {change: _keys_of(found.rows, change, kind) for change in ORDER}
    apart = old.isin(by_change["changed"] | by_change["gone"]).to_numpy()
    places = pd.Series(np.arange(len(new)), index=new)
    fresh = after.filter(pa.array(new.isin(by_change["new"]).to_numpy()))
    steps = [
        (int(at), int(places.get(key, -1))) for at, key in zip(np.flatnonzero(near)[apart], old[apart], strict=True)
    ]
    return replace(found, state=pa.concat_tables([*_put_in_place(before, after, steps), fresh]))


def _keys_of(rows: pd.DataFrame, change: str, kind: DatasetKind) -> set[str]:
    return set(row_keys(rows.loc[rows[KIND] == change], kind.key))


def _put_in_place(before: pa.Table, after: pa.Table, steps: Sequence[tuple[int, int]]) -> Iterator[pa.Table]:
    """Give the rows before, with some of them replaced by rows afterwards, or left out (where the place is -1)."""
    start = 0
    if len(steps) > MOST_IN_PLACE:  # most files are written anew anyway
        stays = np.ones(before.num_rows, dtype=bool)
        stays[[at for at, _ in steps]] = False
        yield before.filter(pa.array(stays))
        yield after.take(pa.array([place for _, place in steps if place >= 0], pa.int64()))
        return
    for at, place in steps:
        yield before.slice(start, at - start)
        if place >= 0:
            yield after.slice(place, 1)
        start = at + 1
    yield before.slice(start)


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


ORDER = {"changed": 0, "new": 1, "gone": 2}
OLD, NEW = "old_", "new_"
DIMENSIONS = ("sex", "age", "urbanisation", "breakdown")
TOTAL = "_T"

Row = dict[str, Any]


@dataclass(frozen=True)
class GoneSeries:
    """The rows of one series that a deed takes away, with every period of them."""

    indicator: str
    ref_area: str
    edition: str
    dimensions: tuple[str, ...]
    periods: tuple[str, ...]


def sort_changes(difference: Difference) -> pd.DataFrame:
    """Return the lines of a difference: changed ones first, by the size of their change, then new, then gone."""
    rows = difference.rows
    if f"{OLD}obs_value" not in rows:
        return rows.sort_values(KIND, key=lambda kinds: kinds.map(ORDER), kind="stable")
    old, new = (pd.to_numeric(rows[f"{side}obs_value"], errors="coerce") for side in (OLD, NEW))
    size = (new - old).abs() / pd.concat([old.abs(), new.abs()], axis=1).max(axis=1)
    ranked = rows.assign(_order=rows[KIND].map(ORDER), _size=-size.fillna(0.0).where(rows[KIND] == "changed", 0.0))
    ranked = ranked.sort_values(["_order", "_size", "indicator", "ref_area", "edition", "time_period"], kind="stable")
    return ranked.drop(columns=["_order", "_size"])


def changed_columns(line: Mapping[str, Any], dataset: str) -> list[str]:
    """Return the content columns in which a changed line differs."""
    return [name for name in kind_of(dataset).content if not _same(line[f"{OLD}{name}"], line[f"{NEW}{name}"])]


def _same(old: object, new: object) -> bool:
    return old == new or (is_absent(old) and is_absent(new))


def list_gone(difference: Difference) -> list[GoneSeries]:
    """Return the observations that a deed takes away, one entry a series with all its periods."""
    gone = difference.rows.loc[difference.rows[KIND] == "gone"]
    found = []
    for names, rows in gone.groupby(["indicator", "ref_area", "edition", *DIMENSIONS], sort=True):
        indicator, ref_area, edition, *dimensions = (str(name) for name in names)
        periods = tuple(sorted(rows["time_period"]))
        found.append(GoneSeries(indicator, ref_area, edition, tuple(dimensions), periods))
    return found


def write_periods(periods: tuple[str, ...]) -> str:
    """Return periods in short, whole runs of years as a range: 2001, 2004-2011, 2024-09."""
    runs: list[list[str]] = []
    for period in periods:
        follows = bool(runs) and _is_next(runs[-1][-1], period)
        if follows:
            runs[-1].append(period)
        else:
            runs.append([period])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs)


def _is_next(before: str, period: str) -> bool:
    return before.isdigit() and period.isdigit() and int(period) == int(before) + 1


def change_records(differences: Mapping[str, Difference]) -> list[Row]:
    """Return every line of all differences, flat, for a file: the dataset, the change, the key, old and new."""
    found: list[Row] = []
    for dataset, difference in differences.items():
        lines = sort_changes(difference).astype("object")
        lines = lines.where(lines.notna(), None)
        found += [
            {"dataset": dataset, **row_words({str(name): cell for name, cell in row.items()})}
            for row in lines.to_dict("records")
        ]
    return found


def parts_of(line: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return which part of the people a line is about: the dimensions that are not the total."""
    return [(name, str(line[name])) for name in DIMENSIONS if str(line[name]) != TOTAL]


@dataclass(frozen=True)
class Wanted:
    """Which observations are looked for; an empty text stands for any, the years belong to the range."""

    indicator: str
    ref_area: str
    edition: str
    first: int
    last: int


def find_observations(frame: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """Return the published observations that are looked for, sorted by their series, the newest period first."""
    fits = frame["time_period"].str[:4].astype(int).between(wanted.first, wanted.last)
    for name in ("indicator", "ref_area", "edition"):
        if getattr(wanted, name):
            fits &= frame[name] == getattr(wanted, name)
    found = frame.loc[fits]
    order = ["indicator", "ref_area", "edition", "time_period", *DIMENSIONS]
    return found.sort_values(order, ascending=[name != "time_period" for name in order], ignore_index=True)


def is_of_targets(dataset: str) -> bool:
    """Return whether the rows of a dataset are targets."""
    return dataset == TARGETS


def has_no_series(dataset: str) -> bool:
    """Return whether the rows of a dataset stand alone, as those of every kind but figures."""
    return kind_of(dataset).name != OBSERVATIONS
