"""What a spreadsheet holds, before a library reads it: how large each sheet is, and which cells are shown as per cent.

A library keeps a sheet as a rectangle, so that two cells at its opposite corners would take all memory there is; and it
gives the number of a cell without the format it is shown in, so that 24 % would be read as 0.24. Both are looked up
here, in one pass over the XML; macros, links and formulas are never looked at.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from xml.parsers import expat

from data.readers.containers import BROKEN, Archive
from data.readers.sheet_scan import SheetScan

Names = Mapping[str, str]
PERCENT_FORMATS = frozenset({9, 10})
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
VALUES = frozenset({"v", "is"})
WITH_RESULT = frozenset({"str", "e"})
"""The kinds of cells whose formula has a result, though it may be no text: a text, or an error."""
LETTERS = 26


class BrokenSheetError(Exception):
    """A part of a workbook is no XML, or declares entities."""


def scan_workbook(archive: Archive, kind: str) -> dict[str, SheetScan]:
    """Return what each sheet of a workbook holds, by its name.

    Raises:
        BrokenSheetError: If a part cannot be read.
    """
    return _scan_ods(archive) if kind == "ods" else _scan_xlsx(archive)


def _parse(
    archive: Archive, name: str, start: Callable[[str, Names], None], end: Callable[[str], None] | None = None
) -> None:
    """Read one part of a workbook; elements and attributes come without their prefixes.

    Raises:
        BrokenSheetError: If there is no such part, or it is no XML or declares entities.
    """
    if not archive.holds(name):
        raise BrokenSheetError(name)
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def begin(element: str, attributes: dict[str, str]) -> None:
        if ":" in "".join(attributes):
            attributes = {key.rpartition(":")[2]: cell for key, cell in attributes.items()}
        start(element.rpartition(":")[2], attributes)

    parser.EntityDeclHandler = _refuse_entity
    parser.StartElementHandler = begin
    if end is not None:
        parser.EndElementHandler = lambda element: end(element.rpartition(":")[2])
    try:
        with archive.book.open(name) as file:
            parser.ParseFile(file)
    except (expat.ExpatError, *BROKEN) as error:
        raise BrokenSheetError(name) from error


def _refuse_entity(*declaration: object) -> None:
    """Raise `BrokenSheetError`: unfolded, entities may fill all memory, or read what lies elsewhere."""
    raise BrokenSheetError(str(declaration[0]))


def _elements(archive: Archive, name: str) -> Iterator[tuple[str, Names]]:
    found: list[tuple[str, Names]] = []
    _parse(archive, name, lambda element, attributes: found.append((element, attributes)))
    yield from found


def _scan_xlsx(archive: Archive) -> dict[str, SheetScan]:
    links = {
        one.get("Id", ""): _part(one.get("Target", ""))
        for element, one in _elements(archive, "xl/_rels/workbook.xml.rels")
        if element == "Relationship"
    }
    percent = _percent_styles(archive)
    found: dict[str, SheetScan] = {}
    for element, one in _elements(archive, "xl/workbook.xml"):
        name, part = one.get("name", ""), links.get(one.get("id", ""), "")
        if element == "sheet" and name in found:
            raise BrokenSheetError(name)
        if element == "sheet" and archive.holds(part):
            found[name] = _scan_sheet(archive, part, percent)
    return found


def _part(target: str) -> str:
    """Return the name of a part as the library looks for it, so that both look at the same."""
    if target.startswith(("/xl/", "xl/")):
        return target.lstrip("/")
    return f"xl/{target}"


def _percent_styles(archive: Archive) -> frozenset[str]:
    """Return the styles that show a number as per cent."""
    if not archive.holds("xl/styles.xml"):
        return frozenset()
    formats = set(PERCENT_FORMATS)
    styles: list[int] = []
    inside = False
    for element, one in _elements(archive, "xl/styles.xml"):
        if element == "numFmt" and "%" in QUOTED.sub("", one.get("formatCode", "")):
            formats.add(_whole(one.get("numFmtId")))
        elif element in ("cellXfs", "cellStyles", "dxfs"):
            inside = element == "cellXfs"
        elif element == "xf" and inside:
            styles.append(_whole(one.get("numFmtId")))
    return frozenset(str(place) for place, one in enumerate(styles) if one in formats)


def _whole(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() else -1


def _scan_sheet(archive: Archive, name: str, percent: frozenset[str]) -> SheetScan:
    found = SheetScan()
    row = column = -1
    cell: Names = {}

    def start(element: str, one: Names) -> None:
        nonlocal row, column, cell
        if element == "row":
            row, column = max(_whole(one.get("r")) - 1, row + 1), -1
        elif element == "c":
            cell = one
            place = REFERENCE.fullmatch(one.get("r", ""))
            row, column = (int(place[2]) - 1, _column(place[1])) if place else (max(row, 0), column + 1)
            if "t" in one:
                found.add(row, column)
        elif element == "f" and cell.get("t", "n") not in WITH_RESULT:
            found.add_formula(row, column)
        elif element in VALUES:
            found.add_value(row, column, cell.get("t", "n"), in_percent=cell.get("s") in percent)
        elif element == "mergeCell":
            found.add_merged(_row_of(one.get("ref", "")))

    _parse(archive, name, start)
    return found


def _row_of(place: str) -> int:
    """Return the row of a place such as B3:D4, from 0."""
    first = REFERENCE.match(place)
    return int(first[2]) - 1 if first else 0


@cache
def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * LETTERS + ord(letter) - ord("A") + 1
    return place - 1


class _OdsScan:
    """The tables of an OpenDocument sheet; rows and cells may stand for many that are alike."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetScan] = {}
        self._sheet = SheetScan()
        self._row = self._column = 0
        self._rows = 1

    def start(self, element: str, one: Names) -> None:
        """Take in the beginning of an element."""
        if element == "table":
            self._sheet = self.sheets.setdefault(one.get("name", ""), SheetScan())
            self._row = 0
        elif element == "table-row":
            self._rows, self._column = max(_whole(one.get("number-rows-repeated")), 1), 0
        elif element in ("table-cell", "covered-table-cell"):
            self._cell(one, max(_whole(one.get("number-columns-repeated")), 1))

    def _cell(self, one: Names, times: int) -> None:
        kind = one.get("value-type", "")
        if kind:
            self._sheet.add(self._row + self._rows - 1, self._column + times - 1)
        elif "formula" in one:
            self._sheet.add_formula(self._row, self._column)
        if any(_whole(one.get(f"number-{way}-spanned")) > 1 for way in ("rows", "columns")):
            self._sheet.add_merged(self._row)
        if kind == "percentage" and times * self._rows <= LETTERS**3:
            rows, columns = range(self._row, self._row + self._rows), range(self._column, self._column + times)
            self._sheet.percent.update((row, column) for row in rows for column in columns)
        self._column += times

    def end(self, element: str) -> None:
        """Take in the end of an element."""
        if element == "table-row":
            self._row += self._rows


def _scan_ods(archive: Archive) -> dict[str, SheetScan]:
    scan = _OdsScan()
    _parse(archive, "content.xml", scan.start, scan.end)
    return scan.sheets
