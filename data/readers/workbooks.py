"""Spreadsheets (XLSX, ODS): the sheet that holds the data, as the text of a CSV with the rows of the spreadsheet.

The library gives what a cell holds (of a formula: the result that was saved with it); here it becomes text as a person
sees it: whole numbers without a point, no noise beyond 15 digits, dates as ISO, cells shown as per cent with the sign.
"""

import csv
import io
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.readers.codes import problem
from data.readers.containers import Archive, check_true_sizes
from data.readers.forms import FIRST_ROWS, holds_known_header
from data.readers.opened import Opened, joined_names
from data.readers.sheet_scan import SheetScan, check_sheets
from data.readers.text import check_plain, check_size
from data.readers.workbook_scan import scan_workbook
from data.readers.workbook_xml import BrokenSheetError
from data.schemas.problem import Problem

DIGITS = 15
NOISE = 4
"""A number is written with 15 digits where that makes it shorter by so many characters: the rest is noise."""
MOST_WHOLE = 1e15
HUNDRED = 100
Cells = Sequence[object]


@dataclass(frozen=True)
class Workbook:
    """An opened workbook: the library's view of it, what each sheet holds, and the sheets that people see or do not.

    Where all sheets are hidden, `sheets` are all of them.
    """

    book: CalamineWorkbook
    scans: Mapping[str, SheetScan]
    sheets: tuple[str, ...]
    hidden: tuple[str, ...]
    kind: str

    def rows(self, name: str) -> Iterator[Cells]:
        """Yield the rows of a sheet from its first one on.

        Raises:
            BrokenSheetError: If there is no such sheet.
        """
        if name not in self.scans:
            raise BrokenSheetError(name)
        yield from self.book.get_sheet_by_name(name).iter_rows()

    def first_column(self, name: str) -> int:
        """Return the first column that has a cell; the rows of the library begin there."""
        start = self.book.get_sheet_by_name(name).start
        return start[1] if start else 0

    def refused(self, why: Problem) -> Opened:
        """Return the workbook unread, with the sheets that can be chosen."""
        return Opened(b"", container=self.kind, sheets=self.sheets, refused=why)


def open_workbook(content: bytes, archive: Archive, kind: str, wanted: str | None) -> Opened | Problem:
    """Return the sheet that holds the data as text, or the problem that keeps it from being read or chosen.

    Args:
        content: The bytes of the workbook.
        archive: The same, as the archive that a workbook is.
        kind: `xlsx` or `ods`.
        wanted: The sheet that the sender names.
    """
    try:
        found = _open(content, archive, kind)
        if isinstance(found, Problem):
            return found
        name = _choose(found, wanted)
        return found.refused(name) if isinstance(name, Problem) else _as_text(found, name, asked=wanted is not None)
    except (BrokenSheetError, CalamineError, ValueError, OverflowError):
        return problem("workbook-broken")
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the library's own fault, which is no Exception
            raise
        return problem("workbook-broken")


def _open(content: bytes, archive: Archive, kind: str) -> Workbook | Problem:
    untrue = check_true_sizes(content, archive)
    if untrue:
        return untrue
    scans = scan_workbook(archive, kind)
    wrong = check_sheets(scans, len(content))
    if wrong:
        return wrong
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    tables = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    shown = [one.name for one in tables if one.visible == SheetVisibleEnum.Visible]
    hidden = tuple(one.name for one in tables if one.visible != SheetVisibleEnum.Visible)
    return Workbook(book, scans, tuple(shown) or hidden, hidden, kind)


def _choose(workbook: Workbook, wanted: str | None) -> str | Problem:
    """Return the sheet that is named, else the only one with a known header, else the only one with anything."""
    if wanted is not None:
        every = [one.name for one in workbook.book.sheets_metadata]
        found = next((name for name in every if name.strip().casefold() == wanted.strip().casefold()), None)
        names = {"names": joined_names(workbook.sheets)}
        return found if found is not None else problem("sheet-unknown", value=wanted, details=names)
    filled = [name for name in workbook.sheets if workbook.scans.get(name, SheetScan()).cells]
    if not filled:
        return problem("file-empty")
    if len(filled) == 1:
        return filled[0]
    known = [name for name in filled if holds_known_header(_first_rows(workbook, name))]
    if len(known) == 1:
        return known[0]
    return problem("which-sheet", details={"names": joined_names(known or filled), "count": len(known or filled)})


def _first_rows(workbook: Workbook, name: str) -> list[list[str]]:
    rows = ([cell_text(cell) for cell in row] for row in workbook.rows(name))
    return list(islice((row for row in rows if any(row)), FIRST_ROWS))


def _as_text(workbook: Workbook, name: str, *, asked: bool) -> Opened | Problem:
    scan = workbook.scans.get(name, SheetScan())
    target = io.BytesIO()
    text = io.TextIOWrapper(target, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(text, lineterminator="\n")
    first = workbook.first_column(name)
    formulas = deque(scan.places_of_formulas())
    empty: list[int] = []
    blank: Cells = []
    for number, row in enumerate(workbook.rows(name)):
        blank = blank if len(blank) == len(row) else [""] * len(row)
        cells = [""] * len(row) if row == blank else [cell_text(cell) for cell in row]
        for column in scan.percent.of_row(number):
            if first <= column < first + len(row):
                cells[column - first] = _percent_text(row[column - first])
        empty += _not_calculated(formulas, number, first, cells)
        writer.writerow(cells if any(cells) else [])
    text.flush()
    content = target.getvalue()
    wrong = check_plain(content) or check_size(content, len(content))
    if wrong:
        return wrong
    notes = [*_about_formulas(empty, name), *_about_cells(scan, name), *_about_hidden(workbook, name, asked=asked)]
    if len(workbook.sheets) > 1 and not asked:
        others = [one for one in workbook.sheets if one != name]
        notes.append(problem("sheet-chosen", value=name, details={"names": joined_names(others)}))
    opened = Opened(content, encoding="", container=workbook.kind, sheet=name)
    return replace(opened, sheets=workbook.sheets, notes=tuple(notes))


def _not_calculated(formulas: deque[tuple[int, int]], row: int, first: int, cells: Sequence[str]) -> Iterator[int]:
    """Yield the number of a row once for each of its formulas without a result; those up to this row are used up."""
    while formulas and formulas[0][0] <= row:
        at = formulas.popleft()[1] - first
        if at >= len(cells) or not cells[at]:
            yield row + 1


def _about_formulas(empty: Sequence[int], name: str) -> Iterator[Problem]:
    if empty:
        yield problem("cells-not-calculated", row=empty[0], value=name, details={"cells": len(empty)})


def _about_hidden(workbook: Workbook, name: str, *, asked: bool) -> Iterator[Problem]:
    """Yield a note of the sheets that nobody sees: that one of them was read, or that they were left alone."""
    if name in workbook.hidden:
        yield problem("sheets-hidden", value=name, details={"advice": "read"})
    elif workbook.hidden and not asked:
        yield problem("sheets-hidden", details={"names": joined_names(workbook.hidden)})


def _about_cells(scan: SheetScan, name: str) -> Iterator[Problem]:
    if scan.merged:
        yield problem("cells-merged", row=scan.first_merged, value=name, details={"places": scan.merged})
    if scan.errors:
        yield problem("cells-with-errors", row=scan.first_error, value=name, details={"cells": scan.errors})


def cell_text(cell: object) -> str:
    """Return a cell of a spreadsheet as the text of a CSV."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return number_text(float(cell)) if isinstance(cell, float) else str(cell)
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == time() else cell.replace(microsecond=0)).isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def number_text(number: float) -> str:
    """Return a number without the noise of its binary form: 31.5, 2024, 0.3 where 0.30000000000000004 is stored."""
    if number.is_integer() and abs(number) < MOST_WHOLE:
        return str(int(number))
    exact, short = repr(number), f"{number:.{DIGITS}g}"
    return short if len(short) <= len(exact) - NOISE else exact


def _percent_text(cell: object) -> str:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell_text(cell)
    return f"{number_text(float(f'{cell * HUNDRED:.{DIGITS}g}'))}%"
