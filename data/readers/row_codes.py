"""Which problems are about one row alone: that row can be left out, and what is left is still the file.

A code that is not in this list is about the whole file. What is wrong with all of it - its form, its wrapping, what its
columns mean - keeps it from being published, whatever row it shows itself in.
"""

from data.schemas.problem import Problem

_CODES = """
    row-length unknown-indicator unknown-area time-period-not-valid time-period-too-early time-period-not-a-year
    time-period-in-the-future sex-not-in-list age-not-in-list urbanisation-not-in-list obs-status-not-in-list
    certainty-not-in-list obs-value-not-a-number obs-value-out-of-range unit-not-of-indicator released-not-a-month
    missing-with-value
    duplicate-key text-too-long text-missing not-a-number not-yes-or-no value-not-valid applies-to-not-in-list
    kind-not-in-list direction-not-in-list direction-not-of-kind target-year-not-a-year baseline-year-not-a-year
    target-value-missing target-upper-missing target-value-out-of-range denominator-missing country-missing
    area-not-a-country coordinate-not-on-earth number-not-whole connectivity-not-in-list electricity-not-in-list
    amount-not-certain currency-not-a-code currency-missing currency-contradicts number-negative rate-not-positive
    rate-upside-down date-not-valid date-in-the-future pledger-kind-not-in-list focus-area-not-in-list
    pledge-type-not-in-list status-not-in-list number-too-large
"""
OF_A_ROW = frozenset(_CODES.split())


def is_of_a_row(found: Problem) -> bool:
    """Return whether a problem is about one row, which can be left out."""
    return found.code in OF_A_ROW and found.row is not None
