"""What somebody says of an indicator of their own: the fewest facts that make an indicator like the built-in ones."""

import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from data.schemas.fields import read_number, read_text
from data.schemas.indicator import Direction, Indicator
from data.schemas.rules import rules_of

NATIONAL = "national"
"""The dataset that the figures of all such indicators belong to."""
CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")
UNIT = re.compile(r"[A-Z][A-Z0-9_]{0,19}")
PER_CENT = "PT"
SHARES = frozenset({"PT", "PT_POP", "PT_HH"})
"""Units of parts of a whole: such a figure lies between 0 and 100, and is projected as one that does."""
OF_PEOPLE = "PT_POP"
WEIGHTS: dict[str, Literal["population", "economies", "none"]] = {
    "weighted_mean": "population",
    "sum": "population",
    "median": "economies",
    "none": "none",
}
"""What each aggregate weighs countries by, or counts its coverage in."""

Text = Annotated[str, BeforeValidator(read_text), Field(max_length=120)]
Number = Annotated[float | None, BeforeValidator(read_number)]


class OwnIndicator(BaseModel):
    """A row of the dataset `indicators`: an indicator that is none of the built-in ones.

    An empty `short_name` stands for the name, an empty `aggregate` for the weighted mean of a share of the population
    and for none otherwise, and a share without a range lies between 0 and 100. `unit_words` is needed for a unit that
    no other indicator has. Validated against `Rules` as context: the code of a built-in indicator is refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: Text
    name: Annotated[Text, Field(min_length=1)]
    short_name: Annotated[Text, Field(max_length=60)] = ""
    unit_measure: Text
    unit_words: Annotated[Text, Field(max_length=40, validate_default=True)] = ""
    direction: Annotated[Direction, BeforeValidator(read_text)]
    minimum: Number = None
    maximum: Number = None
    zero_means: Annotated[Literal["value", "missing"], BeforeValidator(read_text)] = "value"
    frequency: Annotated[Literal["annual", "dated"], BeforeValidator(read_text)] = "annual"
    aggregate: Annotated[Literal["", "weighted_mean", "median", "sum", "none"], BeforeValidator(read_text)] = ""
    source: Annotated[Text, Field(max_length=1000)] = ""

    @field_validator("indicator")
    @classmethod
    def _code_is_new(cls, value: str, info: ValidationInfo) -> str:
        rules, code = rules_of(info), value.lower()
        if not CODE.fullmatch(code):
            raise PydanticCustomError("own-code-not-valid", "not a code")
        if rules and code in rules.indicators and code not in rules.own:
            raise PydanticCustomError("indicator-built-in", "built in", {"name": rules.indicators[code].name})
        return code

    @field_validator("unit_measure")
    @classmethod
    def _unit_is_a_code(cls, value: str, info: ValidationInfo) -> str:
        rules, code = rules_of(info), value.upper()
        if not UNIT.fullmatch(code):
            raise PydanticCustomError("unit-not-valid", "not a unit")
        if rules and code.startswith(PER_CENT) and code not in rules.units:
            raise PydanticCustomError("unit-not-valid", "no per cent of ours", {"advice": "per_cent"})
        return code

    @field_validator("unit_words")
    @classmethod
    def _new_unit_has_words(cls, value: str, info: ValidationInfo) -> str:
        rules, unit = rules_of(info), info.data.get("unit_measure", "")
        if rules and unit and not value and unit not in rules.units:
            raise PydanticCustomError("unit-words-missing", "a unit without words", {"expected": unit})
        return value

    @model_validator(mode="after")
    def _range_is_one(self) -> Self:
        low, high = self.limits
        if low is not None and high is not None and low >= high:
            raise PydanticCustomError("range-upside-down", "no range", {"low": low, "high": high})
        if self.unit_measure in SHARES and ((low or 0.0) < 0 or (high or 0.0) > 100):
            raise PydanticCustomError("range-not-of-unit", "no part of a whole")
        return self

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """Return the smallest and the largest value, in the unit of the indicator."""
        share = self.unit_measure in SHARES
        low = 0.0 if share and self.minimum is None else self.minimum
        return low, 100.0 if share and self.maximum is None else self.maximum

    def as_indicator(self) -> Indicator:
        """Return it as an indicator like any other, with the defaults of what was left open."""
        low, high = self.limits
        usual = "weighted_mean" if self.unit_measure == OF_PEOPLE else "none"
        return Indicator.model_validate(
            {
                "indicator": self.indicator,
                "name": self.name,
                "short_name": self.short_name or self.name,
                "dataset": NATIONAL,
                "unit_measure": self.unit_measure,
                "direction": self.direction,
                "minimum": low,
                "maximum": high,
                "zero_means": self.zero_means,
                "frequency": self.frequency,
                "weight": WEIGHTS[self.aggregate or usual],
                "aggregate": self.aggregate or usual,
                "people": self.unit_measure == OF_PEOPLE,
                "source": self.source,
                "reason": "",
            }
        )


OWN_COLUMNS = tuple(OwnIndicator.model_fields)
