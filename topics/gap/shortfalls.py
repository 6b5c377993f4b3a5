"""Who makes up the gap: the countries of a group with what each lacks to a target, in people, tonnes or schools."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.reference import Reference
from data.schemas.indicator import Indicator
from data.schemas.target import Target
from metrics.aggregates import aggregate_year, population
from metrics.aim import HUNDRED
from metrics.shortfall import Effect, Shortfall, effect_of, rank_shortfalls
from services.groups import kind_of
from services.misuse import Misuse
from services.tracker import State
from services.view import View
from topics.gap.counting import (
    NO_COUNTS,
    Counts,
    Measure,
    Member,
    census_counts,
    counted_members,
    known_area,
    known_indicator,
    measured_members,
    pick_target,
    refuse,
    weight_of,
)
from topics.sentences import area_phrase

REGIONS = "m49"
"""The scheme of groups that together are the world, each country in one of them."""


@dataclass(frozen=True)
class Ask:
    """What is asked: the shortfall of an area to a target, and in what it is counted."""

    area: str
    indicator: Indicator
    target: Target
    measure: Measure


@dataclass(frozen=True)
class Gap:
    """The shortfall of a group to a target, by member.

    `target_share` is the share (in per cent) of a member's size that the target asks for; for a price all of its
    people shall live below the ceiling, so it is 100. `without` are the members without a figure, with their people
    where those are known, the largest first; `coverage` the share of the group's people who live in `members`.
    `by_region` says that the members are regions of the world, because too few countries have figures, or older ones.
    """

    area: str
    indicator: Indicator
    target: Target
    measure: Measure
    unit: str
    target_share: float
    members: tuple[Member, ...]
    ranked: tuple[Shortfall, ...]
    without: tuple[tuple[str, float | None], ...]
    coverage: float | None
    by_region: bool = False

    @property
    def whole(self) -> bool:
        """Return whether only whole things are counted."""
        return self.measure == "counts"

    @property
    def total(self) -> float:
        """Return what all members certainly lack together, in `unit`."""
        return sum(one.missing for one in self.ranked)

    @property
    def perhaps(self) -> float:
        """Return what they may lack as well, because nobody knows whether it is there."""
        return sum(one.perhaps for one in self.ranked)

    @property
    def is_open(self) -> bool:
        """Return whether of anything nobody knows if it is there, so that a figure is the lower end of a range."""
        return any(one.holding.perhaps for one in self.members)

    def what_if(self, chosen: Collection[str]) -> Effect | None:
        """Return how the aggregate would move if the chosen members reached the target; it changes no data."""
        return effect_of([one.holding for one in self.members], chosen, self.target_share, whole=self.whole)

    def median(self, chosen: Collection[str] = ()) -> float:
        """Return the median of the members' values (of prices), the chosen ones at the target if they are above it.

        Raises:
            ValueError: If there are no members.
        """
        line = self.target.target_value
        values = {
            one.ref_area: min(one.value, line) if one.ref_area in chosen and line is not None else one.value
            for one in self.members
        }
        found = aggregate_year("median", 0, values, dict.fromkeys(values, 1.0))
        if found is None:
            message = "a gap has members"
            raise ValueError(message)
        return found.value


def find_gap(view: View, target: Target, area: str, counts: Counts = NO_COUNTS) -> Gap:
    """Return what each country of an area lacks to a target, counted to the level of the target itself.

    Members are those of the day. Every country is measured by its newest figure, in the edition in use for it, and by
    its size in the year of that figure (or the nearest). A country alone is its own only member.

    Args:
        view: The published data with their reference data, and the day whose members count.
        target: A target with a level to reach.
        area: A country, group, group somebody put together, or the world.
        counts: What a census counts, for shares of schools.

    Raises:
        Misuse: If the shortfall cannot be counted, or no country of the area has a figure.
    """
    state, indicator = view.state, view.reference.indicators[target.indicator]
    measure = refuse(state, indicator, target, counts)
    ask, kind = Ask(area, indicator, target, measure), kind_of(area, view.reference)
    countries = (area,) if kind == "country" else view.members_of(area)
    if measure == "counts":
        found = counted_members(counts[indicator.indicator], countries)
    else:
        found = measured_members(state, indicator, target, measure, countries)
    gap = _make_gap(ask, view, found, countries)
    if measure == "parts" and kind == "world":
        regions = _regions(ask, view)
        gap = regions if regions and (is_too_thin(gap, state) or _is_older(gap, regions, view.day)) else gap
    if not gap.members:
        alone, phrase = kind == "country", area_phrase(area, view.reference)
        code = "shortfall-without-figures-alone" if alone else "shortfall-without-figures"
        raise Misuse.of(code, name=indicator.name, area=phrase[:1].upper() + phrase[1:] if alone else phrase)
    return gap


def is_too_thin(gap: Gap, state: State) -> bool:
    """Return whether the countries with figures hold too little of the group for an aggregate to be shown."""
    return gap.coverage is None or gap.coverage < state.world.limits.aggregate_coverage


def _is_older(gap: Gap, other: Gap, day: date) -> bool:
    """Return whether most figures of a gap are of an earlier year than those of another."""
    return _usual_year(gap.members, day) < _usual_year(other.members, day)


def _make_gap(ask: Ask, view: View, members: Sequence[Member], areas: Sequence[str]) -> Gap:
    """Return the gap that the members make up among all areas of the group."""
    share = HUNDRED if ask.measure == "prices" else float(ask.target.target_value or 0)
    year = _usual_year(members, view.day)
    people = {area: _people_of(area, year, view) for area in areas}
    there = {one.ref_area for one in members}
    without = sorted(((area, people[area]) for area in areas if area not in there), key=_largest_first)
    known = sum(people[area] or 0.0 for area in there)
    whole = max(sum(count for count in people.values() if count), _world_people(ask.area, year, view))
    return Gap(
        area=ask.area,
        indicator=ask.indicator,
        target=ask.target,
        measure=ask.measure,
        unit=_unit(ask, view.reference),
        target_share=share,
        members=tuple(members),
        ranked=rank_shortfalls([one.holding for one in members], share, whole=ask.measure == "counts"),
        without=tuple(without),
        coverage=known / whole if whole else None,
        by_region=any(view.reference.areas[area].kind != "country" for area in areas),
    )


def _regions(ask: Ask, view: View) -> Gap | None:
    """Return the gap by regions of the world, None where none of them has figures.

    All regions are taken from one edition, the newest of those that have most of them, so that they add up.
    """
    state = view.state
    regions = [one.ref_area for one in view.reference.areas.values() if one.scheme == REGIONS]
    stated = [one for area in regions for one in state.world.book.of(ask.indicator.indicator, area)]
    editions = sorted({(one.released, one.edition) for one in stated}, reverse=True)
    tried = [
        measured_members(state, ask.indicator, ask.target, ask.measure, regions, edition) for _, edition in editions
    ]
    found = max(tried, key=len, default=[])
    return _make_gap(ask, view, found, regions) if found else None


def _unit(ask: Ask, reference: Reference) -> str:
    if ask.measure == "counts":
        return "COUNT"
    rule = ask.indicator.derived
    weight = rule.of[1] if ask.measure == "parts" and rule else weight_of(ask.measure)
    return reference.indicators[weight].unit_measure


def _usual_year(members: Sequence[Member], day: date) -> int:
    """Return the year that most figures are of, to compare the people of all members in."""
    years = Counter(one.point.year for one in members if one.point)
    return max(years, key=lambda one: (years[one], one)) if years else day.year


def _people_of(area: str, year: int, view: View) -> float | None:
    book = view.state.world.book
    found = population(book, area, year)
    if found is not None or view.reference.areas[area].kind == "country":
        return found
    known = [population(book, one, year) for one in view.members_of(area)]
    return sum(one for one in known if one) or None


def _world_people(area: str, year: int, view: View) -> float:
    """Return the world's own population, which counts territories too for which none is stated alone.

    For other groups the sum of their members is the whole, because publishers may count other members than ours.
    """
    is_world = kind_of(area, view.reference) == "world"
    return (population(view.state.world.book, area, year) or 0.0) if is_world else 0.0


def _largest_first(pair: tuple[str, float | None]) -> tuple[float, str]:
    return -(pair[1] or 0.0), pair[0]


# ------------------------------------------------------------------------------------ as records, for the command line


def shortfall_records(view: View, indicator: str, area: str, target_id: str | None) -> list[dict[str, Any]]:
    """Return who makes up the gap as records, the largest shortfall first; countries that lack nothing are left out.

    `share` is of the known shortfall, 0 to 1. People and schools are whole numbers.

    Raises:
        Misuse: If something asked for does not exist, or the shortfall cannot be counted.
    """
    indicator, area = known_indicator(indicator, view.reference), known_area(area, view.reference)
    target = pick_target(view, indicator, target_id)
    return gap_records(find_gap(view, target, area, census_counts(view.state)))


def gap_records(gap: Gap) -> list[dict[str, Any]]:
    """Return a gap as records, the largest shortfall first; schools of which nobody knows count in `missing_high`."""
    return [
        {
            "ref_area": one.ref_area,
            "missing": round(one.missing) if gap.unit in ("PS", "COUNT") else round(one.missing, 6),
            **({"missing_high": round(one.missing_high)} if gap.whole else {}),
            "unit": gap.unit,
            "share": one.share,
        }
        for one in gap.ranked
    ]
