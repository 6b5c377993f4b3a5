"""What a school is in a census: where it lies, whether it is connected, how, and how many students it has."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from data.schemas.fields import is_missing, period_start, read_number, read_text, read_yes_no
from data.schemas.rules import rules_of
from data.schemas.thresholds import Threshold

UNKNOWN = "unknown"
YES_WORDS = frozenset({"yes", "y", "true", "1", "1.0", "connected", "online"})
NO_WORDS = frozenset({"no", "n", "false", "0", "0.0", "not connected", "unconnected", "offline"})
UNKNOWN_WORDS = frozenset(
    {"unknown", "not known", "unk", "?", "n.a.", "n.a", "no data", "not available", "don't know", "do not know"}
)
YesNoUnknown = Literal["yes", "no", "unknown"]
MOST_OF_AN_ID = 100
MOST_OF_A_TEXT = 300
MOST_DEGREES = {"latitude": 90, "longitude": 180}
MOST_NUMBER = 1_000_000
"""No school has more students, and none a faster line in Mbit/s: above it a figure is a slip of the pen."""
MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(:00(\.0+)?)?")


def read_answer(value: object) -> object:
    """Return `yes`, `no` or `unknown` for a cell; an empty cell is unknown, never "no"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if is_missing(value):
        return UNKNOWN
    word = str(value).strip().lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if word in YES_WORDS:
        return "yes"
    if word in NO_WORDS:
        return "no"
    return UNKNOWN if word in UNKNOWN_WORDS else value


def read_optional_text(value: object) -> object:
    """Return the text without the spaces around it, an empty one where the cell says that there is none."""
    return "" if is_missing(value) else read_text(value)


def read_day(value: object) -> object:
    """Return a date without the midnight that spreadsheets write behind it, an empty text where there is none."""
    read = read_optional_text(value)
    match = MIDNIGHT.fullmatch(read) if isinstance(read, str) else None
    return match[1] if match else read


Text = Annotated[str, BeforeValidator(read_optional_text), Field(max_length=MOST_OF_A_TEXT)]
Answer = Annotated[YesNoUnknown, BeforeValidator(read_answer)]
Number = Annotated[float | None, BeforeValidator(read_number)]


class School(BaseModel):
    """One school of a census, identified by its country and its id.

    `latitude` and `longitude` are degrees (WGS 84), `speed_mbps` the download speed in Mbit/s, `students` a number of
    persons; None is missing, never 0. `connectivity` and `electricity` are unknown unless the file says yes or no.
    `checked_on` is the day, month or year in which that was found. `example` marks invented data.
    Validated against `Rules` as context: an unknown area or a group is refused. What is merely unlikely is said by
    the reader in a remark and refuses nothing. No check of a field looks at another one: the reader relies on that
    when it asks about each distinct cell of a column once.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    school_id: Annotated[str, BeforeValidator(read_optional_text), Field(min_length=1, max_length=MOST_OF_AN_ID)]
    ref_area: Annotated[str, BeforeValidator(read_text)]
    school_name: Text = ""
    admin1: Text = ""
    admin2: Text = ""
    latitude: Number = None
    longitude: Number = None
    education_level: Text = ""
    connectivity: Answer = "unknown"
    connection_type: Text = ""
    speed_mbps: Number = None
    students: Number = None
    electricity: Answer = "unknown"
    network_coverage: Text = ""
    checked_on: Annotated[str, BeforeValidator(read_day), Field(max_length=MOST_OF_A_TEXT)] = ""
    source: Text = ""
    example: Annotated[bool, BeforeValidator(read_yes_no)] = False

    @field_validator("ref_area")
    @classmethod
    def _area_is_a_country(cls, value: str, info: ValidationInfo) -> str:
        rules, code = rules_of(info), value.upper()
        if not code:
            raise PydanticCustomError("country-missing", "no country")
        if rules and code in rules.areas and code not in rules.countries:
            raise PydanticCustomError("area-not-a-country", "a group", {"name": rules.areas[code]})
        if rules and code not in rules.countries:
            raise PydanticCustomError("unknown-area", "unknown area")
        return code

    @field_validator("latitude", "longitude")
    @classmethod
    def _place_is_on_earth(cls, value: float | None, info: ValidationInfo) -> float | None:
        most = MOST_DEGREES[str(info.field_name)]
        if value is not None and abs(value) > most:
            raise PydanticCustomError("coordinate-not-on-earth", "not on earth", {"most": most})
        return value

    @field_validator("speed_mbps", "students")
    @classmethod
    def _number_is_possible(cls, value: float | None) -> float | None:
        if value is not None and value < 0:
            raise PydanticCustomError("number-negative", "negative")
        if value is not None and value > MOST_NUMBER:
            raise PydanticCustomError("number-too-large", "too large", {"advice": "school", "most": MOST_NUMBER})
        return value

    @field_validator("students")
    @classmethod
    def _students_are_whole(cls, value: float | None) -> float | None:
        if value is not None and not value.is_integer():
            raise PydanticCustomError("number-not-whole", "not a whole number")
        return value

    @field_validator("checked_on")
    @classmethod
    def _checked_is_a_past_day(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            return value
        try:
            start = period_start(value)
        except PydanticCustomError:
            raise PydanticCustomError("date-not-valid", "not a date") from None
        rules = rules_of(info)
        if rules and start.year < rules.earliest_year:
            raise PydanticCustomError("time-period-too-early", "too early", {"earliest": rules.earliest_year})
        if rules and start > rules.today:
            details = {"advice": "checked", "today": rules.today.isoformat()}
            raise PydanticCustomError("date-in-the-future", "in the future", details)
        return value


SCHOOL_COLUMNS = tuple(School.model_fields)
SCHOOL_KEY = ("ref_area", "school_id")


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SchoolLimits(_Fact):
    """The numbers beyond which a school is unusual, never refused: Mbit/s, persons, a year, digits, degrees."""

    speed_low_mbps: Threshold[float]
    speed_high_mbps: Threshold[float]
    students_high: Threshold[int]
    checked_earliest: Threshold[int]
    coordinate_decimals: Threshold[int]
    outside_country_degrees: Threshold[float]


class ClosedList(_Fact):
    """The words of a column that a publisher knows; `also` are other spellings of them, in small letters."""

    values: tuple[str, ...] = Field(min_length=1)
    also: Mapping[str, str] = {}
    source: str = Field(min_length=1)
    reason: str = Field(min_length=1)


class SchoolLists(_Fact):
    """The closed lists by column of ours."""

    education_level: ClosedList
    connection_type: ClosedList


class SchoolChecks(_Fact):
    """The limits and lists of `school_checks.toml`."""

    limits: SchoolLimits
    lists: SchoolLists


class TellingNames(_Fact):
    """The names of an id that only a school has, and of a column that says whether each is connected."""

    ids: frozenset[str]
    answers: frozenset[str]


class FormHeader(_Fact):
    """The names by which the form of a publisher is known."""

    header: frozenset[str]
    source: str = Field(min_length=1)


class PersonalNames(_Fact):
    """The names of columns about persons: words that stand in a name side by side, and whole names."""

    words: tuple[str, ...]
    whole_names: frozenset[str]
    reason: str = Field(min_length=1)


class SchoolNames(_Fact):
    """The names of `school_columns.toml`, in small letters with underscores."""

    columns: Mapping[str, tuple[str, ...]]
    telling: TellingNames
    forms: Mapping[str, FormHeader]
    personal: PersonalNames


class SchoolLines(BaseModel):
    """The numbers of `school_lines.toml`; a name says its unit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    good_mbps: Threshold[float]
    target_mbps: Threshold[float]
    kbps_a_student: Threshold[float]
    namesake_metres: Threshold[float]
    outside_border_km: Threshold[float]
    most_points: Threshold[int]
    network_coverage: tuple[str, ...] = Field(min_length=1)
