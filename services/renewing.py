"""Newer built-in figures: the product came with others than the store knows; offered, never taken by itself."""

from datetime import date
from pathlib import Path

from data.builtin import DATASETS, ROOT, builtin_digest, load_builtin
from data.store import Snapshot
from services.difference import Difference, compare_states, merge_rows
from services.previewing import Preview, preview_differences
from services.shapes import shape_of
from services.tracker import Tracker, to_frame

BUILT_IN = "built-in"


def find_renewals(tracker: Tracker, root: Path = ROOT) -> tuple[str, ...]:
    """Return the datasets whose built-in figures are newer than those the store has ever been given."""
    return tuple(name for name in DATASETS if _is_unknown(tracker, name, root) and _changes(tracker, name, root))


def preview_renewal(tracker: Tracker, dataset: str, today: date, root: Path = ROOT) -> Preview:
    """Return what taking over the newer built-in figures of a dataset would change.

    Only rows that differ from the built-in figures of before are taken over, merged by their key: what somebody
    corrected or added here stays, and nothing is removed.
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
    shape = shape_of(dataset)
    history = tracker.store.history(dataset)
    base = next(one.revision for one in history if one.deed == BUILT_IN)
    before, built_in = to_frame(tracker.store.read(dataset, base)), to_frame(load_builtin(dataset, root))
    fresh = compare_states(before, built_in, shape)
    touched = fresh.rows.loc[fresh.rows["change"] != "gone", list(shape.key)]
    incoming = built_in.merge(touched, on=list(shape.key), how="inner")[built_in.columns]
    return merge_rows(to_frame(snapshot.read(dataset)), incoming, shape, None, replace=False)
