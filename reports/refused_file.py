"""The refused rows as a file that can be mended and uploaded: the columns as they were, the reasons before them."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from data.schemas.fields import NUMBER
from data.schemas.refused import REASON, RefusedRow, Returned
from i18n import text
from reports.tables import guard

MOST_IN_A_SHEET = 20_000
"""So many rows are marked cell by cell in a workbook; more of them go into a CSV."""
REASON_WIDTH = 60
CELL_WIDTH = 16
COMMENT_LIMIT = 2_000
CELL_LIMIT = 32_767
"""What a cell of a workbook holds at most."""


def refused_forms(count: int) -> tuple[str, ...]:
    """Return the forms in which so many refused rows can be had."""
    return ("csv", "xlsx") if count <= MOST_IN_A_SHEET else ("csv",)


def refused_file(returned: Returned, form: str) -> bytes:
    """Return the refused rows as `csv` or `xlsx`."""
    return refused_xlsx(returned) if form == "xlsx" else refused_csv(returned)


def refused_csv(returned: Returned) -> bytes:
    """Return the refused rows in UTF-8 with a byte order mark, separated as the file itself was."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=returned.delimiter, lineterminator="\r\n")
    for first, cells in _above(returned):
        writer.writerow([first, *map(_guarded, cells)] if cells else [])
    for row in returned.rows:
        writer.writerow([_guarded(row.reasons), *map(_guarded, row.cells)])
    for cells in returned.below:
        writer.writerow(["", *map(_guarded, cells)] if cells else [])
    return target.getvalue().encode("utf-8-sig")


def refused_xlsx(returned: Returned) -> bytes:
    """Return the refused rows as a workbook: each wrong cell is coloured and says in a comment what is wrong."""
    target = io.BytesIO()
    settings = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(target, settings) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        wrong = book.add_format({"bg_color": "#FFD9D1", "border": 1, "border_color": "#B3261E"})
        why = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#7A1F16"})
        sheet = book.add_worksheet(text("refused.sheet"))
        above = _above(returned)
        for number, (first, cells) in enumerate(above):
            _write(sheet, number, [first, *cells], head if number == len(above) - 1 else None)
        for number, row in enumerate(returned.rows, start=len(above)):
            sheet.write_string(number, 0, row.reasons[:CELL_LIMIT], why)
            _write_marked(sheet, number, row, wrong)
        for number, cells in enumerate(returned.below, start=len(above) + len(returned.rows)):
            _write(sheet, number, ["", *cells], None)
        sheet.set_column(0, 0, REASON_WIDTH)
        sheet.set_column(1, max(1, len(above[-1][1]) if above else 1), CELL_WIDTH)
        sheet.freeze_panes(len(above), 1)
    return target.getvalue()


def _above(returned: Returned) -> list[tuple[str, Sequence[str]]]:
    """Return the rows down to the header, each with what stands before it: our name before the header.

    What the rows do not say themselves has rows of its own before all of them.
    """
    last = len(returned.above) - 1
    said = [(name, [value]) for name, value in returned.said.items()]
    return [*said, *((REASON if place == last else "", cells) for place, cells in enumerate(returned.above))]


def _guarded(cell: str) -> object:
    """Return a cell that no spreadsheet takes for a formula; a number stays one, also with a sign."""
    return cell if NUMBER.fullmatch(cell) else guard(cell)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, number: int, cells: Sequence[str], form: xlsxwriter.format.Format | None
) -> None:
    for place, cell in enumerate(cells):
        if cell:
            sheet.write_string(number, place, cell[:CELL_LIMIT], form)


def _write_marked(
    sheet: xlsxwriter.worksheet.Worksheet, number: int, row: RefusedRow, wrong: xlsxwriter.format.Format
) -> None:
    for place, cell in enumerate(row.cells):
        if place in row.marks:
            sheet.write_string(number, place + 1, cell[:CELL_LIMIT], wrong)
            sheet.write_comment(number, place + 1, row.marks[place][:COMMENT_LIMIT], {"x_scale": 2})
        elif cell:
            sheet.write_string(number, place + 1, cell[:CELL_LIMIT])
