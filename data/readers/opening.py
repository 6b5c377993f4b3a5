"""Any file, opened: whatever it is wrapped in, encoded as or separated by, it comes out as text in UTF-8."""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from data.readers.codes import problem
from data.readers.containers import Archive, open_archive, unpack
from data.readers.content import Content
from data.readers.encodings import DELIMITERS, WESTERN, find_delimiter, find_encoding, head_rows, head_text, to_utf_8
from data.readers.forms import FIRST_ROWS, holds_known_header, is_known_header
from data.readers.opened import Opened, joined_names
from data.readers.reading import ReadOptions
from data.readers.text import check_plain, check_size, check_text, kind_by_magic
from data.readers.workbooks import open_workbook
from data.schemas.fields import GUARDED
from data.schemas.mapping import ColumnMapping
from data.schemas.problem import Problem
from data.schemas.refused import DECIMAL, EDITION, INDICATOR, MARKS, REASON, SAID

LOOKED_AT_ROWS = 20
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
    for row, line in enumerate(text.splitlines()[:LOOKED_AT_ROWS]):
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


NO_OPTIONS = ReadOptions()
WORKBOOKS = {"xl/workbook.xml": "xlsx", "content.xml": "ods"}
WORDS = {"word/document.xml": "word", "xl/workbook.bin": "xlsb"}


def open_file(content: Content, options: ReadOptions = NO_OPTIONS) -> Opened | Problem:
    """Return the text of a file, or the one problem that keeps it from being opened.

    Args:
        content: The bytes of the file.
        options: What the sender says of its outside: member, sheet, encoding, delimiter.
    """
    found = _open(content, options, inside=False)
    if isinstance(found, Problem):
        return found
    return without_reasons(replace(found, notes=(*found.notes, *_said_in_vain(found, options))))


def _said_in_vain(opened: Opened, options: ReadOptions) -> Iterator[Problem]:
    """Yield a note where a sheet or a file was named, and there is nothing to choose from."""
    if options.sheet is not None and not opened.sheets and opened.refused is None:
        yield problem("sheet-not-used", value=options.sheet)
    if options.member is not None and not opened.members:
        yield problem("member-not-used", value=options.member)


def _open(content: Content, options: ReadOptions, *, inside: bool) -> Opened | Problem:
    wrong = check_size(content, options.max_bytes)
    if wrong:
        return wrong
    if kind_by_magic(content) != "zip":
        return _open_text(content, options)
    packed = bytes(content[:])
    archive = open_archive(packed)
    if isinstance(archive, Problem):
        return archive
    kind = next((kind for part, kind in WORKBOOKS.items() if archive.holds(part)), "")
    other = next((kind for part, kind in WORDS.items() if archive.holds(part)), "")
    if kind:
        return open_workbook(packed, archive, kind, options.sheet)
    if other:
        return problem("file-not-text", details={"advice": other})
    return problem("archive-nested") if inside else _open_member(archive, options)


def _open_text(content: Content, options: ReadOptions) -> Opened | Problem:
    encoding = check_text(content, options.encoding)
    if isinstance(encoding, Problem):
        return encoding
    text: Content = content
    start, notes = encoding.start, []
    if encoding.codec:
        found = to_utf_8(content, encoding)
        wrong = found if isinstance(found, Problem) else check_plain(found)
        if wrong or isinstance(found, Problem):
            return wrong or problem("file-empty")
        text, start = found, 0
        if options.encoding is None and encoding.name == WESTERN:
            notes.append(problem("encoding-assumed", details={"encoding": WESTERN}))
    delimiter = _said_delimiter(options.delimiter) or find_delimiter(text, start, is_known_header)
    return Opened(text, start, delimiter, encoding.name, notes=tuple(notes))


def _said_delimiter(said: str | None) -> str | None:
    """Return the delimiter that is said, as its sign or its name; None where nothing known is said."""
    names = {name: sign for sign, name in DELIMITERS.items()}
    return said if said in DELIMITERS else names.get(said or "")


def _open_member(archive: Archive, options: ReadOptions) -> Opened | Problem:
    member = _choose(archive, options.member)
    if isinstance(member, Problem):
        return Opened(b"", container="zip", members=archive.names, refused=member)
    content = unpack(archive, member, options.max_bytes)
    found = content if isinstance(content, Problem) else _open(content, options, inside=True)
    if isinstance(found, Problem):
        return found
    notes = list(found.notes)
    if len(archive.members) > 1 and options.member is None:
        others = [one for one in archive.names if one != member.filename]
        notes.append(problem("member-chosen", value=member.filename, details={"names": joined_names(others)}))
    return replace(
        found,
        container=found.container or "zip",
        member=member.filename,
        members=archive.names,
        notes=tuple(notes),
    )


def _choose(archive: Archive, wanted: str | None) -> zipfile.ZipInfo | Problem:
    """Return the file that is named, else the only one, else the only one with a known header."""
    if wanted is not None:
        named = [one for one in archive.members if _is_named(one.filename, wanted)]
        held = {"names": joined_names(archive.names)}
        return named[0] if named else problem("member-unknown", value=wanted, details=held)
    filled = [one for one in archive.members if one.file_size]
    if not filled:
        return problem("archive-empty")
    if len(filled) == 1:
        return filled[0]
    known = [one for one in filled if _holds_data(archive.head(one))]
    if len(known) == 1:
        return known[0]
    names = [one.filename for one in known or filled]
    return problem("which-member", details={"names": joined_names(names), "count": len(names)})


def _is_named(name: str, wanted: str) -> bool:
    plain = wanted.strip().casefold()
    return plain in (name.casefold(), name.rpartition("/")[2].casefold())


def _holds_data(head: bytes) -> bool:
    """Return whether the first bytes of a file are text with a known header, or a workbook."""
    kind = kind_by_magic(head)
    if kind:
        return kind == "zip" and b"[Content_Types].xml" in head
    encoding = find_encoding(head)
    if isinstance(encoding, Problem):
        return False
    text = head[encoding.start :].decode(encoding.codec or "utf-8", errors="ignore").encode()
    delimiter = find_delimiter(text, 0, is_known_header)
    return holds_known_header(head_rows(head_text(text, 0), delimiter)[:FIRST_ROWS])


OURS = (codecs.BOM_UTF8, b"PK")
"""How the files begin in which refused rows go back: text in UTF-8 with a mark, or a workbook."""


def open_as_said(content: Content, options: ReadOptions) -> tuple[Opened | Problem, ReadOptions]:
    """Return the text of a file, or why there is none, and the options with what its mapping says of the outside.

    Refused rows go back in a file of ours, whatever the file was that they came from: what the mapping says of that
    one's encoding or sheet is not true of it. Their cells are as typed, so its decimal mark still is.
    """
    said = _with_outside_of(options.mapping, options)
    if said != options and any(content[: len(mark)] == mark for mark in OURS):
        back = open_file(content, options)
        if isinstance(back, Opened) and back.given_back:
            return back, _with_said(back, replace(options, decimal=said.decimal))
    found = open_file(content, said)
    return found, _with_said(found, said) if isinstance(found, Opened) else said


def _with_said(opened: Opened, options: ReadOptions) -> ReadOptions:
    """Return the options with what goes with rows that come back, where the sender says nothing else."""
    if not opened.said:
        return options
    return replace(
        options,
        edition=options.edition or opened.said.get(EDITION),
        indicator=options.indicator or opened.said.get(INDICATOR),
        decimal=options.decimal or MARKS.get(opened.said.get(DECIMAL, "")),
    )


def _with_outside_of(mapping: ColumnMapping | None, options: ReadOptions) -> ReadOptions:
    """Return the options with what a mapping says of the outside of a file, where the sender says nothing."""
    if mapping is None:
        return options
    return replace(
        options,
        sheet=options.sheet or mapping.sheet,
        encoding=options.encoding or mapping.encoding,
        delimiter=options.delimiter or mapping.delimiter,
        decimal=options.decimal or mapping.decimal,
    )
