"""Scenarios in words and as records: the answer in a sentence, the cells of both sides, and the rows of the files."""

import math
from typing import Any

from data.reference import Reference
from data.schemas.target import Target
from exhibits.origins import edition_words
from i18n import format_money, format_pace, format_plain, format_projected, format_value, text
from metrics.aim import HUNDRED
from services.groups import area_name, name_list
from topics.gap.words import amount_words
from topics.projection_words import chance_words
from topics.scenario.courses import Standing
from topics.scenario.outcomes import Scenario, Side
from topics.sentences import area_phrase, topic_of
from topics.wording import describe_aim, is_lower_end, range_words, target_unit

MOST_NAMED = 4
TWICE = 2
TEN_BILLION = 1e10


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


# ---------------------------------------------------------------------------------------------------------- as records


Record = dict[str, Any]
LABELLED = ("note", "indicator", "ref_area", "area", "unit_measure", "edition", "assumed")
"""What stands first in every row of a file."""
SIDES = (
    *LABELLED,
    "side",
    "target_value",
    "target_year",
    "value",
    "low80",
    "high80",
    "status",
    "chance",
    "chance_words",
    "reached_year",
    "required_pace",
    "pace",
    "missing",
    "missing_unit",
)
YEARS = ("time_period", "as_it_stands", "low80", "high80", "scenario_value")


def side_records(scenario: Scenario, reference: Reference) -> list[Record]:
    """Return both sides, each in a row of its own."""
    before = _side_record(scenario, scenario.before, reference, "as_it_stands")
    return [before, _side_record(scenario, scenario.after, reference, "scenario")]


def _side_record(scenario: Scenario, side: Side, reference: Reference, name: str) -> Record:
    outcome, target = side.outcome, side.target
    return _labelled(scenario, reference) | {
        "side": name,
        "target_value": target.target_value if target else None,
        "target_year": side.year,
        "value": side.value,
        "low80": outcome.low80 if outcome else None,
        "high80": outcome.high80 if outcome else None,
        "status": side.status or "",
        "chance": side.chance,
        "chance_words": chance_words(side.chance),
        "reached_year": side.reached,
        "required_pace": side.required,
        "pace": side.pace,
        "missing": missing(scenario, side),
        "missing_unit": scenario.gap.unit if scenario.gap and scenario.size else "",
    }


def _labelled(scenario: Scenario, reference: Reference) -> Record:
    standing = scenario.standing
    assumed = condition_words(scenario, reference) if scenario.is_moved else text("scenario.unchanged")
    return {
        "note": ". ".join(filter(None, (text("scenario.label"), range_words(standing.judgement)))),
        "indicator": standing.indicator.indicator,
        "ref_area": standing.area,
        "area": area_name(standing.area, reference),
        "unit_measure": scenario.unit,
        "edition": edition_words(standing.judgement.edition or ""),
        "assumed": f"{text('scenario.file_before', course=course_words(standing))}; {assumed}",
    }


def year_records(scenario: Scenario, reference: Reference) -> list[Record]:
    """Return both courses year by year, up to the later of the two target years."""
    standing, last = scenario.standing, max(scenario.before.year, scenario.after.year)
    projection = standing.judgement.projection
    fan = projection.fan if projection and not standing.from_countries else None
    return [
        _labelled(scenario, reference)
        | {
            "time_period": year,
            "as_it_stands": standing.course.at(year),
            "low80": fan.at(year, "low80") if fan else None,
            "high80": fan.at(year, "high80") if fan else None,
            "scenario_value": scenario.course.at(year),
        }
        for year in range(standing.course.first, last + 1)
    ]
