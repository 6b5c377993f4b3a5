"""Jobs: deeds about large files in a process of their own, followed, cancelled, and answered for when it dies."""

import logging
import os
import pickle
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, RLock, Thread, current_thread
from typing import Literal

from data.progress import Stage
from data.reference.upload_limits import load_upload_limits
from data.store import Store
from services.large.job_deeds import Answer, Asked

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 5
ERRORS = "errors"
LEAN = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_MMAP_THRESHOLD_": "65536",
    "MALLOC_TRIM_THRESHOLD_": "1048576",
}
"""Settings of the process under which memory that is no longer needed goes back to the system at once."""
LOGGER = logging.getLogger("connect2030")
End = Literal["done", "cancelled", "died"]
ENDED = {"cancelled": "cancelled", "died": "ended early", "done": "done"}


@cache
def _slots() -> BoundedSemaphore:
    """Return what keeps the number of processes small: each may need a gigabyte."""
    return BoundedSemaphore(load_upload_limits().jobs_at_once.value)


class Job:
    """A deed in a process of its own. Read `end`, `stage` and `share` at any time, `answer` when it is done."""

    def __init__(self, store: Store, folder: Path, asked: Asked) -> None:
        self.asked = asked
        self.stage: Stage = "waiting"
        self.share = 0.0
        self.end: End | None = None
        self.answer: Answer | None = None
        self._place, self._clock = (store.location, folder), store.clock
        self._process: subprocess.Popen[bytes] | None = None
        self._cancelled = False
        self._lock = RLock()  # the collector of dropped files may cancel in the thread that is starting the process
        self._thread = Thread(target=self._run, name="job", daemon=True)
        self._thread.start()

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
            with _slots():
                self._start()
                if self._process:
                    self._follow(self._process)
            end = "done" if self.answer is not None else end
        except Exception:
            LOGGER.exception("a large file could not be worked on")
        finally:
            self.end = end = "cancelled" if self._cancelled and end != "done" else end
            if end != "done":
                self._log(end)

    def _start(self) -> None:
        with self._lock:
            if self._cancelled:
                return
            self.stage = "starting"
            with (self._place[1] / ERRORS).open("wb") as errors:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "services.large.job_process"],
                    cwd=ROOT,
                    env={**os.environ, **LEAN},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                )

    def _follow(self, process: subprocess.Popen[bytes]) -> None:
        """Take in what the process says until it says no more. Its input stays open: it ends when that is closed."""
        if process.stdin is None or process.stdout is None:
            return
        with process:
            if self._cancelled:  # in this very thread, by the collector, while the process was being started
                _end(process)
                return
            try:
                pickle.dump((*self._place, self.asked, self._clock()), process.stdin)
                process.stdin.flush()
                while self.answer is None:
                    self._take(pickle.load(process.stdout))  # noqa: S301 - from the process that we started
            except (EOFError, OSError, pickle.UnpicklingError):
                _end(process)

    def _take(self, said: tuple[Stage, float] | Answer) -> None:
        if isinstance(said, tuple):
            self.stage, self.share = said
        else:
            self.answer = said

    def _log(self, end: End) -> None:
        try:
            words = (self._place[1] / ERRORS).read_text(encoding="utf-8", errors="replace")[-4000:]
        except OSError:  # it never began, or its folder is gone
            words = ""
        what = f"{type(self.asked).__name__} {self.asked.file}".strip()
        LOGGER.warning("work on a large file (%s) was %s while %s. %s", what, ENDED[end], self.stage, words)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
