"""Refused rows that come back: the column of reasons that we put before the others is taken off again, without a word.

It stands first, so that a row with too many or too few cells still has them: what was refused for that is refused
again until it is mended.
"""

import csv
import io
import re
from dataclasses import replace

from data.readers.delimiters import head_text
from data.readers.opened import Opened
from data.schemas.fields import GUARDED
from data.schemas.refused import REASON, SAID

FIRST_ROWS = 20
HEADER = re.compile(rf'[ "]*{REASON}[ "]*([,;\t|])', re.IGNORECASE)
FIRST = re.compile(rf'[ "]*({"|".join(SAID)})[ "]*[,;\t|]', re.IGNORECASE)


def without_reasons(opened: Opened) -> Opened:
    """Return a file without the column of reasons, if it is one with refused rows; any other one as it is."""
    delimiter = _delimiter(head_text(opened.content, opened.start))
    if delimiter is None:
        return opened
    text = opened.content[opened.start :].decode("utf-8", errors="replace")
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\r\n")
    guarded = not opened.sheet
    said: dict[str, str] = {}
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            plain = [_cell(cell) if guarded else cell for cell in cells]
            if row == len(said) and plain and _name(plain[0]) in SAID:
                said[_name(plain[0])], plain = "".join(plain[1:2]).strip(), []
            writer.writerow(plain[1:])
    except csv.Error:
        return opened
    content = target.getvalue().encode()
    return replace(opened, content=content, start=0, delimiter=delimiter, given_back=True, said=said)


def _name(cell: str) -> str:
    return cell.strip().lower()


def _delimiter(text: str) -> str | None:
    """Return what separates the columns where one of the first rows begins with our name and those above with none."""
    facts = 0
    for row, line in enumerate(text.splitlines()[:FIRST_ROWS]):
        found = HEADER.match(line)
        if found:
            return found[1]
        if row == facts < len(SAID) and FIRST.match(line):
            facts += 1
            continue
        if line.strip() and not line.startswith((",", ";", "\t", "|", '""')):
            return None
    return None


def _cell(cell: str) -> str:
    """Return a cell without the apostrophe that we put before what looks like a formula."""
    return cell[1:] if GUARDED.match(cell) else cell
