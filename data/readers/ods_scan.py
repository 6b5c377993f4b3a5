"""What an OpenDocument spreadsheet holds, before a library reads it; a row or cell may stand for many like it."""

from data.readers.containers import Archive
from data.readers.sheet_scan import SheetScan
from data.readers.workbook_xml import Names, parse_part, whole_number

CONTENT = "content.xml"
CELLS = frozenset({"table-cell", "covered-table-cell"})
VALUES = ("value", "string-value", "date-value", "time-value", "boolean-value")
WIDEST_PERCENT = 26**3
"""The columns of the widest sheet there is: what is beyond is refused anyway."""


class _OdsScan:
    """The tables of an OpenDocument sheet."""

    def __init__(self, most: int) -> None:
        self.sheets: dict[str, SheetScan] = {}
        self._most = most
        self._sheet = SheetScan()
        self._row = self._column = 0
        self._rows = 1
        self._times = 0
        self._characters = 0

    def start(self, element: str, one: Names) -> None:
        """Take in the beginning of an element."""
        if element in CELLS:
            self._cell(one, max(whole_number(one.get("number-columns-repeated")), 1))
        elif element == "table-row":
            self._rows, self._column = max(whole_number(one.get("number-rows-repeated")), 1), 0
        elif element == "s" and self._times:
            self._characters += max(whole_number(one.get("c")), 1)
        elif element == "table":
            self._begin_table(one.get("name", ""))

    def _begin_table(self, name: str) -> None:
        self._row = 0
        if name in self.sheets or len(self.sheets) <= self._most:
            self._sheet = self.sheets.setdefault(name, SheetScan())

    def _cell(self, one: Names, times: int) -> None:
        kind = one.get("value-type", "")
        if kind:
            self._sheet.add(self._row + self._rows - 1, self._column + times - 1, times * self._rows)
            self._times = times * self._rows
            self._characters = sum(len(one[name]) for name in VALUES if name in one)
        elif "formula" in one:
            self._sheet.add_formula(self._row, self._column)
            self._sheet.filled += times * self._rows  # the library keeps its formula as often
        if any(whole_number(one.get(f"number-{way}-spanned")) > 1 for way in ("rows", "columns")):
            self._sheet.add_merged(self._row)
        if kind == "percentage" and times <= WIDEST_PERCENT:
            self._sheet.percent.add(self._row, self._column, self._rows, times)
        self._column += times

    def text(self, piece: str) -> None:
        """Take in a piece of text."""
        if self._times:
            self._characters += len(piece)

    def end(self, element: str) -> None:
        """Take in the end of an element."""
        if element in CELLS:
            self._sheet.add_text(self._characters, self._times)
            self._characters = self._times = 0
        elif element == "table-row":
            self._row += self._rows


def scan_ods(archive: Archive, most: int) -> dict[str, SheetScan]:
    """Return what each sheet holds, by its name; of too many sheets only one more than may be.

    Raises:
        BrokenSheetError: If the content cannot be read.
    """
    scan = _OdsScan(most)
    parse_part(archive, CONTENT, scan.start, scan.end, scan.text)
    return scan.sheets
