"""The course of a judgement: pace, projection and chance, from the edition that can carry them."""

from dataclasses import replace
from datetime import date

from data.schemas.target import Target
from metrics.aim import Aim
from metrics.fan import Projection
from metrics.judgement import Judgement
from metrics.pace import acceleration_factor, actual_pace, pace_start, year_at_pace
from metrics.projection import Question, project
from metrics.series import Point, Series
from metrics.staying import chance_of_staying
from metrics.world import World

PROJECTED_KINDS = ("level", "ceiling", "relative")
"""A gap, a share of countries, parity and sums are not what the errors behind the bands were measured on."""


def add_course(judgement: Judgement, aim: Aim, target: Target, course: Series, world: World, today: date) -> Judgement:
    """Return a judgement with the course of a series: its pace, and its projection where the target has one.

    What is known is what is known on the day of the judgement, at the least all that the judgement itself rests on.
    Where the newest figure, of another edition, lies outside the 80 % band that the course gives for its year, the
    course is withdrawn: nothing is said of the years ahead.
    """
    latest = judgement.latest
    if latest is None:
        return judgement
    found = _projection(course, aim, target, latest, world, today)
    if isinstance(found, Projection) and contradicts(latest, found):
        return replace(judgement, course_reason="contradicted", not_projected="projection-contradicted")
    window = world.limits.pace_window_years
    start, actual = pace_start(course, window), actual_pace(course, aim, window)
    return replace(
        judgement,
        course_edition=course.edition,
        projection=found if isinstance(found, Projection) else None,
        not_projected=found if isinstance(found, str) else "",
        actual_pace=actual,
        pace_from=start.period if start else None,
        acceleration_factor=acceleration_factor(judgement.required_pace, actual, aim),
        year_at_pace=year_at_pace(latest, aim, actual),
    )


def add_short_course(
    judgement: Judgement, aim: Aim, target: Target, series: Series, world: World, today: date
) -> Judgement:
    """Return a judgement with the course of a series of a few figures, if chances from as few came true.

    Else it stays as it is: no pace is read, and no year named, from so little.
    """
    latest = judgement.latest
    if latest is None or not world.comparable(series):
        return judgement
    found = _projection(series, aim, target, latest, world, today)
    if not isinstance(found, Projection) or contradicts(latest, found):
        return judgement
    return add_course(replace(judgement, course_reason="", not_projected=""), aim, target, series, world, today)


def _projection(course: Series, aim: Aim, target: Target, latest: Point, world: World, today: date) -> Projection | str:
    if world.projector is None:
        return ""
    if target.kind not in PROJECTED_KINDS:
        return "projection-required-pace-only"
    known = max(today.year, latest.year, course.points[-1].year)
    return project(course, Question(aim, target.target_year, known, aim.is_met(latest.value)), world.projector)


def contradicts(latest: Point, projection: Projection) -> bool:
    """Return whether a figure from after the last value of a course lies outside its 80 % band for that year."""
    low, high = projection.fan.at(latest.year, "low80"), projection.fan.at(latest.year, "high80")
    if low is None or high is None or latest.year <= projection.fan.years[0]:
        return False
    return not low <= latest.value <= high


def add_staying(judgement: Judgement, aim: Aim, target: Target, world: World, today: date) -> Judgement:
    """Return an achieved judgement with the chance that the target is still met in its year, from the record."""
    latest, series = judgement.latest, judgement.series
    if world.projector is None or latest is None or series is None or aim.upper is not None or latest.dated:
        return judgement
    if target.kind not in PROJECTED_KINDS or target.target_year <= latest.year:
        return judgement
    rules = world.projector.rules
    panel = world.projector.panel(series.indicator)
    known, years = max(today.year, latest.year), target.target_year - latest.year
    limits = (rules.staying_near, rules.fewest_stays)
    return replace(judgement, staying=chance_of_staying(panel, latest.value, aim, years, known, limits))
