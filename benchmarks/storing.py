"""What the store costs as it grows: opening, history and a publication of one cell; and checking digests."""

import tempfile
from pathlib import Path

import pyarrow as pa

from benchmarks.measure import Measured, cpu_seconds
from clock import moment_now
from data.datasets import KINDS, OBSERVATIONS
from data.store import Deed, Store
from data.store.files import digest_of
from services.tracker import open_tracker

FEW, MANY = 10, 500
"""Five thousand take half an hour to make; the difference grows evenly, so these show it."""
DATASET = "internet_access"
NOBODY = Deed(by="benchmark", why="one cell")


def measure_storing() -> list[Measured]:
    """Return what many revisions cost against few, and digests against reading without them."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "store"
        store = open_tracker(place, moment_now).store
        few = _measure(store, place, FEW)
        many = _measure(store, place, MANY)
        names = ("opening and reading the figures", "the history of a dataset", "publishing one cell")
        found = [
            Measured(f"{name}, with {MANY} revisions", later, f"the same with {FEW}", before)
            for name, later, before in zip(names, many, few, strict=True)
        ]
        files = list((place / "observations").rglob("*.parquet"))[:100]
        digests = cpu_seconds(lambda: [digest_of(path) for path in files])
        read = cpu_seconds(lambda: [path.read_bytes() for path in files])
        return [*found, Measured("the digests of 100 data files", digests, "reading their bytes", read)]


def _measure(store: Store, place: Path, revisions: int) -> tuple[float, float, float]:
    while store.snapshot().revision(DATASET).revision < revisions:
        _change_one_cell(store)
    return (
        cpu_seconds(lambda: _read_all(place)),
        cpu_seconds(lambda: open_tracker(place, moment_now).store.history(DATASET)),
        cpu_seconds(lambda: _change_one_cell(store)),
    )


def _read_all(place: Path) -> None:
    snapshot = open_tracker(place, moment_now).store.snapshot()
    for dataset in KINDS[OBSERVATIONS].datasets:
        snapshot.read(dataset)


def _change_one_cell(store: Store) -> None:
    newest = store.snapshot().revision(DATASET)
    rows = store.read(DATASET)
    at = rows.column_names.index("obs_value")
    values = rows["obs_value"].to_pylist()
    values[0] = float(newest.revision)
    changed = rows.set_column(at, "obs_value", pa.chunked_array([values], type=pa.float64()))
    store.commit({DATASET: changed}, {DATASET: newest.revision}, NOBODY)
