"""Scenarios in words: the answer in a sentence, and the rows of the table that sets both sides side by side."""

import math
from dataclasses import dataclass

from data.reference import Reference
from data.schemas.target import Target
from i18n import format_money, format_pace, format_plain, format_projected, format_value, text
from metrics.aim import HUNDRED
from metrics.scenario import Course
from services.projecting.projection_words import chance_words
from services.scenario.scenarios import Standing, Wish
from services.scenario.sides import Side
from services.scorecard import area_population
from services.sentences import area_phrase, topic_of
from services.shortfall.amounts import amount_words
from services.shortfall.shortfalls import Gap
from services.tracker import State
from services.wording import describe_aim, is_lower_end, name_list, target_unit

MOST_NAMED = 4
TWICE = 2
TEN_BILLION = 1e10


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


def answer_words(scenario: Scenario, reference: Reference) -> list[str]:
    """Return the answer in sentences: where the indicator would stand, its status, its chance, and the target meant."""
    before, after = scenario.before, scenario.after
    found = [_headline(scenario, reference)]
    if after.target and after.chance is not None and not after.met:
        aim = dated_aim(after.target, scenario, reference, plain=False)
        said = {"aim": aim, "after": chance_words(after.chance), "before": chance_words(before.chance)}
        known = before.chance is not None and scenario.is_changed and said["after"] != said["before"]
        found.append(text("scenario.chance_instead" if known else "scenario.chance", **said))
    if scenario.is_retargeted and before.target and after.target:
        aims = {
            "aim": dated_aim(after.target, scenario, reference),
            "running": dated_aim(before.target, scenario, reference),
        }
        found.append(text("scenario.counted_to", **aims))
    if not scenario.is_changed:
        key = "scenario.reach_none" if scenario.wish.change == "reach" else "scenario.nothing_changed"
        found.append(text(key))
    return found


def _headline(scenario: Scenario, reference: Reference) -> str:
    standing, wish = scenario.standing, scenario.wish
    was = figure_words(scenario, standing.course.at(wish.year))
    will = figure_words(scenario, scenario.after.value)
    details = {
        "topic": topic_of(standing.indicator.indicator, reference),
        "area": area_phrase(standing.area, reference),
        "year": wish.year,
        "before": was,
        "after": will,
        "verdict": _verdict(scenario),
    }
    if not scenario.is_moved:
        return text("scenario.as_it_stands", basis=course_words(standing), **details)
    key = "scenario.same" if was == will else "scenario.moved"
    return text(key, condition=condition_words(scenario, reference), **details)


def course_figure(value: float, unit: str) -> str:
    """Return a value of a course: with no more figures than a course can promise."""
    return (
        format_money(value, 0 if abs(value) >= TEN_BILLION else 1) if unit == "USD" else format_projected(value, unit)
    )


def figure_words(scenario: Scenario, value: float) -> str:
    """Return a value of one of the courses; one that begins at the lower end of a range is that or more."""
    words = course_figure(value, scenario.unit)
    open_above = is_lower_end(scenario.standing.judgement) and value < HUNDRED
    return text("scenario.or_more", value=words) if open_above else words


def course_words(standing: Standing) -> str:
    """Return what the course of an indicator as it stands is."""
    if standing.from_countries:
        return text("scenario.course.countries")
    if standing.projected:
        return text("scenario.course.projected")
    return text("scenario.course.straight" if standing.has_pace else "scenario.course.unknown")


def condition_words(scenario: Scenario, reference: Reference) -> str:
    """Return what is assumed, as the end of a sentence."""
    standing, wish = scenario.standing, scenario.wish
    if wish.change == "reach":
        names = name_list([area_phrase(one, reference) for one in wish.reach], MOST_NAMED)
        level = format_value(wish.reach_level, scenario.unit)
        key = "scenario.if_reach" if standing.rising else "scenario.if_come_down"
        return text(key, names=names, level=level, by=wish.reach_by)
    if wish.change == "pace":
        return text("scenario.if_pace", pace=format_pace(wish.pace, scenario.unit), start=wish.start)
    often = "twice" if wish.times == TWICE else "times"
    key = f"scenario.if_{often}" if standing.projected else f"scenario.if_{often}_of_late"
    return text(key, times=format_plain(wish.times, 2), start=wish.start)


def _verdict(scenario: Scenario) -> str:
    before, after = scenario.before.status, scenario.after.status
    if after is None:
        return ""
    word = text(f"status.{after}").lower()
    if before is None or not scenario.is_changed:
        return text("scenario.verdict", status=word)
    if before == after:
        return text("scenario.verdict_still", status=word)
    return text("scenario.verdict_instead", status=word, before=text(f"status.{before}").lower())


def dated_aim(target: Target, scenario: Scenario, reference: Reference, *, plain: bool = True) -> str:
    """Return the level of a target with its year: 90 % by 2030; unless plain, with the level that counts as met."""
    meant = target.model_copy(update={"met_at": None}) if plain else target
    aim = describe_aim(meant, scenario.standing.judgement, target_unit(target, reference))
    return text("scenario.dated_aim", aim=aim, year=target.target_year)


def reached_words(scenario: Scenario, side: Side) -> str:
    """Return when a side is at the level that counts as met: the year, later than the last one, or already."""
    if side.met:
        return text("scenario.already")
    if side.target is None:
        return text("scenario.no_target")
    may_be_earlier = is_lower_end(scenario.standing.judgement)
    if side.reached is None:
        key = "scenario.no_pace" if may_be_earlier else "scenario.later_than"
        return text(key, year=scenario.standing.last_year)
    return text("scenario.or_earlier", year=side.reached) if may_be_earlier else str(side.reached)


def value_words(scenario: Scenario, side: Side) -> str:
    """Return the value of a side with its year."""
    return text("scenario.value", value=figure_words(scenario, side.value), year=side.year)


def band_words(scenario: Scenario, side: Side) -> str:
    """Return where four outcomes in five would fall."""
    if side.outcome is None:
        return text("scenario.no_band")
    low, high = (course_figure(one, scenario.unit) for one in (side.outcome.low80, side.outcome.high80))
    return text("scenario.band", low=low, high=high)


def required_words(scenario: Scenario, side: Side) -> str:
    """Return the pace that is needed; at most that where the share it starts from may be higher."""
    words = pace_words(scenario, side.required)
    at_most = side.required is not None and is_lower_end(scenario.standing.judgement)
    return text("missing.at_most", amount=words) if at_most else words


def pace_words(scenario: Scenario, pace: float | None) -> str:
    """Return a pace, or that none is known."""
    return text("scenario.no_pace") if pace is None else format_pace(pace, scenario.unit)


def missing(scenario: Scenario, side: Side) -> float | None:
    """Return what is still missing to the target in its year, in the unit of the shortfall; None where not counted."""
    gap, size, target = scenario.gap, scenario.size, side.target
    if gap is None or size is None or target is None or target.target_value is None:
        return None
    found = max(0.0, size * (target.target_value - side.value) / HUNDRED)
    return float(math.ceil(round(found, 9))) if gap.whole else found


def missing_words(scenario: Scenario, side: Side) -> str:
    """Return what is still missing to the target in its year, in words."""
    found = missing(scenario, side)
    if found is None or scenario.gap is None:
        return text("scenario.not_counted")
    if not found:
        return text("scenario.nothing")
    words = amount_words(found, scenario.gap)
    return text("missing.at_most", amount=words) if is_lower_end(scenario.standing.judgement) else words
