"""What an observation is: one value of one indicator, for an area and a period, perhaps for a part of the people."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from data.schemas.fields import MONTH, is_missing, period_start, read_number, read_text
from data.schemas.indicator import Indicator
from data.schemas.rules import Rules, indicator_of, rules_of

TOTAL = "_T"
AGE = re.compile(r"_T|Y[0-9]{1,3}(T[0-9]{1,3})?|Y_(GE|LT|LE|GT)[0-9]{1,3}")
FORECAST = "F"
SEEN = "seen in source"
EVIDENCE = ("second hand", "proxy", "own count")
"""The words of certainty that make a figure evidence: it is shown with its source and decides nothing."""
CERTAINTIES = ("", SEEN, *EVIDENCE)
STATUSES = ("", "A", "E", "F", "P", "B", "M")
KEY = ("indicator", "ref_area", "time_period", "sex", "age", "urbanisation", "breakdown", "edition")
SERIES_KEY = tuple(name for name in KEY if name != "time_period")
COLUMNS = (
    "indicator",
    "ref_area",
    "time_period",
    "sex",
    "age",
    "urbanisation",
    "breakdown",
    "obs_value",
    "unit_measure",
    "obs_status",
    "qualifier",
    "source",
    "edition",
    "released",
    "certainty",
)

Text = Annotated[str, BeforeValidator(read_text), Field(max_length=500)]


def read_code(value: object) -> object:
    """Return a code in capitals without the spaces around it, `_T` (the total) for an empty cell."""
    return TOTAL if is_missing(value) else str(value).strip().upper()


def read_word(value: object) -> object:
    """Return a word of a closed list without the spaces around it, in small letters."""
    text = read_text(value)
    return text.lower() if isinstance(text, str) else text


class Observation(BaseModel):
    """One observation, in the column names of SDMX.

    `obs_value` is in `unit_measure`; None is missing, never 0. `time_period` is the year observed (or the date of
    a dated figure), never the year of publication. `edition` is the publisher's, `released` the month it came out.
    `certainty` says whether the figure was seen in its source; one of the words of `EVIDENCE` keeps it from deciding.
    Validated against `Rules` as context: unknown codes, values outside the range and future years are refused.
    Each check belongs to one field, so that all problems of a row are found at once and each names its column;
    what a check needs of other fields stands before it (`indicator` before all, `obs_status` before `time_period`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: Text
    ref_area: Text
    obs_status: Annotated[Literal["", "A", "E", "F", "P", "B", "M"], BeforeValidator(read_text)] = ""
    time_period: Text
    sex: Annotated[Literal["_T", "F", "M"], BeforeValidator(read_code)] = "_T"
    age: Annotated[str, BeforeValidator(read_code), Field(max_length=20)] = TOTAL
    urbanisation: Annotated[Literal["_T", "U", "R"], BeforeValidator(read_code)] = "_T"
    breakdown: Text = TOTAL
    obs_value: Annotated[float | None, BeforeValidator(read_number)]
    unit_measure: Text = ""
    qualifier: Text = ""
    source: Text = ""
    edition: Text = ""
    released: Text = ""
    certainty: Annotated[Literal["", SEEN, *EVIDENCE], BeforeValidator(read_word)] = ""  # type: ignore[valid-type] # a star of codes

    @field_validator("indicator")
    @classmethod
    def _indicator_is_known(cls, value: str, info: ValidationInfo) -> str:
        rules = rules_of(info)
        if not value or (rules and value.lower() not in rules.indicators):
            raise PydanticCustomError("unknown-indicator", "unknown indicator")
        return value.lower()

    @field_validator("ref_area")
    @classmethod
    def _area_is_known(cls, value: str, info: ValidationInfo) -> str:
        rules = rules_of(info)
        if not value or (rules and value.upper() not in rules.areas):
            raise PydanticCustomError("unknown-area", "unknown area")
        return value.upper()

    @field_validator("time_period")
    @classmethod
    def _period_is_a_day_of_the_calendar(cls, value: str, info: ValidationInfo) -> str:
        start = period_start(value)
        rules = rules_of(info)
        if rules and start.year < rules.earliest_year:
            raise PydanticCustomError("time-period-too-early", "too early", {"earliest": rules.earliest_year})
        return value

    @field_validator("age")
    @classmethod
    def _age_is_a_code(cls, value: str) -> str:
        if not AGE.fullmatch(value):
            raise PydanticCustomError("age-not-in-list", "not an age code")
        return value

    @field_validator("obs_status", mode="before")
    @classmethod
    def _status_in_capitals(cls, value: object) -> object:
        return value.strip().upper() if isinstance(value, str) else value

    @field_validator("breakdown")
    @classmethod
    def _no_breakdown_is_the_total(cls, value: str) -> str:
        return value or TOTAL

    @field_validator("released")
    @classmethod
    def _released_is_a_month(cls, value: str) -> str:
        if value and not MONTH.fullmatch(value):
            raise PydanticCustomError("released-not-a-month", "not a month")
        return value

    @field_validator("time_period")
    @classmethod
    def _period_fits(cls, value: str, info: ValidationInfo) -> str:
        rules = rules_of(info)
        if rules:
            status = info.data.get("obs_status", FORECAST)
            check_period(value, status, indicator_of(info), rules)
        return value

    @field_validator("obs_value")
    @classmethod
    def _value_is_in_range(cls, value: float | None, info: ValidationInfo) -> float | None:
        indicator = indicator_of(info)
        if indicator:
            check_value(value, indicator)
        return value

    @field_validator("unit_measure")
    @classmethod
    def _unit_is_the_indicators(cls, value: str, info: ValidationInfo) -> str:
        indicator = indicator_of(info)
        if indicator:
            check_unit(value, indicator)
        return value

    @property
    def key(self) -> tuple[str, ...]:
        """Return what identifies the observation within its dataset."""
        return tuple(getattr(self, name) for name in KEY)


def check_period(period: str, obs_status: str, indicator: Indicator | None, rules: Rules) -> None:
    """Refuse a period that its indicator (where it is known) cannot have, or a future one that is no forecast.

    Raises:
        PydanticCustomError: `time-period-not-a-year` or `time-period-in-the-future`.
    """
    if indicator and indicator.frequency == "annual" and len(period) != len("2024"):
        raise PydanticCustomError("time-period-not-a-year", "a year is expected")
    if period_start(period) > rules.today and obs_status != FORECAST:
        raise PydanticCustomError("time-period-in-the-future", "in the future", {"today": rules.today.isoformat()})


def check_unit(unit_measure: str, indicator: Indicator) -> None:
    """Refuse a unit other than the indicator's own; an empty one stands for it.

    Raises:
        PydanticCustomError: `unit-not-of-indicator`.
    """
    if unit_measure and unit_measure.upper() != indicator.unit_measure:
        raise PydanticCustomError("unit-not-of-indicator", "another unit", {"expected": indicator.unit_measure})


def check_value(value: float | None, indicator: Indicator) -> None:
    """Refuse a value outside the range of its indicator; a maximum that only warns refuses nothing.

    Raises:
        PydanticCustomError: `obs-value-out-of-range`.
    """
    if value is None:
        return
    low, high = indicator.minimum, indicator.maximum
    too_high = high is not None and value > high and indicator.above_maximum == "blocks"
    if too_high or (low is not None and value < low):
        details = {"low": "" if low is None else low, "high": "" if high is None else high}
        raise PydanticCustomError("obs-value-out-of-range", "outside the range", details)
