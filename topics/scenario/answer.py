"""Scenarios as exhibits: the answer, the picture with both courses, and the tables to read and to download."""

from dataclasses import replace
from typing import Any

from data.reference import Reference
from exhibits.exhibit import Cell, Chip, Exhibit, Lead, Notice, Part, Picture, Remark, Table, said
from exhibits.scorecard import Answer
from exhibits.trend import GREY, AimLine, AimPath, ProjectionFan, ScenarioChart, TrendLine
from i18n import text, unit_words
from metrics.fan import Fan
from metrics.pace import years_left
from metrics.scenario import Course
from services.groups import name_list
from services.view import View
from topics.projection_words import chance_words, why_not_projected
from topics.scenario.courses import Standing
from topics.scenario.outcomes import Scenario, Side
from topics.scenario.words import (
    LABELLED,
    SIDES,
    YEARS,
    answer_words,
    band_words,
    condition_words,
    dated_aim,
    figure_words,
    missing_words,
    pace_words,
    reached_words,
    required_words,
    side_records,
    value_words,
    year_records,
)
from topics.sentences import area_phrase, short_area, topic_of
from topics.trend_chart import source_words
from topics.trends import is_stale

JUDGED_BY_PACE = ("on_track", "within_reach", "off_track", "reversing")
YEARS_SHOWN = 16
"""So many years of the past are enough to see where a course comes from."""


def show_scenario(scenario: Scenario, view: View) -> Exhibit:
    """Return the answer with what both sides rest on, the picture, both sides side by side, and the years."""
    chart = make_chart(scenario, view)
    picture = Picture("scenario", chart, chart.alt, (chart.source,))
    return Exhibit("scenario", [*_answer(scenario, view), picture, _sides(scenario, view), _years(scenario, view)])


def no_figures(indicator: str, area: str, view: View) -> Notice:
    """Return that there is nothing to change, and who has figures."""
    name = view.reference.indicators[indicator].name
    words = [text("scenario.no_data", indicator=name, area=area_phrase(area, view.reference))]
    names = sorted(view.name_of(one) for one in view.state.world.book.areas_with(indicator))
    words.append(text("scenario.no_data_others", areas=name_list(names)) if names else text("scenario.no_data_at_all"))
    return Notice(" ".join(words))


def _answer(scenario: Scenario, view: View) -> list[Part]:
    first, *more = answer_words(scenario, view.reference)
    parts: list[Part] = [said("scenario_answer", Answer(first), *([Lead(" ".join(more))] if more else []))]
    series = scenario.standing.judgement.series
    if series and is_stale(view.state, series, scenario.standing.day):
        years = int(view.state.world.limits.oldest_last_value_years)
        stale = text("scenario.stale", year=series.points[-1].year, years=years)
        parts.append(Notice(stale, "warning", icon="schedule"))
    remarks = [Remark(words) for words in _remarks(scenario, view.reference)]
    return [*parts, said("scenario_remarks", *remarks)] if remarks else parts


def _remarks(scenario: Scenario, reference: Reference) -> list[str]:
    standing, after = scenario.standing, scenario.after
    area = area_phrase(standing.area, reference)
    area = area[:1].upper() + area[1:]
    found = []
    if standing.from_countries:
        found.append(text("scenario.from_countries", area=area))
    elif standing.own:
        found.append(text("scenario.own", area=area))
    if not standing.projected and not standing.from_countries:
        key = "scenario.not_projected" if standing.has_pace else "scenario.no_pace_known"
        by_pace = text("scenario.by_pace") if after.status in JUDGED_BY_PACE else ""
        found.append(f"{text(key, reason=why_not_projected(standing.judgement))} {by_pace}".strip())
    if after.target is None:
        found.append(text("scenario.no_level"))
    elif after.outcome and not after.met and scenario.is_moved:
        found.append(text("scenario.chance_note"))
    return found


def _sides(scenario: Scenario, view: View) -> Table:
    """Return the table of both sides, whose files say in each row which of them is a scenario."""
    heads = [text(f"scenario.column_{name}") for name in ("what", "before", "after")]
    columns = [_cells(scenario, side, view.reference) for side in (scenario.before, scenario.after)]
    cells: list[list[Cell]] = [[text(f"scenario.row_{name}"), *(one[name] for one in columns)] for name in columns[0]]
    title = text("scenario.table")
    records = side_records(scenario, view.reference)
    file = _name(scenario, "")
    return Table("scenario_sides", title, heads, cells, (), SIDES, records, file, folded=False, fold=title, short=True)


def _cells(scenario: Scenario, side: Side, reference: Reference) -> dict[str, Cell]:
    status = Chip(side.status, text(f"status.{side.status}")) if side.status else text("scenario.no_target")
    needed = text("scenario.no_need") if side.met else required_words(scenario, side)
    chance = text("projections.chance.met") if side.met else chance_words(side.chance)
    rows: dict[str, Cell] = {
        "target": dated_aim(side.target, scenario, reference, plain=False)
        if side.target
        else text("scenario.no_target"),
        "value": value_words(scenario, side),
        "band": band_words(scenario, side),
        "status": status,
        "chance": chance or text("scenario.no_chance"),
        "reached": reached_words(scenario, side),
        "required": needed,
        "pace": pace_words(scenario, side.pace),
    }
    return rows | ({"missing": missing_words(scenario, side)} if scenario.size else {})


def _years(scenario: Scenario, view: View) -> Table:
    """Return both courses year by year."""
    records = year_records(scenario, view.reference)
    heads = [text(f"scenario.column_{name}") for name in ("year", "before", "after")]
    cells = [_year_cells(one, scenario) for one in records]
    return Table(_name(scenario, "-years"), text("scenario.years"), heads, cells, (1, 2), (*LABELLED, *YEARS), records)


def _year_cells(record: dict[str, Any], scenario: Scenario) -> list[Cell]:
    both = [figure_words(scenario, record[name]) for name in ("as_it_stands", "scenario_value")]
    return [str(record["time_period"]), *both]


def _name(scenario: Scenario, end: str) -> str:
    standing = scenario.standing
    area = standing.area.replace("+", "-")[:15]
    return f"scenario-{standing.indicator.indicator.replace('_', '-')}-{area}{end}"


# ------------------------------------------------------------------------------------------------------- the picture


def make_chart(scenario: Scenario, view: View) -> ScenarioChart:
    """Return the chart of a scenario: the figures, both courses, the running target and the one assumed.

    Raises:
        ValueError: If the area has no figure to start from.
    """
    standing, reference = scenario.standing, view.reference
    series = standing.judgement.series
    if series is None:
        message = "a scenario starts from a figure"
        raise ValueError(message)
    shown = series.with_points(series.points[-YEARS_SHOWN:])
    line = TrendLine(view.name_of(standing.area), short_area(standing.area, reference), shown, own=standing.own)
    assumed = condition_words(scenario, reference) if scenario.is_moved else text("scenario.unchanged")
    chart = ScenarioChart(
        title=_title(scenario, reference),
        about=text(
            "scenario.picture_about", label=text("scenario.label"), unit=unit_words(scenario.unit), assumed=assumed
        ),
        source=source_words([series], view.revision_of(standing.indicator.indicator)),
        alt="",
        unit_measure=scenario.unit,
        lines=[line],
        aims=_aims(scenario, reference),
        paths=_paths(scenario) if standing.course.last.dated else (),
        fans=() if standing.course.last.dated else _fans(scenario, view),
        course=course_name(standing),
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


def _alt(chart: ScenarioChart, scenario: Scenario) -> str:
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


def _fans(scenario: Scenario, view: View) -> list[ProjectionFan]:
    standing, until = scenario.standing, _last_year(scenario)
    name, kind = view.name_of(standing.area), course_name(standing)
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
