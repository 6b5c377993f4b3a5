"""The limits of the process in which a file is opened: memory, time and processors, whatever the file makes it do.

The counting before anything is built says in plain words what is wrong with a file; these limits are for what nobody
thought of. What they cannot bound they leave to the process that asks: a time by the clock.
"""

import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow as pa

from data.reference.limits import load_upload_limits
from data.schemas.thresholds import MB

Why = Literal["memory", "time"]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_IO_THREADS", "POLARS_MAX_THREADS", "RAYON_NUM_THREADS")
LATER_S = 5
"""So much later a process is killed that does not end by itself when its time is over."""
CLOCK = 3
"""So many times its processor time a process may take by the clock, where others are at work too."""
NICENESS = 5
OUT_OF_MEMORY = (MemoryError, pa.ArrowException)
"""What is raised where no memory is left; Arrow has many names for it, and the readers let none of them through."""
STATUS = Path("/proc/self/status")
DATA = "VmData:"


@dataclass(frozen=True)
class Bounds:
    """How much memory a process may take on top of what it has, and how many seconds of a processor."""

    memory_mb: int
    seconds: int

    @property
    def clock_s(self) -> int:
        """Return after how many seconds by the clock it is ended."""
        return CLOCK * self.seconds


def small_bounds() -> Bounds:
    """Return the limits for a small file, which is waited for."""
    limits = load_upload_limits()
    return Bounds(limits.small_memory_mb.value, limits.small_seconds.value)


def large_bounds() -> Bounds:
    """Return the limits for a large file."""
    limits = load_upload_limits()
    return Bounds(limits.large_memory_mb.value, limits.large_seconds.value)


@dataclass(frozen=True)
class Outgrown:
    """What a process says at last that reached one of its limits and noticed it in time."""

    why: Why


def few_threads() -> dict[str, str]:
    """Return the settings of a process under which the libraries work in one thread each."""
    return dict.fromkeys(THREADS, "1")


def hold(bounds: Bounds, most: Bounds | None = None, *, leaves_one: bool = True) -> None:
    """Set the limits for this process, for good; until it may `ease` them no further than to the `most`.

    It goes behind the dashboard, and leaves it the first processor. Of several commands that are given at once none
    `leaves_one`: they would all wait for the others.
    """
    taken, last = _data_bytes(), most or bounds
    _limit(resource.RLIMIT_DATA, taken + bounds.memory_mb * MB, taken + last.memory_mb * MB)
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    _limit(resource.RLIMIT_CPU, spent + bounds.seconds, spent + last.seconds + LATER_S)
    _limit(resource.RLIMIT_CORE, 0, 0)
    os.nice(NICENESS)
    if leaves_one and hasattr(os, "sched_setaffinity"):
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, processors[1:] or processors)


def ease() -> Bounds:
    """Let this process take from now on as much as for a large file, as far as it may, and return these limits.

    Those of a small one are for opening it, where its bytes decide what happens; comparing its rows takes what the
    published data takes.
    """
    for which, later in ((resource.RLIMIT_DATA, 0), (resource.RLIMIT_CPU, LATER_S)):
        hard = resource.getrlimit(which)[1]
        if hard != resource.RLIM_INFINITY:
            resource.setrlimit(which, (hard - later, hard))
    return large_bounds()


def why_it_ended(status: int | None) -> Why | None:
    """Return which limit ended a process, None where none did; a library that gets no memory aborts.

    Args:
        status: As `subprocess` has it: minus the signal that ended it.
    """
    if status == -signal.SIGXCPU:
        return "time"
    return "memory" if status in (-signal.SIGABRT, -signal.SIGSEGV) else None


def _data_bytes() -> int:
    """Return how much memory of its own this process has asked for; nothing where the system does not say."""
    try:
        lines = STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(DATA)), 0)


def _limit(which: int, soft: int, hard: int) -> None:
    """Set a limit, never above one that is set already."""
    most = resource.getrlimit(which)[1]
    wanted = [soft, hard]
    low, high = (one if most == resource.RLIM_INFINITY else min(one, most) for one in wanted)
    resource.setrlimit(which, (low, high))
