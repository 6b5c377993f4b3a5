"""Held here: what the store promises about revisions, snapshots and other tools' commits."""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake
from pydantic import ValidationError

from clock import moment_now
from data.store import Counts, Deed, Layout, RevisionDamaged, Store
from tests.data.store_samples import (
    ANA,
    LAYOUTS,
    ROOT,
    SCHEMA,
    added_files,
    make_rows,
    make_seeds,
    open_store,
    publish,
)


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(location: Path) -> Store:
    return open_store(location)


def test_new_store_holds_the_seeds_as_revision_0(store: Store) -> None:
    first = store.history("internet")

    assert [(made.revision, made.deed, made.rows, made.version) for made in first] == [(0, "built-in", 3, 0)]
    assert store.read("internet").equals(make_rows(0))


def test_dataset_without_seeds_has_an_empty_revision_0(store: Store) -> None:
    assert store.read("empty").equals(SCHEMA.empty_table())
    assert [(made.revision, made.rows) for made in store.history("empty")] == [(0, 0)]


def test_dataset_added_to_the_layout_later_starts_at_an_empty_revision_0(store: Store, location: Path) -> None:
    publish(store, 1)
    wider = Layout("observations", SCHEMA, ("internet", "prices", "empty", "population"))
    reopened = Store.open(location, [wider], make_seeds, clock=moment_now)
    before = reopened.read("population")
    made = publish(reopened, 5, "population")

    assert before.equals(SCHEMA.empty_table())
    assert made.revision == 1
    assert [one.revision for one in reopened.history("population")] == [1, 0]
    assert reopened.read("population").equals(make_rows(5))


def test_seeds_are_asked_for_only_once(store: Store, location: Path) -> None:
    def refuse() -> dict[str, pa.Table]:
        raise AssertionError("the seeds were asked for again")

    assert Store.open(location, LAYOUTS, refuse, clock=moment_now).history("internet") == store.history("internet")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(make_rows(1.5), id="values"),
        pytest.param(SCHEMA.empty_table(), id="no rows"),
        pytest.param(pa.table({"key": ["a", None], "value": [None, -0.0]}, schema=SCHEMA), id="missing"),
        pytest.param(pa.table({"key": ["Côte d'Ivoire, 'x'\n"], "value": [1e300]}, schema=SCHEMA), id="odd"),
    ],
)
def test_publish_then_read_gives_the_same(store: Store, location: Path, rows: pa.Table) -> None:
    store.commit({"internet": rows}, {"internet": 0}, ANA)

    assert open_store(location).read("internet").equals(rows)


def test_publishing_leaves_other_datasets_alone(store: Store) -> None:
    publish(store, 7)

    assert store.read("prices").equals(make_rows(0, 2))
    assert store.history("prices")[0].revision == 0


def test_the_moment_of_every_commit_is_that_of_the_clock_that_was_handed_in(tmp_path: Path) -> None:
    moments = iter(datetime(2024, 2, day, 8, tzinfo=UTC) for day in (28, 29))
    store = Store.open(tmp_path, LAYOUTS[:1], make_seeds, clock=lambda: next(moments))
    dataset = store.datasets[0]

    store.commit({dataset: make_rows(1)}, {dataset: 0}, ANA)

    assert [one.at.isoformat()[:10] for one in store.history(dataset)] == ["2024-02-29", "2024-02-28"]
    assert next(moments, None) is None


def test_history_tells_who_why_when_from_what_and_how_much(store: Store) -> None:
    counts, cause = {"internet": Counts(2, 1, 0, 4)}, {"reason": "example-loaded"}
    deed = Deed(" Ana ", "New figures", "publish", "itu.csv", "ab" * 32, counts, cause=cause)
    made = store.commit({"internet": make_rows(1)}, {"internet": 0}, deed)[0]

    assert store.history("internet")[0] == made
    assert made.model_dump(exclude={"at"}) == {
        "dataset": "internet",
        "revision": 1,
        "by": "Ana",
        "why": "New figures",
        "file": "itu.csv",
        "sha256": "ab" * 32,
        "rows": 3,
        "deed": "publish",
        "new": 2,
        "changed": 1,
        "unchanged": 0,
        "gone": 4,
        "refused": 0,
        "version": 1,
        "facts": {},
        "cause": {"reason": "example-loaded"},
    }


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(Deed(by=" ", why="x"), id="nobody"),
        pytest.param(Deed(by="Ana", why=""), id="no reason"),
        pytest.param(Deed(by="Ana", why="x", sha256="abc"), id="not a hash"),
    ],
)
def test_deed_without_who_or_why_writes_nothing(store: Store, deed: Deed) -> None:
    with pytest.raises(ValidationError):
        store.commit({"internet": make_rows(1)}, {"internet": 0}, deed)

    assert store.history("internet")[0].revision == 0


def test_restoring_is_publishing_an_old_state_again(store: Store) -> None:
    publish(store, 1)
    publish(store, 2)
    old = store.read("internet", 1)
    store.commit({"internet": old}, {"internet": 2}, Deed("Ana", "2 was wrong", "restore"))

    assert store.read("internet").equals(make_rows(1))
    assert [made.deed for made in store.history("internet")] == ["restore", "publish", "publish", "built-in"]
    assert store.read("internet", 2).equals(make_rows(2))


def test_file_for_two_datasets_is_one_commit(store: Store) -> None:
    states = {"internet": make_rows(4), "prices": make_rows(5)}
    made = store.commit(states, {"internet": 0, "prices": 0}, ANA)

    assert [(one.dataset, one.revision, one.version) for one in made] == [
        ("internet", 1, 1),
        ("prices", 1, 1),
    ]
    assert store.read("prices").equals(make_rows(5))


@pytest.mark.parametrize(
    ("states", "based_on"),
    [
        pytest.param({"internet": make_rows(1), "targets": make_rows(1)}, {"internet": 0, "targets": 0}, id="two"),
        pytest.param({"internet": make_rows(1)}, {"prices": 0}, id="based on another"),
        pytest.param({}, {"internet": 0}, id="nothing"),
        pytest.param({"internet": pa.table({"other": [1]})}, {"internet": 0}, id="unknown column"),
    ],
)
def test_commit_that_makes_no_sense_is_refused(
    store: Store, states: dict[str, pa.Table], based_on: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match=r"table|Name|column"):
        store.commit(states, based_on, ANA)

    assert store.snapshot().key == store.snapshot(datetime(2000, 1, 1, tzinfo=UTC)).key


def test_unknown_dataset_or_revision_is_a_lookup_error(store: Store) -> None:
    for ask in (
        lambda: store.read("nothing"),
        lambda: store.read("internet", 5),
        lambda: store.history("nothing"),
        lambda: store.snapshot().read("nothing"),
    ):
        with pytest.raises(LookupError, match=r"nothing|5"):
            ask()


def test_column_added_to_the_layout_later_is_empty_in_old_revisions_and_kept_in_new(
    store: Store, location: Path
) -> None:
    wider = pa.schema([*SCHEMA, pa.field("note", pa.string())])
    reopened = Store.open(
        location, [Layout("observations", wider, ("internet", "prices"))], make_seeds, clock=moment_now
    )
    old = reopened.read("internet")
    rows = pa.table({"key": ["a"], "value": [1.0], "note": ["new"]}, schema=wider)
    reopened.commit({"internet": rows}, {"internet": 0}, ANA)

    assert old.schema == wider
    assert old.column("note").null_count == 3
    assert reopened.read("internet").equals(rows)
    assert reopened.read("prices").num_rows == 2


@pytest.mark.parametrize("name", ["Two Words", "a'b", "../up", "set_aside", ""])
def test_layout_refuses_names_that_cannot_stand_in_a_path(name: str) -> None:
    with pytest.raises(ValueError, match="cannot name"):
        Layout("observations", SCHEMA, (name,))


def test_snapshot_stays_as_it_was_while_others_publish(store: Store) -> None:
    before = store.snapshot()
    publish(store, 1)

    assert before.read("internet").equals(make_rows(0))
    assert store.snapshot().revision("internet").revision == 1


def test_snapshot_key_changes_with_each_publication_and_only_then(store: Store, tmp_path: Path) -> None:
    keys = [store.snapshot().key, store.snapshot().key]
    publish(store, 1)
    keys.append(store.snapshot().key)
    publish(store, 1, "targets")
    keys.append(store.snapshot().key)

    assert keys[0] == keys[1]
    assert len(set(keys)) == 3
    assert open_store(tmp_path / "other").snapshot().key not in keys
    assert hash(store.snapshot())


def test_snapshot_as_of_a_moment_holds_what_was_in_force_then(store: Store) -> None:
    made = [publish(store, 1), publish(store, 2, "prices"), publish(store, 3, "targets"), publish(store, 4)]

    def seen(at: datetime) -> list[int]:
        snapshot = store.snapshot(as_of=at)
        return [snapshot.revision(name).revision for name in ("internet", "prices", "targets")]

    just_before = made[0].at - timedelta(microseconds=1)
    assert [seen(one.at) for one in made] == [[1, 0, 0], [1, 1, 0], [1, 1, 1], [2, 1, 1]]
    assert seen(just_before) == seen(datetime(2000, 1, 1, tzinfo=UTC)) == [0, 0, 0]
    assert store.snapshot(as_of=made[2].at).read("internet").equals(make_rows(1))


def test_moment_without_a_time_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        store.snapshot(as_of=datetime(2026, 1, 1))  # noqa: DTZ001 - the naive moment is the case


def compact(location: Path) -> None:
    DeltaTable(location / "observations").optimize.compact()


def append_elsewhere(location: Path) -> None:
    rows = make_rows(99).append_column("dataset", pa.array(["internet"] * 3))
    write_deltalake(location / "observations", rows, mode="append")


def checkpoint(location: Path) -> None:
    DeltaTable(location / "observations").create_checkpoint()


def delete_all(location: Path) -> None:
    DeltaTable(location / "observations").delete()


@pytest.mark.parametrize("deed", [compact, append_elsewhere, checkpoint, delete_all])
def test_what_another_tool_does_to_the_table_is_no_revision(
    store: Store, location: Path, deed: Callable[[Path], None]
) -> None:
    publish(store, 1)
    before = store.snapshot()
    deed(location)
    reopened = open_store(location)
    after = reopened.snapshot()
    made = publish(reopened, 2, "prices")

    assert after == before
    assert after.read("internet").equals(make_rows(1))
    assert made.revision == 1
    assert reopened.read("internet").equals(make_rows(1))
    assert reopened.read("prices").equals(make_rows(2))


def test_any_delta_reader_sees_the_rows_and_that_nothing_may_be_thrown_away(store: Store, location: Path) -> None:
    publish(store, 1)
    table = DeltaTable(location / "observations")

    assert table.to_pyarrow_table().num_rows == 5
    assert table.metadata().configuration == {
        "delta.logRetentionDuration": "interval 36500 days",
        "delta.deletedFileRetentionDuration": "interval 36500 days",
        "delta.enableExpiredLogCleanup": "false",
    }
    assert table.vacuum(dry_run=True) == []


def test_revision_whose_file_is_gone_says_so_and_the_others_stay(store: Store, location: Path) -> None:
    publish(store, 1)
    publish(store, 2)
    added_files(location, 1)[0].unlink()

    with pytest.raises(RevisionDamaged, match="internet 1"):
        store.read("internet", 1)
    assert open_store(location).read("internet").equals(make_rows(2))


def test_opening_and_reading_8000_rows_takes_well_under_a_fifth_of_a_second(store: Store, location: Path) -> None:
    for value in range(5):
        publish(store, value, count=8000)
    spans = []
    for _ in range(5):
        start = time.perf_counter()
        assert open_store(location).snapshot().read("internet").num_rows == 8000
        spans.append(time.perf_counter() - start)

    assert min(spans) < 0.15


def test_importing_the_store_brings_neither_streamlit_nor_plotly() -> None:
    script = "import sys, data.store; print(sorted({'streamlit', 'plotly', 'pandas'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"
