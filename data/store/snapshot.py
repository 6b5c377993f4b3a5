"""All datasets as they were at one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

from data.schemas.revision import Revision
from data.store.table import RevisionTable
from data.store.terms import StoreUnreadable


@dataclass(frozen=True)
class Snapshot:
    """All datasets as they were at one moment: one version of each table, whatever is published meanwhile.

    `key` may key a cache: it tells the snapshots of all stores apart and stays until something is published.
    """

    key: str
    _revisions: Mapping[str, Revision] = field(repr=False, compare=False)
    _tables: Mapping[str, RevisionTable] = field(repr=False, compare=False)

    def revision(self, dataset: str) -> Revision:
        """Return the revision of the dataset that was in force.

        Raises:
            LookupError: If the store does not know the dataset.
            StoreUnreadable: If none of its revisions can be read.
        """
        if dataset not in self._tables:
            raise LookupError(f"The store has no dataset {dataset!r}.")
        if dataset not in self._revisions:
            raise StoreUnreadable(self._tables[dataset].missing())
        return self._revisions[dataset]

    def is_readable(self, dataset: str) -> bool:
        """Return whether any revision of the dataset can be read."""
        return dataset in self._revisions

    def read(self, dataset: str, parts: Sequence[str] | None = None, columns: Sequence[str] | None = None) -> pa.Table:
        """Return the rows of the dataset, in no particular order, without the column `dataset`.

        Args:
            dataset: The dataset.
            parts: Only the rows of these parts, for a dataset that is divided.
            columns: Only these columns.
        """
        revision = self.revision(dataset)
        return self._tables[dataset].read(revision, parts, columns)


def take_snapshot(tables: Sequence[RevisionTable], as_of: datetime | None) -> Snapshot:
    """Return all datasets of some tables as they are now, or as they were at a moment."""
    revisions: dict[str, Revision] = {}
    keys: list[str] = []
    for table in tables:
        version = _version_at(table, as_of)
        found = _in_force(table, version)
        newest = max((one.version for one in found.values()), default=-1)
        fallen = "" if newest == version else f"!{sorted((name, one.version) for name, one in found.items())}"
        keys.append(f"{table.layout.table}.{table.table_id()[:8]}@{version}{fallen}")
        revisions |= found
    datasets = {dataset: table for table in tables for dataset in table.layout.datasets}
    return Snapshot("+".join(keys), revisions, datasets)


def _in_force(table: RevisionTable, version: int) -> dict[str, Revision]:
    """Return the revision of each dataset at a version, of those that can be read."""
    found: dict[str, Revision] = {}
    for dataset in table.layout.datasets:
        try:
            found[dataset] = table.in_force(dataset, version)
        except StoreUnreadable:
            continue
    return found


def _version_at(table: RevisionTable, as_of: datetime | None) -> int:
    """Return the version of our newest commit, not after the moment if one is given; 0 before the first."""
    for commit in table.index.newest_first():
        if as_of is None or commit.at <= as_of:
            return commit.version
    return 0
