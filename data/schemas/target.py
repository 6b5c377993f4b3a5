"""What a target is: the figure to reach, by when, for which area, and how it is measured."""

import re
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from data.schemas.fields import read_number, read_text, read_yes_no
from data.schemas.indicator import Indicator
from data.schemas.observation import check_unit
from data.schemas.rules import indicator_of, rules_of

Kind = Literal[
    "level",
    "ceiling",
    "relative",
    "gap_relative",
    "country_count",
    "country_share",
    "parity",
    "sum",
    "qualitative",
]
Text = Annotated[str, BeforeValidator(read_text), Field(max_length=1000)]
Number = Annotated[float | None, BeforeValidator(read_number)]
YesNo = Annotated[bool, BeforeValidator(read_yes_no)]

EACH_COUNTRY = "aggregate and each country"
PER_CENT = "PT"
COUNT = "COUNT"
IN_THE_INDICATORS_RANGE = ("level", "ceiling", "parity")


class Target(BaseModel):
    """One target of a framework, as the framework words it, with what is needed to judge it.

    `target_value` is in `unit_measure`, except for the kinds `relative` and `gap_relative`, where it is the change
    from the baseline in per cent. `met_at` is the level that the owner of the target counts as met.
    `baseline_year` is a year, or a date for figures that are dated. Where a country share has a `denominator`, its
    observations are counts; without one they are shares already.
    Validated against `Rules` as context: unknown codes, another unit than the indicator's, levels outside its range
    and a share of a count without its denominator are refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    target_id: Annotated[Text, Field(min_length=1, max_length=60)]
    framework: Annotated[Text, Field(min_length=1, max_length=60)]
    goal: Text = ""
    number: Text = ""
    wording: Annotated[Text, Field(min_length=1)]
    indicator: Text
    unit_measure: Text = ""
    ref_area: Text
    applies_to: Annotated[Literal["aggregate", "aggregate and each country"], BeforeValidator(read_text)] = "aggregate"
    kind: Annotated[Kind, BeforeValidator(read_text)]
    direction: Annotated[Literal["up", "down", "parity"], BeforeValidator(read_text)]
    baseline_year: Text = ""
    baseline_value: Number = None
    target_value: Number = None
    target_upper: Number = None
    met_at: Number = None
    strict: YesNo = False
    target_year: int
    denominator: Annotated[Number, Field(validate_default=True)] = None
    how_measured: Text = ""
    wording_verified: YesNo = False
    value_verified: YesNo = False
    source: Text = ""
    note: Text = ""

    @field_validator("indicator")
    @classmethod
    def _indicator_is_known(cls, value: str, info: ValidationInfo) -> str:
        rules = rules_of(info)
        if rules and value.lower() not in rules.indicators:
            raise PydanticCustomError("unknown-indicator", "unknown indicator")
        return value.lower()

    @field_validator("ref_area")
    @classmethod
    def _area_is_known(cls, value: str, info: ValidationInfo) -> str:
        rules = rules_of(info)
        if rules and value.upper() not in rules.areas:
            raise PydanticCustomError("unknown-area", "unknown area")
        return value.upper()

    @field_validator("target_year", mode="before")
    @classmethod
    def _target_year_has_four_digits(cls, value: object) -> int:
        if not re.fullmatch(r"(19|20)[0-9]{2}|2100", str(value).strip()):
            raise PydanticCustomError("target-year-not-a-year", "not a year")
        return int(str(value))

    @field_validator("baseline_year")
    @classmethod
    def _baseline_year_is_a_year_or_a_date(cls, value: str) -> str:
        if value and not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", value):
            raise PydanticCustomError("baseline-year-not-a-year", "not a year")
        return value

    @field_validator("unit_measure")
    @classmethod
    def _unit_in_capitals(cls, value: str) -> str:
        return value.upper()

    @field_validator("target_value", "target_upper", "met_at")
    @classmethod
    def _level_is_in_range(cls, value: float | None, info: ValidationInfo) -> float | None:
        indicator = indicator_of(info)
        if indicator and value is not None and info.data.get("kind") in IN_THE_INDICATORS_RANGE:
            check_level(value, indicator)
        return value

    @field_validator("denominator")
    @classmethod
    def _count_has_a_denominator(cls, value: float | None, info: ValidationInfo) -> float | None:
        if rules_of(info):
            check_denominator(value, info.data.get("kind", ""), indicator_of(info))
        return value

    @model_validator(mode="after")
    def _figures_fit_the_kind(self) -> Self:
        if self.kind != "qualitative" and self.target_value is None:
            raise PydanticCustomError("target-value-missing", "a number is needed")
        if self.kind == "parity" and (self.target_upper is None or self.target_upper < (self.target_value or 0)):
            raise PydanticCustomError("target-upper-missing", "a band is needed")
        if (self.kind == "parity") != (self.direction == "parity") and self.kind != "qualitative":
            raise PydanticCustomError("direction-not-of-kind", "direction and kind differ")
        if self.kind == "ceiling" and self.direction != "down":
            raise PydanticCustomError("direction-not-of-kind", "direction and kind differ")
        return self

    @model_validator(mode="after")
    def _unit_is_the_indicators(self, info: ValidationInfo) -> Self:
        rules = rules_of(info)
        if rules and not (self.kind == "country_share" and self.unit_measure == PER_CENT):
            check_unit(self.unit_measure, rules.indicators[self.indicator])
        return self

    @property
    def for_each_country(self) -> bool:
        """Return whether the target is judged for every country too, and not for its own area alone."""
        return self.applies_to == EACH_COUNTRY

    @property
    def to_be_checked(self) -> bool:
        """Return whether the wording or the value still has to be checked against a source."""
        return not (self.wording_verified and self.value_verified)


def check_level(level: float, indicator: Indicator) -> None:
    """Refuse a level to reach outside the range of its indicator; a maximum that only warns refuses nothing.

    Raises:
        PydanticCustomError: `target-value-out-of-range`.
    """
    low = indicator.minimum
    high = indicator.maximum if indicator.above_maximum == "blocks" else None
    if (low is not None and level < low) or (high is not None and level > high):
        details = {"low": "" if low is None else low, "high": "" if high is None else high}
        raise PydanticCustomError("target-value-out-of-range", "outside the range", details)


def check_denominator(denominator: float | None, kind: str, indicator: Indicator | None) -> None:
    """Refuse a denominator that is not above 0, and a share of countries without one where its indicator counts.

    Raises:
        PydanticCustomError: `denominator-missing`.
    """
    if denominator is not None and denominator <= 0:
        raise PydanticCustomError("denominator-missing", "not above 0", {"advice": "too_low"})
    counts = indicator is not None and indicator.unit_measure == COUNT
    if denominator is None and kind == "country_share" and counts:
        raise PydanticCustomError("denominator-missing", "a denominator is needed")
