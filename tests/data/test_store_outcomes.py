"""Held here: how a publication ended is told apart: not made and why, or made and not certain to last."""

import errno
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clock import moment_now
from data.store import NotCertain, Store, StoreError, StoreFull, StoreHeld, StoreNotWritable, StoreUnreadable
from data.store.durability import held_alone
from data.store.journal import Journal
from data.store.terms import Damage
from tests.data.store_samples import (
    ANA,
    LAYOUTS,
    ROOT,
    checksums,
    make_rows,
    make_seeds,
    open_store,
    publish,
)

HOLD = """
import sys, time
from pathlib import Path
from data.store.durability import held_alone
with held_alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def location(tmp_path: Path) -> Path:
    place = tmp_path / "store"
    publish(open_store(place), 1)
    return place


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, StoreFull),
        (errno.EDQUOT, StoreFull),
        (errno.EIO, StoreNotWritable),
        (errno.EROFS, StoreNotWritable),
    ],
)
def test_disk_that_refuses_before_the_commit_leaves_the_store_as_it_was(
    location: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[StoreError]
) -> None:
    before = checksums(location)

    def refuse(*_: object) -> int:
        raise OSError(number, "no")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", refuse)
        with pytest.raises(kind):
            publish(open_store(location), 2)

    assert checksums(location) == before
    assert publish(open_store(location), 2).revision == 2


@pytest.mark.parametrize("where", ["data.store.writer.flush_version", "data.store.journal.Journal.append"])
def test_disk_that_fails_after_the_commit_is_a_publication_that_is_not_certain(
    location: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    calls: list[int] = []

    def fail_late(*_: object, **flags: bool) -> None:
        calls.append(1)
        is_before = bool(flags) or (where.endswith("append") and len(calls) <= len(LAYOUTS))
        if not is_before:  # the base is flushed before, and the journals are brought up to it
            raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(where, fail_late)
        with pytest.raises(NotCertain, match="Input/output error") as doubt:
            publish(open_store(location), 2)
    store = open_store(location)

    assert calls
    assert [one.revision for one in doubt.value.revisions] == [2]
    assert store.read("internet").equals(make_rows(2))
    assert store.damages() == []
    assert publish(store, 3).revision == 3
    assert [one.revision for one in open_store(location).history("internet")] == [3, 2, 1, 0]


def test_publisher_that_stands_still_hangs_the_next_one_only_so_long(location: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(location)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    holder.send_signal(signal.SIGSTOP)
    try:
        store = Store.open(location, LAYOUTS, make_seeds, clock=moment_now, wait=0.3)
        before, begun = checksums(location), time.monotonic()
        with pytest.raises(StoreHeld, match="Somebody else"):
            store.commit({"internet": make_rows(2)}, {"internet": 1}, ANA)

        assert 0.3 <= time.monotonic() - begun < 10
        assert store.read("internet").equals(make_rows(1))
        assert checksums(location) == before
    finally:
        holder.kill()
        holder.communicate()
    assert publish(open_store(location), 2).revision == 2


def test_journal_that_could_not_be_written_is_as_it_was(location: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(location, "observations")
    journal.refresh()
    before = journal.path.read_bytes()

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("data.store.journal.os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        journal.append([b"00000000 x\n"])

    assert journal.path.read_bytes() == before


@pytest.mark.parametrize(
    "error",
    [
        StoreUnreadable([Damage("table-missing", "observations")]),
        NotCertain([], "Input/output error"),
        StoreFull("full"),
    ],
)
def test_what_went_wrong_passes_from_one_process_to_another(error: StoreError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - what we have just written

    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_store_is_held_while_it_is_written_and_not_while_it_is_read(location: Path) -> None:
    with held_alone(location):
        assert open_store(location).read("internet").equals(make_rows(1))


def test_whoever_has_the_turn_publishes_in_it_and_others_wait(location: Path) -> None:
    store, other = open_store(location), Store.open(location, LAYOUTS, make_seeds, clock=moment_now, wait=0.05)
    with store.turn():
        with pytest.raises(StoreHeld):
            other.commit({"internet": make_rows(2)}, {"internet": 1}, ANA)
        assert publish(store, 2).revision == 2

    assert publish(other, 3).revision == 3
