"""What an indicator is: its unit, direction, allowed range, meaning of zero, weight and publishers' codes."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

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


class Comparability(BaseModel):
    """One limit to comparing the values of an indicator.

    `redefined`: from the year `since` on it is measured in another way, so that no value from before is a baseline
    for one from after, nor the reverse. `no_trend`: the values of an `edition`, for `areas` (all, or groups alone), are
    not to be compared from year to year, so that they have no pace and no projection. `steps`: it grows by steps, so
    that a large one is no sign of a break.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: str = Field(min_length=1)
    kind: Literal["redefined", "no_trend", "steps"]
    since: int | None = Field(default=None, ge=1950, le=2100)
    areas: Literal["", "all", "groups"] = ""
    edition: str = ""
    reason: str = Field(min_length=1)
    source: str = Field(min_length=1)

    @field_validator("since", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        needed = {"redefined": self.since is not None, "no_trend": bool(self.areas and self.edition), "steps": True}
        complete = needed[self.kind]
        if not complete:
            message = "redefined needs its year, no_trend its areas and its edition"
            raise ValueError(message)
        return self


class Whole(BaseModel):
    """Of how many a publisher counted: 130 of 205 economies. It belongs to one figure of one edition."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: str = Field(min_length=1)
    ref_area: str = Field(min_length=1)
    time_period: str = Field(min_length=4)
    edition: str = Field(min_length=1)
    whole: int = Field(gt=0)
    source: str = Field(min_length=1)
    reason: str = Field(min_length=1)
