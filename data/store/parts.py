"""Writing a dataset that is divided into parts: one file a part, one part after another.

deltalake's own writer keeps a file open for every part until the last row has come: 750 MB for the schools of 140
countries. Here a part is written, closed and forgotten, so that a state of millions of rows needs hardly more memory
than its largest part.

The files of a commit that never came, because its process was ended, are removed by whoever opens the store or
writes to it next: a note under `_unfinished` names them, and its writer holds it locked as long as it lives.
"""

import contextlib
import json
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties
from deltalake.transaction import AddAction, RemoveAction

from data.progress import tell
from data.store.durability import held_alone, is_locked, take_lock
from data.store.log import FILES, entry_path, log_versions
from data.store.rows import fit_rows
from data.store.terms import DATASET_COLUMN, NAME_OF_PART, Change, Layout

UNFINISHED = "_unfinished"
ROW_GROUP = 100_000
NO_HOOKS = PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False)
LOGGER = logging.getLogger("connect2030")


def can_be_written(layout: Layout, states: Mapping[str, pa.Table]) -> bool:
    """Return whether states can be written part by part: one dataset, and no part whose name a path would change."""
    if not layout.part or len(states) != 1:
        return False
    names = next(iter(states.values()))[layout.part].unique().to_pylist()
    return all(name is not None and NAME_OF_PART.fullmatch(name) for name in names)


def commit_parts(stored: DeltaTable, table: Path, layout: Layout, change: Change, metadata: Mapping[str, str]) -> None:
    """Replace what a change of one dataset covers as the version after `stored`, or raise because that is taken."""
    dataset, rows = next(iter(change.states.items()))
    filters: list[tuple[str, str, str | list[str]]] = [(DATASET_COLUMN, "=", dataset)]
    if dataset in change.parts:
        filters.append((layout.part, "in", list(change.parts[dataset])))
    with _files_of(table, layout, dataset, rows) as added:
        removed = stored.file_uris(file_pruning_predicate=filters) if change.parts.get(dataset, True) else []
        counts = {"num_added_files": len(added), "num_removed_files": len(removed)}
        stored.create_write_transaction(
            added,
            mode="overwrite",
            schema=stored.schema(),
            partition_by=layout.partitions,
            partition_filters=filters,
            commit_properties=CommitProperties(custom_metadata={**metadata, FILES: counts}, max_commit_retries=0),
            post_commithook_properties=NO_HOOKS,
        )


@contextlib.contextmanager
def _files_of(table: Path, layout: Layout, dataset: str, rows: pa.Table) -> Iterator[list[AddAction | RemoveAction]]:
    """Write the files of a dataset's state; they are removed again where the commit that names them is not made."""
    with _noted(table) as token:
        try:
            yield list(_write(table, layout, dataset, rows, token))
        except BaseException:
            if not _was_committed(table, token):
                _remove(table, token)
            raise


def _write(table: Path, layout: Layout, dataset: str, rows: pa.Table, token: str) -> Iterator[AddAction]:
    schema = pa.schema([one for one in layout.schema if one.name != layout.part])
    done = 0
    for part, some in by_part(rows, layout.part):
        place = f"{DATASET_COLUMN}={dataset}/{layout.part}={part}/part-{token}.snappy.parquet"
        path = table / place
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(fit_rows(some.drop_columns([layout.part]), schema), path, row_group_size=ROW_GROUP)
        stats, values = json.dumps({"numRecords": len(some)}), {DATASET_COLUMN: dataset, layout.part: part}
        file = path.stat()
        yield AddAction(place, file.st_size, values, file.st_mtime_ns // 1_000_000, data_change=True, stats=stats)
        done += len(some)
        tell("writing", done / rows.num_rows)


def by_part(rows: pa.Table, part: str) -> Iterator[tuple[str, pa.Table]]:
    """Give the rows of one part after another; rows that stand together in the table are not copied."""
    if not rows.num_rows:
        return
    cells = rows[part].dictionary_encode().unify_dictionaries()
    names = cells.chunk(0).dictionary.to_pylist()
    codes = np.concatenate([chunk.indices.to_numpy() for chunk in cells.chunks])
    begins = np.flatnonzero(np.diff(codes, prepend=-1))
    if len(begins) > len(names):
        for place in sorted(range(len(names)), key=names.__getitem__):
            yield names[place], rows.take(pa.array(np.flatnonzero(codes == place)))
        return
    for first, last in zip(begins.tolist(), [*begins[1:].tolist(), len(codes)], strict=True):
        yield names[codes[first]], rows.slice(first, last - first)


@contextlib.contextmanager
def _noted(table: Path) -> Iterator[str]:
    """Note that files under a new token are being written, as long as they are."""
    token, folder = uuid4().hex, table / UNFINISHED
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / token
    with held_alone(folder):
        descriptor = take_lock(note)
    try:
        yield token
    finally:
        os.close(descriptor)
        note.unlink(missing_ok=True)


def remove_unfinished(table: Path) -> int:
    """Remove the files of commits that never came, whose writers are gone; return how many writers there were."""
    folder = table / UNFINISHED
    if not folder.is_dir() or not any(folder.iterdir()):
        return 0
    found = 0
    with held_alone(folder):
        for note in folder.iterdir():
            if _is_left(note):
                if not _was_committed(table, note.name):
                    _remove(table, note.name)
                    LOGGER.warning("removed what an interrupted publication of %s had written", table.name)
                note.unlink(missing_ok=True)
                found += 1
    return found


def _is_left(note: Path) -> bool:
    """Return whether the writer of a note is gone; one that has just removed its note is done."""
    try:
        return not is_locked(note)
    except FileNotFoundError:
        return False


def _was_committed(table: Path, token: str) -> bool:
    return any(token in entry_path(table, one).read_text(encoding="utf-8") for one in reversed(log_versions(table)))


def _remove(table: Path, token: str) -> None:
    for path in table.glob(f"{DATASET_COLUMN}=*/*/part-{token}.snappy.parquet"):
        path.unlink(missing_ok=True)
