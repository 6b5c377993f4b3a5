"""A process that is ready before it is needed: the libraries take most of a second to load, and a small file less.

Each process serves for one deed and ends. While nobody asks for anything one waits, in the memory that the libraries
take; it ends with the process that started it.
"""

import atexit
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import IO

from services.large.bounds import few_threads

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
        [sys.executable, "-m", "services.large.job_process"],
        cwd=ROOT,
        env={**os.environ, **LEAN, **few_threads()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
    )
    return Started(process, errors, _settings())


def _settings() -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, value) for name, value in os.environ.items() if name.startswith(SETTINGS)))
