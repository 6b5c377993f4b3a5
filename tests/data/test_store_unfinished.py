"""A dataset written part by part: nothing of a publication that was ended early stays, and nothing whole is lost."""

import multiprocessing
import os
import signal
from pathlib import Path

import pyarrow as pa
import pytest

from clock import moment_now
from data.store import DatasetMoved, Deed, Layout, Store
from data.store import parts as writing
from data.store.durability import held_alone, is_locked
from data.store.parts import UNFINISHED, by_part

SCHEMA = pa.schema([("place", pa.string()), ("name", pa.string())])
LAYOUT = Layout("registers", SCHEMA, ("schools",), part="place")
ROWS = pa.table({"place": ["KEN", "UGA", "KEN"], "name": ["a", "b", "c"]}, SCHEMA)


def open_store(place: Path) -> Store:
    return Store.open(place, (LAYOUT,), seeds=lambda: {"schools": SCHEMA.empty_table()}, clock=moment_now)


def publish(store: Store, rows: pa.Table = ROWS) -> None:
    revision = store.history("schools")[0].revision
    store.commit({"schools": rows}, {"schools": revision}, Deed("Ana", "a census"), {"schools": ["KEN", "UGA"]})


def data_files(place: Path) -> list[str]:
    return sorted(one.name for one in place.rglob("*.parquet"))


def publish_until_the_commit(place: Path) -> None:
    """Write all files, and die where the commit would come."""
    store = open_store(place)
    setattr(writing, "CommitProperties", lambda **_: os.kill(os.getpid(), signal.SIGKILL))  # noqa: B010 - not its own name
    publish(store)


def test_parts_are_given_once_each_in_whatever_order_rows_stand() -> None:
    mixed = {part: rows["name"].to_pylist() for part, rows in by_part(ROWS, "place")}
    together = {part: rows["name"].to_pylist() for part, rows in by_part(ROWS.sort_by("place"), "place")}

    assert mixed == together == {"KEN": ["a", "c"], "UGA": ["b"]}


def test_parts_of_a_table_in_pieces_are_whole() -> None:
    pieces = pa.concat_tables([ROWS, ROWS])

    assert {part: len(rows) for part, rows in by_part(pieces, "place")} == {"KEN": 4, "UGA": 2}


def test_killed_publisher_leaves_nothing_once_the_store_is_written_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(open_store(tmp_path))
    before = data_files(tmp_path)
    process = multiprocessing.get_context("spawn").Process(target=publish_until_the_commit, args=(tmp_path,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert len(data_files(tmp_path)) == len(before) + 2

    store = open_store(tmp_path)
    assert store.history("schools")[0].revision == 1
    assert store.read("schools").num_rows == 3
    assert len(data_files(tmp_path)) == len(before) + 2  # looking changes nothing
    store.commit({"schools": ROWS.slice(0, 1)}, {"schools": 1}, Deed("Ana", "one more"), {"schools": ["KEN"]})

    assert set(before) < set(data_files(tmp_path))
    assert len(data_files(tmp_path)) == len(before) + 1
    assert "interrupted publication" in caplog.text


def test_store_clears_away_when_asked_after_a_publication_was_cancelled(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    publish(store)
    before = data_files(tmp_path)
    (tmp_path / "registers" / UNFINISHED / "token").write_text("1")
    left = tmp_path / "registers" / "dataset=schools" / "place=KEN" / "part-token-00001.zstd.parquet"
    left.touch()
    store.mend()

    assert data_files(tmp_path) == before


def test_files_of_a_living_writer_are_left_alone(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with held_alone(tmp_path):
        (tmp_path / "registers" / UNFINISHED).mkdir()
        (tmp_path / "registers" / UNFINISHED / "token").write_text("0")
        store.mend()

        assert (tmp_path / "registers" / UNFINISHED / "token").exists()


def test_writer_that_is_done_at_that_very_moment_is_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(open_store(tmp_path))
    note = tmp_path / "registers" / UNFINISHED / "token"
    note.touch()

    def done_just_before(path: Path) -> bool:
        path.unlink()
        return is_locked(path)

    monkeypatch.setattr("data.store.parts.is_locked", done_just_before)

    publish(open_store(tmp_path))

    assert not note.exists()


def test_note_of_a_writer_that_died_after_its_commit_takes_no_files_with_it(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    publish(store)
    token = data_files(tmp_path)[0].removeprefix("part-").split("-")[0]
    (tmp_path / "registers" / UNFINISHED / token).write_text("0")
    open_store(tmp_path).mend()

    assert open_store(tmp_path).read("schools").num_rows == 3
    assert not (tmp_path / "registers" / UNFINISHED / token).exists()


def test_publisher_that_is_too_late_leaves_no_files(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    publish(store)
    before = data_files(tmp_path)

    with pytest.raises(DatasetMoved):
        store.commit({"schools": ROWS}, {"schools": 0}, Deed("Ben", "late"), {"schools": ["KEN"]})
    with pytest.raises(ValueError, match="no column"):
        publish(store, ROWS.append_column("other", pa.nulls(3)))

    assert data_files(tmp_path) == before
