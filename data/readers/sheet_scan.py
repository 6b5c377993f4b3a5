"""What is noted of one sheet of a workbook before a library reads it: the memory it would take, its per cent cells."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from data.readers.codes import problem
from data.reference.limits import load_upload_limits
from data.schemas.problem import Problem
from data.schemas.thresholds import MB


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


WIDEST = 1 << 20
"""More columns than any sheet has."""


@dataclass
class SheetScan:
    """The corner of a sheet beyond which nothing stands, its cells shown as per cent, errors, and merged ones.

    `formulas` are the places of cells whose formula gives no text, in the order of the sheet, a number each. `filled`
    is how many cells are not empty, `text` how many characters they have together, or a few more; `longest` is the
    number of characters of the longest cell that was counted.
    """

    rows: int = 0
    columns: int = 0
    filled: int = 0
    text: int = 0
    longest: int = 0
    percent: PercentCells = field(default_factory=PercentCells)
    errors: int = 0
    first_error: int = 0
    merged: int = 0
    first_merged: int = 0
    formulas: "array[int]" = field(default_factory=lambda: array("Q"))

    def add_formula(self, row: int, column: int) -> None:
        """Take in a cell with a formula that gives no text."""
        self.formulas.append(row * WIDEST + min(column, WIDEST - 1))

    def places_of_formulas(self) -> Iterator[tuple[int, int]]:
        """Yield the row and the column of each cell with a formula that gives no text."""
        yield from (divmod(place, WIDEST) for place in self.formulas)

    @property
    def cells(self) -> int:
        """Return how many cells lie between the first one and the corner, empty ones too."""
        return self.rows * self.columns

    def add(self, row: int, column: int, times: int = 1) -> None:
        """Take in a cell with content, the last of so many that are alike; both count from 0."""
        self.filled += times
        if row >= self.rows:
            self.rows = row + 1
        if column >= self.columns:
            self.columns = column + 1

    def add_value(self, row: int, column: int, kind: str, *, in_percent: bool) -> None:
        """Take in a value of a kind of XLSX: `n` is a number, `e` an error."""
        self.add(row, column)
        if kind == "e":
            self.add_error(row)
        elif in_percent and kind == "n":
            self.percent.add(row, column)

    def add_text(self, characters: int, times: int) -> None:
        """Take in the text of a cell that stands so many times."""
        self.text += characters * times
        self.longest = max(self.longest, characters)

    def add_error(self, row: int) -> None:
        """Take in a cell that holds an error."""
        self.errors += 1
        self.first_error = self.first_error or row + 1

    def add_merged(self, row: int) -> None:
        """Take in a place where several cells are merged into one."""
        self.merged += 1
        self.first_merged = min(self.first_merged or row + 1, row + 1)


CELL_BYTES, FILLED_BYTES = 32, 48
"""What a cell of the rectangle takes in the library, measured; and what one with content takes on top of that."""
COPIES = 3
"""So often a text is held at once, at most: by the library, in the text of the table, and in what is read of it."""


def weight(scan: SheetScan) -> int:
    """Return how many bytes of memory it takes to build a sheet."""
    return CELL_BYTES * scan.cells + FILLED_BYTES * scan.filled + COPIES * scan.text


def is_light(scan: SheetScan, longest: int) -> bool:
    """Return whether a sheet may be built whatever else is true of it."""
    limits = load_upload_limits()
    return weight(scan) <= limits.built_free_mb.value * MB and longest <= limits.cell_characters.value


def check_sheets(scans: Mapping[str, SheetScan], packed: int) -> Problem | None:
    """Return the problem of sheets that are too many or too large, None where they may be built.

    Args:
        scans: What each sheet holds, by its name.
        packed: The bytes of the file.
    """
    limits = load_upload_limits()
    if len(scans) > limits.sheets.value:
        return _beyond("sheets", limits.sheets.value)
    for name, scan in scans.items():
        if scan.columns > limits.columns.value:
            return _beyond("columns", limits.columns.value, name)
        if scan.cells > limits.sheet_cells.value:
            return _beyond("cells", limits.sheet_cells.value, name)
        if scan.longest > limits.cell_characters.value:
            return _beyond("cell", limits.cell_characters.value, name)
    return _too_heavy(scans, packed)


def _too_heavy(scans: Mapping[str, SheetScan], packed: int) -> Problem | None:
    """Return the problem of sheets that grow out of all proportion; all of them may be built, one after another."""
    limits = load_upload_limits()
    weights = {name: weight(scan) for name, scan in scans.items()}
    whole = sum(weights.values())
    if whole <= limits.built_free_mb.value * MB or whole <= limits.expansion.value * packed:
        return None
    details: dict[str, str | int | float] = {"advice": "built", "size_mb": -(-whole // MB)}
    return problem("workbook-too-large", value=max(weights, key=weights.__getitem__), details=details)


def _beyond(advice: str, limit: int, name: str | None = None) -> Problem:
    return problem("workbook-too-large", value=name, details={"advice": advice, "limit": limit})
