"""Tables as files: text stays text, numbers are numbers, missing is empty."""

import csv
import io

import openpyxl
import pytest

from reports.tables import guard, number_text, plain_table, to_csv, to_xlsx

FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_in_a_csv_is_guarded_text(text: str) -> None:
    rows = read_csv(to_csv(["a"], [{"a": text}]))

    assert rows[1] == [f"'{text}"]


@pytest.mark.parametrize("text", [text for text in FORMULAS if not text.startswith(("\t", "\r"))])
def test_formula_in_a_workbook_comes_back_as_text(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([("data", ["a"], [{"a": text}])])))

    cell = book["data"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_address_in_a_workbook_is_no_link() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([("data", ["a"], [{"a": "https://example.org"}])])))

    assert book["data"]["A2"].hyperlink is None


def test_csv_begins_with_a_mark_that_excel_needs() -> None:
    assert to_csv(["a"], []).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (float("nan"), ""),
        (2.0, 2),
        (2.5, 2.5),
        (0.0, 0),
        (True, "Y"),
        (False, "N"),
        ("x", "x"),
        (1e20, 1e20),
    ],
)
def test_values_are_written_plainly(value: object, written: object) -> None:
    assert number_text(value) == written


def test_number_in_a_workbook_is_a_number() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([("data", ["a"], [{"a": 31.5}, {"a": None}])])))

    assert book["data"]["A2"].value == 31.5
    assert book["data"]["A3"].value is None


def test_negative_number_is_not_taken_for_a_formula() -> None:
    assert guard(-5) == -5
    assert read_csv(to_csv(["a"], [{"a": -5.5}]))[1] == ["-5.5"]


def test_table_for_the_terminal_lines_up_and_cuts_long_texts() -> None:
    lines = plain_table([{"name": "x" * 60, "n": 5}, {"name": "y", "n": 12}]).splitlines()

    assert lines[0].split() == ["name", "n"]
    assert lines[2].endswith("…   5")
    assert plain_table([]) == "(no rows)"
