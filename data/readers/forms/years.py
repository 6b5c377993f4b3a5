"""Years that stand as the headings of columns, and headings that look like a period and are no year."""

import re

from data.readers.numbers import GROUP_MARKS
from data.readers.periods import period_advice

YEAR = re.compile(r"([12][0-9]{3})(?:\.0+)?( \[YR\1\])?")
"""2023, 2023.0 as a spreadsheet may write it, or 2023 [YR2023] of the DataBank."""
WITHIN = re.compile(r"(?<![0-9])(1[89]|2[01])[0-9]{2}(?![0-9])")
GROUPED = re.compile(rf"([12])(?:[.,]|{GROUP_MARKS})([0-9]{{3}})")
FIRST, LAST = 1900, 2100
"""A year with a mark between its thousands, as a spreadsheet may show it, is one of these: 2,019."""
SHORT = re.compile(
    r"(fy|cy|y|yr|q[1-4]|h[12]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s.'/-]*[0-9]{2}", re.IGNORECASE
)
"""A year of two digits, or a month that a spreadsheet has written its own way: FY23, Jan-23."""
WORD = re.compile(r"[^\W\d_]{4,}")
OF_PERIODS = re.compile(
    r"(year|fiscal|calendar|est|prov|prel|proj|fore|rev|final|actual|quarter|half|average|avg|mean|value|data|obs|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
"""Words that stand beside a year and leave it a period; with any other word the heading is that of another column."""


def year_of(heading: str) -> str:
    """Return the year that a heading is, an empty text where it is none."""
    match = YEAR.fullmatch(heading.strip())
    return match[1] if match else ""


def looks_like_a_period(heading: str) -> bool:
    """Return whether a heading is no year and yet looks like a period: 2023*, 2018-19, FY2023, 2,023."""
    written = heading.strip()
    if year_of(written):
        return False
    if SHORT.fullmatch(written) or _grouped(written):
        return True
    return bool(WITHIN.search(written)) and all(OF_PERIODS.match(word) for word in WORD.findall(written))


def heading_advice(heading: str) -> dict[str, str]:
    """Return what may be meant by a heading that looks like a period: the years of a span, or the year in it."""
    span, within = period_advice(heading), WITHIN.search(heading)
    if span:
        return {**span, "advice": "heading_span"}
    return {"advice": "heading", "example": within[0] if within else _grouped(heading.strip()) or "2023"}


def _grouped(heading: str) -> str:
    """Return the year that stands with a mark between its thousands, an empty text where none does."""
    match = GROUPED.fullmatch(heading)
    year = match[1] + match[2] if match else ""
    return year if year and FIRST <= int(year) <= LAST else ""
