"""Copies of a store: taken while publishing goes on, only of what is new, and put back as a whole.

Everything in a store but its mark and its journals is written once and never changed. So a copy is consistent if it
holds what was there at one moment: the names are listed while the store is held, which takes some milliseconds, and
the files are copied afterwards, however long that takes; of the journals as much as there was at that moment.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.store.durability import flush_file, flush_folder, held_alone, make_folder
from data.store.health import examine_store
from data.store.log import LOG
from data.store.mark import MARK, Mark, UnreadableMark, read_mark
from data.store.parts import UNFINISHED
from data.store.terms import JOURNAL, SET_ASIDE, Damage

LEFT_OUT = frozenset({UNFINISHED, SET_ASIDE, "derived"})
"""What a backup does without: it can be worked out again, or is no part of the store any more."""


@dataclass(frozen=True)
class Copied:
    """How many files a backup copied, how many bytes that were, and how many files it had already."""

    files: int
    size: int
    same: int


class NoBackup(Exception):  # noqa: N818 - the name says what happened
    """A backup cannot be taken or put back; `code` says why."""

    def __init__(self, code: str, damages: list[Damage] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.damages = damages or []


def back_up(root: Path, target: Path, wait: float) -> Copied:
    """Copy a store to a folder: what is new since the last time.

    Raises:
        NoBackup: If there is no store, or the folder holds something else.
        StoreHeld: If somebody writes to the store too long.
        OSError: If the disk refuses.
    """
    _look_at(root, target)
    make_folder(target)
    with held_alone(root, wait):
        listed = dict(_listed(root))
    changing = {name: size for name, size in listed.items() if name.startswith(f"{JOURNAL}/")}
    fixed = [name for name in sorted(listed) if name not in changing and name != MARK]
    copied = [listed[name] for name in fixed if _copy(root / name, target / name, listed[name])]
    for name, size in changing.items():
        _copy_start(root / name, target / name, size)
    if MARK in listed:
        _copy(root / MARK, target / MARK, -1)
    for folder in {(target / name).parent for name in listed}:
        flush_folder(folder)
    return Copied(len(copied), sum(copied), len(fixed) - len(copied))


def _look_at(root: Path, target: Path) -> None:
    here, there = root.resolve(), target.resolve()
    if here == there or here in there.parents or there in here.parents:
        raise NoBackup("backup_inside")
    mark = _mark_of(root)
    if mark is None and not any(root.glob(f"*/{LOG}")):
        raise NoBackup("backup_none")
    if not target.is_dir() or not any(target.iterdir()):
        return
    before = _mark_of(target)
    if not _is_same(mark, before) and any(target.glob("*")):
        raise NoBackup("backup_other")


def _mark_of(folder: Path) -> Mark | None:
    try:
        return read_mark(folder)
    except UnreadableMark:
        return None


def _is_same(mark: Mark | None, before: Mark | None) -> bool:
    """Return whether two marks are of one store: the tables that both have are the same ones."""
    if mark is None or before is None:
        return False
    shared = set(mark.tables) & set(before.tables)
    return bool(shared) and all(mark.tables[name] == before.tables[name] for name in shared)


def _listed(root: Path) -> Iterator[tuple[str, int]]:
    """Give every file that belongs to a store, by its path in it, with its size."""
    for folder, folders, files in os.walk(root):
        folders[:] = [one for one in folders if one not in LEFT_OUT]
        for name in files:
            path = Path(folder) / name
            if not (name.endswith((".new", ".torn")) or "#" in name):
                yield path.relative_to(root).as_posix(), path.stat().st_size


def _copy(source: Path, target: Path, size: int) -> bool:
    """Copy a file unless it is there already with that size; it has its name only once it is whole and flushed."""
    if size >= 0 and target.exists() and target.stat().st_size == size:
        return False
    make_folder(target.parent)
    part = target.with_name(f"{target.name}.part")
    try:
        shutil.copyfile(source, part)
    except FileNotFoundError as error:
        raise NoBackup("backup_moving") from error
    flush_file(part)
    part.replace(target)
    return True


def _copy_start(source: Path, target: Path, size: int) -> None:
    """Copy the first bytes of a file that only ever grows."""
    make_folder(target.parent)
    part = target.with_name(f"{target.name}.part")
    with source.open("rb") as opened:
        part.write_bytes(opened.read(size))
    flush_file(part)
    part.replace(target)


def put_back(backup: Path, root: Path, aside: Path | None) -> int:
    """Put a backup in the place of a store, and return how many files it has.

    Args:
        backup: The folder of the backup.
        root: Where the store is to be.
        aside: Where to move what is there now; without it the place must be empty.

    Raises:
        NoBackup: If the backup is not whole, or the place is not empty.
        OSError: If the disk refuses.
    """
    damages = examine_store(backup, {}, deep=True) if backup.is_dir() else [Damage("not-a-store", str(backup))]
    if damages:
        raise NoBackup("backup_damaged", damages)
    if root.exists() and any(root.iterdir()):
        if aside is None:
            raise NoBackup("restore_not_empty")
        root.rename(aside)
    make_folder(root)
    listed = [name for name, _ in _listed(backup)]
    for name in [*(one for one in listed if one != MARK), *(one for one in listed if one == MARK)]:
        _copy(backup / name, root / name, -1)
    for folder in {(root / name).parent for name in listed}:
        flush_folder(folder)
    return len(listed)
