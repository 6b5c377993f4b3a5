"""When a figure is called a jump against the history of its series."""

from pydantic import BaseModel, ConfigDict, Field


class JumpNumber(BaseModel):
    """One number of the rule, with the reason for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: float = Field(gt=0)
    reason: str = Field(min_length=1)


class JumpRule(BaseModel):
    """The rule: `times` the median yearly change, at least `points` or that `share`, after so many `changes`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    times: JumpNumber
    points: JumpNumber
    share: JumpNumber
    changes: JumpNumber
