"""The door to the store: open it, look at it at a moment, read revisions, publish."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Self

import pyarrow as pa

from data.memory import settle_memory
from data.schemas.revision import Revision
from data.store.durability import held_alone
from data.store.founding import expected_tables, found_store
from data.store.log import LOG
from data.store.snapshot import Snapshot, take_snapshot
from data.store.table import RevisionTable
from data.store.terms import (
    Change,
    Clock,
    Damage,
    Deed,
    Layout,
    Lost,
    Notice,
    ReadParts,
)
from data.store.upkeep import Upkeep

Seeds = Callable[[], Mapping[str, pa.Table]]
Digests = Callable[[], Mapping[str, str]]
NO_PARTS: Mapping[str, Sequence[str]] = {}
WAIT_SECONDS = 30.0
"""How long a publication waits for another one to end; a large census takes about ten seconds."""


def no_digests() -> Mapping[str, str]:
    """Return that nothing is known of the files behind the first rows."""
    return {}


class Store:
    """Revisions of datasets in Delta tables under one folder.

    It may be shared by threads and opened by many processes at once: all it knows stands in the tables.
    """

    def __init__(self, location: Path, tables: Sequence[RevisionTable], upkeep: Upkeep) -> None:
        self._location = location
        self.clock = upkeep.clock
        self._all = tuple(tables)
        self._tables = {dataset: table for table in tables for dataset in table.layout.datasets}
        self._upkeep = upkeep

    @classmethod
    def open(
        cls,
        location: str | Path,
        layouts: Sequence[Layout],
        seeds: Seeds,
        digests: Digests = no_digests,
        *,
        clock: Clock,
        wait: float = WAIT_SECONDS,
    ) -> Self:
        """Return the store in the folder; where the folder is missing or empty, it is made from the seeds.

        Opening a store that is there changes nothing on the disk.

        Args:
            location: The folder of the store.
            layouts: The tables and the datasets of each.
            seeds: Returns the rows of revision 0 by dataset; called only if a table was never made.
            digests: Returns the SHA-256 of the files behind those rows, by dataset; kept with revision 0.
            clock: Returns the moment of a commit.
            wait: For how many seconds a publication waits while somebody else holds the store.

        Raises:
            StoreUnreadable: If the folder holds something that is no store.
            StoreFull: If the disk is full before a store is made.
            StoreNotWritable: If the folder cannot be written to.
        """
        settle_memory()
        root, seeds_once = Path(location).absolute(), cache(seeds)
        found_store(root, layouts, seeds_once, digests, clock, wait)
        expected = expected_tables(root, layouts, seeds_once)
        tables = [RevisionTable(root, one, seeds_once, expected=one.table in expected) for one in layouts]
        return cls(root, tables, Upkeep(root, tables, digests, clock, wait))

    @property
    def location(self) -> Path:
        """The folder of the store; what is worked out from its tables may be kept in a folder of its own there."""
        return self._location

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the store had to set aside before a commit since it was opened."""
        return tuple(self._upkeep.notices)

    def mend(self) -> None:
        """Clear away what a writer left that was ended from outside."""
        self._upkeep.clear()

    def damages(self) -> list[Damage]:
        """Return what a fast look finds missing or damaged; nothing is written to the store as long as there is any."""
        return self._upkeep.damages()

    def lost(self, dataset: str | None = None) -> list[Lost]:
        """Return the revisions that were acknowledged and cannot be read any more, of one dataset or of all."""
        names = self.datasets if dataset is None else (dataset,)
        return [one for name in names for one in self._table_of(name).lost(name)]

    @property
    def datasets(self) -> tuple[str, ...]:
        """The names of all datasets, in the order of the layouts."""
        return tuple(self._tables)

    def history(self, dataset: str) -> list[Revision]:
        """Return the revisions of the dataset, newest first, without the lost ones; the first is the one in force.

        Raises:
            LookupError: If there is no such dataset.
            StoreUnreadable: If none of its revisions can be read.
        """
        return self._table_of(dataset).history(dataset)[::-1]

    def newest_first(self, dataset: str) -> Iterator[Revision]:
        """Give what `history` returns, each revision read when it is asked for: for who needs the newest few alone.

        Raises:
            LookupError: If there is no such dataset.
            StoreUnreadable: If none of its revisions can be read.
        """
        return self._table_of(dataset).newest_first(dataset)

    def snapshot(self, as_of: datetime | None = None) -> Snapshot:
        """Return all datasets as they are now, or as they were at a moment (aware of its time zone).

        Before the first commit it is revision 0. A dataset that cannot be read is left out; asking for it says why.

        Raises:
            ValueError: If the moment has no time zone.
        """
        if as_of is not None and as_of.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        return take_snapshot(self._all, as_of)

    def read(self, dataset: str, revision: int | None = None, parts: Sequence[str] | None = None) -> pa.Table:
        """Return the rows of a revision of the dataset, the newest if none is named; of these parts alone if named.

        Raises:
            LookupError: If there is no such dataset or revision.
            RevisionDamaged: If files of the revision are gone from the disk.
        """
        return self.reader(dataset, revision)(parts, None)

    def reader(self, dataset: str, revision: int | None = None) -> ReadParts:
        """Return what reads the rows of a revision part by part; the revision is looked up once.

        Raises:
            LookupError: If there is no such dataset or revision.
        """
        table = self._table_of(dataset)
        if revision is None:
            return partial(table.read, table.in_force(dataset))
        made = table.find(dataset, revision)
        if made:
            return partial(table.read, made)
        raise LookupError(f"{dataset} has no revision {revision}.")

    def read_part(self, revision: Revision, part: str) -> pa.Table:
        """Return the rows of a part as a revision at hand has it.

        Raises:
            RevisionDamaged: If files of the revision are gone from the disk.
        """
        return self._table_of(revision.dataset).read(revision, [part])

    def turn(self) -> AbstractContextManager[None]:
        """Return what holds the store against all other writers, so that nobody publishes between a look and a commit.

        Entering it raises `StoreHeld` where somebody else holds the store too long.
        """
        return self._upkeep.held()

    def turn_at(self, dataset: str) -> AbstractContextManager[None]:
        """Return what holds the table of a dataset against others that ask the same; commits do not.

        Entering it raises `StoreHeld` where somebody else holds it too long.
        """
        table = self._table_of(dataset)
        return nullcontext() if table.is_unmade() else held_alone(table.path, WAIT_SECONDS)

    def commit(
        self,
        states: Mapping[str, pa.Table],
        based_on: Mapping[str, int],
        deed: Deed,
        parts: Mapping[str, Sequence[str]] = NO_PARTS,
    ) -> list[Revision]:
        """Return the revisions that these states of datasets became, once they are safe on disk.

        All or nothing: the datasets, which must live in one table, move together in one commit.

        Args:
            states: The complete new rows of each dataset.
            based_on: The revision that the caller has looked at, for each of these datasets and for others of
                the table that the deed relies on.
            deed: Who, why and from what.
            parts: For a dataset that is divided: the parts that its state covers; all others stay as they are.

        Raises:
            DatasetMoved: If a dataset of `based_on` is at another revision by now; nothing was written.
            StoreBusy: If nothing can be written at this moment, or somebody holds the store too long.
            StoreUnreadable: If parts of the store are missing or damaged; nothing was written.
            StoreFull: If the disk is full; nothing was published.
            StoreNotWritable: If the disk refuses; nothing was published.
            NotCertain: If it is published and may not survive a power cut.
            ValueError: If datasets of different tables are named, or rows do not fit the table.
        """
        if not states or not set(states) <= set(based_on):
            raise ValueError("Name each dataset to commit, with the revision it is based on.")
        tables = {id(table): table for table in map(self._table_of, based_on)}
        if len(tables) > 1:
            raise ValueError(f"One commit cannot cover the tables of {', '.join(based_on)}.")
        return self._upkeep.publish(next(iter(tables.values())), Change(states, based_on, deed, parts))

    def mark(self, dataset: str) -> int:
        """Return a number that tells whether the dataset's table was committed to since; it costs next to nothing.

        It is the time of the folder of the log, in which each commit makes a file. Two commits within one tick of the
        system's clock (some milliseconds) may leave the same number; a repair of the log may change it as well.
        """
        try:
            return (self._location / self._table_of(dataset).layout.table / LOG).stat().st_mtime_ns
        except OSError:
            return 0

    def table_name(self, dataset: str) -> str:
        """Return the table that holds a dataset."""
        return self._table_of(dataset).layout.table

    def _table_of(self, dataset: str) -> RevisionTable:
        if dataset not in self._tables:
            raise LookupError(f"The store has no dataset {dataset!r}.")
        return self._tables[dataset]
