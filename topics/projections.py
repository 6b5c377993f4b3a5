"""Projections as the command line and the pages ask for them: towards a target, and the record of past ones."""

import math
from dataclasses import asdict
from datetime import date
from typing import Any

from data.reference import Reference
from data.schemas.target import PER_CENT, Target
from exhibits.origins import edition_words
from i18n import text
from metrics.aim import HUNDRED, make_aim
from metrics.backtest import Span, make_record
from metrics.fan import Path
from metrics.judgement import PAST_STATUSES, Judgement
from metrics.judging import judge
from metrics.live import is_live
from metrics.official import METHODS, Method, Official, no_answer, official_methods
from metrics.projection import kind_of_indicator
from metrics.record import Record as Forecasts
from services.groups import is_known
from services.misuse import Misuse
from services.tracker import State
from services.view import View
from topics.projection_words import chance_words, official_words, why_not_projected
from topics.scorecard import ScorecardRow
from topics.wording import describe_reason

Record = dict[str, Any]
PATHS: tuple[Path, ...] = ("median", "low80", "high80", "low50", "high50")
WORLD = "WLD"
YEAR_WITHOUT_TARGET = 2030
FIRST_FRAMEWORK = "UMC2030"
"""Its running targets come first where an indicator has several: they are set for each country too."""
NO_LEVEL: Record = {
    **dict.fromkeys(
        (
            "target_id",
            "target_year",
            "level",
            "chance",
            "chance_of",
            "reached_year",
            "reached_low",
            "reached_high",
            "required_pace",
        )
    ),
    "chance_words": "",
    "peers_that_managed": [],
    "peers_compared": 0,
    "official": dict.fromkeys(METHODS),
}


def officially(judgement: Judgement, target: Target) -> dict[Method, Official]:
    """Return what each official method says of a target that was judged; none judges one whose year has passed."""
    if judgement.status in PAST_STATUSES:
        return {name: no_answer(name, "year-passed") for name in METHODS}
    value, period = judgement.baseline_value, judgement.baseline_period
    baseline = (value, period) if value is not None and period else None
    unit = unit_judged(judgement, target)
    return official_methods(make_aim(target, value), baseline, judgement.latest, target.target_year, unit)


def unit_judged(judgement: Judgement, target: Target) -> str:
    """Return the unit of the figures of a judgement: those of a country share are per cent, whatever was counted."""
    if target.kind == "country_share":
        return PER_CENT
    return target.unit_measure or (judgement.series.unit_measure if judgement.series else "")


def official_record(judgement: Judgement, target: Target) -> Record:
    """Return what each official method says: its number, its label and words, and the version of the method."""
    return {
        name: asdict(found) | {"words": official_words(found)} for name, found in officially(judgement, target).items()
    }


def projection_record(judgement: Judgement) -> Record | None:
    """Return where an indicator will be in the target year and when the target will be met; None without projection."""
    found = judgement.projection
    if found is None:
        return None
    reached = dict(zip(("reached_year", "reached_low", "reached_high"), found.reached, strict=True))
    paths: Record = {name: found.at_target(name) for name in PATHS}
    return {"method": found.method, **paths, **reached, "points": found.points, "errors": found.errors}


def flat_projection(record: Record) -> Record:
    """Return a row of the scorecard with its projection and the official labels as columns of their own."""
    projection, official = record.pop("projection") or {}, record.pop("official")
    names = ("method", *PATHS, "reached_year", "reached_low", "reached_high")
    flat = {f"projection_{name}": projection.get(name) for name in names}
    return record | flat | {f"official_{name}": official[name]["words"] for name in METHODS}


def project_record(
    state: State, reference: Reference, asked: tuple[str, str], level: tuple[int | None, float | None], today: date
) -> Record:
    """Return the projection of an indicator in an area, towards its running target or another year and level.

    Args:
        state: The published data.
        reference: Indicators and areas.
        asked: Indicator and area.
        level: The year and the value to reach, None for those of the running target.
        today: The day of the judgement.
    """
    target, has_level = running_target(state, reference, asked, level, today)
    judgement = judge(target, asked[1], state.world, today)
    found, last = judgement.projection, judgement.latest
    counted = judgement.not_projected == "projection-required-pace-only"
    edition = judgement.course_edition or judgement.edition
    return {
        "method": found.method if found else "required_pace" if counted else "none",
        "edition": edition_words(edition) if edition else None,
        "last_value": last.value if last else None,
        "last_year": last.year if last else None,
        "points": len(judgement.series.points) if judgement.series else 0,
        "estimated_share": judgement.estimated_share,
        **{name: found.at_target(name) if found else None for name in PATHS},
        **(
            _towards(target, judgement, reference) if has_level else NO_LEVEL | {"reason": why_not_projected(judgement)}
        ),
        "actual_pace": judgement.actual_pace,
    }


def _towards(target: Target, judgement: Judgement, reference: Reference) -> Record:
    """Return what a projection says of a level: chance, year, peers, the official methods, and why."""
    found, met = judgement.projection, judgement.status == "achieved"
    chance = judgement.chance
    reached = found.reached if found else (None, None, None)
    row = ScorecardRow(target, judgement, None)
    return {
        "target_id": target.target_id,
        "target_year": target.target_year,
        "level": judgement.line,
        "chance": chance,
        "chance_of": None if chance is None else "staying" if judgement.staying else "arriving",
        "chance_words": chance_words(chance) or (text("projections.chance.met") if met else ""),
        "reached_year": judgement.met_in if met else reached[0],
        "reached_low": reached[1],
        "reached_high": reached[2],
        "required_pace": judgement.required_pace,
        "peers_that_managed": [reference.areas[one].name for one in found.peers_that_managed] if found else [],
        "peers_compared": found.peers_compared if found else 0,
        "official": official_record(judgement, target),
        "reason": describe_reason(row, reference) if found else why_not_projected(judgement),
    }


def running_target(
    state: State, reference: Reference, asked: tuple[str, str], level: tuple[int | None, float | None], today: date
) -> tuple[Target, bool]:
    """Return the target to project towards, and whether there is a level to reach."""
    indicator, area = asked
    year, value = level
    running = [one for one in state.targets if one.indicator == indicator and is_live(one, today)]
    fitting = [one for one in running if one.for_each_country or one.ref_area == area]
    fitting.sort(key=lambda one: (one.framework != FIRST_FRAMEWORK, not one.for_each_country))
    if fitting:
        changes: Record = {} if value is None else {"target_value": value, "met_at": None}
        return fitting[0].model_copy(update=changes | ({} if year is None else {"target_year": year})), True
    facts = reference.indicators[indicator]
    upwards = facts.direction != "down"
    fields = {
        "target_id": "asked",
        "framework": "asked",
        "wording": facts.name,
        "indicator": indicator,
        "unit_measure": facts.unit_measure,
        "ref_area": area,
        "kind": "level" if upwards else "ceiling",
        "direction": "up" if upwards else "down",
        "target_value": value if value is not None else HUNDRED if upwards else 0.0,
        "target_year": year or YEAR_WITHOUT_TARGET,
    }
    return Target.model_validate(fields), value is not None


def forecast_record(state: State, reference: Reference, indicator: str, span: Span) -> Forecasts:
    """Return the forecast record of an indicator, as the pages show it.

    Raises:
        Misuse: If nothing of this kind is projected.
    """
    kind = kind_of_indicator(reference.indicators[indicator])
    if kind is None:
        raise Misuse.of("nothing-projected", name=reference.indicators[indicator].name)
    return make_record(indicator, kind, state.projector, span)


def backtest_record(state: State, reference: Reference, indicator: str, years: tuple[int | None, int | None]) -> Record:
    """Return the forecast record of an indicator, with origins from one year to another."""
    found = forecast_record(state, reference, indicator, Span(*years))
    return {
        "forecasts": found.forecasts,
        "areas": found.areas,
        "horizons": {str(h): asdict(one) for h, one in found.horizons.items()},
        "brier": found.brier,
        "brier_cagr": found.brier_cagr,
        "reliability": [list(one) for one in found.reliability],
    }


# -------------------------------------------------------------------------------------------- as the command line asks


def project(view: View, asked: tuple[str, str], year: str | None, value: str | None) -> Record:
    """Return the projection of an indicator in an area towards its running target, or another year and level.

    Raises:
        Misuse: If indicator, area, year or level are none.
    """
    indicator, area = known_series(view.reference, *asked)
    level = (read_year(year), read_level(value))
    return project_record(view.state, view.reference, (indicator, area), level, view.day)


def backtest(view: View, indicator: str, first: str | None, last: str | None) -> Record:
    """Return the record of past forecasts of an indicator, from one year of origin to another.

    Raises:
        Misuse: If the indicator or a year is none, or nothing of its kind is projected.
    """
    indicator, _ = known_series(view.reference, indicator, WORLD)
    years = (read_year(first), read_year(last))
    return backtest_record(view.state, view.reference, indicator, years)


def known_series(reference: Reference, indicator: str, area: str) -> tuple[str, str]:
    """Return indicator and area as the reference data write them.

    Raises:
        Misuse: If one of them is none.
    """
    if indicator.lower() not in reference.indicators:
        raise Misuse.of("unknown-indicator", value=indicator)
    if not is_known(area.upper(), reference):
        raise Misuse.of("unknown-area", value=area)
    return indicator.lower(), area.upper()


def read_year(written: str | None) -> int | None:
    """Return a year as written, None where there is none.

    Raises:
        Misuse: If it is no year.
    """
    if written is None:
        return None
    if not (written.isdigit() and len(written) == len("2030")):
        raise Misuse.of("not-a-whole-number", value=written)
    return int(written)


def read_level(written: str | None) -> float | None:
    """Return a level as written, None where there is none.

    Raises:
        Misuse: If it is no number.
    """
    if written is None:
        return None
    try:
        return finite(float(written))
    except ValueError as error:
        raise Misuse.of("not-a-number", value=written) from error


def finite(number: float) -> float:
    """Return a number that is one.

    Raises:
        ValueError: If it is infinite or not a number.
    """
    if not math.isfinite(number):
        message = "not a finite number"
        raise ValueError(message)
    return number
