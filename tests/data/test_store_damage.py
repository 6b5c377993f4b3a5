"""Held here: the store refuses rather than repairs by guess, reads on with what is whole, and names what is not."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from clock import moment_now
from data.store import RevisionDamaged, Store, StoreError, StoreUnreadable, UnreadableEntry
from data.store.journal import journal_path
from tests.data.store_samples import (
    ANA,
    LAYOUTS,
    ROOT,
    SOAK,
    added_files,
    checksums,
    log_entry,
    make_rows,
    make_seeds,
    open_store,
    publish,
    say,
)

EARLIER = ROOT / "tests" / "samples" / "stores" / "0.3.0"


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """Return a store with three revisions of one dataset and one of another."""
    place = tmp_path / "store"
    store = open_store(place)
    for value in (1, 2, 3):
        publish(store, value)
    publish(store, 1, "prices")
    return place


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """Return a copy of a store that version 0.3.0 made: the same publications, without a mark and journals."""
    return Path(shutil.copytree(EARLIER, tmp_path / "earlier"))


def look_at_everything(place: Path) -> None:
    """Read all there is, whatever cannot be read."""
    store = open_store(place)
    store.damages()
    store.snapshot()
    for dataset in store.datasets:
        for revision in (None, 0, 1, 2, 3):
            try:
                store.lost(dataset)
                store.history(dataset)
                store.read(dataset, revision)
            except (StoreError, LookupError):
                continue


def lose_table(place: Path) -> None:
    shutil.rmtree(place / "observations")


def lose_log(place: Path) -> None:
    shutil.rmtree(place / "observations" / "_delta_log")


def lose_data(place: Path) -> None:
    shutil.rmtree(place / "observations" / "dataset=internet")


def lose_newest_file(place: Path) -> None:
    added_files(place, 3)[0].unlink()


def lose_old_entry(place: Path) -> None:
    log_entry(place, 2).unlink()


def truncate_old_entry(place: Path) -> None:
    log_entry(place, 2).write_bytes(log_entry(place, 2).read_bytes()[:50])


def lose_first_entry(place: Path) -> None:
    log_entry(place, 0).unlink()


def spoil_mark(place: Path) -> None:
    (place / "store.json").write_text("{")


def lose_mark(place: Path) -> None:
    (place / "store.json").unlink()


def lose_journal(place: Path) -> None:
    journal_path(place, "observations").unlink()


def spoil_journal(place: Path) -> None:
    path = journal_path(place, "observations")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"x" + lines[1] + b"".join(lines[2:]))


DAMAGES = {
    "table-missing": lose_table,
    "log-missing": lose_log,
    "file-missing": lose_newest_file,
    "entry-missing": lose_old_entry,
    "entry-damaged": truncate_old_entry,
    "mark-unreadable": spoil_mark,
    "mark-missing": lose_mark,
    "journal-missing": lose_journal,
    "journal-damaged": spoil_journal,
}
CASES = [pytest.param(code, damage, id=code) for code, damage in DAMAGES.items()]


@pytest.mark.parametrize(("code", "damage"), CASES)
def test_missing_or_damaged_part_stops_writing_and_is_named(
    location: Path, code: str, damage: Callable[[Path], None]
) -> None:
    damage(location)
    before = checksums(location)
    store = open_store(location)
    for dataset in ("internet", "targets"):
        with pytest.raises(StoreUnreadable) as refused:
            store.commit({dataset: make_rows(9)}, {dataset: 3 if dataset == "internet" else 0}, ANA)

        assert [one.code for one in refused.value.damages] == [code]
    assert checksums(location) == before


@pytest.mark.parametrize(
    "damage", [*DAMAGES.values(), lose_data, lose_first_entry, look_at_everything], ids=lambda one: one.__name__
)
def test_looking_at_a_store_changes_nothing_on_the_disk(location: Path, damage: Callable[[Path], None]) -> None:
    damage(location)
    before = checksums(location)
    look_at_everything(location)

    assert checksums(location) == before


@pytest.mark.parametrize("damage", [lose_data, lose_log, lose_table, lose_old_entry, lose_first_entry, lambda _: None])
def test_looking_at_an_earlier_store_changes_nothing_on_the_disk(earlier: Path, damage: Callable[[Path], None]) -> None:
    damage(earlier)
    before = checksums(earlier)
    look_at_everything(earlier)

    assert checksums(earlier) == before


@pytest.mark.parametrize("damage", [lose_table, lose_log, lose_data], ids=lambda one: one.__name__)
def test_what_was_gone_for_a_moment_is_back_with_its_history(location: Path, damage: Callable[[Path], None]) -> None:
    copy = location.parent / "copy"
    shutil.copytree(location, copy)
    damage(location)
    look_at_everything(location)
    shutil.copytree(copy, location, dirs_exist_ok=True)
    store = open_store(location)

    assert [one.revision for one in store.history("internet")] == [3, 2, 1, 0]
    assert store.read("internet").equals(make_rows(3))
    assert publish(store, 4).revision == 4


def test_other_tables_are_read_while_one_is_gone(location: Path) -> None:
    lose_table(location)
    store = open_store(location)
    snapshot = store.snapshot()

    assert snapshot.read("targets").equals(make_rows(0, 1))
    assert not snapshot.is_readable("internet")
    for ask in (lambda: store.read("internet"), lambda: snapshot.read("internet"), lambda: store.history("internet")):
        with pytest.raises(StoreUnreadable, match="table-missing: observations"):
            ask()


@pytest.mark.parametrize("damage", [lose_old_entry, truncate_old_entry, lose_first_entry, lose_log])
def test_damaged_log_is_read_from_its_copies(location: Path, damage: Callable[[Path], None]) -> None:
    damage(location)
    store = open_store(location)

    if damage is not lose_log:
        assert [one.revision for one in store.history("internet")] == [3, 2, 1, 0]
        assert [store.read("internet", number).equals(make_rows(number)) for number in range(4)] == [True] * 4
    else:
        assert [one.code for one in store.damages()] == ["log-missing"]


@pytest.mark.parametrize("damage", [lose_old_entry, truncate_old_entry])
def test_damaged_old_entry_of_an_earlier_store_is_told_by_number_and_the_rest_is_read(
    earlier: Path, damage: Callable[[Path], None]
) -> None:
    damage(earlier)
    store = open_store(earlier)

    assert [one.revision for one in store.history("internet")] == [3, 1, 0]
    assert [(one.dataset, one.revision, one.made) for one in store.lost()] == [("internet", 2, None)]
    assert store.read("internet").equals(make_rows(3))
    assert store.read("prices").equals(make_rows(5))
    with pytest.raises(StoreUnreadable, match=r"_delta_log/0{19}2\.json"):
        publish(store, 4)


def test_store_of_an_earlier_version_is_read_and_gets_its_mark_with_the_next_publication(earlier: Path) -> None:
    store = open_store(earlier)
    seen = [store.read("internet", number)["value"][0].as_py() for number in range(4)]
    made = publish(store, 9)
    reopened = open_store(earlier)

    assert seen == [0, 1, 2, 3]
    assert made.revision == 4
    assert sorted(json.loads((earlier / "store.json").read_text())["tables"]) == ["observations", "targets"]
    assert reopened.damages() == []
    assert [reopened.read("internet", number)["value"][0].as_py() for number in range(5)] == [0, 1, 2, 3, 9]
    assert reopened.read("prices").equals(make_rows(5))


def test_newest_revision_that_cannot_be_read_gives_way_to_the_one_before_and_is_named(location: Path) -> None:
    lose_newest_file(location)
    store = open_store(location)

    assert store.snapshot().read("internet").equals(make_rows(2))
    assert [one.revision for one in store.history("internet")] == [2, 1, 0]
    assert [(one.dataset, one.revision) for one in store.lost()] == [("internet", 3)]
    assert store.snapshot().read("prices").equals(make_rows(1))


def test_every_flipped_byte_of_a_data_file_is_noticed(location: Path) -> None:
    path = added_files(location, 3)[0]
    whole = path.read_bytes()
    chance = random.Random(1)  # noqa: S311 - bytes to flip, not secrets
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << chance.randrange(8))]) + whole[place + 1 :])
        store = open_store(location)

        with pytest.raises((RevisionDamaged, LookupError)):
            store.read("internet", 3)
        assert store.read("internet").equals(make_rows(2))


def test_damaged_file_disables_only_the_revisions_that_need_it(location: Path) -> None:
    path = added_files(location, 1)[0]
    path.write_bytes(path.read_bytes()[:-20] + bytes(20))
    store = open_store(location)

    with pytest.raises(RevisionDamaged, match=f"internet 1: observations/dataset=internet/{path.name}"):
        store.read("internet", 1)
    assert [store.read("internet", number).equals(make_rows(number)) for number in (0, 2, 3)] == [True] * 3


@pytest.mark.parametrize("version", [0, 2, 4])
def test_log_cut_or_flipped_at_any_byte_loses_nothing_and_serves_nothing_wrong(location: Path, version: int) -> None:
    path = log_entry(location, version)
    whole = path.read_bytes()
    places = range(0, len(whole), 1 if SOAK else 97)
    for place in places:
        for content in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
            path.write_bytes(content)
            store = open_store(location)

            assert [one.revision for one in store.history("internet")] == [3, 2, 1, 0]
            assert [store.read("internet", number).equals(make_rows(number)) for number in range(4)] == [True] * 4
    say(f"entry {version}: cut and flipped at {len(places)} places: all revisions were read")


def test_table_of_a_later_version_is_empty_until_it_is_written(earlier: Path) -> None:
    wider = (*LAYOUTS, type(LAYOUTS[0])("mappings", LAYOUTS[0].schema, ("mappings",)))
    store = Store.open(earlier, wider, make_seeds, clock=moment_now)
    before = checksums(earlier)
    empty = store.read("mappings")
    unchanged = checksums(earlier)
    publish(store, 1, "mappings")

    assert empty.num_rows == 0
    assert unchanged == before
    assert Store.open(earlier, wider, make_seeds, clock=moment_now).read("mappings").equals(make_rows(1))
    assert "mappings" in json.loads((earlier / "store.json").read_text())["tables"]


def test_folder_with_something_else_in_it_is_no_place_for_a_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague")

    with pytest.raises(StoreUnreadable, match="not-a-store"):
        open_store(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_empty_new_disk_is_a_place_for_a_store(tmp_path: Path) -> None:
    (tmp_path / "lost+found").mkdir()

    assert open_store(tmp_path).history("internet")[0].revision == 0


def test_seeds_are_not_needed_to_read_a_damaged_store(location: Path) -> None:
    def refuse() -> dict[str, pa.Table]:
        raise AssertionError("the seeds were asked for")

    lose_table(location)

    assert not Store.open(location, LAYOUTS, refuse, clock=moment_now).snapshot().is_readable("internet")


def test_entry_of_which_log_and_copy_are_damaged_cannot_be_read(location: Path) -> None:
    truncate_old_entry(location)
    path = journal_path(location, "observations")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], lines[2][:-10] + b"AAAAAAAAA\n", *lines[3:]]))
    store = open_store(location)

    assert store.read("internet").equals(make_rows(3))
    assert {one.revision for one in store.lost("internet")} == {2}
    with pytest.raises((UnreadableEntry, RevisionDamaged, LookupError)):
        store.read("internet", 2)
