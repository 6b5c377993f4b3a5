"""Where large files lie between upload and publication: a private folder of this process, gone when it is.

The folder stands under CONNECT2030_SPOOL, or in the system's folder for temporary files. A process holds its folder
locked as long as it lives; what a process that was killed left behind is removed at the next start.
"""

import atexit
import logging
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

from data.store.durability import held_alone

if sys.platform != "win32":
    import fcntl

SPOOL_SETTING = "CONNECT2030_SPOOL"
PREFIX = "connect2030-spool-"
LOCK = "lock"
FILE = "file"
LOGGER = logging.getLogger("connect2030")


def spool_root() -> Path:
    """Return the folder in which every process has its own."""
    return Path(os.environ.get(SPOOL_SETTING) or tempfile.gettempdir())


@cache
def open_spool() -> Path:
    """Return the folder of this process, after what dead processes left was removed."""
    root = spool_root()
    root.mkdir(parents=True, exist_ok=True)
    with held_alone(root):
        sweep(root)
        own = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
        _lock(own)
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


def _lock(folder: Path) -> None:
    """Lock a folder for as long as this process lives; children do not inherit the lock."""
    descriptor = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    if sys.platform != "win32":
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def sweep(root: Path) -> int:
    """Remove the folders of processes that are gone, with a line in the log; return how many there were."""
    left = [folder for folder in root.glob(f"{PREFIX}*") if _is_left(folder)]
    for folder in left:
        files = [one for one in folder.glob("*") if one.is_dir()]
        shutil.rmtree(folder, ignore_errors=True)
        LOGGER.warning("removed the folder of a process that ended early, with %d unpublished large files", len(files))
    return len(left)


def _is_left(folder: Path) -> bool:
    """Return whether the process of a folder is gone; of somebody else's folder nothing can be said."""
    if sys.platform == "win32":
        return False
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(descriptor)
