"""Newer built-in figures: the product came with others than the store knows; offered, never taken by itself."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from data.builtin import DATASETS, ROOT, builtin_digest, load_builtin
from data.datasets import DatasetKind, kind_of
from data.schemas.observation import EVIDENCE
from data.store import Snapshot
from services.difference import KIND, Difference, compare_states, row_keys
from services.previewing import Preview, preview_differences
from services.tracker import Tracker, to_frame

BUILT_IN = "built-in"


def find_renewals(tracker: Tracker, root: Path = ROOT) -> tuple[str, ...]:
    """Return the datasets whose built-in figures are newer than those the store has ever been given."""
    return tuple(name for name in DATASETS if _is_unknown(tracker, name, root) and _changes(tracker, name, root))


def preview_renewal(tracker: Tracker, dataset: str, today: date, root: Path = ROOT) -> Preview:
    """Return what taking over the newer built-in figures of a dataset would change.

    Only what differs between the built-in figures of before and those of now is taken over, and only where nobody
    changed the row here: what somebody corrected, added or took out stays as they left it. A row that the product
    no longer has is gone, if the product still states its indicator in that edition; the figures of a folder that was
    taken out are not.
    """
    snapshot = tracker.store.snapshot()
    return preview_differences(tracker, snapshot, {dataset: _difference(tracker, snapshot, dataset, root)}, today)


def newest_digest(dataset: str, root: Path = ROOT) -> str:
    """Return the SHA-256 of the built-in files of a dataset, kept with the revision that takes them over."""
    return builtin_digest(dataset, root)


def _is_unknown(tracker: Tracker, dataset: str, root: Path) -> bool:
    digest = builtin_digest(dataset, root)
    known = {one.sha256 for one in tracker.store.history(dataset) if one.deed == BUILT_IN}
    return digest not in known


def _changes(tracker: Tracker, dataset: str, root: Path) -> bool:
    return _difference(tracker, tracker.store.snapshot(), dataset, root).changes_something


def _difference(tracker: Tracker, snapshot: Snapshot, dataset: str, root: Path) -> Difference:
    kind = kind_of(dataset)
    before, now = _known_built_in(tracker, dataset, kind), to_frame(snapshot.read(dataset))
    built_in = to_frame(load_builtin(dataset, root))
    fresh = _only_untouched(compare_states(before, built_in, kind).rows, compare_states(before, now, kind).rows, kind)
    gone = fresh.loc[(fresh[KIND] == "gone") & _is_still_stated(fresh, built_in)]
    taken = fresh.loc[fresh[KIND] != "gone"]
    left = now.loc[~_has_key_of(now, pd.concat([gone, taken]), kind)]
    incoming = built_in.loc[_has_key_of(built_in, taken, kind)]
    return replace(compare_states(now, pd.concat([left, incoming], ignore_index=True), kind), unchanged=0)


def _known_built_in(tracker: Tracker, dataset: str, kind: DatasetKind) -> pd.DataFrame:
    """Return the built-in figures as the store was last given them, without what anybody changed here."""
    renewed = [
        one.revision for one in reversed(tracker.store.history(dataset)) if one.deed == BUILT_IN and one.revision
    ]
    found = to_frame(tracker.store.read(dataset, 0))
    for revision in renewed:
        earlier, later = (to_frame(tracker.store.read(dataset, number)) for number in (revision - 1, revision))
        changed = compare_states(earlier, later, kind).rows
        rest, given = found.loc[~_has_key_of(found, changed, kind)], later.loc[_has_key_of(later, changed, kind)]
        found = pd.concat([rest, given], ignore_index=True)
    return found


def _only_untouched(fresh: pd.DataFrame, touched: pd.DataFrame, kind: DatasetKind) -> pd.DataFrame:
    """Return the changes of the product to rows that nobody changed here."""
    return fresh.loc[~_has_key_of(fresh, touched, kind)]


def _has_key_of(rows: pd.DataFrame, others: pd.DataFrame, kind: DatasetKind) -> "pd.Series[bool]":
    return row_keys(rows, kind.key).isin(row_keys(others, kind.key))


def _is_still_stated(rows: pd.DataFrame, built_in: pd.DataFrame) -> "pd.Series[bool]":
    """Return of each row whether the product still states its indicator in its edition, evidence apart."""
    if "edition" not in rows.columns or rows.empty:
        return pd.Series(data=False, index=rows.index)
    series = ("indicator", "edition")
    deciding = built_in.loc[~built_in["certainty"].isin(EVIDENCE)]
    return row_keys(rows, series).isin(row_keys(deciding, series))
