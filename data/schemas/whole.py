"""The whole that a publisher's count is a part of, where the publisher states it beside the count."""

from pydantic import BaseModel, ConfigDict, Field


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
