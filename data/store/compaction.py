"""What keeps a store quick over the years: summaries of its logs, digests for old files, no files that nobody needs.

Every revision stays readable: nothing that a revision lists is touched.
"""

from dataclasses import dataclass
from pathlib import Path

from data.store.checkpoints import keep_checkpoint
from data.store.durability import held_alone
from data.store.files import digest_of
from data.store.founding import begin_mark
from data.store.health import Indexes, examine_store, known_tables
from data.store.index import CommitIndex
from data.store.journal import note_line
from data.store.log import log_sizes
from data.store.terms import DATASET_COLUMN, StoreUnreadable


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
