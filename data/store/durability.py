"""What makes a revision survive a power cut on a local disk: deltalake itself flushes nothing.

A commit is answered only after the files it added, its log entry and all folders with new names in them
were flushed. A writer flushes the commit it builds on first, in case the process that made it died before it
could; so, by induction, everything under an acknowledged revision is on disk, and only the newest entry can
be torn.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

from data.store.log import LOG, entry_path, read_entry
from data.store.terms import StoreHeld

if sys.platform != "win32":
    import fcntl

HELD = "Somebody else is writing to the store, and has been for {seconds:.0f} seconds."


def flush_file(path: Path) -> None:
    """Return once the file's content is on disk."""
    with path.open("r+b") as opened:
        os.fsync(opened.fileno())


def flush_folder(path: Path) -> None:
    """Return once the names in the folder are on disk; Windows does it by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(path: Path) -> None:
    """Make the folder and what is missing above it, and return once their names are on disk."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for folder in missing:
        flush_folder(folder.parent)
    with contextlib.suppress(PermissionError):  # someone else's folder; whoever made `path` has flushed it
        flush_folder(path.parent)


def flush_version(table: Path, version: int, *, whole: bool = True) -> None:
    """Return once the commit of that version is on disk: its files, its entry, the names above.

    Raises:
        FileNotFoundError: If a file of it is missing, unless it need not be whole: an older one may have been lost.
    """
    entry = read_entry(table, version)
    folders: set[Path] = set()
    for path in (table / one.file.path for one in entry.added):
        if not whole and not path.exists():
            continue
        flush_file(path)
        folders |= {folder for folder in path.parents if folder.is_relative_to(table)}
    for folder in folders:
        flush_folder(folder)
    flush_file(entry_path(table, version))
    for folder in (table / LOG, table, table.parent):
        flush_folder(folder)


@contextlib.contextmanager
def held_alone(folder: Path, seconds: float | None = None) -> Iterator[None]:
    """Hold the folder against others that ask the same; a lock of the system, not a file.

    Args:
        folder: The folder to hold.
        seconds: How long to wait for whoever holds it; without it, as long as it takes.

    Raises:
        StoreHeld: If somebody still holds it by then.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _take(descriptor, seconds)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, seconds: float | None) -> None:
    """Return once the lock is ours; whoever waits is asleep, and is woken in the order in which all came.

    The system lets nobody wait for a lock with a time limit, so a thread waits without one: with its own descriptor
    for the same lock, which it closes as it wakes, so that the lock is held as long as ours is open and no longer.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if seconds is None else fcntl.LOCK_NB))
    except BlockingIOError:
        taken = Event()
        if seconds:
            Thread(target=_wait_for, args=(os.dup(descriptor), taken), daemon=True).start()
        if not taken.wait(seconds):
            raise StoreHeld(HELD.format(seconds=seconds)) from None


def _wait_for(descriptor: int, taken: Event) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        taken.set()
    finally:
        os.close(descriptor)


def take_lock(path: Path) -> int:
    """Make a file and hold it locked until the descriptor returned is closed; that is at the latest when we end."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    if sys.platform != "win32":
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def is_locked(path: Path) -> bool:
    """Return whether a living process holds a file locked; where that cannot be told, it may.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    if sys.platform == "win32":
        return True
    try:
        descriptor = os.open(path, os.O_RDWR)
    except PermissionError:  # somebody else's
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)
