"""Making a store: once, in a folder that is missing or empty, and known from then on by its mark."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from shutil import rmtree

import pyarrow as pa
from deltalake import CommitProperties, Schema
from deltalake.transaction import create_table_with_add_actions

from data.store.durability import flush_folder, flush_version, held_alone, make_folder
from data.store.health import examine_mark, known_tables
from data.store.index import CommitIndex
from data.store.journal import journaled_tables
from data.store.log import FILES, make_revisions, to_metadata
from data.store.mark import MAKING, Mark, UnreadableMark, is_to_be_made, read_mark, write_mark
from data.store.parts import NO_HOOKS, StateWriter, add_actions
from data.store.table import BUILT_IN, RevisionTable
from data.store.terms import JOURNAL, Clock, Layout, StoreNotWritable, StoreUnreadable, UnreadableEntry
from data.store.writer import disk_trouble_said

KEEP_ALL = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}
Rows = Callable[[], Mapping[str, pa.Table]]
Digests = Callable[[], Mapping[str, str]]


def found_store(
    root: Path, layouts: Sequence[Layout], seeds: Rows, digests: Digests, clock: Clock, wait: float
) -> None:
    """Make the store if its folder is missing or empty; of several processes that start at once, one does.

    Raises:
        StoreUnreadable: If the folder holds something that is no store.
        StoreFull: If the disk is full.
        OSError: If the folder cannot be made or written to.
    """
    if not is_to_be_made(root):
        found = examine_mark(root)
        if any(one.code == "not-a-store" for one in found):
            raise StoreUnreadable(found)
        return
    try:
        with disk_trouble_said():
            make_folder(root)
            with held_alone(root, wait):
                if is_to_be_made(root):
                    _make(root, layouts, seeds, digests, clock)
    except StoreNotWritable as trouble:
        if isinstance(trouble.__cause__, OSError):
            raise trouble.__cause__ from None
        raise


def _make(root: Path, layouts: Sequence[Layout], seeds: Rows, digests: Digests, clock: Clock) -> None:
    making, now = root / MAKING, clock()
    making.touch()
    flush_folder(root)
    ids: dict[str, str] = {}
    rows, read_from = seeds(), digests()
    for layout in layouts:
        if (root / layout.table).exists():  # left by a process that was ended while it made the store
            rmtree(root / layout.table)
        for path in (root / JOURNAL).glob(f"{layout.table}.*"):
            path.unlink()
        table = RevisionTable(root, layout, seeds, expected=True)
        make_table(table, rows, read_from, now)
        ids[layout.table] = table.table_id()
    write_mark(root, Mark(now.isoformat(), ids))
    making.unlink()
    flush_folder(root)


def begin_mark(root: Path, now: str) -> None:
    """Give a store of an earlier version its mark, before it gets its journals."""
    if read_mark(root) is not None:
        return
    tables: dict[str, str] = {}
    for name in known_tables(root):
        try:
            tables[name] = CommitIndex(root, name).entry(0).table_id
        except UnreadableEntry:
            tables[name] = ""
    write_mark(root, Mark(now, tables, journaled=False))


def expected_tables(root: Path, layouts: Sequence[Layout], seeds: Rows) -> set[str]:
    """Return the tables of these that were made before, so that they are missing where they are not there.

    A store of an earlier version says nothing of that: there it is every table with a folder, and each whose datasets
    have built-in rows, as no version ever made a store without these.
    """
    try:
        mark = read_mark(root)
    except UnreadableMark:
        mark = None
    if mark is not None:
        return set(mark.tables)
    known = {*journaled_tables(root), *(path.name for path in root.iterdir() if path.is_dir())}
    absent = [one for one in layouts if one.table not in known]
    rows = seeds() if absent else {}
    return known | {one.table for one in absent if any(rows[name].num_rows for name in one.datasets if name in rows)}


def make_table(table: RevisionTable, rows: Mapping[str, pa.Table], digests: Mapping[str, str], now: datetime) -> None:
    """Make a table with revision 0 of all its datasets, while nobody else can be writing."""
    layout = table.layout
    make_folder(table.path)
    states = {dataset: rows.get(dataset, layout.schema.empty_table()) for dataset in layout.datasets}
    counts = {dataset: state.num_rows for dataset, state in states.items()}
    made = make_revisions(0, now.isoformat(), replace(BUILT_IN, digests=digests), counts, dict.fromkeys(states, -1))
    writer = StateWriter(table.path, layout, "first")
    state = {dataset: writer.write_whole(dataset, one) for dataset, one in states.items()}
    actions = add_actions(table.path, layout, state)
    metadata = {**to_metadata(made, state), FILES: {"num_added_files": len(actions), "num_removed_files": 0}}
    create_table_with_add_actions(
        str(table.path),
        Schema.from_arrow(pa.schema([*layout.schema, pa.field("dataset", pa.string())])),
        actions,
        mode="error",
        partition_by=layout.partitions,
        configuration=KEEP_ALL,
        commit_properties=CommitProperties(custom_metadata=metadata, max_commit_retries=0),
        post_commithook_properties=NO_HOOKS,
    )
    flush_version(table.path, 0)
    table.index.journal.append(table.index.lines_to_come())
