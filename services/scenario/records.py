"""Scenarios as records for files: every row says that it is a scenario, or what else it is."""

from typing import Any

from data.reference import Reference
from i18n import text
from services.projecting.projection_words import chance_words
from services.scenario.sides import Side
from services.scenario.words import Scenario, condition_words, course_words, missing
from services.wording import area_name, range_words

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
        "edition": standing.judgement.edition or "",
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
