"""The door to the store: open it, look at it at a moment, read revisions, publish."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

import pyarrow as pa

from data.memory import settle_memory
from data.schemas.revision import Revision
from data.store.durability import make_folder
from data.store.log import LOG
from data.store.table import RevisionTable
from data.store.terms import Change, Clock, Deed, Layout, Notice, ReadParts

Seeds = Callable[[], Mapping[str, pa.Table]]
Digests = Callable[[], Mapping[str, str]]
NO_PARTS: Mapping[str, Sequence[str]] = {}


def no_digests() -> Mapping[str, str]:
    """Return that nothing is known of the files behind the first rows."""
    return {}


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
        """
        if dataset not in self._revisions:
            raise LookupError(f"The store has no dataset {dataset!r}.")
        return self._revisions[dataset]

    def read(self, dataset: str, parts: Sequence[str] | None = None, columns: Sequence[str] | None = None) -> pa.Table:
        """Return the rows of the dataset, in no particular order, without the column `dataset`.

        Args:
            dataset: The dataset.
            parts: Only the rows of these parts, for a dataset that is divided.
            columns: Only these columns.
        """
        return self._tables[dataset].read(self.revision(dataset), parts, columns)


class Store:
    """Revisions of datasets in Delta tables under one folder.

    It may be shared by threads and opened by many processes at once: all it knows stands in the tables.
    """

    def __init__(
        self, location: Path, tables: Sequence[RevisionTable], notices: Sequence[Notice], clock: Clock
    ) -> None:
        self._location = location
        self.clock = clock
        self._all = tuple(tables)
        self._tables = {dataset: table for table in tables for dataset in table.layout.datasets}
        self._notices = list(notices)

    @classmethod
    def open(
        cls,
        location: str | Path,
        layouts: Sequence[Layout],
        seeds: Seeds,
        digests: Digests = no_digests,
        *,
        clock: Clock,
    ) -> Self:
        """Return the store in the folder: mended after an interruption, made from the seeds if it is new.

        Args:
            location: The folder of the store; made if missing.
            layouts: The tables and the datasets of each.
            seeds: Returns the rows of revision 0 by dataset; called only if a table has to be made.
            digests: Returns the SHA-256 of the files behind those rows, by dataset; kept with revision 0.
            clock: Returns the moment of a commit.

        Raises:
            StoreBusy: If a table's first commit is torn and not older than a minute.
        """
        settle_memory()
        root = Path(location).absolute()
        make_folder(root)
        tables = [RevisionTable(root, layout, clock) for layout in layouts]
        notices = [notice for table in tables for notice in table.mend()]
        missing = [table for table in tables if table.is_missing()]
        rows = seeds() if missing else {}
        known = digests() if missing else {}
        for table in missing:
            table.seed(rows, known)
        for table in tables:
            table.head()
        return cls(root, tables, notices, clock)

    @property
    def location(self) -> Path:
        """The folder of the store; what is worked out from its tables may be kept in a folder of its own there."""
        return self._location

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the store had to mend, when it was opened or before a commit since."""
        return tuple(self._notices)

    def mend(self) -> None:
        """Clear away what a writer left that was ended from outside."""
        self._notices += [notice for table in self._all for notice in table.mend()]

    @property
    def datasets(self) -> tuple[str, ...]:
        """The names of all datasets, in the order of the layouts."""
        return tuple(self._tables)

    def history(self, dataset: str) -> list[Revision]:
        """Return the revisions of the dataset, newest first; revision 0 is always the last."""
        table = self._table_of(dataset)
        return table.history(dataset, table.head())[::-1]

    def snapshot(self, as_of: datetime | None = None) -> Snapshot:
        """Return all datasets as they are now, or as they were at a moment (aware of its time zone).

        Before the first commit it is revision 0.

        Raises:
            ValueError: If the moment has no time zone.
        """
        if as_of is not None and as_of.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        revisions: dict[str, Revision] = {}
        keys: list[str] = []
        for table in self._all:
            version = _version_at(table, as_of)
            keys.append(f"{table.layout.table}.{table.table_id()[:8]}@{version}")
            revisions |= {name: table.history(name, version)[-1] for name in table.layout.datasets}
        return Snapshot("+".join(keys), revisions, self._tables)

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
        history = self.history(dataset)
        wanted = history[0].revision if revision is None else revision
        for made in history:
            if made.revision == wanted:
                return partial(self._table_of(dataset).read, made)
        raise LookupError(f"{dataset} has no revision {revision}.")

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
            StoreBusy: If nothing can be written at this moment.
            ValueError: If datasets of different tables are named, or rows do not fit the table.
        """
        if not states or not set(states) <= set(based_on):
            raise ValueError("Name each dataset to commit, with the revision it is based on.")
        tables = {id(table): table for table in map(self._table_of, based_on)}
        if len(tables) > 1:
            raise ValueError(f"One commit cannot cover the tables of {', '.join(based_on)}.")
        return next(iter(tables.values())).replace(Change(states, based_on, deed, parts), self._notices)

    def mark(self, dataset: str) -> int:
        """Return a number that tells whether the dataset's table was committed to since; it costs next to nothing.

        It is the time of the folder of the log, in which each commit makes a file. Two commits within one tick of the
        system's clock (some milliseconds) may leave the same number; a repair of the log may change it as well.
        """
        return (self._location / self._table_of(dataset).layout.table / LOG).stat().st_mtime_ns

    def _table_of(self, dataset: str) -> RevisionTable:
        if dataset not in self._tables:
            raise LookupError(f"The store has no dataset {dataset!r}.")
        return self._tables[dataset]


def _version_at(table: RevisionTable, as_of: datetime | None) -> int:
    """Return the version of our newest commit, not after the moment if one is given; 0 before the first."""
    made = [next(iter(commit.values())) for commit in table.commits(table.head())]
    return max((one.version for one in made if as_of is None or one.at <= as_of), default=0)
