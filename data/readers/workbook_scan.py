"""What a spreadsheet holds, before a library reads it: how large each sheet is, and which cells are shown as per cent.

A library keeps a sheet as a rectangle, so that two cells at its opposite corners would take all memory there is, and
each cell with its own copy of a text that may stand in the file once. And it gives the number of a cell without the
format it is shown in, so that 24 % would be read as 0.24. All this is looked up here, in one pass over the XML; macros,
links and formulas are never looked at.
"""

import re
from array import array
from functools import cache

from data.readers.containers import Archive
from data.readers.ods_scan import scan_ods
from data.readers.shared_texts import longest_at_most, text_lengths
from data.readers.sheet_scan import SheetScan
from data.readers.sheet_weight import is_light
from data.readers.workbook_xml import BrokenSheetError, Names, elements, parse_part, whole_number
from data.reference.upload_limits import load_upload_limits

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
