"""Decimal marks are decided by the cells that can be read in one way only, and never guessed."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.readers.decimals import find_evidence, has_odd_bytes, write_plainly

NARROW = "\N{NARROW NO-BREAK SPACE}"
# cells -> the mark they show, and what they become
COLUMNS = {
    "decimal commas": (["31,5", "0,125", "1234,567"], ",", ["31.5", "0.125", "1234.567"]),
    "no lead": ([",5", "31,5"], ",", ["0.5", "31.5"]),
    "exponents": (["1,5E+3", "2"], ",", ["1.5E+3", "2"]),
    "points between thousands": (["1.234,5", "1.234"], ",", ["1234.5", "1234"]),
    "two points": (["1.234.567", "31,5"], ",", ["1234567", "31.5"]),
    "two points alone are refused by the model": (["1.234.567", "2.5"], "", ["1.234.567", "2.5"]),
    "commas between thousands": (["1,234.5", "1,234"], ".", ["1234.5", "1234"]),
    "two commas": (["1,234,567", "2,345"], ".", ["1234567", "2345"]),
    "a point elsewhere decides": (["31.5", "1,234"], ".", ["31.5", "1234"]),
    "blanks": (["1 234", f"1{NARROW}234"], "", ["1234", "1234"]),
    "blanks and commas": ([f"1{NARROW}234,5", "7"], ",", ["1234.5", "7"]),
    "per cent": (["24%", "24.5 %"], ".", ["24", "24.5"]),
    "nothing decides": (["1,234", "35"], "", ["1,234", "35"]),
    "both show": (["31,5", "31.5"], "", ["31,5", "31.5"]),
    "words and marks": (["about 5", "..", "n/a", "-", "1,234"], "", ["about 5", "..", "n/a", "-", "1,234"]),
    "minus": (["-1,5", "+2,25"], ",", ["-1.5", "+2.25"]),
}


@pytest.mark.parametrize(("cells", "mark", "plain"), COLUMNS.values(), ids=COLUMNS)
def test_column_is_written_plainly(cells: list[str], mark: str, plain: list[str]) -> None:
    column = pa.array(cells)
    evidence = find_evidence(column)

    assert evidence.mark == mark
    assert write_plainly(column, evidence, None).cells.to_pylist() == plain


def test_three_decimals_beside_a_decimal_comma_are_doubtful_until_said() -> None:
    column = pa.array(["31,5", "1.234"])
    evidence = find_evidence(column)

    assert write_plainly(column, evidence, None).doubtful == 1
    assert write_plainly(column, evidence, ",").cells.to_pylist() == ["31.5", "1234"]


@pytest.mark.parametrize(("said", "number"), [(".", "1234"), (",", "1.234")])
def test_what_is_said_decides(said: str, number: str) -> None:
    column = pa.array(["1,234"])

    assert write_plainly(column, find_evidence(column), said).cells.to_pylist() == [number]


def test_plain_column_is_left_alone() -> None:
    column = pa.array(["1.5", "-2", "3"])

    assert not has_odd_bytes(column)
    assert write_plainly(column, find_evidence(column), None).cells is column


@given(st.lists(st.text(st.sampled_from("0123456789.,%- e'\u00a0x"), max_size=9), max_size=8))
def test_what_is_plain_stays_so(cells: list[str]) -> None:
    column = pa.array(cells, pa.string())
    once = write_plainly(column, find_evidence(column), None)
    if once.doubtful < 0:
        changed = [cell for cell, new in zip(once.cells.to_pylist(), once.changed, strict=True) if new]

        assert all(float(cell) is not None for cell in changed)
