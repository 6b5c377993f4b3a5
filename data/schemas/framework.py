"""Frameworks: the agreements that targets belong to, each with its version."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from data.schemas.sdg_link import SdgTarget


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
