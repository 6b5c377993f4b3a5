"""Frameworks: the agreements that targets belong to, each with its version."""

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


class Framework(BaseModel):
    """An agreement with targets; where one states no baseline, a year from `baseline_from` on may be it.

    `begins` is the first year of its plan: a figure from before is no proof that a target was met.
    `baselines_known` says of targets whose stated baseline is the value of a later edition in which month that was
    released: who looks back to a day before it does not see the baseline.
    `sdg_targets` and `wsis_action_lines` are what it names for itself as a whole, not for a single target.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    framework: str = Field(min_length=1, max_length=60)
    name: str = Field(min_length=1)
    years: str = Field(min_length=1)
    about: str = Field(min_length=1)
    begins: int = Field(ge=1950, le=2100)
    baseline_from: int = Field(ge=1950, le=2100)
    baselines_known: dict[str, Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$")]] = {}
    order: int = Field(ge=1)
    sdg_targets: tuple[SdgTarget, ...] = ()
    wsis_action_lines: tuple[str, ...] = ()
    links_source: str = ""
    source: str = Field(min_length=1)
    reason: str = Field(min_length=1)
