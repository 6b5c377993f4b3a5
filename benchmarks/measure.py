"""Measuring CPU seconds, the best of a few runs, and printing them as ratios."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """What was measured, against what, both in CPU seconds."""

    what: str
    seconds: float
    against: str
    against_seconds: float

    @property
    def ratio(self) -> float:
        """Return how many times the known work the measured one takes."""
        return self.seconds / self.against_seconds


def cpu_seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Return the CPU seconds that a piece of work takes, the least of several runs."""
    found = []
    for _ in range(runs):
        before = time.process_time()
        work()
        found.append(time.process_time() - before)
    return min(found)


def most_memory() -> float:
    """Return the most memory that this process ever took, in MB.

    It is read where Linux keeps it for this process alone: what `getrusage` says counts the parent's too.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmHWM"))


def print_table(rows: Sequence[Measured]) -> None:
    """Print what was measured, as ratios."""
    for row in rows:
        print(
            f"{row.what}: {row.ratio:.1f} x {row.against} ({row.seconds:.3f} s against {row.against_seconds:.3f} s CPU)"
        )
