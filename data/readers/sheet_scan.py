"""What is noted of one sheet of a workbook before a library reads it."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.readers.percent_cells import PercentCells

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
