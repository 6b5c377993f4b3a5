"""Writing to a store: one publication at a time, whole and flushed, on a store that was found whole before.

Whoever writes holds the store alone. What the disk refuses before the commit leaves the store as it was and is said as
that; what it refuses afterwards is a publication that may not survive a power cut, and is said as that.
"""

import contextlib
import errno
import json
import logging
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import pyarrow as pa
from deltalake import DeltaTable, Schema
from deltalake.exceptions import DeltaError
from deltalake.transaction import RemoveAction

from data.schemas.revision import Revision
from data.store.checkpoints import keep_checkpoint, open_delta
from data.store.durability import flush_version
from data.store.files import FileDamaged, StateFile, keep_and_write, read_file
from data.store.log import WHOLE, entry_path, make_revisions, to_metadata
from data.store.parts import (
    NO_HOOKS,
    StateWriter,
    Written,
    add_actions,
    commit_state,
    files_noted,
    live_files,
)
from data.store.rows import fit_rows
from data.store.table import RevisionTable
from data.store.terms import (
    Change,
    DatasetMoved,
    NotCertain,
    StoreBusy,
    StoreFull,
    StoreNotWritable,
)

ATTEMPTS = 20
REFUSED = "the disk or the table refused it"
CROWDED = "Too many others are publishing at this moment. Try again in a minute."
NO_SPACE = ("os error 28", "No space left", "Disk quota exceeded", "os error 122")
LOGGER = logging.getLogger("connect2030")


@contextlib.contextmanager
def disk_trouble_said() -> Iterator[None]:
    """Say what the disk refuses as what it means for a publication that was not made.

    Raises:
        StoreFull: If the disk is full.
        StoreNotWritable: If it refuses for another reason.
    """
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT) or any(one in str(error) for one in NO_SPACE)
        raise (StoreFull if full else StoreNotWritable)(error.strerror or str(error)) from error
    except DeltaError as error:
        LOGGER.warning("The table could not be written to.", exc_info=True)
        full = any(one in str(error) for one in NO_SPACE)
        raise (StoreFull if full else StoreNotWritable)(REFUSED) from error


class _Quicker(Exception):  # noqa: N818 - the name says what happened
    """Another tool committed to the table meanwhile."""


class Publication:
    """One change on its way into a table, while nobody else of our kind can be writing."""

    def __init__(self, table: RevisionTable, change: Change, now: datetime, last: datetime) -> None:
        """Keep what is to be done; `last` is the time of the newest revision of the store."""
        self._table = table
        self._change = change
        self._at = max(now, last + timedelta(microseconds=1))
        if change.parts and not table.layout.part:
            raise ValueError(f"Table {table.layout.table} is not divided into parts.")

    def publish(self) -> list[Revision]:
        """Return the revisions made, once they are safe on disk.

        Raises:
            DatasetMoved: If a dataset is at another revision by now; nothing was written.
            StoreBusy: If other tools write to the table all the time; nothing was written.
            StoreFull: If the disk is full; nothing was published.
            StoreNotWritable: If the disk refuses; nothing was published.
            NotCertain: If it is published and the disk failed afterwards.
        """
        for _ in range(ATTEMPTS):
            with contextlib.suppress(_Quicker):
                return self._try()
        raise StoreBusy(CROWDED)

    def _try(self) -> list[Revision]:
        """Return the revisions made.

        Raises:
            _Quicker: If another tool was.
        """
        with disk_trouble_said():
            stored = self._with_columns(open_delta(self._table.path))
            base = stored.version()
        before = self._before()
        with disk_trouble_said(), files_noted(self._table.path, base) as token:
            flush_version(self._table.path, base, whole=False)
            written = self._write(token)
            made = self._revisions(base + 1, before)
            trouble = self._commit(stored, made, written, token)
        return self._settle(list(made.values()), trouble)

    def _before(self) -> dict[str, int]:
        """Return the highest number that each dataset to change ever had, after a look at who else published."""
        for dataset, expected in self._change.based_on.items():
            actual = self._table.in_force(dataset).revision
            if actual != expected:
                raise DatasetMoved(dataset, expected, actual)
        return {dataset: self._table.newest_number(dataset) for dataset in self._change.states}

    def _with_columns(self, stored: DeltaTable) -> DeltaTable:
        """Return the table with all columns of the layout; those that came later are added in a commit of their own."""
        known = {field.name for field in stored.schema().fields}
        new = [field for field in Schema.from_arrow(self._table.layout.schema).fields if field.name not in known]
        if new:
            stored.alter.add_columns(new, post_commithook_properties=NO_HOOKS)
            flush_version(self._table.path, stored.version())
        return stored

    def _write(self, token: str) -> Written:
        layout, written = self._table.layout, Written()
        writer = StateWriter(self._table.path, layout, token)
        for dataset, rows in self._change.states.items():
            if layout.part:
                written.fresh[dataset] = writer.write_parts(dataset, fit_rows(rows, layout.schema))
            else:
                kept, pieces = keep_and_write(self._rows_before(dataset), fit_rows(rows, layout.schema))
                written.kept[dataset] = kept
                written.fresh[dataset] = writer.write_pieces(dataset, pieces)
        return written

    def _rows_before(self, dataset: str) -> list[tuple[StateFile, pa.Table]]:
        """Return the files of the state in force with their rows; nothing where they are too few to be worth a look."""
        files = self._table.files_of(self._table.in_force(dataset))
        if len(files) < 2:
            return []
        try:
            return list(zip(files, self._table.rows_of(dataset, files), strict=True))
        except FileDamaged:
            return []

    def _revisions(self, version: int, before: Mapping[str, int]) -> dict[str, Revision]:
        rows = {name: state.num_rows + self._rows_beside(name) for name, state in self._change.states.items()}
        return make_revisions(version, self._at.isoformat(), self._change.deed, rows, before)

    def _rows_beside(self, dataset: str) -> int:
        """Return how many rows of a dataset the change does not cover."""
        if dataset not in self._change.parts:
            return 0
        newest = self._table.in_force(dataset)
        return newest.rows - sum(map(self._count, self._table.files_of(newest, self._change.parts[dataset])))

    def _count(self, file: StateFile) -> int:
        return file.rows if file.rows >= 0 else read_file(self._table.path, file, [], "").num_rows

    def _commit(self, stored: DeltaTable, made: Mapping[str, Revision], written: Written, token: str) -> str:
        """Make the commit; return in words what went wrong after it, empty for nothing."""
        version = stored.version() + 1
        layout, state = self._table.layout, written.state()
        metadata: dict[str, object] = dict(to_metadata(made, state))
        if layout.part:
            metadata[WHOLE] = json.dumps({name: self._change.parts.get(name) for name in made})
        try:
            commit_state(stored, layout, self._actions(stored, state), metadata)  # type: ignore[arg-type]
        except (DeltaError, OSError) as error:
            if not entry_path(self._table.path, version).exists():
                raise
            if not self._is_ours(version, token, written):
                raise _Quicker from error
            return str(error).splitlines()[0]
        return ""

    def _is_ours(self, version: int, token: str, written: Written) -> bool:
        content = entry_path(self._table.path, version).read_text(encoding="utf-8", errors="replace")
        return token in content if any(written.fresh.values()) else self._at.isoformat()[:26] in content

    def _actions(self, stored: DeltaTable, state: Mapping[str, list[StateFile]]) -> list[object]:
        """Return what makes the files that Delta has in force those of the new state."""
        live = live_files(stored, self._table.layout, self._at, self._change.parts)
        removed: list[object] = []
        missing: dict[str, list[StateFile]] = {}
        for dataset, files in state.items():
            wanted = {file.path for file in files}
            there = {path: one for path, one in live.get(dataset, {}).items() if self._covers(dataset, one)}
            removed += [one for path, one in there.items() if path not in wanted]
            missing[dataset] = [file for file in files if file.path not in there]
        return [*add_actions(self._table.path, self._table.layout, missing), *removed]

    def _covers(self, dataset: str, file: RemoveAction) -> bool:
        if dataset not in self._change.parts:
            return True
        return (file.partition_values or {}).get(self._table.layout.part) in self._change.parts[dataset]

    def _settle(self, made: list[Revision], trouble: str) -> list[Revision]:
        """Return the revisions once they are flushed and in the journal."""
        try:
            flush_version(self._table.path, made[0].version)
            self._table.index.journal.append(self._table.index.lines_to_come())
        except OSError as error:
            raise NotCertain(made, error.strerror or str(error)) from error
        if trouble:
            raise NotCertain(made, trouble)
        with contextlib.suppress(OSError, DeltaError):  # a summary only: without it the next writer reads more
            keep_checkpoint(self._table.path, made[0].version)
        return made
