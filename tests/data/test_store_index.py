"""Held here: the index of a journal makes opening quick and is believed only where it fits; it also remembers."""

from pathlib import Path
from typing import Any

import pytest

from data.store import StoreUnreadable, journal
from data.store.health import examine_store
from data.store.journal import RECORD, journal_path
from data.store.repair import carry_out, plan_repair
from tests.data.store_samples import ANA, checksums, log_entry, make_rows, open_store, publish

INDEX = Path("_journal/observations.index")
NUMBERS = [3, 2, 1, 0]


@pytest.fixture
def location(tmp_path: Path) -> Path:
    place = tmp_path / "store"
    store = open_store(place)
    for value in (1, 2, 3):
        publish(store, value)
    return place


def forget_newest_everywhere(location: Path) -> None:
    """Take the newest revision out of the log and out of the journal."""
    path = journal_path(location, "observations")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    log_entry(location, 3).unlink()


def lines_read(location: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many lines of journals are read to open the store and read a dataset of it."""
    read: list[bytes] = []
    original = journal.read_line

    def counted(line: bytes) -> tuple[dict[str, Any], bytes]:
        read.append(line)
        return original(line)

    with monkeypatch.context() as patch:
        patch.setattr(journal, "read_line", counted)
        assert open_store(location).snapshot().read("internet").num_rows == 3
    return len(read)


def test_opening_a_store_reads_as_few_lines_of_many_revisions_as_of_three(
    location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = lines_read(location, monkeypatch)
    store = open_store(location)
    for value in range(4, 24):
        publish(store, value)

    assert lines_read(location, monkeypatch) == few


def test_revision_that_is_gone_from_log_and_journal_is_told_and_stops_publishing(location: Path) -> None:
    forget_newest_everywhere(location)
    store = open_store(location)
    found = [(one.code, one.revisions) for one in store.damages()]

    assert found == [("journal-damaged", (("internet", 3),))]
    with pytest.raises(StoreUnreadable):
        store.commit({"internet": make_rows(9)}, {"internet": 2}, ANA)


def test_number_of_a_revision_that_is_gone_from_log_and_journal_is_never_used_again(location: Path) -> None:
    forget_newest_everywhere(location)
    store = open_store(location)
    carry_out(location, plan_repair(location), store.clock, 1)
    reopened = open_store(location)
    lost = [(one.revision, one.declared) for one in reopened.lost("internet")]

    assert lost == [(3, True)]
    assert publish(reopened, 4).revision == 4
    assert [one.revision for one in reopened.history("internet")] == [4, 2, 1, 0]
    assert examine_store(location, {}, deep=True) == []


@pytest.mark.parametrize("is_cut", [True, False], ids=["cut", "flipped"])
def test_index_with_any_damage_is_not_believed_and_made_anew(location: Path, *, is_cut: bool) -> None:
    path = location / INDEX
    whole = path.read_bytes()
    for place in range(0, len(whole), 37):
        path.write_bytes(whole[:place] if is_cut else whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        before = checksums(location)
        store = open_store(location)

        assert [one.revision for one in store.history("internet")] == NUMBERS
        assert store.damages() == []
        assert checksums(location) == before
    publish(open_store(location), 4)
    assert path.read_bytes().startswith(whole)
    assert len(path.read_bytes()) == len(whole) + RECORD.itemsize


def test_old_line_that_the_index_knows_is_still_checked(location: Path) -> None:
    path = journal_path(location, "observations")
    whole = path.read_bytes()
    for place in range(0, len(whole), 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])

        assert {one.code for one in open_store(location).damages()} <= {"journal-damaged"}
        assert open_store(location).damages()
        assert open_store(location).read("internet").equals(make_rows(3))


def test_journal_that_was_written_anew_by_an_earlier_version_is_read_line_by_line(location: Path) -> None:
    path = journal_path(location, "observations")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[1], lines[0], *lines[2:]]))
    store = open_store(location)

    assert [one.revision for one in store.history("internet")] == NUMBERS
    assert store.damages() == []
