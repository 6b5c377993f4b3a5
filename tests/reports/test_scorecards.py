"""Everything of one area as one file: a sheet a part, or one long CSV that says which part a row belongs to."""

import csv
import io
from typing import Any

import openpyxl

from reports.scorecards import export_parts

PARTS: dict[str, list[dict[str, Any]]] = {
    "targets": [{"target_id": "T-1", "status": "off_track"}],
    "trends": [{"indicator": "x", "obs_value": 1.5}, {"indicator": "=cmd()", "obs_value": None}],
    "changes": [],
}
ABOUT = {"Area": "Kenya (KEN)"}


def test_workbook_has_a_sheet_a_part_and_says_what_it_shows() -> None:
    book = openpyxl.load_workbook(io.BytesIO(export_parts(PARTS, ABOUT, "xlsx")))

    assert book.sheetnames == ["targets", "trends", "about"]
    assert [[cell.value for cell in row] for row in book["trends"].rows][:2] == [["indicator", "obs_value"], ["x", 1.5]]
    assert [cell.value for cell in book["about"][2]] == ["Area", "Kenya (KEN)"]


def test_csv_has_every_part_in_one_table() -> None:
    rows = list(csv.DictReader(io.StringIO(export_parts(PARTS, ABOUT, "csv").decode("utf-8-sig"))))

    assert [row["part"] for row in rows] == ["about", "targets", "trends", "trends"]
    assert rows[1]["target_id"] == "T-1"
    assert rows[2]["obs_value"] == "1.5"


def test_no_cell_becomes_a_formula() -> None:
    assert b",'=cmd()," in export_parts(PARTS, ABOUT, "csv")
