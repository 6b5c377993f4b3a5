"""Uploaded files: kept in the spool, worked on in processes of their own, gone when nobody holds on to them."""

import hashlib
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
from services.checking import Check
from services.large.asked import Asked, PublishAsked
from services.large.job_files import ACCEPTED_SCHOOLS, SCHOOL_ROWS, load_rows, problem_file, refused_file
from services.large.jobs import Job
from services.large.spool import FILE, open_spool
from services.previewing import Preview
from services.tracker import Tracker

SIZE_SETTING = "CONNECT2030_OWN_PROCESS_MB"
PACKED = b"PK"
LOGGER = logging.getLogger("connect2030")


def is_large(content: bytes) -> bool:
    """Return whether a file is worked on step by step while its progress is shown, not opened while somebody waits."""
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
    """What goes back of a large file, in a folder of its own: it is still there when the file itself was dropped."""

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
        self.sha256 = hashlib.sha256(content).hexdigest()
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
        job = Job(tracker.store, self.folder, asked)
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
