"""What a judgement says: the status of a target for an area, and everything it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from metrics.breaks import Step
from metrics.fan import Projection
from metrics.money import MoneyOutlook
from metrics.series import Point, Series
from metrics.staying import Staying

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
UNKNOWN_STATUSES: tuple[Status, ...] = ("not_assessable", "insufficient_data", "qualitative")
"""Those that say nothing of how a target stands."""
STATUSES: tuple[Status, ...] = (*PAST_STATUSES, *LIVE_STATUSES, "qualitative")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a status is what it is: a stable code and the figures its sentence needs."""

    code: str
    details: Mapping[str, str | int | float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OtherVerdict:
    """What another edition says of a target whose year has passed: its verdict and the observation that decides it."""

    status: Status
    value: float
    period: str
    edition: str
    released: str


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

    *The figure* is `latest`, the newest observation of all editions, from `edition`. *The course* (pace, projection,
    chance) comes from `course_edition`, None where no edition can carry one; `course_reason` is the code of the reason.
    `series` is the line to draw: that of the course, else the fullest fresh edition, else that of the figure.
    `gap` is the level that counts as met minus the figure, `gap_to_target` the target itself minus it; `met_now` says
    whether the figure meets it. `progress` is
    the share of the way (0 at the baseline, 1 at the target). `verdict_edition` is another edition than that of the
    figure only where it decided a past verdict, `others` are the editions that say otherwise.
    `year_at_pace` is when a straight line of the actual pace meets the target, for what no projection can be made of.
    `not_projected` is the code of the reason why there is no `projection`. `staying` is the chance that an achieved
    target is still met in its year. `money` is what the pace of a sum brings, `stale` that its figure is overdue.
    `final` says that the figure is of the target year
    itself. `rests_on` are codes of what the status rests on alone, `suspected` the steps that may be breaks.
    """

    target_id: str
    ref_area: str
    status: Status
    reason: Reason
    edition: str | None = None
    course_edition: str | None = None
    course_reason: str = ""
    verdict_edition: str | None = None
    others: tuple[OtherVerdict, ...] = ()
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
    gap_to_target: float | None = None
    required_pace: float | None = None
    actual_pace: float | None = None
    pace_from: str | None = None
    acceleration_factor: float | None = None
    year_at_pace: int | None = None
    at_line: bool = False
    met_now: bool = False
    met_in: int | None = None
    estimated_share: float | None = None
    indication: Indication | None = None
    applies: bool = True
    projection: Projection | None = None
    not_projected: str = ""
    staying: Staying | None = None
    money: MoneyOutlook | None = None
    stale: bool = False
    rests_on: tuple[str, ...] = ()
    suspected: tuple[Step, ...] = ()
    final: bool = False

    @property
    def chance(self) -> float | None:
        """Return the chance (0 to 1) that the target is met in its year: of staying there, or of arriving."""
        if self.status == "achieved":
            return self.staying.chance if self.staying else None
        return self.projection.chance if self.projection else None
