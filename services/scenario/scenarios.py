"""Scenarios: an indicator as it stands, and as it would stand if somebody's assumption held. Nothing is stored."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from data.reference import Reference
from data.schemas.indicator import Indicator
from data.schemas.target import Target
from metrics.judgement import Judgement
from metrics.judging import judge
from metrics.projector import Projector
from metrics.scenario import Bounds, Course, at_pace, projected_course, sped_up, straight_course
from metrics.series import Point, SeriesBook, make_point
from metrics.world import World
from services.figures import series_for
from services.projecting.projections import projector_of, running_target
from services.tracker import State

Change = Literal["times", "pace", "reach", "none"]
LEVELLED = ("level", "ceiling", "sum", "country_count", "country_share")
"""Targets that name the level itself, so that another can be tried; a relative one names a change, parity a band."""
UNBOUNDED = Bounds(float("-inf"), float("inf"))


class Wish(NamedTuple):
    """What somebody assumes: another target or year, and what changes from which year on.

    `level` is None for that of the running target. `times` and `pace` (units a year) belong to the changes of those
    names; `reach` are the countries that come to `reach_level` by `reach_by`.
    """

    year: int
    level: float | None = None
    change: Change = "none"
    start: int = 0
    times: float = 1.0
    pace: float = 0.0
    reach: tuple[str, ...] = ()
    reach_level: float = 0.0
    reach_by: int = 0


@dataclass(frozen=True)
class Standing:
    """An indicator in an area as it stands: its running target, its judgement, and the course it is on.

    `is_running` says whether there is a running target; without one `target` only says which way is forward. `course`
    is the median of the projection where there is one, else the present pace carried on in a straight line. `own`
    says that the series is our own aggregate, `from_countries` that the course is made of those of its countries.
    """

    indicator: Indicator
    area: str
    target: Target
    is_running: bool
    judgement: Judgement
    course: Course
    bounds: Bounds
    world: World
    projector: Projector
    day: date
    own: bool
    from_countries: bool = False

    @property
    def projected(self) -> bool:
        """Return whether the course is a projection."""
        return self.judgement.projection is not None

    @property
    def rising(self) -> bool:
        """Return whether the target is to be reached from below."""
        return self.target.direction == "up"

    @property
    def last_year(self) -> int:
        """Return the last year that a course goes to."""
        return self.projector.rules.last_year

    @property
    def has_pace(self) -> bool:
        """Return whether it is known how fast the indicator moves."""
        return self.projected or self.from_countries or self.judgement.actual_pace is not None


def find_standing(state: State, reference: Reference, indicator: str, area: str, day: date) -> Standing | None:
    """Return an indicator as it stands in an area, None where no figure of it is known there.

    A group for which nothing is published is judged by our own aggregate of its countries.
    """
    target, is_running = running_target(state, reference, (indicator, area), (None, None), day)
    series, aggregates = series_for(state, indicator, area)
    if series is None or not series.points:
        return None
    world = state.world
    if aggregates:
        world = replace(world, book=SeriesBook({(indicator, area): (series,)}))
    judgement = judge(target, area, world, day)
    if judgement.latest is None:
        return None
    facts = reference.indicators[indicator]
    projector = projector_of(state)
    bounds = _bounds(facts, judgement, projector)
    course = _course(judgement, judgement.latest, projector.rules.last_year, bounds)
    own = bool(aggregates)
    return Standing(facts, area, target, is_running, judgement, course, bounds, world, projector, day, own)


def _bounds(indicator: Indicator, judgement: Judgement, projector: Projector) -> Bounds:
    """Return what values there can be; a share that is projected goes no nearer to 100 % than projections do."""
    low = UNBOUNDED.low if indicator.minimum is None else indicator.minimum
    high = UNBOUNDED.high if indicator.maximum is None else indicator.maximum
    if judgement.projection is not None and judgement.latest is not None:
        high = min(high, max(projector.rules.highest_share, judgement.latest.value))
    return Bounds(low, high)


def _course(judgement: Judgement, last: Point, until: int, bounds: Bounds) -> Course:
    if judgement.projection is not None:
        fan = judgement.projection.fan
        return projected_course(make_point(str(fan.years[0]), fan.median[0]), fan)
    return straight_course(last, judgement.actual_pace or 0.0, until, bounds)


def scenario_target(standing: Standing, wish: Wish) -> Target | None:
    """Return the target of a scenario, None where there is neither a running one nor a level asked for."""
    target = standing.target
    if wish.level is None and not standing.is_running:
        return None
    changes: dict[str, float | int | None] = {"target_year": wish.year}
    if wish.level is not None and wish.level != target.target_value and target.kind in LEVELLED:
        changes |= {"target_value": wish.level, "met_at": None}
    return target.model_copy(update=changes)


def scenario_course(standing: Standing, wish: Wish) -> Course:
    """Return the course of a scenario that changes the pace; that of countries reaching a level is made elsewhere."""
    if wish.change == "times":
        return sped_up(standing.course, wish.times, wish.start, standing.bounds)
    if wish.change == "pace":
        return at_pace(standing.course, wish.pace, wish.start, standing.bounds)
    return standing.course
