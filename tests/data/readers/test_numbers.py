"""Numbers as text: shifted exactly, and the remedy offered for a cell that is not a number."""

from decimal import Decimal

import pytest

from data.readers.numbers import number_advice, times

CASES = {
    "31,5": ("decimal_comma", "31.5"),
    "-0,25": ("decimal_comma", "-0.25"),
    "1,234": ("two_ways", "1.234"),
    "0,123": ("decimal_comma", "0.123"),
    "1,234.5": ("thousands", "1234.5"),
    "1.234,5": ("thousands", "1234.5"),
    "1 234": ("thousands", "1234"),
    "1\u00a0234,5": ("thousands", "1234.5"),
    "1'234'567": ("thousands", "1234567"),
    "24%": ("per_cent", "24"),
    "24,5 %": ("per_cent", "24.5"),
    "\N{MINUS SIGN}5": ("typed", "-5"),
    "\N{ARABIC-INDIC DIGIT THREE}5": ("typed", "35"),
    "1e400": ("too_large", None),
    "about 5": (None, None),
    "inf": (None, None),
    "1.5 million": (None, None),
    "%": (None, None),
}


@pytest.mark.parametrize(("cell", "advice"), CASES.items(), ids=[ascii(cell) for cell in CASES])
def test_cell_gets_the_remedy_that_fits(cell: str, advice: tuple[str | None, str | None]) -> None:
    found = number_advice(cell)

    assert (found.get("advice"), found.get("example")) == advice


@pytest.mark.parametrize(
    ("cell", "factor", "shifted"),
    [
        pytest.param("0.1", "3", "0.3", id="exact-where-binary-fractions-are-not"),
        pytest.param(" 1234.50 ", "0.001", "1.2345", id="thousandth"),
        pytest.param("12", "1000000", "12000000", id="written-in-full"),
        pytest.param("1.50", "1", "1.50", id="factor-of-one-leaves-it-as-written"),
        pytest.param("n/a", "100", "n/a", id="no-number"),
    ],
)
def test_number_is_shifted_not_rounded(cell: str, factor: str, shifted: str) -> None:
    assert times(cell, Decimal(factor)) == shifted
