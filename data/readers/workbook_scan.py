"""What a spreadsheet holds, before a library reads it: how large each sheet is, and which cells are shown as per cent.

A row or cell may stand for many like it, and a text may be said once that stands in every cell.

"""

import re
from array import array
from functools import cache, lru_cache

from data.readers.containers import BROKEN, CHUNK, Archive
from data.readers.sheet_scan import SheetScan, is_light
from data.readers.workbook_xml import BrokenSheetError, Names, elements, parse_part, whole_number
from data.reference.limits import load_upload_limits

PART = "xl/sharedStrings.xml"
END = re.compile(rb"</(?:[A-Za-z0-9_.-]+:)?si\s*>")
LONGEST_END = 64


@lru_cache(maxsize=4)
def longest_at_most(archive: Archive) -> int:
    """Return how many characters the longest shared text has at most: the bytes between the ends of two of them."""
    if not archive.holds(PART):
        return 0
    longest = last = read = 0
    rest = b""
    try:
        with archive.book.open(PART) as file:
            while piece := file.read(CHUNK):
                window = rest + piece
                base = read - len(rest)
                for found in END.finditer(window):
                    longest, last = max(longest, base + found.start() - last), base + found.end()
                read += len(piece)
                rest = window[-LONGEST_END:] if last < read - LONGEST_END else window[last - base :]
    except BROKEN as error:
        raise BrokenSheetError(PART) from error
    return max(longest, read - last)


@lru_cache(maxsize=4)
def text_lengths(archive: Archive) -> "array[int]":
    """Return how many characters each shared text has, in their order.

    Raises:
        BrokenSheetError: If the part cannot be read.
    """
    found = array("L")
    if not archive.holds(PART):
        return found
    inside = False

    def start(element: str, attributes: Names) -> None:
        nonlocal inside
        del attributes
        inside = element == "t"
        if element == "si":
            found.append(0)

    def end(element: str) -> None:
        nonlocal inside
        del element
        inside = False

    def text(piece: str) -> None:
        if inside and found:
            found[-1] += len(piece)

    parse_part(archive, PART, start, end, text)
    return found


CONTENT = "content.xml"
CELLS = frozenset({"table-cell", "covered-table-cell"})
ODS_VALUES = ("value", "string-value", "date-value", "time-value", "boolean-value")
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
            self._characters = sum(len(one[name]) for name in ODS_VALUES if name in one)
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


PERCENT_FORMATS = frozenset({9, 10})
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
VALUES = frozenset({"v", "is"})
WITH_RESULT = frozenset({"str", "e"})
"""The kinds of cells whose formula has a result, though it may be no text: a text, or an error."""
SHARED = "s"
LETTERS = 26


def scan_workbook(archive: Archive, kind: str) -> dict[str, SheetScan]:
    """Return what each sheet of a workbook holds, by its name; of too many sheets only one more than may be.

    Raises:
        BrokenSheetError: If a part cannot be read.
    """
    most = load_upload_limits().sheets.value
    return scan_ods(archive, most) if kind == "ods" else _scan_xlsx(archive, most)


def _scan_xlsx(archive: Archive, most: int) -> dict[str, SheetScan]:
    relations = elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    links = {one.get("Id", ""): _part(one.get("Target", "")) for one in relations}
    percent = _percent_styles(archive)
    found: dict[str, SheetScan] = {}
    for one in elements(archive, "xl/workbook.xml", "sheet"):
        name, part = one.get("name", ""), links.get(one.get("id", ""), "")
        if name in found:
            raise BrokenSheetError(name)
        if archive.holds(part) and len(found) <= most:
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
    styles = array("q")
    inside = False

    def start(element: str, one: Names) -> None:
        nonlocal inside
        if element == "numFmt" and "%" in QUOTED.sub("", one.get("formatCode", "")):
            formats.add(whole_number(one.get("numFmtId")))
        elif element in ("cellXfs", "cellStyles", "dxfs"):
            inside = element == "cellXfs"
        elif element == "xf" and inside:
            styles.append(min(whole_number(one.get("numFmtId")), 1 << 60))

    parse_part(archive, "xl/styles.xml", start)
    return frozenset(str(place) for place, one in enumerate(styles) if one in formats)


def _scan_sheet(archive: Archive, name: str, percent: frozenset[str]) -> SheetScan:
    found = SheetScan()
    row = column = -1
    shared = 0
    cell: Names = {}

    def start(element: str, one: Names) -> None:
        nonlocal row, column, cell, shared
        if element == "row":
            row, column = max(whole_number(one.get("r")) - 1, row + 1), -1
        elif element == "c":
            cell = one
            place = REFERENCE.fullmatch(one.get("r", ""))
            row, column = (int(place[2]) - 1, _column(place[1])) if place else (max(row, 0), column + 1)
            if "t" in one:
                found.add(row, column)
                shared += one["t"] == SHARED
        elif element == "f" and cell.get("t", "n") not in WITH_RESULT:
            found.add_formula(row, column)
        elif element in VALUES:
            found.add_value(row, column, cell.get("t", "n"), in_percent=cell.get("s") in percent)
        elif element == "mergeCell":
            found.add_merged(_row_of(one.get("ref", "")))

    parse_part(archive, name, start)
    _add_texts(archive, name, found, shared)
    return found


def _add_texts(archive: Archive, name: str, found: SheetScan, shared: int) -> None:
    """Add the texts: what stands in the part itself, and as often as a cell refers to one of the shared texts, that.

    They are counted one by one only where it would be too much if each were the longest.
    """
    found.text = archive.size(name)
    if shared:
        longest = longest_at_most(archive)
        found.text += shared * longest
        if not is_light(found, longest):
            found.text = archive.size(name)
            _count_texts(archive, name, found)


def _count_texts(archive: Archive, name: str, found: SheetScan) -> None:
    lengths = text_lengths(archive)
    kind, inside, said = "", False, ""

    def start(element: str, one: Names) -> None:
        nonlocal kind, inside, said
        if element == "c":
            kind = one.get("t", "n")
        inside, said = element == "v" and kind == SHARED, ""

    def text(piece: str) -> None:
        nonlocal said
        if inside:
            said += piece[:20]

    def end(element: str) -> None:
        nonlocal inside
        if inside and element == "v":
            place = whole_number(said.strip())
            if 0 <= place < len(lengths):
                found.add_text(lengths[place], 1)
        inside = False

    parse_part(archive, name, start, end, text)


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
