"""Held here: a torn newest entry that nobody was told of is set aside, once it was seen twice with time between."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.store import Store, StoreBusy, StoreUnreadable
from data.store.journal import journal_path
from tests.data.store_samples import (
    ANA,
    LAYOUTS,
    added_files,
    checksums,
    log_entry,
    make_rows,
    make_seeds,
    open_store,
    publish,
)

BEGAN = datetime(2026, 11, 30, 12, tzinfo=UTC)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(location: Path, clock: Clock) -> Store:
    return open_at(location, clock)


def open_at(location: Path, clock: Clock) -> Store:
    return Store.open(location, LAYOUTS, make_seeds, clock=clock)


def forget_newest(location: Path) -> None:
    """Take the newest commit out of the journal: as if its writer had been ended before it came there."""
    path = journal_path(location, "observations")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    path.with_suffix(".index").unlink(missing_ok=True)


def truncate_entry(location: Path, version: int) -> None:
    path = log_entry(location, version)
    path.write_bytes(path.read_bytes()[:100])


def empty_entry(location: Path, version: int) -> None:
    log_entry(location, version).write_bytes(b"")


def zero_entry(location: Path, version: int) -> None:
    path = log_entry(location, version)
    path.write_bytes(bytes(path.stat().st_size))


def lose_last_line(location: Path, version: int) -> None:
    path = log_entry(location, version)
    path.write_text("\n".join(path.read_text().splitlines()[:-1]))


def lose_data_file(location: Path, version: int) -> None:
    added_files(location, version)[0].unlink()


def shorten_data_file(location: Path, version: int) -> None:
    path = added_files(location, version)[0]
    path.write_bytes(path.read_bytes()[:-1])


def zero_data_file(location: Path, version: int) -> None:
    path = added_files(location, version)[0]
    path.write_bytes(bytes(path.stat().st_size))


DAMAGES = [
    truncate_entry,
    empty_entry,
    zero_entry,
    lose_last_line,
    lose_data_file,
    shorten_data_file,
    zero_data_file,
]


def see_long_ago(location: Path, seconds: int) -> None:
    """Make the note that an entry was seen torn so many seconds older."""
    note = location / "_journal" / "observations.torn"
    then = note.stat().st_mtime - seconds
    os.utime(note, (then, then))


def publish_at(store: Store, clock: Clock, value: float, seconds: int) -> None:
    clock.now += timedelta(seconds=seconds)
    store.commit({"internet": make_rows(value)}, {"internet": store.history("internet")[0].revision}, ANA)


@pytest.mark.parametrize("damage", DAMAGES)
def test_torn_newest_commit_is_set_aside_when_it_was_seen_twice_a_minute_apart(
    store: Store, location: Path, clock: Clock, damage: Callable[[Path, int], None]
) -> None:
    publish(store, 1)
    publish(store, 2)
    damage(location, 2)
    forget_newest(location)
    torn = log_entry(location, 2).read_bytes()
    reopened = open_at(location, clock)
    served = reopened.read("internet")

    with pytest.raises(StoreBusy, match="again in a minute"):
        publish_at(reopened, clock, 3, seconds=3600)
    see_long_ago(location, seconds=30)
    with pytest.raises(StoreBusy, match="again in a minute"):
        publish_at(reopened, clock, 3, seconds=1)
    assert log_entry(location, 2).read_bytes() == torn
    see_long_ago(location, seconds=31)
    publish_at(reopened, clock, 3, seconds=1)

    assert served.equals(make_rows(1))
    assert [(one.code, one.details["table"], one.details["version"]) for one in reopened.notices] == [
        ("log-entry-set-aside", "observations", 2)
    ]
    assert (location / "set_aside" / str(reopened.notices[0].details["kept_as"])).read_bytes() == torn
    assert open_at(location, clock).read("internet").equals(make_rows(3))
    assert open_at(location, clock).damages() == []


def test_how_long_ago_an_entry_was_seen_torn_is_told_by_the_disk_and_not_by_the_clock_of_the_writer(
    store: Store, location: Path, clock: Clock
) -> None:
    publish(store, 1)
    truncate_entry(location, 1)
    forget_newest(location)
    reopened = open_at(location, clock)
    for days in (0, 1, -400):
        with pytest.raises(StoreBusy, match="again in a minute"):
            publish_at(reopened, clock, 2, seconds=days * 86_400)

    assert log_entry(location, 1).exists()
    assert not (location / "set_aside").exists()


def test_torn_entry_that_fills_meanwhile_is_the_newest_revision(store: Store, location: Path, clock: Clock) -> None:
    publish(store, 1)
    whole = log_entry(location, 1).read_bytes()
    truncate_entry(location, 1)
    forget_newest(location)
    reopened = open_at(location, clock)
    with pytest.raises(StoreBusy):
        publish_at(reopened, clock, 2, seconds=1)
    log_entry(location, 1).write_bytes(whole)
    see_long_ago(location, seconds=100)
    publish_at(reopened, clock, 2, seconds=1)

    assert [one.revision for one in reopened.history("internet")] == [2, 1, 0]
    assert not (location / "set_aside").exists()


def test_two_damaged_entries_are_never_set_aside(store: Store, location: Path, clock: Clock) -> None:
    for value in (1, 2, 3):
        publish(store, value)
    for version in (2, 3):
        forget_newest(location)
        truncate_entry(location, version)
    reopened = open_at(location, clock)
    before = checksums(location)
    for seconds in (1, 3600):
        with pytest.raises(StoreUnreadable, match="entry-torn"):
            publish_at(reopened, clock, 4, seconds=seconds)

    assert reopened.read("internet").equals(make_rows(1))
    assert checksums(location) == before


def test_newest_commit_that_was_acknowledged_is_never_set_aside(store: Store, location: Path, clock: Clock) -> None:
    publish(store, 1)
    publish(store, 2)
    truncate_entry(location, 2)
    reopened = open_at(location, clock)
    for seconds in (1, 3600):
        with pytest.raises(StoreUnreadable, match="entry-damaged"):
            publish_at(reopened, clock, 3, seconds=seconds)

    assert reopened.read("internet").equals(make_rows(2))
    assert not (location / "set_aside").exists()


def test_revision_set_aside_by_a_store_without_a_journal_stays_in_the_history_as_lost(
    store: Store, location: Path, clock: Clock
) -> None:
    publish(store, 1)
    publish(store, 2)
    lose_data_file(location, 2)
    (location / "store.json").unlink()
    shutil.rmtree(location / "_journal")
    reopened = open_at(location, clock)
    with pytest.raises(StoreBusy):
        publish_at(reopened, clock, 3, seconds=1)
    see_long_ago(location, seconds=61)
    publish_at(reopened, clock, 3, seconds=1)
    lost = open_at(location, clock).lost("internet")

    assert [(one.revision, one.made.by if one.made else "", one.acknowledged) for one in lost] == [(2, "Ana", False)]
    assert [one.revision for one in reopened.history("internet")] == [3, 1, 0]
    assert reopened.read("internet").equals(make_rows(3))


def test_process_that_died_while_making_the_store_leaves_no_trace(location: Path) -> None:
    log = location / "observations" / "_delta_log"
    log.mkdir(parents=True)
    (location / "store.making").touch()
    (log / "00000000000000000000.json").write_text('{"comm')

    assert open_store(location).history("internet")[0].revision == 0
    assert sorted(path.name for path in location.iterdir()) == ["_journal", "observations", "store.json", "targets"]


def test_revision_times_never_go_back_with_the_clock(store: Store, clock: Clock) -> None:
    publish_at(store, clock, 1, seconds=3600)
    publish_at(store, clock, 2, seconds=-7200)
    publish(store, 3, "targets")
    times = [*(one.at for one in store.history("internet")[::-1]), store.history("targets")[0].at]

    assert times == sorted(times)
    assert len(set(times)) == 4
    assert times[2] - times[1] == timedelta(microseconds=1)
