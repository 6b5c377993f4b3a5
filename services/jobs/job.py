"""Jobs: deeds about uploaded files in a process of their own, followed, cancelled, and answered for when it dies.

A process is ready before it is needed: the libraries take most of a second to load, and a small file less. Each serves
for one deed and ends. While nobody asks for anything one waits, in the memory that the libraries take; it ends with the
process that started it.
"""

import atexit
import logging
import os
import pickle
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, Lock, RLock, Thread, Timer, current_thread
from typing import IO, Literal

from data.progress import Stage
from data.readers import ProblemCount, Reading
from data.readers.codes import problem
from data.reference.limits import load_upload_limits
from data.store import Store
from services.checking import Check
from services.jobs.bounds import Bounds, Outgrown, Why, few_threads, large_bounds, small_bounds, why_it_ended
from services.jobs.deeds import Answer, Asked, CheckAsked, Report, SplitAsked

ROOT = Path(__file__).resolve().parents[2]
LEAN = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "65536",
    "MALLOC_TRIM_THRESHOLD_": "1048576",
}
"""Settings of the process under which memory that is no longer needed goes back to the system at once."""
SETTINGS = ("CONNECT2030_", "PYTHON")
"""What such settings begin with is given to a process; one that waits since they were others is of no use."""


@dataclass(frozen=True)
class Started:
    """A process that waits for what it is asked, and where it writes what went wrong."""

    process: subprocess.Popen[bytes]
    errors: IO[bytes]
    settings: tuple[tuple[str, str], ...]

    def words(self, most: int) -> str:
        """Return the end of what it wrote."""
        self.errors.seek(0)
        return self.errors.read().decode("utf-8", errors="replace")[-most:]

    def end(self) -> None:
        """End it; one that waits ends when its input is closed."""
        if self.process.stdin:
            self.process.stdin.close()
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        self.errors.close()


class Spare:
    """The process that waits, if there is one."""

    def __init__(self) -> None:
        """Begin without any."""
        self._waiting: Started | None = None
        self._lock = Lock()

    def take(self) -> Started:
        """Return a process: the one that waits, or one that is started now. The next one is started meanwhile."""
        with self._lock:
            found, self._waiting = self._waiting, None
        if found and (found.process.poll() is not None or found.settings != _settings()):
            found.end()
            found = None
        return found or start()

    def prepare(self) -> None:
        """Start a process that waits, unless one does; return at once."""
        Thread(target=self._prepare, name="spare", daemon=True).start()

    def _prepare(self) -> None:
        with self._lock:
            if self._waiting is None:
                self._waiting = start()

    def end(self) -> None:
        """End the process that waits."""
        with self._lock:
            found, self._waiting = self._waiting, None
        if found:
            found.end()


SPARE = Spare()
atexit.register(SPARE.end)


def start() -> Started:
    """Start a process that waits for what it is asked."""
    errors = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed with the process
    process = subprocess.Popen(
        [sys.executable, "-m", "services.jobs.process"],
        cwd=ROOT,
        env={**os.environ, **LEAN, **few_threads()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
    )
    return Started(process, errors, _settings())


def _settings() -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, value) for name, value in os.environ.items() if name.startswith(SETTINGS)))


PATIENCE_S = 5
TOO_MUCH = "file-too-demanding"
LOGGER = logging.getLogger("connect2030")
End = Literal["done", "cancelled", "died"]
ENDED = {"cancelled": "cancelled", "died": "ended early", "done": "done"}


@cache
def _slots() -> BoundedSemaphore:
    """Return what keeps the number of processes small: each may need a gigabyte."""
    return BoundedSemaphore(load_upload_limits().jobs_at_once.value)


@cache
def _small_slots() -> BoundedSemaphore:
    """Return the same for small files, which wait for no large one."""
    return BoundedSemaphore(load_upload_limits().small_at_once.value)


class Job:
    """A deed in a process of its own. Read `end`, `stage` and `share` at any time, `answer` when it is done.

    A check has its `report` before. Where a limit of the process ended it, `why` says which. A small file is opened
    within limits of its own, and waits for no large one.
    """

    def __init__(self, store: Store, folder: Path, asked: Asked, *, large: bool) -> None:
        self.asked = asked
        self.stage: Stage = "waiting"
        self.share = 0.0
        self.end: End | None = None
        self.report: Report | None = None
        self.answer: Answer | None = None
        self.why: Why | None = None
        self._slots = _slots if large else _small_slots
        self.bounds = small_bounds() if isinstance(asked, CheckAsked | SplitAsked) and not large else large_bounds()
        self._place, self._clock = (store.location, folder), store.clock
        self._started: Started | None = None
        self._cancelled = False
        self._lock = RLock()  # the collector of dropped files may cancel in the thread that is starting the process
        self._thread = Thread(target=self._run, name="job", daemon=True)
        self._thread.start()

    @property
    def _process(self) -> subprocess.Popen[bytes] | None:
        return self._started.process if self._started else None

    @property
    def process_id(self) -> int | None:
        """Return the id of its process, None before it has one."""
        return self._process.pid if self._process else None

    def cancel(self) -> None:
        """End it, whatever it is doing, and return when its process is gone; one that never began is over at once."""
        with self._lock:
            self._cancelled = True
            process = self._process
            if process is None:
                self.end = self.end or "cancelled"
                return
        if self.end is None:
            _end(process)
        self.wait(PATIENCE_S)

    def wait(self, seconds: float | None = None) -> None:
        """Return when it is over, or after so many seconds."""
        if current_thread() is not self._thread:
            self._thread.join(seconds)

    def _run(self) -> None:
        end: End = "died"
        try:
            with self._slots():
                self._start()
                if self._process:
                    self._follow(self._process)
            end = "done" if self.answer is not None else end
        except Exception:
            LOGGER.exception("an uploaded file could not be worked on")
        finally:
            self.end = end = "cancelled" if self._cancelled and end != "done" else end
            if end != "done":
                self._log(end)
            if self._started:
                self._started.errors.close()
            SPARE.prepare()

    def _start(self) -> None:
        with self._lock:
            if self._cancelled:
                return
            self.stage = "starting"
            self._started = SPARE.take()

    def _follow(self, process: subprocess.Popen[bytes]) -> None:
        """Take in what the process says until it says no more. Its input stays open: it ends when that is closed."""
        if process.stdin is None or process.stdout is None:
            return
        with suppress(BrokenPipeError), process:  # ended before it took in what it was asked
            if self._cancelled:  # in this very thread, by the collector, while the process was being started
                _end(process)
                return
            clock = self._watch(process)
            try:
                pickle.dump((*self._place, self.asked, self.bounds, self._clock()), process.stdin)
                process.stdin.flush()
                while self.answer is None and self.why is None:
                    said = pickle.load(process.stdout)  # noqa: S301 - from the process that we started
                    self._take(said)
                    if isinstance(said, Bounds):
                        clock.cancel()
                        clock = self._watch(process)
            except (EOFError, OSError, pickle.UnpicklingError):
                pass
            finally:
                clock.cancel()
                if self.answer is None:
                    _end(process)
        if self.answer is None:
            self.why = self.why or why_it_ended(process.returncode)

    def _watch(self, process: subprocess.Popen[bytes]) -> Timer:
        """Begin to wait for the end of the time that the process may take by the clock."""
        clock = Timer(self.bounds.clock_s, self._end_late, (process,))
        clock.daemon = True
        clock.start()
        return clock

    def _end_late(self, process: subprocess.Popen[bytes]) -> None:
        """End a process whose time by the clock is over."""
        self.why = "time"
        process.kill()

    def _take(self, said: tuple[Stage, float] | Bounds | Report | Outgrown | Answer) -> None:
        if isinstance(said, tuple):
            self.stage, self.share = said
        elif isinstance(said, Bounds):
            self.bounds = said
        elif isinstance(said, Report):
            self.report = said
        elif isinstance(said, Outgrown):
            self.why = said.why
        else:
            self.answer = said

    def _log(self, end: End) -> None:
        words = self._started.words(4000) if self._started else ""
        what = f"{type(self.asked).__name__} {self.asked.file}"
        limit = f" by its limit of {self.why}" if self.why else ""
        LOGGER.warning("work on a file (%s) was %s%s while %s. %s", what, ENDED[end], limit, self.stage, words)


def unread(job: Job) -> Check:
    """Return the check of a file that could not be opened within the limits of its process: one problem."""
    limit = job.bounds.memory_mb if job.why == "memory" else job.bounds.seconds
    why = problem(TOO_MUCH, details={"advice": str(job.why), "limit": limit})
    counts = (ProblemCount(why.code, why.severity, 1),)
    return Check(job.asked.file, "", Reading(problems=(why,), problem_counts=counts), {}, {}, (), (why,), counts)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
