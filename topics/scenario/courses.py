"""Scenarios: the course an indicator is on, and the one it would take if an assumption held. Nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from data.schemas.indicator import Indicator
from data.schemas.target import Target
from metrics.aggregates import aggregate_year, population
from metrics.aim import Aim, make_aim
from metrics.editions import edition_in_use
from metrics.judgement import Judgement
from metrics.judging import judge
from metrics.projection import Question, project
from metrics.projector import Projector
from metrics.scenario import (
    Bounds,
    Course,
    Goal,
    Move,
    at_pace,
    moved_mean,
    moved_median,
    projected_course,
    reaching,
    sped_up,
    straight_course,
)
from metrics.series import Point, Series, SeriesBook, make_point
from metrics.world import World
from services.groups import kind_of
from services.misuse import Misuse
from services.tracker import State
from services.view import View
from topics.gap.counting import census_counts
from topics.gap.shortfalls import Gap, find_gap
from topics.projections import running_target
from topics.scorecard import area_population, series_for

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


def find_standing(view: View, indicator: str, area: str) -> Standing | None:
    """Return an indicator as it stands in an area, None where no figure of it is known there.

    A group for which nothing is published is judged by our own aggregate of its countries.
    """
    state, day = view.state, view.day
    target, is_running = running_target(state, view.reference, (indicator, area), (None, None), day)
    series, aggregates = series_for(state, indicator, area)
    if series is None or not series.points:
        return None
    world = state.world
    if aggregates:
        world = replace(world, book=SeriesBook({(indicator, area): (series,)}))
    judgement = judge(target, area, world, day)
    if judgement.latest is None:
        return None
    facts = view.reference.indicators[indicator]
    projector = state.projector
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


# ---------------------------------------------------------------------------------------- countries that reach a level


MANY = 10
"""So many countries a preset chooses."""
MOVED_BY = {"weighted_mean": "population", "median": "economies"}
"""The groups that move with their countries: how they are put together, with the weight of a country."""


@dataclass(frozen=True)
class Members:
    """The countries of a group with figures, by code; `gap` is what they lack to the target, where that is counted."""

    series: dict[str, Series]
    gap: Gap | None

    def largest(self) -> list[str]:
        """Return the countries that lack most to the target, in people or what else is counted."""
        ranked = self.gap.ranked if self.gap else ()
        return [one.ref_area for one in ranked if one.ref_area in self.series][:MANY]

    def farthest(self, *, rising: bool) -> list[str]:
        """Return the countries whose figures are farthest from the target: the lowest shares, the highest prices."""
        last = {area: one.points[-1].value for area, one in self.series.items()}
        return sorted(last, key=lambda area: (last[area] if rising else -last[area], area))[:MANY]


def find_gap_of(view: View, standing: Standing) -> Gap | None:
    """Return what is missing to the target by country, None where it is not counted or there is no level."""
    if not standing.is_running:
        return None
    try:
        return find_gap(view, standing.target, standing.area, census_counts(view.state))
    except Misuse:
        return None


def find_members(view: View, standing: Standing) -> Members:
    """Return the countries that can be chosen: those with figures, where the group moves with its countries."""
    facts, gap = standing.indicator, find_gap_of(view, standing)
    moves = MOVED_BY.get(facts.aggregate) == facts.weight and standing.target.kind in ("level", "ceiling")
    if not moves or kind_of(standing.area, view.reference) == "country" or standing.course.last.dated:
        return Members({}, gap)
    fewest = view.state.world.limits.fewest_periods_of_an_edition
    book, areas = view.state.world.book, view.members_of(standing.area)
    found = {area: edition_in_use(book.of(facts.indicator, area), fewest) for area in areas}
    return Members({area: one for area, one in found.items() if one and one.points}, gap)


def put_together(state: State, standing: Standing, members: Members) -> Standing:
    """Return a group without a published projection on the course that its countries' courses add up to.

    Our own aggregate of a year holds the countries with a figure of that year alone, so it is no base to move from.
    """
    if (standing.projected and not standing.own) or not members.series:
        return standing
    moves = _moves(state, standing, members, None)
    year = standing.course.last.year
    values = [_aggregate(standing, moves, one) for one in range(year, standing.last_year + 1)]
    course = Course(make_point(str(year), values[0]), tuple(values[1:]))
    return replace(standing, course=course, from_countries=True)


def reached_course(state: State, standing: Standing, members: Members, wish: Wish) -> Course:
    """Return the course of the group if the chosen countries reach a level; all others stay on their course.

    A share moves by the weight of each country in the population of the group, as last known; of prices the median of
    the countries is taken before and after.
    """
    if not any(area in members.series for area in wish.reach):
        return standing.course
    moves, goal = _moves(state, standing, members, wish), _goal(wish)
    if standing.indicator.aggregate == "median":
        return moved_median(standing.course, moves, goal, standing.bounds)
    return moved_mean(standing.course, moves, _whole(state, standing, moves), goal, standing.bounds)


def _goal(wish: Wish) -> Goal:
    return Goal(wish.reach_level, wish.reach_by, wish.start)


def _moves(state: State, standing: Standing, members: Members, wish: Wish | None) -> list[Move]:
    """Return every country with a weight, moved where the wish chooses it."""
    aim = make_aim(standing.target, None)
    found = []
    for area, series in members.series.items():
        weight = _weight(state, standing, area)
        if not weight or aim is None:
            continue
        before = _country_course(standing, series, aim)
        chosen = wish is not None and area in wish.reach
        after = reaching(before, _goal(wish), rising=standing.rising) if wish and chosen else before
        found.append(Move(weight, before, after))
    return found


def _aggregate(standing: Standing, moves: Sequence[Move], year: int) -> float:
    weights = {str(number): one.weight for number, one in enumerate(moves)}
    values = {str(number): one.before.at(year) for number, one in enumerate(moves)}
    found = aggregate_year(standing.indicator.aggregate, year, values, weights)
    return found.value if found else standing.course.at(year)


def _weight(state: State, standing: Standing, area: str) -> float | None:
    if standing.indicator.weight == "economies":
        return 1.0
    return population(state.world.book, area, standing.course.last.year)


def _country_course(standing: Standing, series: Series, aim: Aim) -> Course:
    """Return the course of a country: its projection, else it stays at its last value."""
    last = series.points[-1]
    question = Question(aim, standing.target.target_year, max(standing.day.year, last.year))
    found = project(series, question, standing.projector)
    if isinstance(found, str):
        return straight_course(last, 0.0, standing.last_year, standing.bounds)
    return projected_course(make_point(str(found.fan.years[0]), found.fan.median[0]), found.fan)


def _whole(state: State, standing: Standing, moves: Sequence[Move]) -> float:
    """Return the people of the group; those of the countries with figures where the aggregate is made of them alone."""
    known = sum(one.weight for one in moves)
    if standing.own or standing.from_countries:
        return known
    return max(known, area_population(state, standing.area, standing.course.last.year) or 0.0)
