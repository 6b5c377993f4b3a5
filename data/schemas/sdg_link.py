"""Which target of the Sustainable Development Goals a target of ours serves, and what says so."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SdgTarget = Annotated[str, StringConstraints(pattern=r"^(1[0-7]|[1-9])(\.([1-9][0-9]?|[a-d]))?$")]
"""A target (17.8, 9.c) of the Sustainable Development Goals, or a goal as a whole (17)."""


class SdgLink(BaseModel):
    """A link by indicator: the indicator of the SDG target is the `same` as ours or the `nearest`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    target_id: str = Field(min_length=1, max_length=60)
    sdg_target: SdgTarget
    basis: Literal["same", "nearest"]
    note: str = Field(min_length=1)
    source: str = Field(min_length=1)

    @property
    def place(self) -> tuple[int, int, str]:
        """Return what sorts SDG targets as the United Nations number them: 4.4, 9.c, 17.6, 17.8."""
        goal, _, number = self.sdg_target.partition(".")
        return (int(goal), int(number), "") if number.isdigit() else (int(goal), 100, number)
