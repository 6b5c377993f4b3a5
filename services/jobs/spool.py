"""The spool: a private folder of this process for uploaded files, each with the jobs about it, gone when it is.

The folder stands under CONNECT2030_SPOOL, or in the system's folder for temporary files. A process holds its folder
locked as long as it lives; what a process that was killed left behind is removed at the next start. A file goes with
its folder when nobody holds on to it.
"""

import atexit
import logging
import os
import shutil
import tempfile
import weakref
from dataclasses import replace
from functools import cache, cached_property
from itertools import count
from pathlib import Path

from data.reference.limits import load_upload_limits
from data.schemas.revision import Revision
from data.schemas.thresholds import MB
from data.store.durability import held_alone, is_locked, take_lock
from services.checking import Check
from services.jobs.deeds import (
    ACCEPTED_SCHOOLS,
    FILE,
    SCHOOL_ROWS,
    Asked,
    PublishAsked,
    load_rows,
    problem_file,
    refused_file,
)
from services.jobs.job import Job
from services.previewing import Preview
from services.tracker import Tracker

SPOOL_SETTING = "CONNECT2030_SPOOL"
SIZE_SETTING = "CONNECT2030_OWN_PROCESS_MB"
PREFIX = "connect2030-spool-"
LOCK = "lock"
PACKED = b"PK"
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
        LOGGER.warning("removed the folder of a process that ended early, with %d unpublished files", len(files))
    return len(left)


def _is_left(folder: Path) -> bool:
    """Return whether the process of a folder is gone; of somebody else's folder nothing can be said."""
    try:
        return not is_locked(folder / LOCK)
    except FileNotFoundError:
        return True


def is_large(content: bytes) -> bool:
    """Return whether a file has the limits and the queue of large ones; its rows are set apart only when asked."""
    limits = load_upload_limits()
    size = _size_mb(os.environ.get(SIZE_SETTING, ""))
    if content[: len(PACKED)] == PACKED:
        size = min(size, limits.own_process_packed_mb.value)
    return len(content) >= size * MB


@cache
def _size_mb(said: str) -> float:
    """Return from which size on a file is large: as the setting says, or the built-in one where it says no size."""
    usual = load_upload_limits().own_process_mb.value
    try:
        size = float(said or usual)
    except ValueError:
        size = -1
    if size >= 0:  # which what is no number is not either
        return size
    LOGGER.warning("%s is %r, which is no number of megabytes; %d MB are used instead", SIZE_SETTING, said, usual)
    return usual


class Returned:
    """What goes back of a file, in a folder of its own: it is still there when the file itself was dropped."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=open_spool()))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def problems(self) -> bytes:
        """Return the list of all problems."""
        return problem_file(self.folder).read_bytes()

    def refused(self, form: str) -> bytes:
        """Return the refused rows in a form."""
        return refused_file(self.folder, form).read_bytes()


class Spooled:
    """An uploaded file in the spool, with the jobs about it. All of it goes when nobody holds on to this object."""

    def __init__(self, content: bytes) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=open_spool()))
        self.size = len(content)
        self.large = is_large(content)
        self.jobs: list[Job] = []
        self._names = count(1)
        self.drop = weakref.finalize(self, _clear, self.folder, self.jobs)
        try:
            (self.folder / FILE).write_bytes(content)
        except OSError:
            self.drop()
            raise

    @cached_property
    def returned(self) -> Returned:
        """What goes back of it, once it was split."""
        return Returned()

    @property
    def key(self) -> str:
        """Return what tells it apart from every other one."""
        return self.folder.name

    @property
    def is_publishing(self) -> bool:
        """Return whether a publication of it is being carried out."""
        return any(job.end is None and isinstance(job.asked, PublishAsked) for job in self.jobs)

    def next_name(self) -> str:
        """Return a name that nothing in its folder has yet."""
        return f"preview-{next(self._names)}"

    def ask(self, tracker: Tracker, asked: Asked) -> Job:
        """Start a job about the file."""
        self.jobs[:] = [one for one in self.jobs if one.end is None]
        job = Job(tracker.store, self.folder, asked, large=self.large)
        self.jobs.append(job)
        return job

    def with_schools(self, check: Check) -> Check:
        """Return a check whose schools, if it has any, are mapped from the disk and take no memory."""
        return replace(check, schools=load_rows(self.folder, ACCEPTED_SCHOOLS if check.refused else SCHOOL_ROWS))


def _clear(folder: Path, jobs: list[Job]) -> None:
    for job in jobs:
        job.cancel()
    shutil.rmtree(folder, ignore_errors=True)


def revisions_made(tracker: Tracker, preview: Preview, sha256: str) -> tuple[Revision, ...]:
    """Return the revisions that publishing a preview made after all, though its process did not say so."""
    found = []
    for dataset, based_on in preview.based_on.items():
        made = next((one for one in tracker.store.history(dataset) if one.revision == based_on + 1), None)
        if made and made.sha256 == sha256 and preview.differences[dataset].changes_something:
            found.append(made)
    return tuple(found)
