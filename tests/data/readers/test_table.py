"""The table: both paths give the same cells, rows and problems."""

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.readers.head import Head, first_head, open_page
from data.readers.table import Table, exact_table, quick_table, read_table
from data.schemas.problem import Problem

Shown = tuple[list[list[str]], list[int], list[tuple[int | None, str | int | float]], int]
PLAIN = frozenset({1})


def shown(table: Table | Problem) -> Shown:
    assert isinstance(table, Table)
    cells = [list(column.to_pylist()) for column in table.columns]
    refused = [(one.row, one.details["found"]) for one in table.problems]
    return [list(row) for row in zip(*cells, strict=True)], table.rows.tolist(), refused, table.read


def head_of(content: bytes) -> Head:
    return first_head(open_page(content, 0), len(content))


def both(content: bytes) -> tuple[Shown, Shown]:
    head = head_of(content)
    return shown(quick_table(content, head, PLAIN)), shown(exact_table(content, head, PLAIN))


CASES = {
    "blank lines count as rows": (b"a,b\n\n1,2\n\n\n3,4\n\n", [3, 6], []),
    "rows of commas count as rows": (b"a,b\n,\n1,2\n , \n3,4\n", [3, 5], []),
    "line breaks of all kinds": (b"a,b\r\n1,2\r3,4\n5,6", [2, 3, 4], []),
    "a cell with line breaks is one row": (b'a,b\n"x\ny\r\nz",2\n3,4\n', [2, 3], []),
    "a comma in quotes": (b'a,b\n"x,y",2\n', [2], []),
    "surplus empty cells": (b"a,b\n1,2,,\n3,4\n5,6, \n", [2, 3, 4], []),
    "too few and too many": (b"a,b\n1\n3,4\n5,6,7\n8,9\n", [3, 5], [(2, 1), (4, 3)]),
    "blank lines before the header": (b"\n\na,b\n1,2\n", [4], []),
    "quotes inside": (b'a,b\nx"y,2\n"p""q",4\n"r"s,6\n', [2, 3, 4], []),
}


@pytest.mark.parametrize(("content", "rows", "refused"), CASES.values(), ids=CASES)
def test_rows_are_counted_as_a_spreadsheet_does(
    content: bytes, rows: list[int], refused: list[tuple[int, int]]
) -> None:
    quick, exact = both(content)

    assert quick == exact
    assert (quick[1], quick[2]) == (rows, refused)


def test_cells_come_out_as_they_stand_in_the_file() -> None:
    table = read_table(b'a,b\n NA ,"x ""y"""\n,null\n\xc3\xa9,1\n', head_of(b"a,b\n"))

    assert shown(table)[0] == [[" NA ", 'x "y"'], ["", "null"], ["é", "1"]]


PIECES = [
    ",",
    ",",
    "\n",
    "\n",
    "\r\n",
    "\r",
    '"',
    '""',
    "a",
    "1",
    " ",
    "é",
    "\ufeff",
    "\u2028",
    "\x0b",
    "x,y\n",
]


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example('"')
@example('1,"a"b\n"')
@example("\ufeff1,2\n")
@example('1,2\n"\n"\n,,\n')
def test_both_paths_agree_on_any_text(text: str) -> None:
    content = ("a,b\n" + text).encode()
    try:
        quick, exact = both(content)
    except pa.ArrowInvalid:
        return

    assert quick == exact


def test_both_paths_agree_across_blocks() -> None:
    lines = [f'{number},"cell {number}\n{"x" * 80}"' for number in range(120_000)]
    lines[20_000] = "only one"
    lines[90_000] = "1,2,3"
    lines[90_001] = ""
    lines[100_000] = "4,5,,"
    quick, exact = both(("a,b\n" + "\n".join(lines)).encode())

    assert quick == exact
    assert quick[2] == [(20_002, 1), (90_002, 3)]


@pytest.mark.parametrize(
    ("content", "row"),
    [(b'a,b\n1,"2\n3,4\n', 2), (b'a,b\n1,2\n3,"4', 3), (b'a,b\n1,5"\n3,4\n', None), (b'a,b\n1,"2"\n', None)],
    ids=["first row", "last row", "a literal inch mark", "closed"],
)
def test_quotation_mark_left_open_names_its_row(content: bytes, row: int | None) -> None:
    found = read_table(content, head_of(content))

    assert (found.row if isinstance(found, Problem) else None) == row
