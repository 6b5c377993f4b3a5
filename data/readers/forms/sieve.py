"""Rows left out on the way, each counted once, with what they were and why."""

from collections.abc import Sequence

import numpy as np

from data.readers.forms.long import Mask
from data.readers.reading import Skipped


class Sieve:
    """Which rows of a table are still in, and what was left out of it."""

    def __init__(self, rows: int) -> None:
        """Start with all rows in."""
        self.kept: Mask = np.ones(rows, dtype=bool)
        self._left: list[Skipped] = []

    def leave_out(self, rows: Mask, what: str, reason: str, named: tuple[str, str] = ("", "")) -> int:
        """Leave rows out that are still in; return how many that were.

        Args:
            rows: Which rows.
            what: What they are, a key of the texts.
            reason: Why they are left out, a key of the texts.
            named: The publisher's code and name of it.
        """
        going = self.kept & rows
        count = int(going.sum())
        if count:
            self.kept &= ~rows
            self.add(what, reason, count, named)
        return count

    def add(self, what: str, reason: str, rows: int, named: tuple[str, str] = ("", "")) -> None:
        """Count rows that are not in the table at all."""
        self._left.append(Skipped(what, reason, rows, *named))

    @property
    def skipped(self) -> Sequence[Skipped]:
        """Return what was left out so far."""
        return self._left

    @property
    def gone(self) -> int:
        """Return how many rows were left out so far."""
        return sum(one.rows for one in self._left)
