"""Writing a state: its data files, and the commit that makes it a version of the table.

The files are written here and not by deltalake's own writer: so the digest of each is known before the commit that
carries it, what a small change leaves as it is need not be written again (`segments`), and a dataset that is divided
into parts is written part by part: deltalake keeps a file open for every part until the last row has come, which is
750 MB for the schools of 140 countries.

The files of a commit that never came, because its process was ended, are removed by whoever writes to the table next:
a note under `_unfinished` names them, and it is read only while nobody else can be writing.
"""

import contextlib
import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties
from deltalake.transaction import AddAction, RemoveAction

from data.progress import tell
from data.store.durability import is_locked
from data.store.files import StateFile, rows_per_file, split
from data.store.log import FILES, entry_path
from data.store.rows import fit_rows
from data.store.terms import DATASET_COLUMN, NAME_OF_PART, Layout

UNFINISHED = "_unfinished"
ROW_GROUP = 100_000
NO_HOOKS = PostCommitHookProperties(create_checkpoint=False, cleanup_expired_logs=False)
LOGGER = logging.getLogger("connect2030")


@dataclass
class Written:
    """The files of a state: those that were written for it, and those that stayed as they were."""

    fresh: dict[str, list[StateFile]] = field(default_factory=dict)
    kept: dict[str, list[StateFile]] = field(default_factory=dict)

    def state(self) -> dict[str, list[StateFile]]:
        """Return all files of each dataset."""
        return {dataset: [*self.kept.get(dataset, ()), *files] for dataset, files in self.fresh.items()}


class StateWriter:
    """Writes the files of one commit under one token."""

    def __init__(self, table: Path, layout: Layout, token: str) -> None:
        self._table = table
        self._layout = layout
        self._token = token
        self._count = 0

    def write_pieces(self, dataset: str, pieces: Sequence[pa.Table]) -> list[StateFile]:
        """Write rows of an undivided dataset, a file each piece."""
        return [self._write(dataset, "", piece, self._layout.schema) for piece in pieces if piece.num_rows]

    def write_parts(self, dataset: str, rows: pa.Table) -> list[StateFile]:
        """Write rows of a divided dataset, a file each part."""
        schema = pa.schema([one for one in self._layout.schema if one.name != self._layout.part])
        written: list[StateFile] = []
        done = 0
        for part, some in by_part(rows, self._layout.part):
            written.append(self._write(dataset, part, some.drop_columns([self._layout.part]), schema))
            done += len(some)
            tell("writing", done / rows.num_rows)
        return written

    def write_whole(self, dataset: str, rows: pa.Table) -> list[StateFile]:
        """Write all rows of a dataset, by parts where it is divided."""
        if self._layout.part:
            return self.write_parts(dataset, rows)
        return self.write_pieces(dataset, split(rows, rows_per_file(rows.num_rows)))

    def _write(self, dataset: str, part: str, rows: pa.Table, schema: pa.Schema) -> StateFile:
        sink = pa.BufferOutputStream()
        pq.write_table(fit_rows(rows, schema), sink, **_options(schema))
        content = sink.getvalue()
        self._count += 1
        folder = f"{DATASET_COLUMN}={dataset}" + (f"/{self._layout.part}={_in_a_path(part)}" if part else "")
        place = f"{folder}/part-{self._token}-{self._count:05d}.zstd.parquet"
        path = self._table / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return StateFile(place, content.size, rows.num_rows, hashlib.sha256(content).hexdigest(), part)


def _options(schema: pa.Schema) -> dict[str, object]:
    """Return how a file is written: without what a small one holds mostly, a second schema and statistics."""
    texts = [one.name for one in schema if pa.types.is_string(one.type)]
    shortly = {"compression": "zstd", "write_statistics": False, "store_schema": False}
    return {"row_group_size": ROW_GROUP, "use_dictionary": texts or False, **shortly}


def _in_a_path(part: str) -> str:
    """Return the name of a part as it may stand in a path; Delta itself keeps the name beside the path."""
    return part if NAME_OF_PART.fullmatch(part) else hashlib.sha256(part.encode()).hexdigest()[:24]


def add_actions(table: Path, layout: Layout, state: Mapping[str, Sequence[StateFile]]) -> list[AddAction]:
    """Return what tells Delta of files, which are dated by their own disk."""
    return [
        AddAction(
            file.path,
            file.size,
            {DATASET_COLUMN: dataset} | ({layout.part: file.part} if layout.part else {}),
            (table / file.path).stat().st_mtime_ns // 1_000_000,
            data_change=True,
            stats=json.dumps({"numRecords": file.rows}),
        )
        for dataset, files in state.items()
        for file in files
    ]


def milliseconds(at: datetime) -> int:
    """Return a moment as Delta counts it."""
    return int(at.timestamp() * 1000)


def live_files(
    stored: DeltaTable, layout: Layout, at: datetime, parts: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, RemoveAction]]:
    """Return the files that Delta has in force, by dataset and path, each as what would remove it; of `parts` alone."""
    names = ["path", "size_bytes", f"partition.{DATASET_COLUMN}"]
    names += [f"partition.{layout.part}"] if layout.part else []
    table = pa.table(stored.get_add_actions(flatten=True))
    for dataset, some in parts.items():
        others = pc.not_equal(table[names[2]], dataset)
        table = table.filter(pc.or_(others, pc.is_in(table[names[3]], pa.array(some, pa.string()))))
    found: dict[str, dict[str, RemoveAction]] = {}
    now = milliseconds(at)
    for row in table.select(names).to_pylist():
        values = {name.removeprefix("partition."): row[name] for name in names[2:]}
        action = RemoveAction(
            row["path"], data_change=True, deletion_timestamp=now, size=row["size_bytes"], partition_values=values
        )
        found.setdefault(row[names[2]], {})[unquote(row["path"])] = action
    return found


def commit_state(
    stored: DeltaTable, layout: Layout, actions: Sequence[AddAction | RemoveAction], metadata: Mapping[str, str]
) -> None:
    """Make files the version after `stored`, or raise because that is taken."""
    added = sum(isinstance(one, AddAction) for one in actions)
    counts = {"num_added_files": added, "num_removed_files": len(actions) - added}
    stored.create_write_transaction(
        list(actions),
        mode="append",
        schema=stored.schema(),
        partition_by=layout.partitions,
        commit_properties=CommitProperties(custom_metadata={**metadata, FILES: counts}, max_commit_retries=0),
        post_commithook_properties=NO_HOOKS,
    )


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
def files_noted(table: Path, base: int) -> Iterator[str]:
    """Note that files under a new token are being written; they are removed where no commit after `base` names them."""
    token, folder = uuid4().hex, table / UNFINISHED
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / token
    note.write_text(str(base))
    try:
        yield token
    except BaseException:
        if not _was_committed(table, token, note):
            _remove(table, token)
        raise
    finally:
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)


def remove_unfinished(table: Path) -> int:
    """Remove the files of commits that never came, while nobody else can be writing; return how many there were."""
    folder = table / UNFINISHED
    if not folder.is_dir():
        return 0
    found = 0
    for note in folder.iterdir():
        if _is_left(note):
            if not _was_committed(table, note.name, note):
                _remove(table, note.name)
                LOGGER.warning("removed what an interrupted publication of %s had written", table.name)
            note.unlink(missing_ok=True)
            found += 1
    return found


def _is_left(note: Path) -> bool:
    """Return whether the writer of a note is gone: that of an earlier version, which held its note locked, may live."""
    try:
        return not is_locked(note)
    except FileNotFoundError:
        return False


def _was_committed(table: Path, token: str, note: Path) -> bool:
    """Return whether an entry later than the one the note was written after names files of its token."""
    with contextlib.suppress(OSError, ValueError):
        version = int(note.read_text() or -1) + 1
        while entry_path(table, version).exists():
            if token in entry_path(table, version).read_text(encoding="utf-8", errors="replace"):
                return True
            version += 1
        return False
    return True


def _remove(table: Path, token: str) -> None:
    for path in table.glob(f"{DATASET_COLUMN}=*/**/part-{token}*.parquet"):
        path.unlink(missing_ok=True)
