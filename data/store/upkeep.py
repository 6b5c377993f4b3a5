"""What is done around a publication while the store is held: a look at the whole of it before, and its records.

Nothing is written to a store of which something is missing or damaged: what is missing is said, and a person decides.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.schemas.revision import Revision
from data.store.checkpoints import keep_checkpoint
from data.store.durability import flush_version, held_alone
from data.store.files import digest_of
from data.store.founding import begin_mark, make_table
from data.store.health import Indexes, examine_store, known_tables
from data.store.index import CommitIndex
from data.store.journal import note_line
from data.store.log import log_sizes
from data.store.mark import Mark, read_mark, write_mark
from data.store.parts import remove_unfinished
from data.store.recovery import settle_torn
from data.store.table import LONG_AGO, RevisionTable
from data.store.terms import DATASET_COLUMN, Change, Clock, Damage, Notice, StoreHeld, StoreUnreadable
from data.store.writer import Publication, disk_trouble_said

Digests = Callable[[], Mapping[str, str]]


class Upkeep:
    """The tables of one store as a writer needs them."""

    def __init__(
        self, root: Path, tables: Sequence[RevisionTable], digests: Digests, clock: Clock, wait: float
    ) -> None:
        self._root = root
        self._tables = {table.layout.table: table for table in tables}
        self._indexes: Indexes = {name: table.index for name, table in self._tables.items()}
        self._digests = digests
        self.clock = clock
        self._wait = wait
        self._mine = threading.local()
        self.notices: list[Notice] = []

    def damages(self) -> list[Damage]:
        """Return what a fast look finds missing or damaged."""
        return examine_store(self._root, self._indexes)

    def publish(self, table: RevisionTable, change: Change) -> list[Revision]:
        """Carry out a change while nobody else writes; what can go wrong is that of `Store.commit`."""
        with self.held():
            now = self.clock()
            with disk_trouble_said():
                self._prepare(table, now)
            return Publication(table, change, now, self._last()).publish()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the store against all other writers; whoever holds it already goes on holding it.

        Raises:
            StoreHeld: If somebody else holds it too long.
            StoreUnreadable: If its folder is gone.
        """
        if getattr(self._mine, "held", False):
            yield
            return
        if not self._root.is_dir():
            raise StoreUnreadable([Damage("not-a-store", self._root.name)])
        with held_alone(self._root, self._wait):
            self._mine.held = True
            try:
                yield
            finally:
                self._mine.held = False

    def clear(self) -> None:
        """Remove what interrupted writers left, unless somebody is writing at this moment."""
        try:
            with held_alone(self._root, 0):
                for name in known_tables(self._root):
                    remove_unfinished(self._root / name)
        except (StoreHeld, OSError):
            return

    def _prepare(self, table: RevisionTable, now: datetime) -> None:
        """Look at the whole store, and bring its records up to what was committed."""
        damages = self.damages()
        tables = {one.table for one in damages}
        if len(tables) <= 1 and "" not in tables:
            begin_mark(self._root, now.isoformat())
        if len(tables) == 1 and "" not in tables:
            self.notices += settle_torn(self._indexes[tables.pop()], damages)
            damages = self.damages()
        if damages:
            raise StoreUnreadable(damages)
        for name in known_tables(self._root):
            self._catch_up(name)
        if table.is_unmade():
            make_table(table, table.first_rows(), self._digests(), now)
        remove_unfinished(table.path)
        self._mark(table)

    def _catch_up(self, name: str) -> None:
        """Put into the journal what was committed and never came there, once it is flushed."""
        index = self._indexes[name]
        fresh = index.fresh()
        for version in range(max(0, fresh[0] - 1), fresh[-1] + 1) if fresh else ():
            flush_version(index.table, version, whole=False)
        index.journal.append(index.lines_to_come())

    def _mark(self, table: RevisionTable) -> None:
        """Add the table to the mark of the store, and that all tables have their journals."""
        mark, name = read_mark(self._root), table.layout.table
        if mark and not (mark.journaled and name in mark.tables):
            write_mark(self._root, Mark(mark.made, {**mark.tables, name: table.table_id()}))

    def _last(self) -> datetime:
        """Return the time of the newest revision in the store, so that a clock set back makes none older."""
        newest = (next(index.newest_first(), None) for index in self._indexes.values())
        return max([LONG_AGO, *(one.at for one in newest if one)])


@dataclass(frozen=True)
class Compacted:
    """How many summaries were written, how many files got a digest, and how many files nobody needs were removed."""

    summaries: int
    digests: int
    orphans: int


def compact_store(root: Path, wait: float, now: str) -> Compacted:
    """Write summaries and digests and remove orphans, while nobody else writes.

    Raises:
        StoreHeld: If somebody else holds the store too long.
        StoreUnreadable: If something of the store is missing or damaged.
    """
    with held_alone(root, wait):
        indexes: Indexes = {}
        damages = examine_store(root, indexes, deep=True)
        if damages:
            raise StoreUnreadable(damages)
        begin_mark(root, now)
        found = [_compact(indexes[name]) for name in known_tables(root)]
    return Compacted(*(sum(one) for one in zip(*found, strict=True))) if found else Compacted(0, 0, 0)


def _compact(index: CommitIndex) -> tuple[int, int, int]:
    index.journal.append(index.lines_to_come())
    digests = _missing_digests(index)
    if digests:
        index.journal.append([note_line("digests", files=digests)])
    orphans = orphans_of(index)
    for path in orphans:
        path.unlink(missing_ok=True)
    written = keep_checkpoint(index.table, max(log_sizes(index.table)), always=True)
    return int(written), len(digests), len(orphans)


def _missing_digests(index: CommitIndex) -> dict[str, str]:
    """Return the digests of the files that have none: those that an earlier version wrote."""
    files = {
        file.path
        for commit in index.commits()
        for dataset in commit.datasets
        for file in index.files(commit, dataset)
        if not file.sha256
    }
    return {path: digest_of(index.table / path) for path in sorted(files) if (index.table / path).exists()}


def orphans_of(index: CommitIndex) -> list[Path]:
    """Return the data files of a table that no commit names."""
    named: set[str] = set()
    for version in log_sizes(index.table):
        entry = index.entry(version)
        named |= {one.file.path for one in (*entry.added, *entry.removed)}
        named |= {file.path for files in entry.state.values() for file in files}
    found = index.table.glob(f"{DATASET_COLUMN}=*/**/*.parquet")
    return sorted(path for path in found if path.relative_to(index.table).as_posix() not in named)


def sizes_of(root: Path) -> dict[str, int]:
    """Return how many commits each table of a store has."""
    return {name: len(log_sizes(root / name)) for name in known_tables(root)}
