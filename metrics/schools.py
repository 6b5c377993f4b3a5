"""Schools: how many are connected, what leaves the share open, the pace to connect all, and what a speed counts as."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Self

from metrics.series import date_moment

Answer = Literal["yes", "unknown", "no"]
YES: Final = "yes"
NO: Final = "no"
UNKNOWN: Final = "unknown"
ANSWERS: tuple[Answer, ...] = (YES, UNKNOWN, NO)
"""The order in which they are drawn: what is known to be connected, what may be, what is known not to be."""
SpeedBand = Literal["not_measured", "none", "moderate", "good", "target"]
BANDS: tuple[SpeedBand, ...] = ("not_measured", "none", "moderate", "good", "target")
"""The bands of speed, from what nobody measured to what meets the line of the 2030 target."""
KBIT = 1000.0
MOST_EXACT = 2.0**53
"""Up to here a sum of whole numbers is exact."""


@dataclass(frozen=True, slots=True)
class Connectivity:
    """How many schools are connected, how many are not, and of how many nobody knows; unknown is never "no"."""

    yes: int = 0
    no: int = 0
    unknown: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(self.yes + other.yes, self.no + other.no, self.unknown + other.unknown)

    @property
    def total(self) -> int:
        """Return the number of schools."""
        return self.yes + self.no + self.unknown

    @property
    def share_low(self) -> float | None:
        """Return the share known to be connected (0 to 1), None where there is no school."""
        return self.yes / self.total if self.total else None

    @property
    def share_high(self) -> float | None:
        """Return the share connected if every unknown school were (0 to 1), None where there is no school."""
        return (self.yes + self.unknown) / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Students:
    """How many students the schools with a number have together; `of` counts all the schools asked about."""

    known: float = 0.0
    schools: int = 0
    of: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(self.known + other.known, self.schools + other.schools, self.of + other.of)

    @property
    def coverage(self) -> float | None:
        """Return the share of the schools whose students are known (0 to 1), None where there is no school."""
        return self.schools / self.of if self.of else None

    @property
    def number(self) -> int | None:
        """Return the sum as a whole number, 0 without a school.

        None where no school states a number, or where the sum is too large to be exact: nothing is made of it.
        """
        if not self.of:
            return 0
        return int(self.known) if self.schools and self.known <= MOST_EXACT else None


@dataclass(frozen=True, slots=True)
class CountrySchools:
    """The schools of a country or of several together: their connectivity, their students, and the newest check.

    `checked_on` is the newest date on which a school was checked, as it is written; empty where no date is known.
    """

    connectivity: Connectivity = Connectivity()
    students: Students = Students()
    checked_on: str = ""

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.connectivity + other.connectivity,
            self.students + other.students,
            max(self.checked_on, other.checked_on),
        )


@dataclass(frozen=True, slots=True)
class SpeedLines:
    """The lines that speeds are judged by, in Mbit/s, and the kbit/s that each student needs."""

    good_mbps: float
    target_mbps: float
    kbps_a_student: float


@dataclass(frozen=True, slots=True)
class YearlyNeed:
    """How many schools a year must be connected to reach all in time, `years` from now.

    `low` counts the schools known not to be connected alone, `high` those of which nobody knows as well.
    """

    low: float
    high: float
    years: float


def add_schools(parts: Iterable[CountrySchools]) -> CountrySchools:
    """Return the schools of several countries together."""
    return sum(parts, start=CountrySchools())


def speed_band(speed_mbps: float | None, lines: SpeedLines) -> SpeedBand:
    """Return what a download speed counts as; unknown is not measured, never none.

    Giga calls 5 Mbit/s and more good, more than 0 and less than 5 moderate; a measured 0 is none. `target` is good
    as well: it meets the line of the 2030 target.
    """
    if speed_mbps is None:
        return "not_measured"
    if speed_mbps <= 0:
        return "none"
    if speed_mbps < lines.good_mbps:
        return "moderate"
    return "target" if speed_mbps >= lines.target_mbps else "good"


def schools_a_year(schools: Connectivity, today: date, target_year: int) -> YearlyNeed | None:
    """Return the schools to connect a year so that all are by 31 December of the target year, None once it has passed.

    The figures are dated, so the time left counts in days: schools left / (31 December - today).
    """
    years = date_moment(date(target_year, 12, 31)) - date_moment(today)
    if years <= 0:
        return None
    return YearlyNeed(schools.no / years, (schools.no + schools.unknown) / years, years)


def schools_record(schools: CountrySchools) -> dict[str, int | float | None]:
    """Return the schools of an area as a flat record.

    `share_low` and `share_high` are shares from 0 to 1: known to be connected, and that with all unknown ones; None
    without a school. `students` is the sum over all schools whose number is known, whatever their connectivity; None
    where none of them states one, 0 without a school.
    """
    found = schools.connectivity
    return {
        "total": found.total,
        "connected": found.yes,
        "not_connected": found.no,
        "unknown": found.unknown,
        "share_low": found.share_low,
        "share_high": found.share_high,
        "students": schools.students.number,
    }
