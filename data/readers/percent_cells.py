"""Which cells of a sheet are shown as per cent: runs of columns in runs of rows.

A spreadsheet may say of one cell that it stands four thousand times side by side and as often below; here it stays one.
"""

from array import array
from bisect import bisect_right
from functools import cached_property


class PercentCells:
    """The cells shown as per cent. They are added row by row; after the first question nothing is added any more."""

    def __init__(self) -> None:
        self._runs: dict[tuple[int, int], array[int]] = {}

    def add(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """Take in so many rows and columns from a place on; both count from 0."""
        runs = self._runs.setdefault((row, rows), array("L"))
        if runs and runs[-1] == column:
            runs[-1] = column + columns
        else:
            runs.extend((column, column + columns))

    def of_row(self, row: int) -> "range | set[int] | tuple[()]":
        """Return the columns of a row that are shown as per cent."""
        place = bisect_right(self._ordered, (row, self._most)) - 1
        if place < 0:
            return ()
        first, rows = self._ordered[place]
        if row >= first + rows:
            return ()
        runs = self._runs[(first, rows)]
        if len(runs) == 2:
            return range(runs[0], runs[1])
        return {column for at in range(0, len(runs), 2) for column in range(runs[at], runs[at + 1])}

    @cached_property
    def _ordered(self) -> list[tuple[int, int]]:
        return sorted(self._runs)

    @cached_property
    def _most(self) -> int:
        return max((rows for _, rows in self._runs), default=0)
