"""Held here: a small change writes a small file, and what is put together is exactly the new state."""

import random
from pathlib import Path

import pyarrow as pa
import pytest

from data.store.files import LEAST_ROWS, MOST_FILES, StateFile, keep_and_write, rows_per_file, split
from tests.data.store_samples import ANA, SCHEMA, checksums, open_store

COUNT = 4 * LEAST_ROWS


def rows_of(values: list[float]) -> pa.Table:
    return pa.table({"key": [f"k{i}" for i in range(len(values))], "value": values}, schema=SCHEMA)


def in_files(rows: pa.Table) -> list[tuple[StateFile, pa.Table]]:
    pieces = split(rows, rows_per_file(rows.num_rows))
    return [(StateFile(f"f{i}", 1, piece.num_rows), piece) for i, piece in enumerate(pieces)]


def put_together(old: list[tuple[StateFile, pa.Table]], rows: pa.Table) -> list[tuple[str, float]]:
    kept, written = keep_and_write(old, rows)
    tables = [table for file, table in old if file in kept] + written
    return sorted((row["key"], row["value"]) for table in tables for row in table.to_pylist())


def test_one_changed_cell_writes_one_file_anew() -> None:
    old = in_files(rows_of([0.0] * COUNT))
    changed = rows_of([0.0] * (LEAST_ROWS + 7) + [1.0] + [0.0] * (COUNT - LEAST_ROWS - 8))
    kept, written = keep_and_write(old, changed)

    assert [file.path for file in kept] == ["f0", "f2", "f3"]
    assert [table.num_rows for table in written] == [LEAST_ROWS]


def test_few_rows_more_join_the_smallest_file_that_has_room() -> None:
    old = in_files(rows_of([0.0] * (COUNT + 2)))
    kept, written = keep_and_write(old, rows_of([0.0] * (COUNT + 5)))

    assert len(kept) == len(old) - 1
    assert sum(table.num_rows for table in written) == old[0][0].rows + 3


def test_same_state_keeps_every_file() -> None:
    old = in_files(rows_of([float(i) for i in range(COUNT)]))
    kept, written = keep_and_write(old, rows_of([float(i) for i in range(COUNT)]))

    assert (len(kept), written) == (len(old), [])


@pytest.mark.parametrize("seed", range(8))
def test_files_that_stay_and_rows_that_are_written_make_the_new_state_exactly(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - rows to change, not secrets
    before = [chance.choice([0.0, -0.0, 1.5, float("inf")]) for _ in range(COUNT + seed)]
    after = [value if chance.random() > 0.001 else 9.0 for value in before][: COUNT - seed * 30]
    wanted = sorted((row["key"], row["value"]) for row in rows_of(after).to_pylist())

    assert put_together(in_files(rows_of(before)), rows_of(after)) == wanted


def test_rows_that_stand_twice_are_not_lost() -> None:
    once = pa.table({"key": ["a", "b"] * LEAST_ROWS, "value": [1.0] * 2 * LEAST_ROWS}, schema=SCHEMA)
    twice = pa.concat_tables([once, once.slice(0, 1)])

    assert len(put_together(in_files(once), twice)) == 2 * LEAST_ROWS + 1


def test_missing_and_zero_are_not_the_same() -> None:
    old = in_files(rows_of([0.0] * COUNT))
    emptied = pa.table({"key": [f"k{i}" for i in range(COUNT)], "value": [None] + [0.0] * (COUNT - 1)}, schema=SCHEMA)
    _, written = keep_and_write(old, emptied)

    assert written[0]["value"].null_count == 1


def test_large_state_lies_in_few_files() -> None:
    assert rows_per_file(1_000_000) * MOST_FILES >= 1_000_000
    assert len(split(rows_of([0.0] * 10), 3)) == 4


def test_publication_of_one_cell_among_many_rows_writes_a_few_kilobytes(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    values = [float(i * 7919 % 1013) for i in range(20 * LEAST_ROWS)]
    store.commit({"internet": rows_of(values)}, {"internet": 0}, ANA)
    before = checksums(tmp_path)
    made = store.commit({"internet": rows_of([5.5, *values[1:]])}, {"internet": 1}, ANA)[0]
    fresh = [name for name, digest in checksums(tmp_path).items() if before.get(name) != digest]
    written = [name for name in fresh if name.endswith(".parquet")]

    assert len(written) == 1
    assert (tmp_path / written[0]).stat().st_size < 12_000
    assert made.rows == len(values)
    assert store.read("internet")["value"].to_pylist().count(5.5) == 1
    assert store.read("internet", 1).num_rows == len(values)
