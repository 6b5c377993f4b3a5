"""Nothing that somebody put into a cell becomes a formula, a link or an outside request in a file that leaves us."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from data.readers.codes import problem
from data.schemas.fields import read_text
from data.schemas.problem import Problem
from data.schemas.refused import RefusedRow, Returned
from reports.exports import export_dataset, export_rows, export_scorecard
from reports.refused_file import refused_file
from reports.scorecards import export_parts
from services.refused_rows import COLUMNS, report_record
from topics.records import problem_record

HOSTILE = {
    "command": "=cmd|' /C calc'!A0",
    "function": "@SUM(1)",
    "plus": "+1+1",
    "minus": "-1+1",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "line feed": "\n=1+1",
    "wide letter": "\N{FULLWIDTH EQUALS SIGN}1+1",
    "array": "{=1+1}",
    "script": "<script>alert(1)</script>",
    "link": "[x](http://evil)",
    "image of Markdown": "![x](http://evil/y.png)",
    "image of HTML": '<img src="http://evil/y.png">',
    "address": "http://evil",
    "apostrophe": "'=1+1",
}
FORMULA = re.compile("[=+\\-@\t\r\n\N{FULLWIDTH EQUALS SIGN}]")


def a_problem(cell: str) -> Problem:
    return problem("unknown-area", row=2, column=cell, value=cell, details={"suggestion": cell, "name": cell})


def refused(cell: str) -> Returned:
    return Returned(((cell, "a"),), (RefusedRow(3, (cell, cell), cell, {1: cell}),), ",")


def dataset(cell: str) -> pa.Table:
    return pa.table({"indicator": [cell], "source": [cell]})


def record(cell: str) -> dict[str, Any]:
    return {"name": cell, cell: cell}


WAYS: dict[str, Callable[[str, str], bytes]] = {
    "dataset": lambda cell, form: export_dataset(dataset(cell), form),
    "table": lambda cell, form: export_rows(["name", cell], [record(cell)], form, "data"),
    "scorecard": lambda cell, form: export_scorecard([record(cell)], {cell: cell}, form),
    "country": lambda cell, form: export_parts({"a": [record(cell)]}, {cell: cell}, form),
    "refused rows": lambda cell, form: refused_file(refused(cell), form),
    "problems": lambda cell, form: export_rows(COLUMNS, [report_record(a_problem(cell))], form, "problems"),
    "problems of the page": lambda cell, form: export_rows(
        ("column", "value", "message"), [problem_record(a_problem(cell))], form, "problems"
    ),
}


@pytest.mark.parametrize("cell", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_no_cell_of_a_csv_is_a_formula_and_the_text_comes_back(way: Callable[[str, str], bytes], cell: str) -> None:
    lines = list(csv.reader(io.StringIO(way(cell, "csv").decode("utf-8-sig"), newline="")))
    written = [one for line in lines for one in line]

    assert not [one for one in written if FORMULA.match(one)]
    assert cell.strip() in [str(read_text(one)).strip() for one in written]


@pytest.mark.parametrize("cell", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_cell_of_a_workbook_is_text_without_links(way: Callable[[str, str], bytes], cell: str) -> None:
    content = way(cell, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [one for sheet in book for row in sheet.rows for one in row if one.value is not None]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        inside = b"".join(parts.read(name) for name in parts.namelist())

    assert cell.strip() in [str(one.value).replace("_x000D_", "").strip() for one in cells]
    assert {one.data_type for one in cells} <= {"s", "n"}
    assert all(one.hyperlink is None for one in cells)
    assert not re.search(rb"<f>|<f |<hyperlink|externalLink", inside)
