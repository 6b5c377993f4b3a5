"""Held here: the commands for whoever looks after the store, and that a reading command changes nothing on the disk."""

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from moto.server import ThreadedMotoServer
from pyarrow.fs import S3FileSystem

import cli
from data.store.durability import held_alone
from tests.data.store_samples import added_files, checksums, log_entry

TODAY = ("--today", "2026-11-22")
WHO = ("--by", "Ana", "--why", "July update")
READING = (
    ("history", "internet_access"),
    ("history", "targets"),
    ("scorecard", "--area", "KEN"),
    ("series", "individuals_online", "KEN"),
    ("shortfall", "individuals_online", "WLD"),
    ("project", "individuals_online", "KEN"),
    ("published", "individuals_online", "KEN"),
    ("schools",),
    ("pledges",),
    ("mappings",),
    ("export", "targets"),
    ("template", "targets"),
    ("store", "check"),
    ("store", "check", "--deep"),
    ("store", "repair"),
    ("init",),
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def published_store(tmp_path_factory: pytest.TempPathFactory, kept_store: Path) -> Path:
    """Return a store in which somebody has published two values, one after the other, to be copied."""
    folder = tmp_path_factory.mktemp("published")
    place = folder / "store"
    shutil.copytree(kept_store, place)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CONNECT2030_STORE", str(place))
        for value in (41, 42):
            assert cli.main(["publish", figures(folder, value), *WHO, *TODAY]) == 0
    return place


@pytest.fixture
def store(tmp_path: Path, published_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of it."""
    monkeypatch.setenv("CONNECT2030_STORE", str(tmp_path / "store"))
    return Path(shutil.copytree(published_store, tmp_path / "store"))


@pytest.fixture
def run(store: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    capsys.readouterr()

    def go(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(arguments)
        return (status, *capsys.readouterr())

    return go


def figures(folder: Path, value: float) -> str:
    path = folder / f"figures-{value}.csv"
    path.write_text(f"indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2026,{value}\n", "utf-8")
    return str(path)


def spoil_newest(store: Path) -> None:
    path = added_files(store, 2)[0]
    path.write_bytes(path.read_bytes()[:-1])


def lose_data(store: Path) -> None:
    shutil.rmtree(store / "observations" / "dataset=internet_access")


def lose_log(store: Path) -> None:
    shutil.rmtree(store / "observations" / "_delta_log")


def lose_table(store: Path) -> None:
    shutil.rmtree(store / "observations")


def lose_pledges(store: Path) -> None:
    shutil.rmtree(store / "pledges")


def truncate_entry(store: Path) -> None:
    log_entry(store, 1).write_bytes(b"{")


def lose_entry(store: Path) -> None:
    log_entry(store, 1).unlink()


def leave_whole(store: Path) -> None:
    assert store.is_dir()


DAMAGES = [leave_whole, spoil_newest, lose_data, lose_log, lose_table, lose_pledges, truncate_entry, lose_entry]


@pytest.mark.parametrize("damage", DAMAGES[:5])
def test_no_reading_command_changes_anything_on_the_disk(
    store: Path, run: Run, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(store)
    before = checksums(store)
    for command in (*READING, ("check", figures(tmp_path, 43))):
        status, _, complaint = run(*command)

        assert status in (0, 1, 3), (command, complaint)
        assert "Traceback" not in complaint
        assert checksums(store) == before, command


@pytest.mark.parametrize("damage", DAMAGES[1:])
def test_damaged_store_is_told_by_every_command_and_not_published_to(
    store: Path, run: Run, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(store)
    before = checksums(store)
    told = run("history", "targets")[2]
    status, _, complaint = run("publish", figures(tmp_path, 43), *WHO, *TODAY)

    assert "observations" in told or "pledges" in told
    assert "nothing can be published" in told
    assert status == 3
    assert "Nothing was published" in complaint
    assert checksums(store) == before


@pytest.mark.parametrize("lost", [lose_pledges])
def test_rest_is_judged_while_a_register_is_gone(store: Path, run: Run, lost: Callable[[Path], None]) -> None:
    lost(store)
    status, shown, told = run("scorecard", "--area", "KEN", *TODAY)

    assert status == 0
    assert "individuals" in shown or "KEN" in shown
    assert "pledges" in told


def test_revision_that_is_lost_is_said_by_every_command_until_it_is_acknowledged(store: Path, run: Run) -> None:
    spoil_newest(store)
    would = run("store", "repair")
    done = run("store", "repair", "--yes")
    told = run("history", "targets")[2]
    listed: list[dict[str, Any]] = json.loads(run("history", "internet_access", "--json")[1])
    checked = run("store", "check")
    acknowledged = run("store", "acknowledge", "2", "--by", "Ben", "--why", "seen")
    after = run("history", "targets")[2]
    kept: list[dict[str, Any]] = json.loads(run("history", "internet_access", "--json")[1])

    assert (would[0], done[0], checked[0], acknowledged[0]) == (0, 0, 3, 0)
    assert "internet_access revision 2" in would[1]
    assert "--yes" in would[1]
    assert "Revision 2" in told and "Ana" in told and "July update" in told and "figures-42.csv" in told
    assert [(one["revision"], one["state"]) for one in listed] == [(2, "lost"), (1, "kept"), (0, "kept")]
    assert (listed[0]["by"], listed[0]["why"], listed[0]["file"]) == ("Ana", "July update", "figures-42.csv")
    assert after == ""
    assert [(one["revision"], one["state"]) for one in kept] == [(2, "lost"), (1, "kept"), (0, "kept")]


def test_number_of_a_lost_revision_is_not_used_again(store: Path, run: Run, tmp_path: Path) -> None:
    spoil_newest(store)
    run("store", "acknowledge", "2")
    published = run("publish", figures(tmp_path, 43), *WHO, *TODAY)
    listed = json.loads(run("history", "internet_access", "--json")[1])

    assert published[0] == 0
    assert [(one["revision"], one["state"]) for one in listed] == [
        (3, "kept"),
        (2, "lost"),
        (1, "kept"),
        (0, "kept"),
    ]


def test_restoring_a_revision_that_cannot_be_read_is_a_sentence(store: Path, run: Run) -> None:
    path = added_files(store, 1)[0]
    path.write_bytes(path.read_bytes()[:100])
    status, _, complaint = run("restore", "internet_access", "1", *WHO)

    assert status == 3
    assert "internet_access 1" in complaint and path.name in complaint
    assert "Traceback" not in complaint


def test_full_disk_says_that_nothing_was_published(
    store: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    file = figures(tmp_path, 43)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", refuse)
        status, _, complaint = run("publish", file, *WHO, *TODAY)

    assert status == 5
    assert "Nothing was published: the disk of the store is full" in complaint
    assert json.loads(run("history", "internet_access", "--json")[1])[0]["revision"] == 2


def test_disk_that_fails_after_the_commit_says_that_it_is_published(
    store: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **flags: bool) -> None:
        if not flags:
            raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr("data.store.writer.flush_version", fail)
        status, said, _ = run("publish", figures(tmp_path, 43), *WHO, *TODAY)

    assert status == 6
    assert "It is published (internet_access revision 3)" in said
    assert "power cut" in said


def test_store_that_somebody_holds_is_told_apart(
    store: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.store.durability.Event.wait", lambda *_: False)  # nobody's patience lasts
    with held_alone(store):
        status, _, complaint = run("publish", figures(tmp_path, 43), *WHO, *TODAY)

    assert status == 4
    assert "Somebody else is publishing" in complaint


def test_store_is_made_once_and_only_where_there_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for place in ("new", "new", "letters"):
        (tmp_path / "letters").mkdir(exist_ok=True)
        (tmp_path / "letters" / "letter.txt").write_text("Dear colleague")
        monkeypatch.setenv("CONNECT2030_STORE", str(tmp_path / place))
        said.append((cli.main(["init"]), *capsys.readouterr()))

    assert [status for status, *_ in said] == [0, 0, 3]
    assert "was made" in said[0][1]
    assert "already" in said[1][1]
    assert "holds no store" in said[2][2]
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["letter.txt"]


def test_backup_is_taken_and_put_back(store: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = str(tmp_path / "backup")
    taken = run("store", "backup", backup, "--json")
    again = run("store", "backup", backup, "--json")
    refused = run("store", "restore-backup", backup)
    agreed = run("store", "restore-backup", backup, "--yes")
    listed = json.loads(run("history", "internet_access", "--json")[1])

    assert (taken[0], again[0], refused[0], agreed[0]) == (0, 0, 2, 0)
    assert json.loads(again[1])["files"] == 0
    assert "--yes" in refused[2]
    assert [one["revision"] for one in listed] == [2, 1, 0]
    assert run("store", "check", "--deep")[0] == 0
    assert len(list(tmp_path.glob("store.before-*"))) == 1


def test_backup_under_an_address_is_reached_as_the_environment_says_and_refused_in_words(
    store: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        there = "{}:{}".format(*server.get_host_and_port())
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{there}")
        none = run("store", "backup", "s3://backups/connect2030")
        S3FileSystem(endpoint_override=there, scheme="http", allow_bucket_creation=True).create_dir("backups")
        empty = run("store", "restore-backup", "s3://backups/connect2030", "--yes")
        taken = run("store", "backup", "s3://backups/connect2030", "--json")
        agreed = run("store", "restore-backup", "s3://backups/connect2030", "--yes")
    finally:
        server.stop()
    gone = run("store", "backup", "s3://backups/connect2030")
    wrong = run("store", "backup", "ftp://backups/connect2030")

    assert [one[0] for one in (none, empty, taken, agreed, gone, wrong)] == [5, 2, 0, 0, 5, 2]
    assert "does not exist. Make it first" in none[2]
    assert "There is no backup in s3://backups/connect2030" in empty[2]
    assert json.loads(taken[1])["place"] == "s3://backups/connect2030"
    assert "as it was backed up" in agreed[1]
    assert "cannot be reached" in gone[2]
    assert "is no address of an object store" in wrong[2]
    assert run("store", "check", "--deep")[0] == 0


def test_compaction_keeps_the_store_whole(store: Path, run: Run) -> None:
    assert run("store", "compact")[0] == 0
    assert run("store", "check", "--deep")[0] == 0
    assert [one["revision"] for one in json.loads(run("history", "internet_access", "--json")[1])] == [2, 1, 0]


def test_check_of_no_store_is_a_misuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNECT2030_STORE", str(tmp_path / "none"))

    assert cli.main(["store", "check"]) == 2
    assert not (tmp_path / "none").exists()
