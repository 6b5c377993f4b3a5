"""The commits of one table as its log and its journal tell them together.

What the journal holds is taken from there; only what was committed since, or by an earlier version that kept no
journal, is read from the log. Looking again costs two questions to the system, however many revisions there are.
"""

import hashlib
import json
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from data.store.files import StateFile
from data.store.journal import Journal, Kept, commit_line, moment_of
from data.store.log import WHOLE, Commit, Entry, commit_of, entry_path, log_sizes, parse_entry, read_entry
from data.store.terms import UnreadableEntry

ENTRIES_KEPT = 64


class CommitIndex:
    """The commits of one table, each read once; an entry that changed since is read again."""

    def __init__(self, root: Path, table: str) -> None:
        self.table = root / table
        self.journal = Journal(root, table)
        self._read: dict[int, tuple[int, Commit | None]] = {}
        self._entries: OrderedDict[int, tuple[str, Entry]] = OrderedDict()
        self.unread: tuple[int, ...] = ()
        """The versions in the log that are in no journal and cannot be read."""

    def commits(self) -> list[Commit]:
        """Return our commits as they are now, oldest first."""
        return list(self.newest_first())[::-1]

    def verify(self) -> None:
        """Read every commit anew where the index of the journal does not say what the journal does."""
        self.journal.refresh()
        self.journal.verify()
        self._fresh_commits()

    def newest_first(self, dataset: str = "", upto: int | None = None) -> Iterator[Commit]:
        """Give our commits as they are now, newest first: those of a dataset or of all, up to and with a version."""
        self.journal.refresh()
        for commit in reversed(self._fresh_commits()):
            if (not dataset or dataset in commit.datasets) and (upto is None or commit.version <= upto):
                yield commit
        versions = self.journal.versions(dataset)
        for version in versions[: None if upto is None else bisect_right(versions, upto)][::-1]:
            yield self._kept_commit(version)

    def numbers(self, dataset: str) -> dict[int, int]:
        """Return the versions of a dataset's revisions, by their numbers."""
        self.journal.refresh()
        found = {number: version for version, number in self.journal.made.get(dataset, {}).items()}
        fresh = (one for one in self._fresh_commits() if dataset in one.datasets)
        return found | {one.number(dataset): one.version for one in fresh}

    def datasets(self) -> set[str]:
        """Return the datasets that any commit touched."""
        self.journal.refresh()
        return {*self.journal.made, *(name for one in self._fresh_commits() for name in one.datasets)}

    def forgotten(self) -> list[tuple[str, int]]:
        """Return the revisions that the index of the journal knows of and neither journal nor log does."""
        journal = self.journal
        sizes = log_sizes(self.table) if journal.promised else {}
        gone = (made for one, made in journal.promised.items() if one not in sizes and one not in journal.kept)
        return [one for made in gone for one in made if one not in journal.lost]

    def _fresh_commits(self) -> list[Commit]:
        """Return our commits in the log that the journal has not, oldest first."""
        found: list[Commit] = []
        unread: list[int] = []
        for version in self._fresh_versions(max(self.journal.sizes, default=-1)):
            try:
                commit = self._commit(version)
            except UnreadableEntry:
                unread.append(version)
                continue
            found += [commit] if commit else []
        self.unread = tuple(unread)
        return found

    def _kept_commit(self, version: int) -> Commit:
        journal = self.journal
        datasets = {name: numbers[version] for name, numbers in journal.made.items() if version in numbers}
        return Commit(version, datasets, moment_of(journal.moments[version]), lambda: self._info(version))

    def _info(self, version: int) -> Mapping[str, Any]:
        """Return what a commit of the journal says, from the log where its line was damaged since.

        Raises:
            UnreadableEntry: If neither can be read.
        """
        kept = self.journal.kept.get(version)
        commit = kept.commit if kept else commit_of(read_entry(self.table, version))
        if commit is None:
            raise UnreadableEntry(f"version {version} of {self.table.name} says nothing of ours")
        return commit.info

    def _fresh_versions(self, journaled: int) -> list[int]:
        """Return the versions in the log that the journal has not."""
        if journaled < 0:
            return sorted(log_sizes(self.table))
        found = []
        while entry_path(self.table, journaled + 1).exists():
            journaled += 1
            found.append(journaled)
        return found

    def _commit(self, version: int) -> Commit | None:
        path = entry_path(self.table, version)
        try:
            size = path.stat().st_size
            if version not in self._read or self._read[version][0] != size:
                entry = parse_entry(self.table.name, version, path.read_bytes())
                self._read[version] = (size, commit_of(entry))
        except OSError as error:
            raise UnreadableEntry(f"version {version} of {self.table.name} cannot be read") from error
        return self._read[version][1]

    def content(self, version: int) -> bytes:
        """Return an entry as it was written: from the log, or from the journal where the log's is not that.

        Raises:
            UnreadableEntry: If neither has it whole.
        """
        kept = self.journal.kept.get(version)
        try:
            content = entry_path(self.table, version).read_bytes()
        except OSError:
            content = b""
        if kept is None:
            return content
        if hashlib.sha256(content).hexdigest() == kept.sha256:
            return content
        copy = kept.copy()
        if copy is None:
            raise UnreadableEntry(f"version {version} of {self.table.name} is damaged, and so is its copy")
        return copy

    def entry(self, version: int) -> Entry:
        """Return a commit with its files.

        Raises:
            UnreadableEntry: If it cannot be read.
        """
        kept = self.journal.kept.get(version)
        if kept and version in self._entries and self._entries[version][0] == kept.sha256:
            self._entries.move_to_end(version)
            return self._entries[version][1]
        entry = parse_entry(self.table.name, version, self.content(version))
        if kept:
            self._entries[version] = (kept.sha256, entry)
            while len(self._entries) > ENTRIES_KEPT:
                self._entries.popitem(last=False)
        return entry

    def files(self, commit: Commit, dataset: str) -> list[StateFile]:
        """Return the files that a commit lists for a dataset: of its whole state, or of the parts that it covers.

        A commit of an earlier version lists nothing: these are the files that it added.

        Raises:
            UnreadableEntry: If the commit cannot be read.
        """
        entry = self.entry(commit.version)
        if dataset in entry.state:
            return list(entry.state[dataset])
        digests = self.journal.digests
        return [
            StateFile(one.file.path, one.file.size, one.file.rows, digests.get(one.file.path, ""), one.file.part)
            for one in entry.added
            if one.dataset == dataset
        ]

    def covered(self, commit: Commit, dataset: str) -> set[str] | None:
        """Return the parts of a dataset that a commit covers; None for all of them."""
        entry = self.entry(commit.version)
        said = json.loads(entry.info.get(WHOLE, "{}"))
        if commit.version == 0 or dataset in said:
            return None if not said.get(dataset) else set(said[dataset])
        actions = (*entry.added, *entry.removed)
        return {one.file.part for one in actions if one.dataset == dataset}

    def fresh(self) -> list[int]:
        """Return the versions in the log that the journal has not."""
        self.journal.refresh()
        return self._fresh_versions(max(self.journal.sizes, default=-1))

    def lines_to_come(self) -> list[bytes]:
        """Return the lines that the journal lacks: what was committed since, by others or by a writer that was ended.

        Raises:
            UnreadableEntry: If one of these commits cannot be read.
        """
        return [self.line(version) for version in self.fresh()]

    def lines_below(self, version: int) -> list[bytes]:
        """Return the lines that the journal lacks for the commits before a version."""
        return [self.line(one) for one in self.fresh() if one < version]

    def line(self, version: int) -> bytes:
        """Return the line that keeps a commit in the journal.

        Raises:
            UnreadableEntry: If it cannot be read.
        """
        content = entry_path(self.table, version).read_bytes()
        return commit_line(version, commit_of(parse_entry(self.table.name, version, content)), content)

    def is_as_kept(self, version: int, content: bytes) -> bool:
        """Return whether an entry is what the journal says was written."""
        kept = self.journal.kept.get(version)
        return kept is not None and hashlib.sha256(content).hexdigest() == kept.sha256

    def kept(self, version: int) -> Kept | None:
        """Return a commit as the journal keeps it."""
        return self.journal.kept.get(version)
