"""Copies of a store: taken while publishing goes on, only of what is new, and put back as a whole.

Everything in a store but its mark and its journals is written once and never changed. So a copy is consistent if it
holds what was there at one moment: the names are listed while the store is held, which takes some milliseconds, and
the files are copied afterwards, however long that takes; of the journals as much as there was at that moment.

A backup lies in a folder or under the address of an object store, which are read, listed and written alike. Written
last, its list says which files it holds, with their sizes and digests: what was sent since, by a backup that was
interrupted, is no part of it, and what is put back is what the last whole backup held, or nothing.
"""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from data.store.durability import flush_file, flush_folder, held_alone, make_folder
from data.store.health import examine_store
from data.store.log import LOG, parse_entry
from data.store.mark import MARK, Mark, UnreadableMark, parse_mark
from data.store.parts import UNFINISHED
from data.store.terms import JOURNAL, SET_ASIDE, Damage, UnreadableEntry

RESTORING = ".restoring"
"""Where a backup is gathered and looked through before it takes the place of a store."""
LEFT_OUT = frozenset({UNFINISHED, SET_ASIDE, "derived", RESTORING})
"""What a backup does without: it can be worked out again, or is no part of the store any more."""
LIST = "backup.json"
HINT = "_last_checkpoint"
AT_ONCE = 8
"""How many files are sent or fetched at a time: over a network each waits longer than it takes."""
ANSWERS = {
    "NO_SUCH_BUCKET": "bucket",
    "bucket does not exist": "bucket",
    "ContainerNotFound": "bucket",
    "NETWORK_CONNECTION": "unreachable",
    "Could not connect": "unreachable",
    "Could not resolve": "unreachable",
    "ACCESS_DENIED": "refused",
    "ACCESS_KEY": "refused",
    "SIGNATURE": "refused",
    "TOKEN": "refused",
    "credentials": "refused",
    "HTTP status 403": "refused",
}
"""What the answer of an object store means, by words in it."""
MOST_SAID = 300


@dataclass(frozen=True)
class Copied:
    """How many files a backup copied, how many bytes that were, and how many files it had already."""

    files: int
    size: int
    same: int


class NoBackup(Exception):  # noqa: N818 - the name says what happened
    """A backup cannot be taken or put back; `code` says why, `detail` what the place of it said."""

    def __init__(self, code: str, damages: list[Damage] | None = None, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.damages = damages or []
        self.detail = detail

    @property
    def is_of_the_address(self) -> bool:
        """Return whether the object store could not be used, though it was asked for as it should be."""
        return self.code.startswith("address_") and self.code != "address_unknown"


class Place(Protocol):
    """Where files lie by their names, as paths with strokes; a name stands for a whole file or for none."""

    def listed(self) -> dict[str, int]:
        """Return the size of every file."""

    def read(self, name: str) -> pa.Buffer:
        """Return the content of a file; `FileNotFoundError` says that there is none."""

    def write(self, name: str, content: pa.Buffer) -> None:
        """Put a file in its place."""

    def settle(self, names: Iterable[str]) -> None:
        """Return once the names of files are there to stay."""


class Folder:
    """A folder of the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def listed(self) -> dict[str, int]:
        """Return the size of every file that belongs to a store."""
        return dict(self._listed())

    def _listed(self) -> Iterator[tuple[str, int]]:
        for folder, folders, files in os.walk(self.path):
            folders[:] = [one for one in folders if one not in LEFT_OUT]
            for name in files:
                path = Path(folder) / name
                if not (name.endswith((".new", ".torn", ".part")) or "#" in name):
                    yield path.relative_to(self.path).as_posix(), path.stat().st_size

    def read(self, name: str) -> pa.Buffer:
        """Return the content of a file."""
        return pa.py_buffer((self.path / name).read_bytes())

    def write(self, name: str, content: pa.Buffer) -> None:
        """Put a file in its place once it is whole and flushed."""
        target = self.path / name
        make_folder(target.parent)
        part = target.with_name(f"{target.name}.part")
        part.write_bytes(content)
        flush_file(part)
        part.replace(target)

    def settle(self, names: Iterable[str]) -> None:
        """Return once the folders of files are on disk."""
        for folder in {(self.path / name).parent for name in names}:
            flush_folder(folder)


class Bucket:
    """All under an address of an object store, such as s3://bucket/prefix; an object is there whole or not at all."""

    def __init__(self, address: str) -> None:
        from pyarrow import fs  # what it needs of three providers takes a tenth of a second to load

        self._fs = fs
        with _answers_said():
            self._files, root = fs.FileSystem.from_uri(address)
        self._root = root.strip("/")
        if not self._root:
            raise NoBackup("address_unknown")

    def listed(self) -> dict[str, int]:
        """Return the size of every object."""
        with _answers_said():
            found = self._files.get_file_info(self._fs.FileSelector(self._root, allow_not_found=True, recursive=True))
        return {one.path[len(self._root) + 1 :]: one.size for one in found if one.type == self._fs.FileType.File}

    def read(self, name: str) -> pa.Buffer:
        """Return the content of an object."""
        with _answers_said(), self._files.open_input_file(f"{self._root}/{name}") as opened:
            return opened.read_buffer()

    def write(self, name: str, content: pa.Buffer) -> None:
        """Put an object in its place."""
        with _answers_said(), self._files.open_output_stream(f"{self._root}/{name}") as opened:
            opened.write(content)

    def settle(self, names: Iterable[str]) -> None:
        """Return at once: an object that was taken stays."""


@contextlib.contextmanager
def _answers_said() -> Iterator[None]:
    """Say what an object store refuses as what it means."""
    try:
        yield
    except FileNotFoundError:
        raise
    except pa.ArrowInvalid as error:
        raise NoBackup("address_unknown") from error
    except OSError as error:
        answer = str(error)
        code = next((code for words, code in ANSWERS.items() if words.casefold() in answer.casefold()), "failed")
        raise NoBackup(f"address_{code}", detail=answer.splitlines()[0][:MOST_SAID]) from error


def place_of(where: str | Path) -> Folder | Bucket:
    """Return the place of a backup: an address such as s3://bucket/prefix, or a folder.

    Raises:
        NoBackup: If it is the address of nothing that is known.
    """
    return Bucket(str(where)) if "://" in str(where) else Folder(Path(where))


Known = tuple[int, str]
"""The size and the SHA-256 of a file."""


@dataclass(frozen=True)
class Listed:
    """The list of a backup: of which store it is (its tables with their ids), and its files; None until it is whole."""

    tables: Mapping[str, str]
    files: Mapping[str, Known] | None


def _read_list(place: Place) -> Listed | None:
    """Return the list of a backup; None where there is none, as in those of earlier versions."""
    try:
        found = json.loads(place.read(LIST).to_pybytes())
        files = found["files"]
        known = None if files is None else {str(name): (int(size), str(sha)) for name, (size, sha) in files.items()}
        return Listed({str(name): str(number) for name, number in found["tables"].items()}, known)
    except FileNotFoundError:
        return None
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise NoBackup("backup_damaged", [Damage("file-damaged", LIST)]) from error


def _write_list(place: Place, listed: Listed) -> None:
    content = {"backup": "Connect 2030 Tracker", "tables": dict(listed.tables), "files": listed.files}
    place.write(LIST, pa.py_buffer(json.dumps(content, separators=(",", ":")).encode()))
    place.settle([LIST])


def back_up(root: Path, where: str | Path, wait: float) -> Copied:
    """Copy a store to a folder or an address: what is new since the last time.

    Raises:
        NoBackup: If there is no store, a file of it is damaged, or the place holds something else or cannot be used.
        StoreHeld: If somebody writes to the store too long.
        OSError: If the disk refuses.
    """
    store, target = Folder(root), place_of(where)
    mark = _mark_of(store)
    _refuse_wrong_place(root, target, mark)
    there, before = target.listed(), _read_list(target)
    _refuse_other(target, mark, before, there)
    if before is None and MARK not in there:  # from here on it is known to be a backup, and not to be whole
        _write_list(target, Listed(mark.tables if mark else {}, None))
    with held_alone(root, wait):
        listed = {name: size for name, size in store.listed().items() if name != LIST}
        now = {name: store.read(name) for name in listed if _changes(name) and not _grows(name)}
    sending = _Sending(store, target, there, (before and before.files) or {}, _digests_to_send(store, listed, there))
    fixed = _in_order(name for name in listed if not _changes(name))
    sent = _each(lambda name: sending.send(name, listed[name]), fixed)
    files = dict(zip(fixed, (known for known, _ in sent), strict=True))
    for name in (name for name in listed if _changes(name)):
        content = now[name] if name in now else store.read(name).slice(0, listed[name])
        files[name] = sending.send_anew(name, content)
    target.settle(listed)
    _write_list(target, Listed(mark.tables if mark else {}, files))
    fresh = [known[0] for known, is_new in sent if is_new]
    return Copied(len(fresh), sum(fresh), len(fixed) - len(fresh))


def _each(work: Callable[[str], tuple[Known, bool]], names: Iterable[str]) -> list[tuple[Known, bool]]:
    """Do a piece of work for each name, several at a time; the first that fails ends it."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        try:
            return list(threads.map(work, names))
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise


def _grows(name: str) -> bool:
    return name.startswith(f"{JOURNAL}/")


def _changes(name: str) -> bool:
    """Return whether a file of a store is not written once and for all."""
    return _grows(name) or name == MARK or name.endswith(f"/{HINT}")


def _in_order(names: Iterable[str]) -> list[str]:
    """Return names in the order in which they are copied: what others are built on goes first, the mark last."""
    return sorted(names, key=lambda name: (name == MARK, _grows(name), f"/{LOG}/" in name, name))


def _digests_to_send(store: Folder, listed: Mapping[str, int], there: Mapping[str, int]) -> dict[str, str]:
    """Return the digests that data files must have, as the entries of the log say that are still to be sent."""
    found: dict[str, str] = {}
    for name in (name for name in listed if name not in there and name.endswith(".json") and f"/{LOG}/" in name):
        table = name.split("/", maxsplit=1)[0]
        with contextlib.suppress(UnreadableEntry, OSError, ValueError):  # `store check` says so, and who puts it back
            entry = parse_entry(table, int(Path(name).stem), store.read(name).to_pybytes())
            found |= {f"{table}/{one.path}": one.sha256 for files in entry.state.values() for one in files}
    return found


@dataclass(frozen=True)
class _Sending:
    """Files of a store on their way to a backup: what is there by now, what is known of it, what must be in a file."""

    store: Folder
    target: Place
    there: Mapping[str, int]
    known: Mapping[str, Known]
    wanted: Mapping[str, str]

    def send(self, name: str, size: int) -> tuple[Known, bool]:
        """Send a file that never changes, unless it is there; return what is known of it, and whether it was sent."""
        known = self.known.get(name)
        is_there = self.there.get(name) == size
        if is_there and known and known[0] == size:
            return known, False
        try:
            content = self.store.read(name)
        except FileNotFoundError as error:
            raise NoBackup("backup_moving") from error
        digest = hashlib.sha256(content).hexdigest()
        if len(content) != size or self.wanted.get(name) not in (None, "", digest):
            raise NoBackup("backup_of_damaged", [Damage("file-damaged", name)])
        if not is_there:
            self.target.write(name, content)
        return (size, digest), not is_there

    def send_anew(self, name: str, content: pa.Buffer) -> Known:
        """Send a file that changes, unless it is as it was sent last; return what is known of it."""
        found = len(content), hashlib.sha256(content).hexdigest()
        if self.known.get(name) != found or self.there.get(name) != found[0]:
            self.target.write(name, content)
        return found


def _refuse_wrong_place(root: Path, target: Place, mark: Mark | None) -> None:
    if isinstance(target, Folder):
        here, there = root.resolve(), target.path.resolve()
        if here == there or here in there.parents or there in here.parents:
            raise NoBackup("backup_inside")
    if mark is None and not any(root.glob(f"*/{LOG}")):
        raise NoBackup("backup_none")


def _refuse_other(target: Place, mark: Mark | None, before: Listed | None, there: Mapping[str, int]) -> None:
    """Refuse a place that holds something else than a backup of this store, whole or not."""
    theirs = before.tables if before else getattr(_mark_of(target), "tables", {})
    mine = mark.tables if mark else {}
    shared = set(mine) & set(theirs)
    if there and not (shared and all(mine[name] == theirs[name] for name in shared)):
        raise NoBackup("backup_other")


def _mark_of(place: Place) -> Mark | None:
    try:
        return parse_mark(place.read(MARK).to_pybytes())
    except (OSError, UnreadableMark):
        return None


def put_back(where: str | Path, root: Path, aside: Path | None, wait: float = 30.0) -> int:
    """Put a backup in the place of a store, and return how many files it has.

    Args:
        where: The folder or the address of the backup.
        root: Where the store is to be.
        aside: Where to move what is there now; without it the place must be empty.
        wait: For how many seconds to wait for whoever writes to what is there now.

    Raises:
        NoBackup: If the backup is not whole or cannot be reached, or the place is not empty.
        StoreHeld: If somebody writes to what is there now too long.
        OSError: If the disk refuses.
    """
    backup = place_of(where)
    wanted = _wanted(backup)
    is_new = not root.exists()
    occupied = not is_new and any(one.name != RESTORING for one in root.iterdir())
    if occupied and aside is None:
        raise NoBackup("restore_not_empty")
    make_folder(root)
    staging = root / RESTORING
    shutil.rmtree(staging, ignore_errors=True)
    try:
        _fetch(backup, wanted, Folder(staging))
        with held_alone(root, wait):
            _take_its_place(root, aside if occupied else None)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        if is_new:
            with contextlib.suppress(OSError):
                root.rmdir()
        raise
    return len(wanted)


def _wanted(backup: Place) -> dict[str, Known]:
    """Return the files of a backup, of one of an earlier version without digests, after a look whether all are there.

    Raises:
        NoBackup: If it is not whole.
    """
    found, listed = _read_list(backup), backup.listed()
    if found is None and MARK not in listed and not any(f"/{LOG}/" in name for name in listed):
        raise NoBackup("backup_not_there")
    if found is None:
        return {name: (size, "") for name, size in listed.items()}
    if not found.files:
        raise NoBackup("backup_unfinished")
    lacking = [name for name, (size, _) in found.files.items() if listed.get(name, -1) < size]
    if lacking:
        raise NoBackup("backup_damaged", [Damage("file-missing", name) for name in sorted(lacking)])
    return dict(found.files)


def _fetch(backup: Place, wanted: Mapping[str, Known], target: Folder) -> None:
    """Bring the files of a backup to a folder, and look through all of them.

    Raises:
        NoBackup: If one is not what was sent, or the store that they make is not whole.
    """

    def fetch(name: str) -> tuple[Known, bool]:
        size, digest = wanted[name]
        content = backup.read(name).slice(0, size)  # a journal may have grown since
        is_whole = not digest or hashlib.sha256(content).hexdigest() == digest
        target.write(name, content)
        return wanted[name], is_whole

    names = _in_order(wanted)
    try:
        fetched = _each(fetch, names)
    except FileNotFoundError as error:
        raise NoBackup("backup_moving") from error
    found = examine_store(target.path, {}, deep=True)
    said = {one.place for one in found}
    changed = [name for name, (_, is_whole) in zip(names, fetched, strict=True) if not is_whole and name not in said]
    if found or changed:
        raise NoBackup("backup_damaged", [*(Damage("file-damaged", name) for name in changed), *found])
    target.settle(names)


def _take_its_place(root: Path, aside: Path | None) -> None:
    """Let what was gathered in a folder be all of it; what was there before is moved aside as a whole."""
    staging = root / RESTORING
    if aside is not None:
        root.rename(aside)
        staging = aside / RESTORING
        make_folder(root)
    for path in sorted(staging.iterdir(), key=lambda path: (path.name == MARK, path.name)):
        path.rename(root / path.name)
    staging.rmdir()
    flush_folder(root)
    flush_folder(root.parent)
