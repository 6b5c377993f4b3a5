"""What cannot be compared although it has one name: figures across a redefinition, medians from year to year."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


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
