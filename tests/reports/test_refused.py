"""Refused rows as a workbook: the wrong cells are coloured and say why; nothing in it is a formula or a link."""

import io
import re
import zipfile

from data.schemas.refused import RefusedRow, Returned
from reports.refused_file import refused_csv, refused_xlsx

ATTACK = "=cmd|' /C calc'!A0"
LINK = "https://evil.example/"
RETURNED = Returned(
    above=[["Title"], ["a", "b"]],
    rows=[
        RefusedRow(5, [ATTACK, LINK], f"{ATTACK} is wrong.", {1: "Column b: not a number."}),
        RefusedRow(9, ["-1.5"], "A cell is missing.", {}),
    ],
)


def parts() -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(refused_xlsx(RETURNED))) as book:
        return {name: book.read(name).decode("utf-8", errors="replace") for name in book.namelist()}


def test_wrong_cells_of_a_workbook_are_marked_and_say_why() -> None:
    found = parts()
    sheet = found["xl/worksheets/sheet1.xml"]

    assert re.search(r'<c r="C3" s="[1-9]', sheet)
    assert "Column b: not a number." in found["xl/comments1.xml"]
    assert 'ref="C3"' in found["xl/comments1.xml"]
    assert found["xl/comments1.xml"].count("<comment ") == 1


def test_nothing_in_a_workbook_of_refused_rows_is_a_formula_or_a_link() -> None:
    found = parts()

    assert "<f>" not in found["xl/worksheets/sheet1.xml"]
    assert "<hyperlink" not in "".join(found.values())
    assert LINK in found["xl/sharedStrings.xml"]


def test_csv_of_refused_rows_has_no_formula_and_keeps_numbers_and_ragged_rows() -> None:
    assert refused_csv(RETURNED).decode("utf-8-sig").splitlines() == [
        ",Title",
        "reason,a,b",
        f"'{ATTACK} is wrong.,'{ATTACK},{LINK}",
        "A cell is missing.,-1.5",
    ]
