"""Tables as files (CSV, XLSX) and as plain text, with cells that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

import xlsxwriter

from data.schemas.fields import FORMULA_STARTS, is_absent
from i18n import text

Row = dict[str, Any]
CSV_ENCODING = "utf-8-sig"
WIDEST_COLUMN = 60
FEWEST_CHARACTERS = 8
CUT = 48


def guard(value: object) -> object:
    """Return a cell that a spreadsheet reads as text: what looks like a formula gets an apostrophe before it.

    So does what has one already, so that reading takes off exactly the one that was put there.
    """
    if isinstance(value, str) and value.lstrip("'").startswith(tuple(FORMULA_STARTS)):
        return f"'{value}"
    return value


def number_text(value: object) -> object:
    """Return a number as it is written in a CSV: whole numbers without a decimal point, missing as empty."""
    if is_absent(value):
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def to_csv(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Return rows as a CSV in UTF-8 with a byte order mark, so that Excel reads the names of countries right."""
    target = io.StringIO()
    write_csv(target, columns, rows)
    return target.getvalue().encode(CSV_ENCODING)


def write_csv(target: TextIO, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows as a CSV, one after another, to a file opened in `CSV_ENCODING` and without newlines of its own."""
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([guard(name) for name in columns])
    writer.writerows([guard(number_text(row.get(name))) for name in columns] for row in rows)


def to_xlsx(sheets: Sequence[tuple[str, Sequence[str], Sequence[Row]]]) -> bytes:
    """Return sheets (name, columns, rows) as an Excel workbook; text stays text, numbers are numbers."""
    target = io.BytesIO()
    settings = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(target, settings) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": False})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for name, columns, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, columns, head)
            for number, row in enumerate(rows, start=1):
                for place, column in enumerate(columns):
                    _write_cell(sheet, number, place, row.get(column))
            for place, column in enumerate(columns):
                sheet.set_column(place, place, _width(column, rows), body)
    return target.getvalue()


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, number: int, place: int, value: object) -> None:
    value = number_text(value)
    if isinstance(value, int | float):
        sheet.write_number(number, place, value)
    elif value != "":
        sheet.write_string(number, place, str(value))


def _width(column: str, rows: Sequence[Row]) -> int:
    longest = max((len(str(row.get(column) or "")) for row in rows[:500]), default=0)
    return min(WIDEST_COLUMN, max(FEWEST_CHARACTERS, len(column), longest)) + 2


def plain_table(rows: Sequence[Row]) -> str:
    """Return rows as a table for a terminal; long texts are cut but in the last column, numbers stand to the right."""
    if not rows:
        return text("report.no_rows")
    columns = list(rows[0])
    cells = [[_cell(row.get(name), cut=name != columns[-1]) for name in columns] for row in rows]
    widths = [max(len(name), *(len(line[place]) for line in cells)) for place, name in enumerate(columns)]
    lines = ["  ".join(name.ljust(width) for name, width in zip(columns, widths, strict=True)).rstrip()]
    lines.append("  ".join("-" * width for width in widths))
    for row, line in zip(rows, cells, strict=True):
        parts = []
        for name, written, width in zip(columns, line, widths, strict=True):
            numeric = isinstance(row.get(name), int | float) and not isinstance(row.get(name), bool)
            parts.append(written.rjust(width) if numeric else written.ljust(width))
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines)


def _cell(value: object, *, cut: bool) -> str:
    if isinstance(value, float):
        value = number_text(round(value, 4))
    written = "" if value is None else " ".join(str(value).split())
    return written if not cut or len(written) <= CUT else f"{written[: CUT - 1]}…"
