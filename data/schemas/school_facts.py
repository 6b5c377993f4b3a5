"""What a census of schools is checked against: limits, closed lists, and the names that senders give our columns."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from data.schemas.thresholds import Threshold


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
