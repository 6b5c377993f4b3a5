"""A scenario: the course an indicator is on, changed as somebody asks. It is arithmetic, and never published.

Either the pace changes from a year on, or some countries of a group reach a level; not both at once, because the
countries chosen would then be sped up twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

import numpy as np

from metrics.bands import HIGH80, HORIZONS, LOW80, MIDDLE
from metrics.fan import Fan, Outlook, chance_of
from metrics.pace import years_left
from metrics.panel import annual_points
from metrics.projection import Question, kind_of, level_of, outlook_of, places_ahead
from metrics.projector import Projector
from metrics.series import Point, Series

SAME = 1e-9
"""What binary fractions add to a value that a scenario carries exactly to its level."""


class Bounds(NamedTuple):
    """The least and the largest value that an indicator can have."""

    low: float
    high: float

    def keep(self, value: float) -> float:
        """Return the value, cut to the bounds."""
        return min(max(value, self.low), self.high)


class Goal(NamedTuple):
    """What a country is to reach: a level by a year, on its way from the start of a year on."""

    level: float
    by: int
    start: int


@dataclass(frozen=True, slots=True)
class Course:
    """The last value and one for each year after it, in the unit of the indicator.

    An annual figure is followed by the next year, a dated one by the end of its own year.
    """

    last: Point
    values: tuple[float, ...]

    @property
    def first(self) -> int:
        """Return the first year after the last value."""
        return self.last.year if self.last.dated else self.last.year + 1

    @property
    def years(self) -> range:
        """Return the years, one for each value."""
        return range(self.first, self.first + len(self.values))

    def at(self, year: int) -> float:
        """Return the value in a year; before the course the last value, beyond its end that of its last year."""
        if year < self.first or not self.values:
            return self.last.value
        return self.values[min(year - self.first, len(self.values) - 1)]

    def with_values(self, values: Sequence[float], bounds: Bounds) -> "Course":
        """Return the same course with other values, cut to the bounds."""
        return replace(self, values=tuple(bounds.keep(one) for one in values))


class Move(NamedTuple):
    """A member of a group: its weight, the course it is on, and the one of the scenario."""

    weight: float
    before: Course
    after: Course

    @property
    def moved(self) -> bool:
        """Return whether the scenario takes the member off its course."""
        return self.after != self.before


def projected_course(last: Point, fan: Fan) -> Course:
    """Return the median of a projection as a course."""
    return Course(last, fan.median[1:])


def straight_course(last: Point, pace: float, until: int, bounds: Bounds) -> Course:
    """Return the course that goes on from the last value by the same amount a year, in units a year."""
    course = Course(last, ())
    years = range(course.first, until + 1)
    return course.with_values([last.value + pace * years_left(last, year) for year in years], bounds)


def sped_up(course: Course, times: float, start: int, bounds: Bounds) -> Course:
    """Return a course that from a year on moves so many times as far every year as the course does.

    The steps are those of the course, so a share that slows down towards 100 slows down here too. The year before
    `start` is the last one with the value of the course itself.
    """
    value, made = course.last.value, []
    for year in course.years:
        step = course.at(year) - course.at(year - 1)
        value = bounds.keep(value + step * (times if year >= start else 1.0))
        made.append(value)
    return course.with_values(made, bounds)


def at_pace(course: Course, pace: float, start: int, bounds: Bounds) -> Course:
    """Return a course that from a year on moves by the same amount a year, in units a year."""
    base, gone = course.at(start - 1), max(0.0, years_left(course.last, start - 1)) if start > course.first else 0.0
    return course.with_values(
        [
            course.at(year) if year < start else base + pace * (years_left(course.last, year) - gone)
            for year in course.years
        ],
        bounds,
    )


def reaching(course: Course, goal: Goal, *, rising: bool) -> Course:
    """Return the course of a country that reaches a level by a year in a straight line, and then stays there.

    The line begins in the year before `goal.start`. Where the country's own course is ahead of it, that goes on.
    """
    base, made = course.at(goal.start - 1), []
    for year in course.years:
        line = base + (goal.level - base) * part_of_way(goal, year)
        better = max(line, course.at(year)) if rising else min(line, course.at(year))
        made.append(better if year >= goal.start else course.at(year))
    return replace(course, values=tuple(made))


def moved_mean(course: Course, moves: Sequence[Move], whole: float, goal: Goal, bounds: Bounds) -> Course:
    """Return the course of a group whose members move, each by its weight in the whole of the group.

    All members with figures are given. The group's own course is moved, so that nothing changes where no member does.
    What the members' courses add up to differs from it by some points; on the way to the goal the members that move
    give up their part of that difference, so that a group whose members all reach 90 % reaches 90 % itself.
    """
    known = sum(one.weight for one in moves)
    off = sum(one.weight for one in moves if one.moved) / whole
    made = []
    for year in course.years:
        apart = course.at(year) - sum(one.weight * one.before.at(year) for one in moves) / known
        gained = sum(one.weight * (one.after.at(year) - one.before.at(year)) for one in moves if one.moved) / whole
        made.append(course.at(year) + gained - apart * off * part_of_way(goal, year))
    return course.with_values(made, bounds)


def moved_median(course: Course, moves: Sequence[Move], goal: Goal, bounds: Bounds) -> Course:
    """Return the course of a group that is the median of its members, moved by the difference of the two medians.

    All members with figures are given. As with a mean, those that move give up their part of the difference between
    the group's own course and the median of its members' courses.
    """
    off = sum(one.moved for one in moves) / len(moves)
    made = []
    for year in course.years:
        before, after = (
            median(both) for both in zip(*((one.before.at(year), one.after.at(year)) for one in moves), strict=True)
        )
        apart = course.at(year) - before
        made.append(course.at(year) + after - before - apart * off * part_of_way(goal, year))
    return course.with_values(made, bounds)


def part_of_way(goal: Goal, year: int) -> float:
    """Return how much of the way to a goal is gone in a year, from 0 in the year before its start to 1."""
    begin = goal.start - 1
    return min(1.0, max(0.0, (year - begin) / max(1, goal.by - begin)))


def first_meeting(course: Course, level: float, last_year: int, *, rising: bool) -> int | None:
    """Return the first year in which a course is at a level or beyond it; None for later than `last_year`."""
    met = (
        year
        for year in course.years
        if (course.at(year) >= level - SAME if rising else course.at(year) <= level + SAME)
    )
    found = next(met, None)
    return found if found is not None and found <= last_year else None


def mean_pace(course: Course, year: int) -> float | None:
    """Return how far a course moves a year from its last value to a year, in units a year; None without time."""
    left = years_left(course.last, year)
    return (course.at(year) - course.last.value) / left if left > 0 else None


class Outcome(NamedTuple):
    """What the errors say of a course in a year: an 80 % band in the unit of the indicator, the chance of a level."""

    low80: float
    high80: float
    chance: float
    outlook: Outlook


def outcome_of(course: Course, series: Series, question: Question, projector: Projector) -> Outcome | None:
    """Return what may come of a course in the target year, None where nothing of its kind is projected.

    The errors are those of the projection of the same series, their distances from the median laid around the value of
    the course: where that is the projection itself, band and chance are those of the projection.
    """
    aim, year, origin, _ = question
    kind, ahead = kind_of(series, aim), year - course.last.year
    if kind is None or not 0 < ahead <= HORIZONS:
        return None
    model, rules = projector.model(series.indicator, kind, origin, series.ref_area), projector.rules
    known = series.with_points(point for point in annual_points(series.points) if point.year <= origin)
    found = places_ahead(known, model, known.points[-1].year + ahead) if known.points else None
    if found is None:
        return None
    places = model.scale.place(np.array(course.at(year))) + found[-1] - found[-1, MIDDLE]
    need = float(model.scale.place(np.array(level_of(kind, aim, rules))))
    chance = chance_of(need, places, rising=aim.direction == "up")
    low, high = model.scale.value(places[[LOW80, HIGH80]]).tolist()
    return Outcome(low, high, chance, outlook_of(chance, rules))
