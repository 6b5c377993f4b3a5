"""Small workbooks and archives that would grow without end: of every way in which one byte can stand for thousands."""

import random
from collections.abc import Callable, Mapping

from tests.data.readers.wrappings import CSV, ODS, archive

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = b"indicator,ref_area,time_period,obs_value\n"
LONG = "x" * 100_000


def sheet_of_ods(rows: str, tables: int = 1) -> bytes:
    """Return an OpenDocument spreadsheet with these rows in each of its tables."""
    every = "".join(f'<table:table table:name="A{number}">{rows}</table:table>' for number in range(tables))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return archive({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": ODS.format(tables=every)})


def cell(text: str = "1", kind: str = "string", times: int = 1) -> str:
    """Return a cell of an OpenDocument spreadsheet that stands so many times side by side."""
    value = "" if kind == "string" else f' office:value="{text}"'
    repeated = f'table:number-columns-repeated="{times}"'
    return f'<table:table-cell office:value-type="{kind}"{value} {repeated}><text:p>{text}</text:p></table:table-cell>'


def row(cells: str, times: int = 1) -> str:
    """Return a row of an OpenDocument spreadsheet that stands so many times one below the other."""
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def sheet_of_xlsx(rows: str, shared: str = "", sheets: int = 1, parts: Mapping[str, str] = {}) -> bytes:
    """Return a workbook with these rows in each of its sheets, and these texts that cells share."""
    numbers = range(1, sheets + 1)
    named = "".join(f'<sheet name="S{one}" sheetId="{one}" r:id="rId{one}"/>' for one in numbers)
    links = "".join(
        f'<Relationship Id="rId{one}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{one}.xml"/>' for one in numbers
    )
    strings = f'<Relationship Id="rId0" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return archive(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": (
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
                'Target="xl/workbook.xml"/></Relationships>'
            ),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}{strings}</Relationships>',
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
            **{f"xl/worksheets/sheet{one}.xml": sheet for one in numbers},
            **parts,
        }
    )


def number(place: str) -> str:
    """Return a row with one number at a place such as B3."""
    return f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}"><v>1</v></c></row>'


def refers(times: int, wide: int = 500) -> str:
    """Return rows with so many cells that refer to the first shared text."""
    return ("<row>" + '<c t="s"><v>0</v></c>' * wide + "</row>") * (times // wide)


def names(count: int) -> list[bytes]:
    """Return so many names that nothing has."""
    chance = random.Random(7)  # noqa: S311 - a test needs no secrets
    return ["".join(chance.choices("abcdefghijklmnop ", k=20)).encode() for _ in range(count)]


BUILT = "workbook-too-large"
COUNTED: dict[str, tuple[Callable[[], bytes], str]] = {
    "ODS, a long text in every cell": (lambda: sheet_of_ods(row(cell(LONG, times=4000), 4750)), BUILT),
    "ODS, a long text in every row": (lambda: sheet_of_ods(row(cell(LONG), 19_000_000)), BUILT),
    "ODS, one number repeated": (lambda: sheet_of_ods(row(cell("1", "float", 4000), 5000)), BUILT),
    "ODS, one share repeated": (lambda: sheet_of_ods(row(cell("0.5", "percentage", 4000), 4900)), BUILT),
    "ODS, shares beyond the last column": (lambda: sheet_of_ods(row(cell("0.5", "percentage", 17_576)) * 1000), BUILT),
    "ODS, shares in many rows": (lambda: sheet_of_ods(row(cell("0.5", "percentage", 4), 4300) * 1000), BUILT),
    "ODS, many tables": (lambda: sheet_of_ods(row(cell("1", "float", 4000), 4900), 150), BUILT),
    "ODS, empty cells before one": (
        lambda: sheet_of_ods(row('<table:table-cell table:number-columns-repeated="4999"/>' + cell(), 4000)),
        BUILT,
    ),
    "ODS, two thousand million blanks": (
        lambda: sheet_of_ods(
            row(
                '<table:table-cell office:value-type="string"><text:p><text:s text:c="2000000000"/></text:p>'
                "</table:table-cell>"
            )
        ),
        BUILT,
    ),
    "ODS, one formula repeated": (
        lambda: sheet_of_ods(
            row(cell()) + row('<table:table-cell table:formula="of:=1" table:number-columns-repeated="4000"/>', 4000)
        ),
        BUILT,
    ),
    "XLSX, cells in opposite corners": (lambda: sheet_of_xlsx(number("A1") + number("S1048576")), BUILT),
    "XLSX, one far corner in each sheet": (lambda: sheet_of_xlsx(number("A1") + number("I400000"), sheets=60), BUILT),
    "XLSX, a shared text of 40 MB": (lambda: sheet_of_xlsx(refers(500), f"<si><t>{'x' * 40_000_000}</t></si>"), BUILT),
    "XLSX, a text shared by 400,000 cells": (
        lambda: sheet_of_xlsx(refers(400_000), f"<si><t>{'x' * 1000}</t></si>"),
        BUILT,
    ),
    "XLSX, a million empty rows": (lambda: sheet_of_xlsx("<row/>" * 3_000_000), BUILT),
    "XLSX, a million shared texts": (lambda: sheet_of_xlsx(refers(500), "<si><t></t></si>" * 1_000_000), BUILT),
    "XLSX, a million styles": (
        lambda: sheet_of_xlsx(
            number("A1"),
            parts={
                "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 2_500_000}</cellXfs></styleSheet>'
            },
        ),
        BUILT,
    ),
    "XLSX, a text of a million runs": (
        lambda: sheet_of_xlsx(f'<row><c t="inlineStr"><is>{"<r><t>x</t></r>" * 1_000_000}</is></c></row>'),
        BUILT,
    ),
    "XLSX that declares entities": (
        lambda: sheet_of_xlsx("", parts={"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "workbook-broken",
    ),
    "ZIP in ZIP in ZIP": (lambda: archive({"a.zip": archive({"b.zip": archive({"c.csv": CSV})})}), "archive-nested"),
    "ZIP of lines": (lambda: archive({"a.csv": HEAD + b"\n" * 45_000_000}), "table-too-large"),
    "ZIP of one line": (lambda: archive({"a.csv": HEAD + b'"' * 45_000_000}), "line-too-long"),
    "CSV of one line": (lambda: b"x" * 100_000_000, "line-too-long"),
    "CSV with a cell of lines": (lambda: HEAD + b'"' + b"x\n" * 50_000_000, "table-too-large"),
    "CSV of 400,000 columns": (lambda: (b"a," * 400_000 + b"\n") * 3, "table-too-large"),
}
"""Files that are refused by counting: what is said of them, whatever they would have grown to."""

READ: dict[str, Callable[[], bytes]] = {
    "XLSX, one tag of 45 MB": lambda: sheet_of_xlsx(f'<row x="{"y" * 45_000_000}"><c><v>1</v></c></row>'),
    "XLSX, a text of 45 MB": lambda: sheet_of_xlsx(f'<row><c t="str"><v>{"x" * 45_000_000}</v></c></row>'),
    "XLSX, a million merged places": lambda: sheet_of_xlsx(
        number("A1")
        + "</sheetData><mergeCells>"
        + '<mergeCell ref="A1:XFD1048576"/>' * 1_000_000
        + "</mergeCells><sheetData>"
    ),
    "XLSX, a stray cell far below": lambda: sheet_of_xlsx(number("A1") + number("H1048576")),
    "ODS, covered cells": lambda: sheet_of_ods(
        row(cell()) + row('<table:covered-table-cell table:number-columns-repeated="16000"/>', 100_000) + row(cell())
    ),
    "ZIP of commas": lambda: archive({"a.csv": HEAD + (b"," * 4000 + b"\n") * 11_000}),
    "CSV of 50,000 unknown areas": lambda: (
        HEAD + b"".join(b"individuals_online,%s,2025,44.2\n" % name for name in names(50_000))
    ),
}
"""Files that are read, or refused only when they are: none of them takes more than it may."""


def drawn(chance: random.Random) -> bytes:
    """Return a small workbook or archive with numbers, texts, repetitions and places as chance has them."""
    found = chance.choice([_drawn_ods, _drawn_xlsx])(chance)
    members = chance.choice([None, {"a.bin": found}, {"a": found, "b.csv": CSV}])
    return found if members is None else archive(members)


def _many(chance: random.Random) -> int:
    return chance.choice([0, 1, 2, 7, 100, 5000, 20_000, 1_048_576, 20_000_000, 2**31, 2**64, -1])


def _drawn_ods(chance: random.Random) -> bytes:
    def one() -> str:
        text = chance.choice(["", "1", "0.5", "KEN", "x" * 1000, LONG, f"<text:s text:c='{_many(chance)}'/>"])
        kind = chance.choice(["float", "string", "percentage", "date", "boolean", "error"])
        made = cell(text if kind == "string" else "0.5", kind, _many(chance))
        return chance.choice([made, made, f'<table:table-cell table:number-columns-repeated="{_many(chance)}"/>'])

    rows = [
        row("".join(one() for _ in range(chance.randint(1, 4))), _many(chance)) for _ in range(chance.randint(1, 5))
    ]
    return sheet_of_ods("".join(rows), chance.choice([1, 1, 2, 150, 300]))


def _drawn_xlsx(chance: random.Random) -> bytes:
    def one() -> str:
        place = chance.choice(["A", "Z", "XFD", "ALL"]) + str(chance.choice([1, 2, 99, 40_000, 1_048_576, 9_999_999]))
        kind = chance.choice(["n", "s", "str", "e", "b", "d", "inlineStr"])
        text = chance.choice(["", "1", "0", "x" * 1000, LONG, "9" * 400])
        held = f"<is><t>{text}</t></is>" if kind == "inlineStr" else f"<v>{text}</v>"
        return f'<c{chance.choice(["", f" r={chr(34)}{place}{chr(34)}"])} t="{kind}">{held}</c>'

    rows = "".join(f"<row>{''.join(one() for _ in range(chance.randint(1, 4)))}</row>" for _ in range(5))
    shared = f"<si><t>{'y' * chance.choice([1, 1000, 200_000])}</t></si>" * chance.choice([1, 3, 1000])
    times, sheets = chance.choice([(1, 1), (100, 1), (2000, 1), (1, 3), (100, 3), (1, 199)])
    return sheet_of_xlsx(rows * min(times, 1 + 40_000_000 // len(rows)), shared, sheets)
