"""A scenario worked out from a wish: which course it takes, and both sides of the comparison."""

from datetime import date

from data.reference import Reference
from metrics.aggregates import POPULATION
from services.scenario.members import Members, put_together, reached_course
from services.scenario.scenarios import Standing, Wish, scenario_course, scenario_target
from services.scenario.sides import find_side, side_as_it_stands
from services.scenario.words import Scenario, size_of
from services.shortfall.targets import is_live
from services.tracker import State


def offered_indicators(state: State, reference: Reference, day: date) -> list[str]:
    """Return the indicators that can be tried, those with a running target first.

    Parity is not among them: it has a band around 1, and no direction in which more would be better.
    """
    there = state.world.book.indicators() - {POPULATION}
    known = [one for one in reference.indicators if reference.indicators[one].direction != "parity"]
    running = {one.indicator for one in state.targets if is_live(one, day)}
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
