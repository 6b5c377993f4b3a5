"""Held here: a backup under an address of an object store is what one in a folder is, on a real server.

The server is moto's, a process of this machine; it speaks S3 over plain http.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pyarrow as pa
import pytest
from moto.server import ThreadedMotoServer
from pyarrow.fs import FileSelector, FileType, S3FileSystem

from data.store import backup
from data.store.backup import LIST, Bucket, NoBackup, Place, back_up, put_back
from data.store.health import examine_store
from tests.data.store_samples import added_files, checksums, make_rows, open_store, publish

HOST = "127.0.0.1"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Give the address of an S3 server."""
    started = ThreadedMotoServer(ip_address=HOST, port=0, verbose=False)
    started.start()
    yield "{}:{}".format(*started.get_host_and_port())
    started.stop()


@pytest.fixture
def objects(server: str, monkeypatch: pytest.MonkeyPatch) -> S3FileSystem:
    """Give the server with an empty bucket, and the key for it in the environment."""
    urlopen(f"http://{server}/moto-api/reset", data=b"").close()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    found = S3FileSystem(endpoint_override=server, scheme="http", region="us-east-1", allow_bucket_creation=True)
    found.create_dir("bucket")
    return found


@pytest.fixture
def address(server: str, objects: S3FileSystem) -> str:
    """Give the address of a backup that nobody has taken yet."""
    return address_of(server, "bucket")


def address_of(server: str, bucket: str) -> str:
    return f"s3://{bucket}/of/store?scheme=http&endpoint_override={server}&region=us-east-1"


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """Give a store with three revisions."""
    store = open_store(tmp_path / "store")
    for number in (1, 2, 3):
        publish(store, number)
    return tmp_path / "store"


def names_and_digests(folder: Path) -> dict[str, str]:
    return {name: digest for name, digest in checksums(folder).items() if digest != "folder"}


def names_in(objects: S3FileSystem) -> dict[str, int]:
    found = objects.get_file_info(FileSelector("bucket/of/store", recursive=True))
    return {one.path.removeprefix("bucket/of/store/"): one.size for one in found if one.type == FileType.File}


def put(objects: S3FileSystem, name: str, content: bytes) -> None:
    with objects.open_output_stream(f"bucket/of/store/{name}") as opened:
        opened.write(content)


def test_backup_at_an_address_sends_only_what_is_new_and_gives_the_store_back(
    location: Path, tmp_path: Path, address: str
) -> None:
    first = back_up(location, address, 1)
    again = back_up(location, address, 1)
    publish(open_store(location), 4)
    after = back_up(location, address, 1)
    files = put_back(address, tmp_path / "restored", None)
    restored = open_store(tmp_path / "restored")

    assert (first.same, again.files, after.files) == (0, 0, 2)
    assert files == len(names_and_digests(location))
    assert names_and_digests(tmp_path / "restored") == names_and_digests(location)
    assert [restored.read("internet", number).equals(make_rows(number)) for number in range(5)] == [True] * 5
    assert publish(restored, 5).revision == 5


def test_folder_and_address_hold_the_same_files(
    location: Path, tmp_path: Path, address: str, objects: S3FileSystem
) -> None:
    back_up(location, address, 1)
    back_up(location, tmp_path / "folder", 1)
    in_folder = (path for path in (tmp_path / "folder").rglob("*") if path.is_file())

    assert names_in(objects) == {
        path.relative_to(tmp_path / "folder").as_posix(): path.stat().st_size for path in in_folder
    }


class Stopped(BaseException):
    """The process was ended."""


@pytest.mark.parametrize("place", ["address", "folder"])
def test_interrupted_backup_is_the_last_whole_one_or_none(
    location: Path, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    where = address if place == "address" else str(tmp_path / "folder")
    interrupted(monkeypatch, location, where, after=3)
    with pytest.raises(NoBackup, match="backup_unfinished"):
        put_back(where, tmp_path / "first", None)
    back_up(location, where, 1)
    publish(open_store(location), 4)
    count = 0
    while interrupted(monkeypatch, location, where, after=count):
        put_back(where, tmp_path / f"after{count}", None)
        assert open_store(tmp_path / f"after{count}").history("internet")[0].revision == 3
        assert examine_store(tmp_path / f"after{count}", {}, deep=True) == []
        count += 1

    assert not (tmp_path / "first").exists()
    assert count >= 3  # what was sent by one that was interrupted need not be sent again
    put_back(where, tmp_path / "whole", None)
    assert open_store(tmp_path / "whole").history("internet")[0].revision == 4


def interrupted(monkeypatch: pytest.MonkeyPatch, location: Path, where: str, after: int) -> bool:
    """Take a backup that is ended after some files were sent; return whether it was."""
    kinds = (backup.Bucket, backup.Folder)
    sent = iter(range(10_000))

    def stopping(write: Callable[..., None]) -> Callable[..., None]:
        def one(place: Place, name: str, content: pa.Buffer) -> None:
            if next(sent) >= after:
                raise Stopped
            write(place, name, content)

        return one

    with monkeypatch.context() as patched:
        patched.setattr(backup, "AT_ONCE", 1)
        for kind in kinds:
            patched.setattr(kind, "write", stopping(kind.write))
        try:
            back_up(location, where, 1)
        except Stopped:
            return True
    return False


def test_object_that_is_gone_or_changed_stops_putting_back_and_is_named(
    location: Path, tmp_path: Path, address: str, objects: S3FileSystem
) -> None:
    back_up(location, address, 1)
    for name, size in sorted(names_in(objects).items()):
        before = objects.open_input_file(f"bucket/of/store/{name}").readall()
        flipped = before[: size // 2] + bytes([before[size // 2] ^ 1]) + before[size // 2 + 1 :]
        for damage in (None, b"", flipped):
            if damage is None:
                objects.delete_file(f"bucket/of/store/{name}")
            else:
                put(objects, name, damage)
            if name == LIST and damage is None:
                continue  # then it is as one of an earlier version: whole, without digests
            with pytest.raises(NoBackup, match="backup_damaged") as raised:
                put_back(address, tmp_path / "new", None)
            assert name == LIST or name in {one.place for one in raised.value.damages}
            assert not (tmp_path / "new").exists()
        put(objects, name, before)

    assert put_back(address, tmp_path / "new", None) == len(names_in(objects)) - 1


def test_backup_of_an_earlier_version_has_no_list_and_is_put_back(location: Path, tmp_path: Path) -> None:
    back_up(location, tmp_path / "backup", 1)
    (tmp_path / "backup" / LIST).unlink()
    publish(open_store(location), 4)

    put_back(tmp_path / "backup", tmp_path / "restored", None)
    assert open_store(tmp_path / "restored").history("internet")[0].revision == 3
    assert back_up(location, tmp_path / "backup", 1).files == 2


def test_damaged_file_of_the_store_is_not_sent_as_if_it_were_whole(location: Path, address: str) -> None:
    path = added_files(location, 2)[0]
    content = path.read_bytes()
    path.write_bytes(content[:100] + bytes([content[100] ^ 1]) + content[101:])

    with pytest.raises(NoBackup, match="backup_of_damaged") as raised:
        back_up(location, address, 1)
    assert raised.value.damages[0].place == path.relative_to(location).as_posix()


def test_another_store_is_not_mixed_in(location: Path, tmp_path: Path, address: str) -> None:
    back_up(location, address, 1)
    publish(open_store(tmp_path / "other"), 1)

    with pytest.raises(NoBackup, match="backup_other"):
        back_up(tmp_path / "other", address, 1)


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("s3://nowhere/of/store?scheme=http&endpoint_override={server}&region=us-east-1", "address_bucket"),
        ("s3://bucket/of/store?scheme=http&endpoint_override=127.0.0.1:1&region=us-east-1", "address_unreachable"),
        ("ftp://bucket/of/store", "address_unknown"),
        ("s3://", "address_unknown"),
    ],
    ids=["no-bucket", "unreachable", "no-object-store", "no-name"],
)
def test_place_that_cannot_be_used_is_said_and_nothing_is_left(
    location: Path, tmp_path: Path, server: str, objects: S3FileSystem, where: str, code: str
) -> None:
    before = checksums(location)
    with pytest.raises(NoBackup, match=code):
        back_up(location, where.format(server=server), 1)

    assert checksums(location) == before
    with pytest.raises(NoBackup):
        put_back(where.format(server=server), tmp_path / "new", None)
    assert not (tmp_path / "new").exists()


def test_key_that_is_not_known_is_refused(location: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moto.settings.INITIAL_NO_AUTH_ACTION_COUNT", 0)  # from now on keys are looked at

    with pytest.raises(NoBackup, match="address_refused"):
        back_up(location, address, 1)


def test_store_that_is_put_back_over_another_moves_that_aside_only_once_the_backup_is_whole(
    location: Path, tmp_path: Path, address: str, objects: S3FileSystem
) -> None:
    back_up(location, address, 1)
    publish(open_store(location), 4)
    listed = json.loads(objects.open_input_file(f"bucket/of/store/{LIST}").readall())
    name = next(one for one in listed["files"] if one.endswith(".parquet"))
    content = objects.open_input_file(f"bucket/of/store/{name}").readall()
    put(objects, name, content[::-1])
    before = checksums(location)
    with pytest.raises(NoBackup, match="backup_damaged"):
        put_back(address, location, tmp_path / "aside")
    untouched = checksums(location) == before
    put(objects, name, content)
    (location / ".restoring").mkdir()  # left by a process that was ended
    put_back(address, location, tmp_path / "aside")

    assert untouched
    assert open_store(location).history("internet")[0].revision == 3
    assert open_store(tmp_path / "aside").history("internet")[0].revision == 4
    assert not list(tmp_path.rglob(".restoring"))


def test_objects_are_read_and_written_under_the_prefix_alone(address: str, objects: S3FileSystem) -> None:
    put(objects, "../beside", b"beside")
    Bucket(address).write("a=b/c", pa.py_buffer(b"inside"))

    assert Bucket(address).listed() == {"a=b/c": 6}
