"""Held here: nothing that was acknowledged disappears without a trace, and a repair says first what it would do."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.store import RevisionDamaged
from data.store.backup import NoBackup, back_up, put_back
from data.store.health import examine_store
from data.store.journal import journal_path
from data.store.repair import acknowledge, carry_out, plan_repair
from data.store.upkeep import compact_store
from tests.data.store_samples import added_files, checksums, log_entry, make_rows, open_store, publish
from tests.data.test_store_damage import (
    EARLIER,
    lose_journal,
    lose_log,
    lose_mark,
    lose_newest_file,
    lose_old_entry,
    lose_table,
    spoil_journal,
    spoil_mark,
    truncate_old_entry,
)

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def noon() -> datetime:
    return NOON


@pytest.fixture
def location(tmp_path: Path) -> Path:
    place = tmp_path / "store"
    store = open_store(place)
    for value in (1, 2, 3):
        publish(store, value)
    publish(store, 1, "prices")
    return place


def repair(location: Path) -> list[str]:
    steps = plan_repair(location)
    return [one.code for one in carry_out(location, steps, noon, 1)]


def test_revision_that_was_given_up_stays_in_the_history_with_who_and_why_and_its_number_is_not_used_again(
    location: Path,
) -> None:
    lose_newest_file(location)
    done = repair(location)
    store = open_store(location)
    lost = store.lost("internet")
    made = publish(store, 9)

    assert done == ["give-up"]
    assert [(one.revision, one.declared, one.acknowledged) for one in lost] == [(3, True, False)]
    assert lost[0].made is not None
    assert (lost[0].made.by, lost[0].made.why) == ("Ana", "New figures")
    assert made.revision == 4
    assert [one.revision for one in store.history("internet")] == [4, 2, 1, 0]
    assert store.read("internet").equals(make_rows(9))


def test_lost_revision_is_said_until_it_is_acknowledged_and_stays_in_the_history(location: Path) -> None:
    lose_newest_file(location)
    repair(location)
    acknowledge(location, {"observations": [("internet", 3)]}, ("Ben", "seen"), NOON.isoformat(), 1)
    lost = open_store(location).lost("internet")

    assert [(one.revision, one.acknowledged) for one in lost] == [(3, True)]
    assert publish(open_store(location), 9).revision == 4


def test_acknowledging_a_revision_that_cannot_be_read_gives_it_up(location: Path) -> None:
    lose_newest_file(location)
    acknowledge(location, {"observations": [("internet", 3)]}, ("Ben", "seen"), NOON.isoformat(), 1)
    store = open_store(location)

    assert store.damages() == []
    assert [(one.declared, one.acknowledged) for one in store.lost("internet")] == [(True, True)]
    assert publish(store, 9).revision == 4


@pytest.mark.parametrize(
    ("damage", "steps"),
    [
        (lose_old_entry, ["put-back"]),
        (truncate_old_entry, ["put-back"]),
        (lose_log, ["put-back"]),
        (spoil_mark, ["write-mark"]),
        (lose_mark, ["write-mark"]),
        (lose_journal, ["write-journal"]),
        (spoil_journal, ["write-journal"]),
    ],
)
def test_repair_puts_back_what_a_copy_is_kept_of(location: Path, damage: object, steps: list[str]) -> None:
    log = {path.name: path.read_bytes() for path in (location / "observations" / "_delta_log").iterdir()}
    damage(location)  # type: ignore[operator]
    before = checksums(location)
    planned = [one.code for one in plan_repair(location)]
    unchanged = checksums(location) == before
    done = repair(location)
    store = open_store(location)

    assert planned == done == steps
    assert unchanged
    assert examine_store(location, {}, deep=True) == []
    assert {path.name: path.read_bytes() for path in (location / "observations" / "_delta_log").iterdir()} == log
    assert [one.revision for one in store.history("internet")] == [3, 2, 1, 0]
    assert publish(store, 9).revision == 4


def test_repair_can_do_nothing_about_a_table_without_its_folder(location: Path) -> None:
    lose_table(location)

    assert [one.code for one in plan_repair(location)] == ["cannot"]
    assert repair(location) == []


def test_repair_lets_an_earlier_store_go_on_over_an_entry_that_nothing_is_known_of(tmp_path: Path) -> None:
    place = tmp_path / "earlier"
    shutil.copytree(EARLIER, place)
    truncate_old_entry(place)
    done = repair(place)
    store = open_store(place)
    lost = [(one.revision, one.declared) for one in store.lost("internet")]
    made = publish(store, 9)

    assert done == ["replace"]
    assert lost == [(2, True)]
    assert made.revision == 4
    assert store.read("internet").equals(make_rows(9))
    assert store.read("prices").equals(make_rows(5))


def test_flipped_bit_in_an_old_file_is_found_by_the_deep_check_alone(location: Path) -> None:
    path = added_files(location, 1)[0]
    content = path.read_bytes()
    path.write_bytes(content[:100] + bytes([content[100] ^ 1]) + content[101:])
    deep = examine_store(location, {}, deep=True)

    assert examine_store(location, {}) == []
    assert [(one.code, one.revisions) for one in deep] == [("file-damaged", (("internet", 1),))]
    with pytest.raises(RevisionDamaged):
        open_store(location).read("internet", 1)


def test_backup_holds_a_store_as_it_was_and_takes_only_what_is_new(location: Path, tmp_path: Path) -> None:
    store = open_store(location)
    first = back_up(location, tmp_path / "backup", 1)
    publish(store, 4)
    second = back_up(location, tmp_path / "backup", 1)
    shutil.rmtree(location)
    put_back(tmp_path / "backup", location, None)
    restored = open_store(location)

    assert (first.same, second.files) == (0, 2)
    assert [one.revision for one in restored.history("internet")] == [4, 3, 2, 1, 0]
    assert [restored.read("internet", number).equals(make_rows(number)) for number in range(5)] == [True] * 5
    assert publish(restored, 5).revision == 5


def test_backup_is_put_back_over_nothing_unless_that_is_agreed_to(location: Path, tmp_path: Path) -> None:
    back_up(location, tmp_path / "backup", 1)
    publish(open_store(location), 4)

    with pytest.raises(NoBackup, match="restore_not_empty"):
        put_back(tmp_path / "backup", location, None)
    put_back(tmp_path / "backup", location, tmp_path / "aside")
    assert open_store(location).history("internet")[0].revision == 3
    assert open_store(tmp_path / "aside").history("internet")[0].revision == 4


def test_damaged_backup_is_not_put_back(location: Path, tmp_path: Path) -> None:
    back_up(location, tmp_path / "backup", 1)
    added_files(tmp_path / "backup", 2)[0].write_bytes(b"")

    with pytest.raises(NoBackup, match="backup_damaged"):
        put_back(tmp_path / "backup", tmp_path / "new", None)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("target", "code"), [("store/inside", "backup_inside"), ("letters", "backup_other")])
def test_backup_is_refused_where_it_does_not_belong(location: Path, tmp_path: Path, target: str, code: str) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("Dear colleague")

    with pytest.raises(NoBackup, match=code):
        back_up(location, tmp_path / target, 1)


def test_compaction_keeps_every_revision_readable_and_gives_old_files_their_digests(tmp_path: Path) -> None:
    place = tmp_path / "earlier"
    shutil.copytree(EARLIER, place)
    store = open_store(place)
    publish(store, 9)
    orphan = place / "observations" / "dataset=internet" / "part-orphan.parquet"
    orphan.write_bytes(b"PAR1PAR1")
    done = compact_store(place, 1, NOON.isoformat())
    again = compact_store(place, 1, NOON.isoformat())
    first = next(path for path in added_files(place, 1))
    content = first.read_bytes()
    whole = [open_store(place).read("internet", number)["value"][0].as_py() for number in range(5)]
    first.write_bytes(content[:100] + bytes([content[100] ^ 1]) + content[101:])

    assert (done.summaries, done.digests, done.orphans) == (2, 7, 1)
    assert (again.summaries, again.digests, again.orphans) == (0, 0, 0)
    assert whole == [0, 1, 2, 3, 9]
    assert not orphan.exists()
    with pytest.raises(RevisionDamaged):
        open_store(place).read("internet", 1)


def test_journal_cut_at_any_byte_of_its_last_line_is_written_anew(location: Path) -> None:
    path = journal_path(location, "observations")
    whole = path.read_bytes()
    last = len(b"".join(whole.splitlines(keepends=True)[:-1]))
    for place in range(last + 1, len(whole), 211):
        path.write_bytes(whole[:place])
        store = open_store(location)

        assert [one.revision for one in store.history("prices")] == [1, 0]
        assert store.damages() == []
    publish(open_store(location), 4)
    assert path.read_bytes().startswith(whole[:last])
    assert examine_store(location, {}, deep=True) == []
    assert log_entry(location, 5).exists()
