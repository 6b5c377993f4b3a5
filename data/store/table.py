"""One Delta table that holds the revisions of several datasets of the same shape."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import CommitProperties, DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError
from pyarrow.fs import LocalFileSystem, SubTreeFileSystem

from data.schemas.revision import Revision
from data.store.durability import flush_version
from data.store.log import CommitLog, Mark, log_marks, log_versions, make_revisions, to_metadata
from data.store.parts import NO_HOOKS, can_be_written, commit_parts, remove_unfinished
from data.store.recovery import find_head, set_aside_torn
from data.store.rows import fit_rows, put_together, quoted
from data.store.terms import (
    DATASET_COLUMN,
    SET_ASIDE,
    Change,
    Clock,
    DatasetMoved,
    Deed,
    Layout,
    Notice,
    RevisionDamaged,
    StoreBusy,
)

if TYPE_CHECKING:  # importing it for good brings pandas in, which the store does without
    from pyarrow.dataset import Dataset

BUILT_IN = Deed(by="built-in", why="Built-in datasets", deed="built-in")
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
ATTEMPTS = 200
KEPT_OPEN = 3
FIRST_PAUSE, LONGEST_PAUSE = timedelta(milliseconds=2), timedelta(milliseconds=50)
KEEP_ALL = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}
BUSY = "The store is being repaired after an interruption. Try again in a minute."
CROWDED = "Too many others are publishing at this moment. Try again in a minute."


class RevisionTable:
    """One Delta table, read and written as revisions; it keeps nothing but what it has read of the log."""

    def __init__(self, root: Path, layout: Layout, clock: Clock) -> None:
        self.layout = layout
        self._clock = clock
        self._path = root / layout.table
        self._aside = root / SET_ASIDE
        self._log = CommitLog(self._path)
        self._open: dict[int, Dataset] = {}
        self._whole: Mark | None = None

    def mend(self) -> list[Notice]:
        """Set torn commits aside and remove what interrupted writers left; return a notice for each torn commit."""
        remove_unfinished(self._path)
        return set_aside_torn(self._path, self._aside)

    def is_missing(self) -> bool:
        """Return whether the table still has to be made."""
        return not log_versions(self._path)

    def head(self) -> int:
        """Return the newest version that is whole.

        Raises:
            StoreBusy: If none is found at this moment.
        """
        marks = log_marks(self._path)
        newest = max(marks, default=0)
        if self._whole is not None and marks.get(newest) == self._whole:
            return newest  # found whole before: its files need not be opened at every look
        version = find_head(self._path).version
        if version is None:
            raise StoreBusy(BUSY)
        self._whole = marks.get(version)
        return version

    def table_id(self) -> str:
        """Return the id that Delta gave the table when it was made."""
        return self._log.table_id()

    def commits(self, upto: int) -> list[dict[str, Revision]]:
        """Return what each of our commits made, oldest first, up to and with the version."""
        return self._log.commits(upto)

    def history(self, dataset: str, upto: int) -> list[Revision]:
        """Return the revisions of a dataset, oldest first; 0 is empty if the table was made without it."""
        commits = self.commits(upto)
        found = [made[dataset] for made in commits if dataset in made]
        if found and found[0].revision == 0:
            return found
        began = next(iter(commits[0].values())).at if commits else LONG_AGO
        return [make_revisions(0, began.isoformat(), BUILT_IN, {dataset: 0}, {dataset: -1})[dataset], *found]

    def read(
        self, revision: Revision, parts: Sequence[str] | None = None, columns: Sequence[str] | None = None
    ) -> pa.Table:
        """Return the rows of a revision, from the version that made it, whatever other tools did since.

        Args:
            revision: The revision.
            parts: Only the rows of these parts.
            columns: Only these columns.

        Raises:
            RevisionDamaged: If files of the revision are gone, or rows are missing.
        """
        names = list(columns) if columns else self.layout.schema.names
        schema = pa.schema([self.layout.schema.field(name) for name in names])
        if not revision.rows or parts == []:
            return schema.empty_table()
        chosen = pc.field(DATASET_COLUMN) == revision.dataset
        if parts is not None:
            chosen &= pc.field(self.layout.part).isin(list(parts))
        try:
            stored = self._opened(revision.version)
            rows = stored.to_table([name for name in names if name in stored.schema.names], filter=chosen)
        except FileNotFoundError as error:
            raise RevisionDamaged(f"{revision.dataset} {revision.revision}: a file is missing.") from error
        if parts is None and rows.num_rows != revision.rows:
            raise RevisionDamaged(f"{revision.dataset} {revision.revision}: {rows.num_rows} rows are left.")
        return fit_rows(rows, schema)

    def _opened(self, version: int) -> "Dataset":
        """Return the files of a version to read from; the last few stay open, as opening costs more than reading."""
        opened = self._open.get(version)
        if opened is None:
            opened = DeltaTable(self._path, version=version).to_pyarrow_dataset(filesystem=self._files())
            self._open = dict([*self._open.items(), (version, opened)][-KEPT_OPEN:])
        return opened

    def _files(self) -> SubTreeFileSystem:
        """Return our own way to the files: with Delta's, pyarrow's threads now and then abort the process at exit."""
        return SubTreeFileSystem(str(self._path), LocalFileSystem())

    def seed(self, rows: Mapping[str, pa.Table], digests: Mapping[str, str]) -> None:
        """Make the table with revision 0 of all its datasets, unless another process is first."""
        states = {dataset: rows.get(dataset, self.layout.schema.empty_table()) for dataset in self.layout.datasets}
        counts = {dataset: state.num_rows for dataset, state in states.items()}
        deed, now = replace(BUILT_IN, digests=digests), self._clock().isoformat()
        made = make_revisions(0, now, deed, counts, dict.fromkeys(states, -1))
        try:
            write_deltalake(
                str(self._path),
                put_together(states, self.layout.schema),
                mode="error",
                partition_by=self.layout.partitions,
                configuration=KEEP_ALL,
                commit_properties=CommitProperties(custom_metadata=to_metadata(made), max_commit_retries=0),
                post_commithook_properties=NO_HOOKS,
            )
        except DeltaError:
            if self.is_missing():
                raise
        flush_version(self._path, 0)

    def replace(self, change: Change, notices: list[Notice]) -> list[Revision]:
        """Commit new states of datasets in one version, if the datasets still are at the revisions named.

        When somebody else was quicker with *another* dataset of this table, it is tried on top of theirs.

        Raises:
            DatasetMoved: If a dataset is at another revision by now; nothing was written.
            StoreBusy: If nothing can be written at this moment.
            ValueError: If parts are named in a table that is not divided.
        """
        if change.parts and not self.layout.part:
            raise ValueError(f"Table {self.layout.table} is not divided into parts.")
        pause = FIRST_PAUSE
        for _ in range(ATTEMPTS):
            notices += self.mend()
            made = self._try_replace(change)
            if made:
                flush_version(self._path, made[0].version)
                return made
            time.sleep(pause.total_seconds())
            pause = min(2 * pause, LONGEST_PAUSE)
        raise StoreBusy(CROWDED)

    def _try_replace(self, change: Change) -> list[Revision]:
        """Return the revisions made, none if another writer was quicker."""
        head = find_head(self._path)
        if head.version is None or head.blocked:
            raise StoreBusy(BUSY)
        base = head.version
        for dataset, expected in change.based_on.items():
            actual = self.history(dataset, base)[-1].revision
            if actual != expected:
                raise DatasetMoved(dataset, expected, actual)
        self._flush_base(base)
        stored = DeltaTable(self._path, version=base)
        rows = {name: state.num_rows + self._rows_beside(stored, name, change) for name, state in change.states.items()}
        made = make_revisions(base + 1, self._clock().isoformat(), change.deed, rows, change.based_on)
        try:
            self._overwrite(stored, change, to_metadata(made))
        except CommitFailedError:
            if log_versions(self._path)[-1] == base:
                raise
            return []
        return list(made.values())

    def _rows_beside(self, stored: DeltaTable, dataset: str, change: Change) -> int:
        """Return how many rows of a dataset the change does not cover."""
        if dataset not in change.parts:
            return 0
        ours = pc.field(DATASET_COLUMN) == dataset
        covered = pc.field(self.layout.part).isin(list(change.parts[dataset]))
        return int(stored.to_pyarrow_dataset(filesystem=self._files()).count_rows(filter=ours & ~covered))

    def _flush_base(self, base: int) -> None:
        """Flush the version to build on, and other tools' commits between it and our newest."""
        ours = [next(iter(made.values())).version for made in self.commits(base)]
        for version in range(max(ours, default=0), base + 1):
            flush_version(self._path, version)

    def _overwrite(self, stored: DeltaTable, change: Change, metadata: dict[str, str]) -> None:
        """Replace what the change covers as the version after `stored`, or raise because that is taken."""
        known = {field.name for field in stored.schema().fields}
        if known >= set(self.layout.schema.names) and can_be_written(self.layout, change.states):
            commit_parts(stored, self._path, self.layout, change, metadata)
            return
        write_deltalake(
            stored,
            put_together(change.states, self.layout.schema),
            mode="overwrite",
            predicate=" OR ".join(self._covered(name, change) for name in change.states),
            schema_mode=None if known >= set(self.layout.schema.names) else "merge",
            commit_properties=CommitProperties(custom_metadata=metadata, max_commit_retries=0),
            post_commithook_properties=NO_HOOKS,
        )

    def _covered(self, dataset: str, change: Change) -> str:
        """Return the predicate for what the state of a dataset replaces."""
        whole = f"{DATASET_COLUMN} = '{dataset}'"
        if dataset not in change.parts:
            return whole
        names = ", ".join(f"'{quoted(part)}'" for part in change.parts[dataset])
        return f"({whole} AND {self.layout.part} IN ({names}))"
