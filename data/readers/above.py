"""Rows that stand above the header: a title and what a publisher writes there are left out, rows of data block."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data.readers.codes import problem
from data.readers.forms.years import year_of
from data.readers.numbers import looks_like_a_number
from data.readers.opened import Opened
from data.readers.raw_rows import rows_above
from data.readers.reading import ProblemCount, Reading

ABOVE, BELOW = "rows-above-header", "header-below"
DATE = re.compile(r"[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}")
NUMBERED = re.compile(r"[0-9]{1,2}")
"""A cell of a row that only numbers the columns."""
LEAST, ENOUGH, SHARE, MANY = 3, 5, 0.5, 3
"""A row of data has at least three filled cells, and half as many as the header, or five: most years may be empty."""


def refuse_rows_above(reading: Reading, opened: Opened) -> Reading:
    """Return a reading that is blocked where rows of data stand above the header that was found."""
    row = reading.recognised.header_row
    if row <= 1:
        return reading
    *above, header = rows_above(opened, row) or [[]]
    width = len(_filled(header))
    rows = [number for number, cells in enumerate(above, start=1) if _is_data(_filled(cells), width)]
    if not rows:
        return reading
    found = problem(ABOVE, row=rows[0], details={"rows": len(rows), "header": row})
    kept = [one for one in reading.problems if one.code != BELOW]
    counts = [one for one in reading.problem_counts if one.code != BELOW]
    return replace(reading, problems=(found, *kept), problem_counts=(ProblemCount(ABOVE, found.severity, 1), *counts))


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def _is_data(filled: Sequence[str], width: int) -> bool:
    """Return whether the filled cells of a row look like data under a header of so many columns."""
    if len(filled) < max(LEAST, min(SHARE * width, ENOUGH)):
        return False
    numbers = [cell for cell in filled if looks_like_a_number(cell) and not DATE.fullmatch(cell)]
    return bool(numbers) and not _is_heading(filled, numbers)


def _is_heading(filled: Sequence[str], numbers: Sequence[str]) -> bool:
    """Return whether a row numbers the columns, or holds years that go over them: 2019, 2019, 2020."""
    if len(numbers) == len(filled) and all(NUMBERED.fullmatch(cell) for cell in numbers):
        return True
    years = [int(year_of(cell) or 0) for cell in numbers]
    return len(years) > 1 and min(years) > 0 and years == sorted(years) and _are_near(years)


def _are_near(years: Sequence[int]) -> bool:
    return len(years) >= MANY or years[-1] - years[0] <= 1
