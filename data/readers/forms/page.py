"""What is found in the first rows of a publisher's file: columns, files beside the data, years and dates."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from data.readers.codes import problem
from data.readers.head import Head, Page
from data.readers.numbers import GROUP_MARKS, period_advice
from data.readers.opened import Opened
from data.readers.reading import Reading
from data.reference.publishers import load_publishers
from data.schemas.problem import Problem
from data.schemas.publisher import Publisher


@dataclass(frozen=True)
class Edition:
    """The publisher's edition as the file states it: what it is called, and the month it came out."""

    name: str
    released: str


@dataclass(frozen=True)
class Found:
    """A form recognised: its header, and what stands where.

    `places` gives the position of each column that has a part to play, `values` the columns that hold values, by
    position and what they stand for (a year, a series). `problem` is why there is nothing to read. `titled` says
    that a series is known by its title, not by a code.
    """

    head: Head
    places: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[int, str] = field(default_factory=dict)
    edition: Edition | None = None
    problems: tuple[Problem, ...] = ()
    titled: bool = False


def plain(name: str) -> str:
    """Return the name of a column in small letters, with one space between its words and none around it."""
    return re.sub(r"[\s_]+", " ", name.strip().casefold())


def places_of(head: Head, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Return where the wanted columns stand, by the first of their names that the header has."""
    names = [plain(name) for name in head.names]
    found = {}
    for part, others in wanted.items():
        place = next((names.index(name) for name in others if name in names), None)
        if place is not None:
            found[part] = place
    return found


def find_columns(page: Page, wanted: Mapping[str, tuple[str, ...]], needed: Collection[str]) -> Found | None:
    """Return the first header that has all the needed columns, and where they stand; None where there is none."""
    for head in page.heads:
        places = places_of(head, wanted)
        if all(part in places for part in needed):
            return Found(head, places)
    return None


CODE = "not-the-data-file"
COPY = re.compile(r"( ?\([0-9]+\)| - [Cc]opy)+$")
"""What a browser or a desktop adds to the name of a file that is there already."""


def find_side_car(head: Head, publisher: Publisher) -> Found | None:
    """Return a header as that of a file without data, None where it is none of those of the publisher."""
    names = {plain(name) for name in head.names}
    if not any(names.issuperset(one.columns) for one in publisher.beside):
        return None
    return Found(head, problems=(problem(CODE, details={"expected": publisher.name_of_file}),))


def with_right_file(reading: Reading, opened: Opened, file_name: str) -> Reading:
    """Return a reading that names the very file with the data, as far as names say which one it is."""
    publisher = load_publishers().get(reading.form or "")
    if publisher is None or not any(one.code == CODE for one in reading.problem_counts):
        return reading
    found = _right_one(publisher, opened, file_name)
    problems = [_named(one, found) if one.code == CODE and found else one for one in reading.problems]
    return replace(reading, problems=tuple(problems))


def _named(found: Problem, right: tuple[str, str]) -> Problem:
    advice, name = right
    return replace(found, details={**found.details, "advice": advice, "expected": name})


def _right_one(publisher: Publisher, opened: Opened, file_name: str) -> tuple[str, str] | None:
    """Return where the data are - a sheet, a member of the archive, another file - and how that is called."""
    others = [one for one in opened.sheets if one != opened.sheet and not one.casefold().startswith("metadata")]
    if opened.sheet and len(others) == 1:
        return "sheet", others[0]
    name = data_file_of(opened.member or file_name, publisher)
    inside = _member(name, opened.members, opened.member, publisher)
    if inside:
        return "member", inside
    return ("named", name) if name else None


def _member(name: str, members: Sequence[str], taken: str, publisher: Publisher) -> str:
    """Return the member of an archive that holds the data: the one so called, else the only one that may."""
    called = [one for one in members if _last(one).casefold() == name.casefold()]
    others = [one for one in members if one != taken and not data_file_of(one, publisher)]
    found = called or others
    return found[0] if len(found) == 1 else ""


def data_file_of(name: str, publisher: Publisher) -> str:
    """Return how the file with the data is called that a file lies beside, an empty text where its name does not say.

    `Metadata_Country_API_IT.NET.USER.ZS_DS2_en_csv_v2_33086 (1).csv` lies beside
    `API_IT.NET.USER.ZS_DS2_en_csv_v2_33086.csv`.
    """
    stem = COPY.sub("", _last(name).rpartition(".")[0])
    for one in publisher.beside:
        match = re.fullmatch(one.name, stem, re.IGNORECASE)
        if match:
            return f"{match.expand(one.data)}.csv"
    return ""


def _last(name: str) -> str:
    return re.split(r"[/\\]", name)[-1].strip()


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
