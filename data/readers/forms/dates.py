"""The day on which a publisher last changed a file, as it stands there or as a spreadsheet has re-written it."""

import re
from datetime import date

from data.readers.codes import problem
from data.readers.forms.page import Edition
from data.schemas.problem import Problem

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
WRITTEN = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
MONTH_AT_END = re.compile(r"(?<!\d)(\d{4}-(?:0[1-9]|1[0-2]))(?:-\d{2})?$")


def read_day(cell: str) -> tuple[date | None, bool]:
    """Return the day in a cell, and whether month and day could be the other way round; then the month stands first."""
    iso = ISO.match(cell.strip())
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3])), False
    written = WRITTEN.match(cell.strip())
    if not written:
        return None, False
    first, second = int(written[1]), int(written[3])
    year = int(written[4]) + (2000 if len(written[4]) == len("26") else 0)
    month_first, day_first = _day(year, first, second), _day(year, second, first)
    if written[2] == ".":
        return day_first, False
    open_to_doubt = month_first is not None and day_first is not None and month_first != day_first
    return month_first or day_first, open_to_doubt


def edition_of(cell: str, prefix: str, row: int | None) -> tuple[Edition | None, tuple[Problem, ...]]:
    """Return the edition that is named by a day, with a warning where the day can be read in two ways."""
    day, open_to_doubt = read_day(cell)
    if day is None:
        return None, ()
    said = {"read": day.isoformat(), "other": f"{day.year}-{day.day:02}-{day.month:02}"}
    doubts = (problem("edition-date-assumed", row=row, value=cell.strip(), details=said),) if open_to_doubt else ()
    return Edition(f"{prefix} {day.isoformat()}", day.isoformat()[:7]), doubts


def month_named(edition: str) -> str:
    """Return the month that stands at the end of an edition's name, an empty text where none does."""
    found = MONTH_AT_END.search(edition.strip())
    return found[1] if found else ""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
