"""What an indicator is: its unit, direction, allowed range, meaning of zero, weight and publishers' codes."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

IndicatorCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Direction = Literal["up", "down", "parity"]


class Derivation(BaseModel):
    """How an indicator follows from others where no publisher states it: their sum, or a ratio of two."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: Literal["sum", "ratio", "ratio_of_sexes"]
    of: tuple[IndicatorCode, ...]
    times: float = 1.0
    reason: str

    @model_validator(mode="after")
    def _has_the_right_number_of_parts(self) -> Self:
        wanted = {"sum": len(self.of) >= 2, "ratio": len(self.of) == 2, "ratio_of_sexes": len(self.of) == 1}
        if not wanted[self.rule]:
            message = f"rule {self.rule} does not fit {len(self.of)} indicators"
            raise ValueError(message)
        return self


class PublisherCode(BaseModel):
    """The name under which a publisher serves an indicator, and what its file means by it.

    `unit_measure` is the unit of the publisher's numbers, whatever the file says; divided by `divide_by` they are in
    the unit of the indicator. `name` is what the publisher calls the series, `source` what stands on its rows here.
    `ages_are_limits` says that an age beside a value is whom the survey asked, not a part of the people.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    unit_measure: str
    divide_by: int = 1
    name: str = ""
    source: str = ""
    ages_are_limits: bool = False
    note: str = ""


class Indicator(BaseModel):
    """An indicator, with everything that decides how its values are read, judged, weighed and written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: IndicatorCode
    name: str
    short_name: str
    dataset: str
    unit_measure: str
    direction: Direction
    minimum: float | None = None
    maximum: float | None = None
    above_maximum: Literal["blocks", "warns"] = "blocks"
    zero_means: Literal["value", "missing"] = "value"
    frequency: Literal["annual", "dated"] = "annual"
    weight: Literal["population", "households", "economies", "parts", "none"]
    aggregate: Literal["weighted_mean", "median", "sum", "ratio_of_sums", "count", "none"]
    people: bool = False
    derived: Derivation | None = None
    codes: Mapping[str, tuple[PublisherCode, ...]] = {}
    source: str
    reason: str
