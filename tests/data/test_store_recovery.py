"""Held here: how the store mends itself when its newest commit is torn."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from deltalake import DeltaTable

from data.store import Store, StoreBusy
from tests.data.store_samples import ANA, added_files, log_entry, make_rows, open_store, publish

LONG_AGO = 946_684_800.0


@pytest.fixture
def location(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(location: Path) -> Store:
    return open_store(location)


def truncate_entry(location: Path, version: int) -> Path:
    path = log_entry(location, version)
    path.write_bytes(path.read_bytes()[:100])
    return path


def empty_entry(location: Path, version: int) -> Path:
    log_entry(location, version).write_bytes(b"")
    return log_entry(location, version)


def zero_entry(location: Path, version: int) -> Path:
    path = log_entry(location, version)
    path.write_bytes(bytes(path.stat().st_size))
    return path


def lose_last_line(location: Path, version: int) -> Path:
    path = log_entry(location, version)
    path.write_text("\n".join(path.read_text().splitlines()[:-1]))
    return path


def lose_data_file(location: Path, version: int) -> Path:
    added_files(location, version)[0].unlink()
    return log_entry(location, version)


def shorten_data_file(location: Path, version: int) -> Path:
    path = added_files(location, version)[0]
    path.write_bytes(path.read_bytes()[:-1])
    return log_entry(location, version)


def take_out_of_data_file(location: Path, version: int) -> Path:
    path = added_files(location, version)[0]
    path.write_bytes(path.read_bytes()[10:])
    return log_entry(location, version)


def zero_data_file(location: Path, version: int) -> Path:
    path = added_files(location, version)[0]
    path.write_bytes(bytes(path.stat().st_size))
    return log_entry(location, version)


DAMAGES = [
    truncate_entry,
    empty_entry,
    zero_entry,
    lose_last_line,
    lose_data_file,
    shorten_data_file,
    take_out_of_data_file,
    zero_data_file,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_torn_newest_commit_is_set_aside_and_the_one_before_served(
    store: Store, location: Path, damage: Callable[[Path, int], Path]
) -> None:
    publish(store, 1)
    publish(store, 2)
    entry = damage(location, 2)
    torn = entry.read_bytes()
    os.utime(entry, (LONG_AGO, LONG_AGO))
    reopened = open_store(location)
    notice = reopened.notices[0]
    served = reopened.read("internet")
    made = publish(reopened, 3)

    assert [(one.code, one.details["table"], one.details["version"]) for one in reopened.notices] == [
        ("log-entry-set-aside", "observations", 2)
    ]
    assert (location / "set_aside" / str(notice.details["kept_as"])).read_bytes() == torn
    assert served.equals(make_rows(1))
    assert made.revision == 2
    assert open_store(location).read("internet").equals(make_rows(3))
    assert open_store(location).notices == ()


@pytest.mark.parametrize("damage", DAMAGES)
def test_torn_commit_younger_than_a_minute_stays_and_nothing_is_written_over_it(
    store: Store, location: Path, damage: Callable[[Path, int], Path]
) -> None:
    publish(store, 1)
    publish(store, 2)
    entry = damage(location, 2)
    torn = entry.read_bytes()
    os.utime(entry)
    reopened = open_store(location)

    with pytest.raises(StoreBusy, match="being repaired"):
        reopened.commit({"internet": make_rows(3)}, {"internet": 1}, ANA)
    assert reopened.notices == ()
    assert [made.revision for made in reopened.history("internet")] == [1, 0]
    assert reopened.read("internet").equals(make_rows(1))
    assert entry.read_bytes() == torn


def test_store_that_stays_open_mends_itself_at_the_next_commit(store: Store, location: Path) -> None:
    publish(store, 1)
    os.utime(truncate_entry(location, 1), (LONG_AGO, LONG_AGO))
    before = store.history("internet")[0].revision
    made = store.commit({"internet": make_rows(2)}, {"internet": 0}, ANA)[0]

    assert before == 0
    assert made.revision == 1
    assert len(store.notices) == 1
    assert store.read("internet").equals(make_rows(2))


def test_several_torn_commits_are_set_aside_newest_first(store: Store, location: Path) -> None:
    publish(store, 1)
    publish(store, 2)
    publish(store, 3)
    for entry in (truncate_entry(location, 2), lose_data_file(location, 3)):
        os.utime(entry, (LONG_AGO, LONG_AGO))
    reopened = open_store(location)

    assert [notice.details["version"] for notice in reopened.notices] == [3, 2]
    assert reopened.read("internet").equals(make_rows(1))


def test_checkpoint_of_a_torn_commit_goes_with_it(store: Store, location: Path) -> None:
    publish(store, 1)
    publish(store, 2)
    DeltaTable(location / "observations").create_checkpoint()
    os.utime(truncate_entry(location, 2), (LONG_AGO, LONG_AGO))
    reopened = open_store(location)

    assert len(list((location / "set_aside").iterdir())) == 3
    assert reopened.read("internet").equals(make_rows(1))
    assert publish(reopened, 3).revision == 2


def test_table_whose_first_commit_is_torn_is_made_anew(store: Store, location: Path) -> None:
    os.utime(truncate_entry(location, 0), (LONG_AGO, LONG_AGO))
    reopened = open_store(location)

    assert [notice.details["version"] for notice in reopened.notices] == [0]
    assert reopened.read("internet").equals(make_rows(0))


def test_table_whose_first_commit_is_torn_this_minute_asks_to_wait(store: Store, location: Path) -> None:
    truncate_entry(location, 0)

    with pytest.raises(StoreBusy, match="again in a minute"):
        open_store(location)


def test_process_that_died_while_making_the_store_leaves_no_trace(location: Path) -> None:
    log = location / "observations" / "_delta_log"
    log.mkdir(parents=True)
    (log / "00000000000000000000.json#1").write_text('{"comm')

    assert open_store(location).history("internet")[0].revision == 0
