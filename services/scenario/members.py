"""Countries of a group that reach a level in a scenario: who can be chosen, and how the group moves with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.reference import Reference
from metrics.aggregates import aggregate_year, population
from metrics.aim import Aim, make_aim
from metrics.editions import edition_in_use
from metrics.projection import Question, project
from metrics.scenario import Course, Goal, Move, moved_mean, moved_median, projected_course, reaching, straight_course
from metrics.series import Series, make_point
from services.groups import kind_of
from services.misuse import Misuse
from services.scenario.scenarios import Standing, Wish
from services.scorecard import area_population
from services.shortfall.shortfalls import Gap, find_gap
from services.shortfall.targets import census_counts
from services.tracker import State

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


def find_gap_of(state: State, reference: Reference, standing: Standing) -> Gap | None:
    """Return what is missing to the target by country, None where it is not counted or there is no level."""
    if not standing.is_running:
        return None
    try:
        return find_gap(state, reference, standing.target, standing.area, standing.day, census_counts(state))
    except Misuse:
        return None


def find_members(state: State, reference: Reference, standing: Standing) -> Members:
    """Return the countries that can be chosen: those with figures, where the group moves with its countries."""
    facts, gap = standing.indicator, find_gap_of(state, reference, standing)
    moves = MOVED_BY.get(facts.aggregate) == facts.weight and standing.target.kind in ("level", "ceiling")
    if not moves or kind_of(standing.area, reference) == "country" or standing.course.last.dated:
        return Members({}, gap)
    fewest = state.world.limits.fewest_periods_of_an_edition
    book = state.world.book
    areas = state.groups.members_of(standing.area, standing.day)
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
        before = _course_of(standing, series, aim)
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


def _course_of(standing: Standing, series: Series, aim: Aim) -> Course:
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
