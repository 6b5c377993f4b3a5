"""The lines that schools are judged by, beyond what a file is checked against."""

from pydantic import BaseModel, ConfigDict, Field

from data.schemas.thresholds import Threshold


class SchoolLines(BaseModel):
    """The numbers of `school_lines.toml`; a name says its unit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    good_mbps: Threshold[float]
    target_mbps: Threshold[float]
    kbps_a_student: Threshold[float]
    namesake_metres: Threshold[float]
    outside_border_km: Threshold[float]
    most_points: Threshold[int]
    network_coverage: tuple[str, ...] = Field(min_length=1)
