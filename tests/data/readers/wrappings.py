"""Files made for the tests: workbooks, OpenDocument sheets and archives, good ones and ones that do harm."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import openpyxl

HEADER = ("indicator", "ref_area", "time_period", "obs_value")
ROWS = (HEADER, ("individuals_online", "KEN", 2023, 35), ("individuals_online", "CIV", 2024.0, 31.5))
CSV = b"indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2023,35\nindividuals_online,CIV,2024,31.5\n"
Rows = Sequence[Sequence[object]]
ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{tables}
 </office:spreadsheet></office:body></office:document-content>"""


def xlsx(sheets: Mapping[str, Rows], formats: Mapping[str, str] = {}, hidden: Sequence[str] = ()) -> bytes:
    """Return a workbook; `formats` are number formats of cells of its first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    for place, code in formats.items():
        book.worksheets[0][place].number_format = code
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def ods(rows: Rows, percent: Sequence[tuple[int, int]] = (), repeated: int = 1) -> bytes:
    """Return an OpenDocument spreadsheet; `percent` are the cells shown so, `repeated` how often each row stands."""
    lines = []
    for number, row in enumerate(rows):
        cells = "".join(_ods_cell(cell, percent=(number, place) in percent) for place, cell in enumerate(row))
        lines.append(f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>')
    table = f'<table:table table:name="Data">{"".join(lines)}</table:table>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return archive({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": ODS.format(tables=table)})


def _ods_cell(cell: object, *, percent: bool) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, int | float):
        kind = "percentage" if percent else "float"
        return f'<table:table-cell office:value-type="{kind}" office:value="{cell}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def archive(members: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in members.items():
            book.writestr(name, content)
    return target.getvalue()


def lying(content: bytes, true: int, said: int) -> bytes:
    """Return an archive that says another size of what it holds than is true."""
    return content.replace(true.to_bytes(4, "little"), said.to_bytes(4, "little"))
