"""To which target a shortfall is counted, and in what: people, households, tonnes or schools, or not at all."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from data.reference import Reference
from data.schemas.indicator import Indicator
from data.schemas.target import Target
from metrics.aggregates import POPULATION
from metrics.aim import HUNDRED
from services.groups import custom_members, group_code, is_custom, is_known
from services.misuse import Misuse
from services.registers import newest_censuses
from services.tracker import State

Measure = Literal["people", "prices", "households", "parts", "counts"]
Counts = Mapping[str, Mapping[str, tuple[int, int, int]]]
"""Indicator -> country -> (all, those known to have reached it, those known not to): what a census counts."""

NO_COUNTS: Counts = {}
FIRST_FRAMEWORK = "UMC2030"
"""Its running targets come first where an indicator has several: they are set for each country too."""
HOUSEHOLDS = "households"
COUNTED = ("schools_online", "school_speed_20")
"""Shares of schools: their number by country comes from a school census, not from observations."""


def is_live(target: Target, day: date) -> bool:
    """Return whether a target is still running, with a number."""
    return target.target_year >= day.year and target.target_value is not None and target.kind != "qualitative"


def targets_of(state: State, indicator: str, day: date) -> list[Target]:
    """Return the targets of an indicator to which a shortfall can be counted, the one taken by default first.

    Running targets stand before past ones; among them those of UMC2030, then those set for each country.
    """
    found = [one for one in state.targets if one.indicator == indicator and _splits(one)]
    return sorted(
        found, key=lambda one: (not is_live(one, day), one.framework != FIRST_FRAMEWORK, not one.for_each_country)
    )


def _splits(target: Target) -> bool:
    """Return whether a target asks for a level, so that each country can be measured against it."""
    kind = (target.kind, target.direction)
    return target.target_value is not None and kind in (("level", "up"), ("ceiling", "down"))


def measure_of(indicator: Indicator, target: Target) -> Measure | None:
    """Return in what a shortfall to the target is counted, None where it has no absolute number.

    A share of people is counted in people; a price in the people who live above the ceiling; a share of households in
    households; a rate that is one quantity over another in that other's unit (tonnes); a share of schools in schools.
    """
    if target.kind == "ceiling":
        return "prices" if indicator.weight == "economies" else None
    if indicator.people:
        return "people"
    if indicator.weight == "households":
        return "households"
    if indicator.indicator in COUNTED:
        return "counts"
    rule = indicator.derived
    return "parts" if rule and rule.rule == "ratio" and rule.times == HUNDRED else None


def pick_target(state: State, reference: Reference, indicator: str, target_id: str | None, day: date) -> Target:
    """Return the target asked for, or the running one of the indicator.

    Raises:
        Misuse: If there is no such target, it belongs to another indicator, or none of the indicator's is running.
    """
    if target_id is None:
        return _running(state, reference, indicator, day)
    by_code = {one.target_id.upper(): one for one in state.targets}
    found = by_code.get(target_id.upper())
    if found is None:
        raise Misuse.of("unknown-target", value=target_id)
    if found.indicator != indicator:
        raise Misuse.of("target-of-other-indicator", target=found.target_id, other=found.indicator, value=indicator)
    return found


def _running(state: State, reference: Reference, indicator: str, day: date) -> Target:
    found = targets_of(state, indicator, day)
    live = [one for one in state.targets if one.indicator == indicator and is_live(one, day)]
    if found and is_live(found[0], day):
        return found[0]
    if live:  # it is running, but cannot be split: `refuse` says why
        return live[0]
    name = reference.indicators[indicator].name
    if not found:
        raise Misuse.of("no-target-to-count-to", name=name)
    raise Misuse.of("no-running-target", name=name, known=", ".join(one.target_id for one in found))


def known_indicator(indicator: str, reference: Reference) -> str:
    """Return the code of an indicator as we write it.

    Raises:
        Misuse: If there is no such indicator.
    """
    if indicator.lower() not in reference.indicators:
        raise Misuse.of("unknown-indicator", value=indicator)
    return indicator.lower()


def known_area(area: str, reference: Reference) -> str:
    """Return the code of an area as we write it; a group that somebody put together is one too.

    Raises:
        Misuse: If there is no such area.
    """
    code = area.upper()
    if is_custom(code):
        code = group_code(one.strip() for one in custom_members(code))
    if not is_known(code, reference):
        raise Misuse.of("unknown-area", value=area)
    return code


def weight_of(measure: Measure) -> str:
    """Return the indicator whose figures say how large a member is."""
    return HOUSEHOLDS if measure == "households" else POPULATION


def refuse(state: State, indicator: Indicator, target: Target, counts: Counts) -> Measure:
    """Return in what the shortfall is counted.

    Raises:
        Misuse: If it cannot be counted: the target has no level to reach, or no absolute number stands behind it.
    """
    name = indicator.name
    if target.target_value is None or target.kind == "qualitative":
        raise Misuse.of("shortfall-without-number", target=target.target_id)
    measure = measure_of(indicator, target)
    if not _splits(target) or (target.kind == "ceiling" and measure is None):
        raise Misuse.of("shortfall-of-no-level", target=target.target_id)
    if measure == "households" and not has_figures(state, HOUSEHOLDS):
        raise Misuse.of("shortfall-of-households", name=name)
    if measure == "counts" and not counts.get(indicator.indicator):
        raise Misuse.of("shortfall-not-counted" if counts else "shortfall-without-census", name=name)
    if measure is None:
        raise Misuse.of("shortfall-not-counted", name=name)
    return measure


def census_counts(state: State) -> Counts:
    """Return what the newest school census of each country counts; nothing as long as none is published."""
    newest = newest_censuses(state.registers)
    found = {area: (one.total, one.connected, one.unconnected) for area, one in newest.items()}
    return {COUNTED[0]: found} if newest else NO_COUNTS


def has_figures(state: State, indicator: str) -> bool:
    """Return whether there is any figure of an indicator."""
    return indicator in state.world.book.indicators()


def offered_indicators(state: State, reference: Reference, day: date, counts: Counts = NO_COUNTS) -> Sequence[str]:
    """Return the indicators that have a target to count to, and figures (or a census that could bring them)."""
    there = state.world.book.indicators() | set(counts) | set(COUNTED[:1])
    return [name for name in reference.indicators if name in there and targets_of(state, name, day)]
