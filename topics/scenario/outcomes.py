"""What a scenario comes to: where a target stands on the course it is on, and on the one that is assumed."""

from dataclasses import dataclass, replace

from data.schemas.target import Target
from metrics.aggregates import POPULATION
from metrics.aim import Aim, make_aim
from metrics.judgement import Judgement, Status
from metrics.judging import judge
from metrics.live import is_live, live_status
from metrics.pace import acceleration_factor
from metrics.projection import Question, kind_of, level_of
from metrics.scenario import Course, Outcome, first_meeting, mean_pace, outcome_of
from services.tracker import State
from services.view import View
from topics.gap.shortfalls import Gap
from topics.scenario.courses import (
    Members,
    Standing,
    Wish,
    put_together,
    reached_course,
    scenario_course,
    scenario_target,
)
from topics.scorecard import area_population


@dataclass(frozen=True)
class Side:
    """One side of the comparison, for one target and one course, in the unit of the target.

    `target` is None where there is no level to reach. `reached` is the first year in which the course is at the level
    that counts; `met` says that the last value is. `pace` is what the course moves a year up to the target year.
    """

    year: int
    value: float
    pace: float | None
    target: Target | None = None
    outcome: Outcome | None = None
    chance: float | None = None
    status: Status | None = None
    reached: int | None = None
    met: bool = False
    required: float | None = None


def side_as_it_stands(standing: Standing) -> Side:
    """Return where the running target stands."""
    target = standing.target if standing.is_running else None
    return find_side(standing, target, standing.target.target_year, standing.course)


def find_side(standing: Standing, target: Target | None, year: int, course: Course) -> Side:
    """Return what a course says of a target: the value, the chance, the status, the year it would be reached.

    The status follows the rules of every running target: the chance where the indicator is projected, by the errors
    of its projections around the course; else the pace needed against the pace of the course up to the target year.
    Without a target there is the value alone.
    """
    pace = mean_pace(course, year) if standing.has_pace or course is not standing.course else None
    made = Side(year, course.at(year), pace)
    if target is None:
        return made
    judgement = judge(target, standing.area, standing.world, standing.day)
    aim = make_aim(target, judgement.baseline_value)
    if aim is None:
        return made
    outcome = _outcome(standing, judgement, aim, course)
    status = _status(standing, judgement, aim, target, replace(made, outcome=outcome))
    met = status == "achieved"
    level = _level(standing, judgement, aim)
    return replace(
        made,
        target=target,
        outcome=outcome,
        chance=judgement.chance if met else outcome.chance if outcome else None,
        status=status,
        reached=None if met else first_meeting(course, level, standing.last_year, rising=aim.direction == "up"),
        met=met,
        required=judgement.required_pace,
    )


def _level(standing: Standing, judgement: Judgement, aim: Aim) -> float:
    """Return the level that counts as reached: of 100 %, all but everyone where a projection never gets there."""
    kind = kind_of(judgement.series, aim) if judgement.series and judgement.projection else None
    return level_of(kind, aim, standing.projector.rules) if kind else aim.line


def _outcome(standing: Standing, judgement: Judgement, aim: Aim, course: Course) -> Outcome | None:
    """Return what the errors say of a course; of the projection itself, what the projection says."""
    found, series = judgement.projection, judgement.series
    if found is None or series is None:
        return None
    low, high = found.at_target("low80"), found.at_target("high80")
    if (
        course is standing.course
        and found.chance is not None
        and found.outlook
        and low is not None
        and high is not None
    ):
        return Outcome(low, high, found.chance, found.outlook)
    origin = max(standing.day.year, course.last.year)
    return outcome_of(course, series, Question(aim, found.target_year, origin), standing.projector)


def _status(standing: Standing, judgement: Judgement, aim: Aim, target: Target, side: Side) -> Status:
    """Return the status by the rules of running targets, with the chance or the pace of the course in their place."""
    projection = judgement.projection
    if projection is not None and side.outcome is not None:
        projection = replace(projection, chance=side.outcome.chance, outlook=side.outcome.outlook)
    changed = replace(
        judgement,
        projection=projection,
        actual_pace=side.pace,
        acceleration_factor=acceleration_factor(judgement.required_pace, side.pace, aim),
    )
    return live_status(changed, aim, target, standing.world.limits, standing.day).status


@dataclass(frozen=True)
class Scenario:
    """A scenario worked out: how things stand, what is assumed, and both sides of the comparison.

    `course` is the one assumed. `gap` is what is missing to the running target by country, None where that is not
    counted; `size` that of the area in its unit.
    """

    standing: Standing
    wish: Wish
    course: Course
    before: Side
    after: Side
    gap: Gap | None
    size: float | None

    @property
    def unit(self) -> str:
        """Return the unit of the figures."""
        series = self.standing.judgement.series
        return series.unit_measure if series else self.standing.indicator.unit_measure

    @property
    def is_changed(self) -> bool:
        """Return whether anything is assumed that is not so, be it the target or the course."""
        return self.is_moved or self.is_retargeted

    @property
    def is_moved(self) -> bool:
        """Return whether another course is assumed."""
        wish = self.wish
        idle = wish.change == "reach" and not wish.reach
        return wish.change != "none" and not idle and not (wish.change == "times" and wish.times == 1)

    @property
    def is_retargeted(self) -> bool:
        """Return whether another target or year is assumed."""
        one, two = self.before.target, self.after.target
        return (one and (one.target_value, one.target_year)) != (two and (two.target_value, two.target_year))


def size_of(state: State, standing: Standing, gap: Gap | None) -> float | None:
    """Return the size of an area in the unit in which its shortfall is counted; None where that cannot be said.

    A price has none: how many live above a ceiling does not follow from the price of a group.
    """
    if gap is None or gap.measure == "prices":
        return None
    people = area_population(state, standing.area, standing.course.last.year) if gap.measure == "people" else None
    return people or sum(one.holding.size for one in gap.members)


def offered_indicators(view: View) -> list[str]:
    """Return the indicators that can be tried, those with a running target first.

    Parity is not among them: it has a band around 1, and no direction in which more would be better.
    """
    there = view.state.world.book.indicators() - {POPULATION}
    known = [name for name, one in view.reference.indicators.items() if one.direction != "parity"]
    running = {one.indicator for one in view.state.targets if is_live(one, view.day)}
    return sorted((one for one in known if one in there or one in running), key=lambda one: one not in running)


def work_out(state: State, standing: Standing, members: Members, wish: Wish) -> Scenario:
    """Return a scenario worked out; nothing is stored."""
    if wish.change == "reach":
        standing = put_together(state, standing, members)
        course = reached_course(state, standing, members, wish)
    else:
        course = scenario_course(standing, wish)
    before = side_as_it_stands(standing)
    after = find_side(standing, scenario_target(standing, wish), wish.year, course)
    return Scenario(standing, wish, course, before, after, members.gap, size_of(state, standing, members.gap))
