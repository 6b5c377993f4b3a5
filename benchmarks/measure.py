"""Measuring CPU seconds, the best of a few runs, and printing them as ratios."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ACCEPTED = 1.2
"""A goal that is missed by no more than a fifth is accepted."""


@dataclass(frozen=True)
class Measured:
    """What was measured, against what, both in CPU seconds; and the ratio that is the goal, if one is set.

    `clock` says where it was not CPU seconds that were measured. `memory` is the most that a process of its own took
    for it, in MB.
    """

    what: str
    seconds: float
    against: str
    against_seconds: float
    goal: float | None = None
    memory: float | None = None
    memory_goal: float | None = None
    clock: str = ""

    @property
    def ratio(self) -> float:
        """Return how many times the known work the measured one takes."""
        return self.seconds / self.against_seconds

    @property
    def goals_said(self) -> str:
        """Return the goal beside what was reached, and the memory beside its own, in words."""
        said = [] if self.goal is None else [f"goal {self.goal:.1f}, accepted {ACCEPTED * self.goal:.1f}"]
        if self.memory is not None:
            goal = "" if self.memory_goal is None else f", goal {self.memory_goal:,.0f} MB"
            said.append(f"at most {self.memory:,.0f} MB{goal}")
        return f" [{'; '.join(said)}]" if said else ""


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
        took, known = f"{row.seconds:.3f} s {row.clock}".strip(), f"{row.against_seconds:.3f} s CPU"
        print(f"{row.what}: {row.ratio:.1f} x {row.against} ({took} against {known}){row.goals_said}")
