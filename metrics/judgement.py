"""What a judgement says: the status of a target for an area, and everything it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from metrics.fan import Projection
from metrics.series import Point, Series

Status = Literal[
    "met_on_time",
    "met_late",
    "not_met",
    "not_assessable",
    "achieved",
    "on_track",
    "within_reach",
    "at_risk",
    "off_track",
    "reversing",
    "insufficient_data",
    "qualitative",
]
PAST_STATUSES: tuple[Status, ...] = ("met_on_time", "met_late", "not_met", "not_assessable")
LIVE_STATUSES: tuple[Status, ...] = (
    "achieved",
    "on_track",
    "within_reach",
    "at_risk",
    "off_track",
    "reversing",
    "insufficient_data",
)
STATUSES: tuple[Status, ...] = (*PAST_STATUSES, *LIVE_STATUSES, "qualitative")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a status is what it is: a stable code and the figures its sentence needs."""

    code: str
    details: Mapping[str, str | int | float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LaterFigure:
    """A figure of another edition, later than anything in the edition in use."""

    value: float
    period: str
    edition: str
    released: str

    @property
    def year(self) -> int:
        """Return the year observed."""
        return int(self.period[:4])


@dataclass(frozen=True, slots=True)
class Indication:
    """What our own aggregate of country figures says where the publisher's cannot decide; never the verdict."""

    status: Status | None
    value: float
    year: int
    coverage: float
    countries: int
    edition: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A target judged for one area. Values are in the unit of the target; paces are units a year.

    `gap` is target minus latest value. `progress` is the share of the way (0 at the baseline, 1 at the target).
    `edition` carries the figures; `verdict_edition` is another one only where that decided a past verdict.
    `year_at_pace` is when a straight line of the actual pace meets the target, for what no projection can be made of.
    `not_projected` is the code of the reason why there is no `projection`.
    """

    target_id: str
    ref_area: str
    status: Status
    reason: Reason
    edition: str | None = None
    verdict_edition: str | None = None
    series: Series | None = None
    latest: Point | None = None
    baseline_value: float | None = None
    baseline_period: str | None = None
    baseline_origin: str | None = None
    target_value: float | None = None
    target_upper: float | None = None
    line: float | None = None
    progress: float | None = None
    gap: float | None = None
    required_pace: float | None = None
    actual_pace: float | None = None
    pace_from: str | None = None
    acceleration_factor: float | None = None
    year_at_pace: int | None = None
    at_line: bool = False
    met_in: int | None = None
    estimated_share: float | None = None
    newer: LaterFigure | None = None
    indication: Indication | None = None
    applies: bool = True
    projection: Projection | None = None
    not_projected: str = ""
