"""Jobs: deeds about uploaded files in a process of their own, followed, cancelled, and answered for when it dies."""

import logging
import pickle
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, RLock, Thread, Timer, current_thread
from typing import Literal

from data.progress import Stage
from data.reference.limits import load_upload_limits
from data.store import Store
from services.large.asked import Answer, Asked, GiveBackAsked, GlimpseAsked, ReadAsked
from services.large.bounds import Why, large_bounds, small_bounds, why_it_ended
from services.large.outgrown import Outgrown
from services.large.spare import SPARE, Started

PATIENCE_S = 5
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


def _is_waited_for(asked: Asked) -> bool:
    """Return whether somebody waits for the answer: what is asked is about a small file."""
    return isinstance(asked, ReadAsked | GiveBackAsked) or (isinstance(asked, GlimpseAsked) and not asked.large)


class Job:
    """A deed in a process of its own. Read `end`, `stage` and `share` at any time, `answer` when it is done.

    Where a limit of the process ended it, `why` says which.
    """

    def __init__(self, store: Store, folder: Path, asked: Asked) -> None:
        self.asked = asked
        self.stage: Stage = "waiting"
        self.share = 0.0
        self.end: End | None = None
        self.answer: Answer | None = None
        self.why: Why | None = None
        self._small = _is_waited_for(asked)
        self.bounds = small_bounds() if self._small else large_bounds()
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
            with _small_slots() if self._small else _slots():
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
        clock = Timer(self.bounds.clock_s, self._end_late, (process,))
        clock.daemon = True
        with suppress(BrokenPipeError), process:  # ended before it took in what it was asked
            if self._cancelled:  # in this very thread, by the collector, while the process was being started
                _end(process)
                return
            try:
                clock.start()
                pickle.dump((*self._place, self.asked, self.bounds, self._clock()), process.stdin)
                process.stdin.flush()
                while self.answer is None and self.why is None:
                    self._take(pickle.load(process.stdout))  # noqa: S301 - from the process that we started
            except (EOFError, OSError, pickle.UnpicklingError):
                pass
            finally:
                clock.cancel()
                if self.answer is None:
                    _end(process)
        if self.answer is None:
            self.why = self.why or why_it_ended(process.returncode)

    def _end_late(self, process: subprocess.Popen[bytes]) -> None:
        """End a process whose time by the clock is over."""
        self.why = "time"
        process.kill()

    def _take(self, said: tuple[Stage, float] | Outgrown | Answer) -> None:
        if isinstance(said, tuple):
            self.stage, self.share = said
        elif isinstance(said, Outgrown):
            self.why = said.why
        else:
            self.answer = said

    def _log(self, end: End) -> None:
        words = self._started.words(4000) if self._started else ""
        what = f"{type(self.asked).__name__} {self.asked.file}".strip()
        limit = f" by its limit of {self.why}" if self.why else ""
        LOGGER.warning("work on a file (%s) was %s%s while %s. %s", what, ENDED[end], limit, self.stage, words)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
