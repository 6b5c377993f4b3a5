"""How a shortfall is counted: to which target, in people, households, tonnes or schools, and what each country has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from data.reference import Reference
from data.schemas.indicator import Indicator
from data.schemas.target import Target
from metrics.aggregates import POPULATION, population
from metrics.aim import HUNDRED, make_aim
from metrics.editions import edition_in_use
from metrics.live import is_live
from metrics.series import Point, Series
from metrics.shortfall import Holding, count_holdings
from services.groups import custom_members, group_code, is_custom, is_known
from services.misuse import Misuse
from services.registers import newest_censuses
from services.tracker import State
from services.view import View
from topics.projections import FIRST_FRAMEWORK
from topics.trends import used_series

Measure = Literal["people", "prices", "households", "parts", "counts"]
Counts = Mapping[str, Mapping[str, tuple[int, int, int]]]
"""Indicator -> country -> (all, those known to have reached it, those known not to): what a census counts."""

NO_COUNTS: Counts = {}
HOUSEHOLDS = "households"
COUNTED = ("schools_online", "school_speed_20")
"""Shares of schools: their number by country comes from a school census, not from observations."""


def targets_of(view: View, indicator: str) -> list[Target]:
    """Return the targets of an indicator to which a shortfall can be counted, the one taken by default first.

    Running targets stand before past ones; among them those of UMC2030, then those set for each country.
    """
    found, day = [one for one in view.state.targets if one.indicator == indicator and _splits(one)], view.day
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


def pick_target(view: View, indicator: str, target_id: str | None) -> Target:
    """Return the target asked for, or the running one of the indicator.

    Raises:
        Misuse: If there is no such target, it belongs to another indicator, or none of the indicator's is running.
    """
    if target_id is None:
        return _running(view, indicator)
    by_code = {one.target_id.upper(): one for one in view.state.targets}
    found = by_code.get(target_id.upper())
    if found is None:
        raise Misuse.of("unknown-target", value=target_id)
    if found.indicator != indicator:
        raise Misuse.of("target-of-other-indicator", target=found.target_id, other=found.indicator, value=indicator)
    return found


def _running(view: View, indicator: str) -> Target:
    day, found = view.day, targets_of(view, indicator)
    live = [one for one in view.state.targets if one.indicator == indicator and is_live(one, day)]
    if found and is_live(found[0], day):
        return found[0]
    if live:  # it is running, but cannot be split: `refuse` says why
        return live[0]
    name = view.reference.indicators[indicator].name
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


def offered_indicators(view: View, counts: Counts = NO_COUNTS) -> Sequence[str]:
    """Return the indicators that have a target to count to, and figures (or a census that could bring them)."""
    there = view.state.world.book.indicators() | set(counts) | set(COUNTED[:1])
    return [name for name in view.reference.indicators if name in there and targets_of(view, name)]


# --------------------------------------------------------------------------------------------- what each country holds


@dataclass(frozen=True)
class Member:
    """A country (or region) with a figure: the observation, its series, and the absolute numbers behind it.

    A census has no observation: `point` and `series` are None, and `value` is the share known to be there; `high` is
    the share with that of which nobody knows.
    """

    holding: Holding
    value: float
    point: Point | None = None
    series: Series | None = None

    @property
    def high(self) -> float:
        """Return the value if all were there of which nobody knows; the value itself where everything is known."""
        one = self.holding
        return HUNDRED * (one.held + one.perhaps) / one.size if one.perhaps else self.value

    @property
    def ref_area(self) -> str:
        """Return the code of the member."""
        return self.holding.ref_area


def counted_members(counts: Mapping[str, tuple[int, int, int]], countries: Sequence[str]) -> list[Member]:
    """Return the countries that a census counts."""
    found = count_holdings({area: counts[area] for area in countries if area in counts})
    return [Member(one, HUNDRED * one.held / one.size) for one in found]


def measured_members(
    state: State,
    indicator: Indicator,
    target: Target,
    measure: Measure,
    areas: Sequence[str],
    edition: str | None = None,
) -> list[Member]:
    """Return the areas with a figure, each in its edition in use, or all in the one given."""
    found = (_member(state, indicator, target, measure, area, edition) for area in areas)
    return [one for one in found if one is not None]


def _member(
    state: State, indicator: Indicator, target: Target, measure: Measure, area: str, edition: str | None
) -> Member | None:
    """Return an area with its newest figure and the absolute numbers behind it, None where any of it is not known."""
    book = state.world.book
    stated = [one for one in book.of(indicator.indicator, area) if edition in (None, one.edition)]
    series = edition_in_use(stated, state.world.limits.fewest_periods_of_an_edition)
    if series is None:
        return None
    point = series.points[-1]
    if measure == "parts":
        holding = _parts(state, indicator, series, point)
    else:
        holding = _of_size(_size(state, measure, area, point.year), area, point.value, target, measure)
    return Member(holding, point.value, point, series) if holding else None


def _of_size(size: float | None, area: str, value: float, target: Target, measure: Measure) -> Holding | None:
    if not size:
        return None
    if measure == "prices":
        aim = make_aim(target, None)
        return Holding(area, size, size if aim and aim.is_reached(value) else 0.0)
    return Holding(area, size, size * value / HUNDRED)


def _size(state: State, measure: Measure, area: str, year: int) -> float | None:
    """Return how large a member is in a year, or in the nearest there is a figure for: persons, or households."""
    if measure != "households":
        return population(state.world.book, area, year)
    series = used_series(state, weight_of(measure), area)
    return min(series.points, key=lambda one: (abs(one.year - year), -one.year)).value if series else None


def _parts(state: State, indicator: Indicator, series: Series, point: Point) -> Holding | None:
    """Return the two quantities behind a rate, of its edition and period.

    Where only the whole is stated (the e-waste generated), the part follows from the rate.
    """
    part, whole = indicator.derived.of if indicator.derived else ("", "")
    size = _stated(state, whole, series, point)
    if not size:
        return None
    held = _stated(state, part, series, point)
    return Holding(series.ref_area, size, held if held is not None else size * point.value / HUNDRED)


def _stated(state: State, indicator: str, series: Series, point: Point) -> float | None:
    found = (one for one in state.world.book.of(indicator, series.ref_area) if one.edition == series.edition)
    return next((each.value for one in found for each in one.points if each.period == point.period), None)
