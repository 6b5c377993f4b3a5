"""Digits after the point are counted alike wherever a cell stands, and however many of them it has."""

import pyarrow as pa
import pytest

from data.readers.columns import has_few_decimals

FEWEST = 5


@pytest.mark.parametrize(
    "cells",
    [
        [""],
        ["", "-1.23456", ""],
        ["1.2345", "1.23456", "1.234567890123456", "123456789", "-0.5", ".12345", "5."],
        ["1.23456", "", "", "12", "1"],
        ["1.2345e1", "1.23456e1", "", "-1.1"],
    ],
)
@pytest.mark.parametrize("cut", [0, 1])
def test_cells_with_few_digits_after_the_point(cells: list[str], cut: int) -> None:
    found = has_few_decimals(pa.array(["1.23456"] * cut + cells, pa.string()).slice(cut), FEWEST)

    digits = [len(cell.partition(".")[2].partition("e")[0]) for cell in cells]
    assert found.tolist() == [count < FEWEST for count in digits]
