"""Where large files lie between upload and publication: a private folder of this process, gone when it is.

The folder stands under CONNECT2030_SPOOL, or in the system's folder for temporary files. A process holds its folder
locked as long as it lives; what a process that was killed left behind is removed at the next start.
"""

import atexit
import logging
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from data.store.durability import held_alone, is_locked, take_lock

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
        take_lock(own / LOCK)  # for as long as this process lives; children do not inherit it
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


def sweep(root: Path) -> int:
    """Remove the folders of processes that are gone, with a line in the log; return how many there were."""
    left = [folder for folder in root.glob(f"{PREFIX}*") if _is_left(folder)]
    for folder in left:
        files = list(folder.glob(f"*/{FILE}"))
        shutil.rmtree(folder, ignore_errors=True)
        LOGGER.warning("removed the folder of a process that ended early, with %d unpublished large files", len(files))
    return len(left)


def _is_left(folder: Path) -> bool:
    """Return whether the process of a folder is gone; of somebody else's folder nothing can be said."""
    try:
        return not is_locked(folder / LOCK)
    except FileNotFoundError:
        return True
