"""What is missing or cannot be read in a store: looked for before each publication, and by `store check`.

The fast look holds log and journal against each other by names and sizes, and the newest revision of each dataset
against its files; the deep one reads every entry and every file there is.
"""

from collections.abc import Iterator
from pathlib import Path

from data.store.files import FileDamaged, StateFile, check_file, check_size
from data.store.index import CommitIndex
from data.store.journal import journal_path, journaled_tables
from data.store.log import LOG, Commit, entry_path, log_sizes
from data.store.mark import MARK, UnreadableMark, holds_tables, read_mark
from data.store.terms import JOURNAL, Damage, DamageCode, UnreadableEntry

Indexes = dict[str, CommitIndex]
"""The commits of tables as they were read before, by table: what is known need not be read again."""


def examine_store(root: Path, indexes: Indexes, *, deep: bool = False) -> list[Damage]:
    """Return what is missing or damaged in a store, all tables together."""
    found = examine_mark(root)
    for table in known_tables(root):
        index = indexes.setdefault(table, CommitIndex(root, table))
        found += examine_table(index, deep=deep)
        if is_journaled(root) and not journal_path(root, table).exists():
            found.append(Damage("journal-missing", str(journal_path(Path(), table)), table, mends=True))
    return found


def is_journaled(root: Path) -> bool:
    """Return whether every table of a store has a journal, or had one."""
    try:
        mark = read_mark(root)
    except UnreadableMark:
        return True
    return mark is not None and mark.journaled


def examine_mark(root: Path) -> list[Damage]:
    """Return whether the mark of a store is missing or damaged; one of an earlier version has none."""
    try:
        mark = read_mark(root)
    except UnreadableMark:
        return [Damage("mark-unreadable", MARK, mends=True)]
    if mark is not None:
        return []
    if journaled_tables(root):
        return [Damage("mark-missing", MARK, mends=True)]
    return [] if holds_tables(root) else [Damage("not-a-store", root.name)]


def known_tables(root: Path) -> list[str]:
    """Return the tables that a store is known to have: by its mark, by the journals, or by what lies in its folder."""
    try:
        mark = read_mark(root)
    except UnreadableMark:
        mark = None
    if mark is not None:
        return list(mark.tables)
    return sorted({*journaled_tables(root), *(path.parent.name for path in root.glob(f"*/{LOG}"))})


def examine_table(index: CommitIndex, *, deep: bool = False) -> list[Damage]:
    """Return what is missing or damaged in one table."""
    name = index.table.name
    index.verify()
    if not index.table.is_dir():
        return [Damage("table-missing", name, name, mends=False)]
    if not (index.table / LOG).is_dir():
        return [Damage("log-missing", f"{name}/{LOG}", name, mends=bool(index.journal.kept))]
    return [
        *_journal(index),
        *_entries(index, deep=deep),
        *(_all_files if deep else _newest_files)(index),
    ]


def _journal(index: CommitIndex) -> Iterator[Damage]:
    """Find damage of the journal: lines that are not whole, or commits below its last that it has not."""
    sizes, name = index.journal.sizes, index.table.name
    place = str(journal_path(Path(), name))
    unkept = len(sizes) <= max(sizes, default=-1)
    forgotten = tuple(index.forgotten())
    empty = not sizes and (index.table.parent / JOURNAL / f"{name}.log").exists()
    if index.journal.damaged or unkept or empty or forgotten:
        yield Damage("journal-damaged", place, name, revisions=forgotten, mends=True)


def _entries(index: CommitIndex, *, deep: bool) -> Iterator[Damage]:
    """Find entries of the log that are missing, or are not what was written."""
    sizes, kept = log_sizes(index.table), index.journal.sizes
    if sizes == kept and sizes and not deep and len(sizes) == max(sizes) + 1:
        return
    newest = max([*sizes, *kept], default=-1)
    unread = set(index.unread)
    for version in range(newest + 1):
        size = kept.get(version)
        if version not in sizes:
            yield _entry(index, "entry-missing", version)
        elif size is None and version in unread:
            yield _entry(index, "entry-torn" if version == newest else "entry-damaged", version)
        elif size is not None and (sizes[version] != size or (deep and not _is_as_kept(index, version))):
            yield _entry(index, "entry-damaged", version)
    if newest < 0:
        yield _entry(index, "entry-missing", 0)


def _is_as_kept(index: CommitIndex, version: int) -> bool:
    return index.is_as_kept(version, entry_path(index.table, version).read_bytes())


def _entry(index: CommitIndex, code: DamageCode, version: int) -> Damage:
    kept = index.kept(version)
    copy = kept.copy() if kept else None
    place = str(entry_path(Path(index.table.name), version))
    revisions = () if copy or not kept or not kept.commit else revisions_of(kept.commit)
    return Damage(code, place, index.table.name, version, revisions, mends=copy is not None)


def revisions_of(commit: Commit) -> tuple[tuple[str, int], ...]:
    """Return the revisions that a commit made, by dataset and number."""
    return tuple((dataset, commit.number(dataset)) for dataset in commit.datasets)


def _newest_files(index: CommitIndex) -> Iterator[Damage]:
    """Find damage of the files that the newest revision of each dataset lists."""
    journaled = max(index.journal.sizes, default=-1)
    for dataset in sorted(index.datasets()):
        for commit in index.newest_first(dataset):
            if (dataset, commit.number(dataset)) not in index.journal.lost:
                yield from _files(index, commit, dataset, deep=commit.version > journaled >= 0)
                break


def _all_files(index: CommitIndex) -> Iterator[Damage]:
    """Find damage of the files that any revision lists; each file is read once."""
    found: dict[str, Damage] = {}
    checked: set[str] = set()
    for commit in index.commits():
        for dataset in commit.datasets:
            if (dataset, commit.number(dataset)) not in index.journal.lost:
                for one in _files(index, commit, dataset, deep=True, checked=checked):
                    before = found.get(one.place)
                    revisions = (*(before.revisions if before else ()), *one.revisions)
                    found[one.place] = Damage(one.code, one.place, one.table, one.version, revisions)
    yield from found.values()


def _files(
    index: CommitIndex, commit: Commit, dataset: str, *, deep: bool, checked: set[str] | None = None
) -> Iterator[Damage]:
    """Find damage of the files that a commit lists for a dataset, those aside that were found whole already."""
    name = index.table.name
    try:
        files = index.files(commit, dataset)
    except UnreadableEntry:
        return  # told as damage of the entry
    for file in files:
        if checked is not None and file.path in checked:
            continue
        try:
            _check(index.table, file, deep=deep)
        except FileDamaged as error:
            code: DamageCode = "file-missing" if error.missing else "file-damaged"
            number = (dataset, commit.number(dataset))
            yield Damage(code, f"{name}/{file.path}", name, commit.version, (number,))
        else:
            (checked if checked is not None else set()).add(file.path)


def _check(table: Path, file: StateFile, *, deep: bool) -> None:
    if deep:
        check_file(table, file, anew=True)
    else:
        check_size(table, file)
