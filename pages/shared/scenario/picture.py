"""The picture of a scenario: the course as it stands, muted, and the one assumed, clear and dashed."""

from dataclasses import replace

from charts.key import draw_key, draw_source
from charts.marks import kinds_shown
from charts.scenario import draw_scenario_figure, draw_scenario_key
from data.reference import Reference
from exhibits.trend import GREY, AimLine, AimPath, ProjectionFan, TrendChart, TrendLine
from i18n import text, unit_words
from metrics.fan import Fan
from metrics.pace import years_left
from metrics.scenario import Course
from pages.shared.access import get_revision
from pages.shared.chart import Picture, draw_picture
from services.scenario.scenarios import Standing
from services.scenario.words import Scenario, condition_words, dated_aim, figure_words
from services.sentences import area_phrase, short_area, topic_of
from services.wording import area_name
from topics.trend_chart import source_words

YEARS_SHOWN = 16
"""So many years of the past are enough to see where a course comes from."""


def draw_scenario(scenario: Scenario, reference: Reference) -> None:
    """Draw the picture, which says in itself that it is a scenario, for it may be saved without the page."""
    chart = make_chart(scenario, reference)
    kinds = kinds_shown(chart.lines)
    bands = ["band80", "band50"] if any(fan.banded for fan in chart.fans) else []
    under = draw_key(kinds) + draw_scenario_key(course_name(scenario.standing), bands) + draw_source([chart.source])
    draw_picture(
        Picture(chart.title, chart.about, chart.alt, lambda mode: draw_scenario_figure(chart, mode), under), "scenario"
    )


def make_chart(scenario: Scenario, reference: Reference) -> TrendChart:
    """Return the chart of a scenario: the figures, both courses, the running target and the one assumed.

    Raises:
        ValueError: If the area has no figure to start from.
    """
    standing, area = scenario.standing, scenario.standing.area
    series = standing.judgement.series
    if series is None:
        message = "a scenario starts from a figure"
        raise ValueError(message)
    shown = series.with_points(series.points[-YEARS_SHOWN:])
    line = TrendLine(area_name(area, reference), short_area(area, reference), shown, own=standing.own)
    assumed = condition_words(scenario, reference) if scenario.is_moved else text("scenario.unchanged")
    chart = TrendChart(
        title=_title(scenario, reference),
        about=text(
            "scenario.picture_about", label=text("scenario.label"), unit=unit_words(scenario.unit), assumed=assumed
        ),
        source=source_words([series], get_revision(standing.indicator.indicator)),
        alt="",
        unit_measure=scenario.unit,
        lines=[line],
        aims=_aims(scenario, reference),
        paths=_paths(scenario) if standing.course.last.dated else (),
        fans=() if standing.course.last.dated else _fans(scenario, reference),
    )
    return replace(chart, alt=_alt(chart, scenario))


def _title(scenario: Scenario, reference: Reference) -> str:
    standing, year = scenario.standing, scenario.wish.year
    was = figure_words(scenario, standing.course.at(year))
    will = figure_words(scenario, scenario.after.value)
    details = {
        "topic": topic_of(standing.indicator.indicator, reference),
        "area": area_phrase(standing.area, reference),
    }
    key = "scenario.picture_same" if was == will else "scenario.picture"
    return text(key, before=was, after=will, year=year, **details)


def _alt(chart: TrendChart, scenario: Scenario) -> str:
    year = scenario.wish.year
    return text(
        "scenario.alt",
        title=chart.title,
        label=text("scenario.label"),
        before=figure_words(scenario, scenario.standing.course.at(year)),
        after=figure_words(scenario, scenario.after.value),
        year=year,
        aims=" ".join(f"{aim.words}." for aim in chart.aims),
    )


def _aims(scenario: Scenario, reference: Reference) -> list[AimLine]:
    """Return the target assumed as a line and, where it has another level, the running one in grey."""
    running, assumed = scenario.before.target, scenario.after.target
    found = []
    if assumed and assumed.target_value is not None and assumed.kind != "relative":
        key = "scenario.aim" if scenario.is_retargeted else "scenario.aim_running"
        words = text(key, aim=dated_aim(assumed, scenario, reference))
        found.append(AimLine(words, assumed.target_value, float(assumed.target_year)))
    other = running and assumed and running.target_value != assumed.target_value
    if running and other and running.target_value is not None:
        words = text("scenario.aim_running", aim=dated_aim(running, scenario, reference))
        found.append(AimLine(words, running.target_value, float(running.target_year), live=False))
    return found


def course_name(standing: Standing) -> str:
    """Return what the course as it stands is: projected, straight, unknown or countries."""
    if standing.from_countries:
        return "countries"
    if standing.projected:
        return "projected"
    return "straight" if standing.has_pace else "unknown"


def _last_year(scenario: Scenario) -> int:
    return max(scenario.before.year, scenario.after.year)


def _fans(scenario: Scenario, reference: Reference) -> list[ProjectionFan]:
    standing, until = scenario.standing, _last_year(scenario)
    name, kind = area_name(standing.area, reference), course_name(standing)
    projection = standing.judgement.projection
    projected = kind == "projected" and projection is not None
    first = standing.judgement.latest.value if standing.judgement.latest else standing.course.last.value
    fan = projection.fan if projected and projection else _line(standing.course, first)
    label = text(f"scenario.line_{kind}")
    found = [ProjectionFan(name, fan, until, GREY, label, banded=projected, scenario=not projected)]
    if scenario.is_moved:
        assumed = _line(scenario.course, first)
        found.append(
            ProjectionFan(name, assumed, until, 0, text("scenario.line_scenario"), banded=False, scenario=True)
        )
    return found


def _line(course: Course, first: float) -> Fan:
    """Return a course without bands as the picture takes it; it begins at the last figure that is drawn."""
    values = (first, *course.values)
    return Fan(tuple(range(course.first - 1, course.first + len(course.values))), *[values] * 5)


def _paths(scenario: Scenario) -> list[AimPath]:
    """Return the courses of a dated figure, whose years end on 31 December, as straight pieces."""
    standing, until = scenario.standing, _last_year(scenario)
    kind = course_name(standing)
    found = [_piece(standing.course, standing.course.first - 1, until, text(f"scenario.line_{kind}"), scenario, None)]
    if scenario.is_moved:
        words, bend = text("scenario.line_scenario"), max(scenario.wish.start - 1, standing.course.first - 1)
        found += [_piece(scenario.course, bend, until, words, scenario, 0)]
    return found


def _piece(course: Course, begin: int, end: int, words: str, scenario: Scenario, colour: int | None) -> AimPath:
    start, stop = (_place(course, year) for year in (begin, end))
    said = text("scenario.piece", words=words, value=figure_words(scenario, stop[1]), year=end)
    return AimPath(said, start, stop, live=colour is not None, colour=colour)


def _place(course: Course, year: int) -> tuple[float, float]:
    if year < course.first:
        return course.last.moment, course.last.value
    return course.last.moment + years_left(course.last, year), course.at(year)
