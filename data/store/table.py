"""One table that holds the revisions of several datasets of the same shape, as it is read."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from data.schemas.revision import Revision
from data.store.files import FileDamaged, StateFile, check_file, check_size, read_file
from data.store.index import CommitIndex
from data.store.log import LOG, Commit, make_revisions
from data.store.rows import fit_rows
from data.store.terms import (
    DATASET_COLUMN,
    NAME_OF_PART,
    Damage,
    Deed,
    Layout,
    Lost,
    RevisionDamaged,
    StoreUnreadable,
    UnreadableEntry,
)

BUILT_IN = Deed(by="built-in", why="built-in", deed="built-in")
ROWS_KEPT = 100_000
"""Up to how many rows of a dataset stay in memory as they were read: a publication asks for them three times."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
Rows = Callable[[], Mapping[str, pa.Table]]


class RevisionTable:
    """One table, read as revisions; it keeps nothing but what it has read of log, journal and files."""

    def __init__(self, root: Path, layout: Layout, seeds: Rows, *, expected: bool) -> None:
        """Keep where the table is.

        Args:
            root: The folder of the store.
            layout: The table and its datasets.
            seeds: Returns the rows of revision 0, which are served as long as the table was never made.
            expected: Whether the table was made before, so that it is missing where it is not there.
        """
        self.layout = layout
        self.root = root
        self.path = root / layout.table
        self.index = CommitIndex(root, layout.table)
        self._seeds = seeds
        self._expected = expected
        self._whole: set[tuple[int, str]] = set()
        self._skipped: set[tuple[str, int]] = set()
        self._rows: dict[str, dict[str, pa.Table]] = {}
        self._id: tuple[object, str] = (None, "")

    def is_unmade(self) -> bool:
        """Return whether nobody has made the table yet: a later version of the product brought it."""
        return not self._expected and not (self.path / LOG).exists()

    def first_rows(self) -> Mapping[str, pa.Table]:
        """Return the rows that revision 0 of the datasets has."""
        return self._seeds()

    def table_id(self) -> str:
        """Return the id that Delta gave the table when it was made, empty where that cannot be told."""
        try:
            mark: object = (self.path / LOG).stat().st_ino
            if self._id[0] != mark:
                self._id = (mark, self.index.entry(0).table_id)
        except (OSError, UnreadableEntry):
            return ""
        return self._id[1]

    def in_force(self, dataset: str, upto: int | None = None) -> Revision:
        """Return the newest revision of a dataset that can be read, up to and with a version.

        Raises:
            StoreUnreadable: If there is none.
        """
        if self.is_unmade():
            rows = self._seeds().get(dataset)
            return self._first(dataset, rows.num_rows if rows is not None else 0, LONG_AGO)
        touched = False
        for commit in self.index.newest_first(dataset, upto):
            touched = True
            if self.is_readable(commit, dataset):
                return commit.revision(dataset)
        first = None if touched else next(self.index.newest_first(upto=0), None)
        if first:
            return self._first(dataset, 0, first.at)
        raise StoreUnreadable(self.missing())

    def _first(self, dataset: str, rows: int, began: datetime) -> Revision:
        made = make_revisions(0, began.isoformat(), BUILT_IN, {dataset: rows}, {dataset: -1})
        return made[dataset]

    def missing(self) -> list[Damage]:
        """Return what is missing of the table as a whole."""
        table = self.layout.table
        if not self.path.is_dir():
            return [Damage("table-missing", table, table)]
        if not (self.path / LOG).is_dir():
            return [Damage("log-missing", f"{table}/{LOG}", table)]
        unread = self.index.unread or (0,)
        return [Damage("entry-damaged", f"{table}/{LOG}", table, version) for version in unread]

    def is_readable(self, commit: Commit, dataset: str) -> bool:
        """Return whether a commit and the files it lists for a dataset are whole; a yes is kept."""
        key = (commit.version, dataset)
        number = (dataset, commit.number(dataset))
        if number in self.index.journal.lost:
            return False
        if key in self._whole:
            return True
        try:
            for file in self.index.files(commit, dataset):
                (check_size if self.layout.part else check_file)(self.path, file)
        except (UnreadableEntry, FileDamaged):
            self._skipped.add(number)
            return False
        self._skipped.discard(number)
        self._whole.add(key)
        return True

    def history(self, dataset: str) -> list[Revision]:
        """Return the revisions of a dataset, oldest first, without those known to be unreadable.

        Raises:
            StoreUnreadable: If none can be read.
        """
        return list(self.newest_first(dataset))[::-1]

    def newest_first(self, dataset: str) -> Iterator[Revision]:
        """Give the revisions of a dataset, newest first, without those known to be unreadable; each read as it comes.

        Raises:
            StoreUnreadable: If none can be read.
        """
        one = newest = self.in_force(dataset)
        yield newest
        gone = {one.revision for one in self.lost(dataset)}
        for commit in self.index.newest_first(dataset, newest.version - 1) if newest.revision else ():
            if commit.number(dataset) < newest.revision and commit.number(dataset) not in gone:
                one = commit.revision(dataset)
                yield one
        if one.revision and 0 not in gone:
            began = next((one.at for one in self.index.newest_first(upto=0)), newest.at)
            yield self._first(dataset, 0, began)

    def find(self, dataset: str, number: int) -> Revision | None:
        """Return the revision of that number; None where there is none, or it is lost."""
        version = self.index.numbers(dataset).get(number)
        if number > self.in_force(dataset).revision or any(one.revision == number for one in self.lost(dataset)):
            return None
        if version is None:  # one of an earlier version, that no commit names
            return next((one for one in self.newest_first(dataset) if one.revision == number), None)
        return self._made(dataset, version).revision(dataset)

    def lost(self, dataset: str) -> list[Lost]:
        """Return the revisions of a dataset that were acknowledged and cannot be read, oldest first."""
        with contextlib.suppress(StoreUnreadable):
            self.in_force(dataset)  # looks at the newest ones
        self.index.verify()
        made, journal = self.index.numbers(dataset), self.index.journal
        declared = {number for name, number in journal.lost if name == dataset}
        skipped = [number for name, number in self._skipped if name == dataset and number in made]
        skipped = [number for number in skipped if not self.is_readable(self._made(dataset, made[number]), dataset)]
        gaps = set(range(1, max(made, default=0))) - made.keys() if len(made) <= max(made, default=0) else set()
        return [
            Lost(
                dataset,
                number,
                commit.revision(dataset) if (commit := self._lost_commit(dataset, number, made)) else None,
                declared=number in declared,
                acknowledged=(dataset, number) in journal.acknowledged,
            )
            for number in sorted({*declared, *skipped, *gaps})
        ]

    def _lost_commit(self, dataset: str, number: int, made: Mapping[int, int]) -> Commit | None:
        noted = self.index.journal.lost.get((dataset, number))
        return noted or (self._made(dataset, made[number]) if number in made else None)

    def _made(self, dataset: str, version: int) -> Commit:
        """Return the commit of a version that is known to have made a revision of a dataset."""
        return next(self.index.newest_first(dataset, version))

    def newest_number(self, dataset: str) -> int:
        """Return the highest number that a revision of the dataset ever had, lost ones among them."""
        made = self.index.numbers(dataset)
        return max([0, *made, *(one.revision for one in self.lost(dataset))])

    def files_of(self, revision: Revision, parts: Sequence[str] | None = None) -> list[StateFile]:
        """Return the files that hold the rows of a revision, or of these parts of it.

        Raises:
            RevisionDamaged: If a commit that says which cannot be read.
        """
        found: dict[str, list[StateFile]] = {}
        wanted = None if parts is None else {one for one in parts if self._may_have(revision.dataset, one)}
        if wanted is not None and not wanted:
            return []
        try:
            for commit in self.index.newest_first(revision.dataset, revision.version):
                files = self.index.files(commit, revision.dataset)
                if not self.layout.part:
                    return files
                covered = self.index.covered(commit, revision.dataset)
                fresh: dict[str, list[StateFile]] = {part: [] for part in covered or ()}
                for file in files:
                    fresh.setdefault(file.part, []).append(file)
                found = fresh | found
                if covered is None or (wanted is not None and found.keys() >= wanted):
                    break
        except UnreadableEntry as error:
            raise _damaged(revision, str(error)) from error
        return [file for part, files in sorted(found.items()) if parts is None or part in parts for file in files]

    def _may_have(self, dataset: str, part: str) -> bool:
        """Return whether any revision of a dataset may have rows of a part: then its files have a folder."""
        place = self.path / f"{DATASET_COLUMN}={dataset}" / f"{self.layout.part}={part}"
        return not NAME_OF_PART.fullmatch(part) or place.exists()

    def rows_of(self, dataset: str, files: Sequence[StateFile]) -> list[pa.Table]:
        """Return all rows of each file of an undivided state; those of a small one are kept until another is read.

        Raises:
            FileDamaged: If a file is gone or damaged.
        """
        kept, schema = self._rows.get(dataset, {}), self.layout.schema
        found: dict[str, pa.Table] = {}
        for file in files:
            if file.path in kept:
                check_file(self.path, file)
            found[file.path] = kept.get(file.path) or self._rows_in(file, schema)
        if sum(rows.num_rows for rows in found.values()) <= ROWS_KEPT:
            self._rows[dataset] = found
        return list(found.values())

    def _rows_in(self, file: StateFile, schema: pa.Schema) -> pa.Table:
        """Return the rows of a file as this version writes them."""
        rows = fit_rows(read_file(self.path, file, schema.names, self.layout.part), schema)
        return self.layout.read_as(rows) if self.layout.read_as else rows

    def read(
        self, revision: Revision, parts: Sequence[str] | None = None, columns: Sequence[str] | None = None
    ) -> pa.Table:
        """Return the rows of a revision, from the files it listed, whatever other tools did since.

        Args:
            revision: The revision.
            parts: Only the rows of these parts.
            columns: Only these columns.

        Raises:
            RevisionDamaged: If files of the revision are gone or damaged.
        """
        names = list(columns) if columns else self.layout.schema.names
        schema = pa.schema([self.layout.schema.field(name) for name in names])
        if not revision.rows or parts == []:
            return schema.empty_table()
        if self.is_unmade():
            return fit_rows(self._seeds()[revision.dataset].select(names), schema)
        files = self.files_of(revision, parts)
        try:
            if self.layout.part:
                read = [self._rows_in(one, schema) for one in files]
            else:
                read = [rows.select(names) for rows in self.rows_of(revision.dataset, files)]
        except FileDamaged as error:
            self._whole.discard((revision.version, revision.dataset))
            raise _damaged(revision, f"{self.layout.table}/{error.path}") from error
        rows = pa.concat_tables(read) if read else schema.empty_table()
        if parts is None and rows.num_rows != revision.rows:
            raise _damaged(revision, f"{rows.num_rows} of {revision.rows} rows are left")
        return rows


def _damaged(revision: Revision, detail: str) -> RevisionDamaged:
    return RevisionDamaged(f"{revision.dataset} {revision.revision}: {detail}.")
