"""The texts that the cells of an XLSX share: how long they are. The file may say one once that stands in every cell."""

import re
from array import array
from functools import lru_cache

from data.readers.containers import BROKEN, CHUNK, Archive
from data.readers.workbook_xml import BrokenSheetError, Names, parse_part

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
