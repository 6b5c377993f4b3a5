"""What is missing where pledges could help: people offline, schools unconnected, prices above the line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.reference import Reference
from data.schemas.pledge import Pledge
from data.schemas.target import Target
from metrics.aim import HUNDRED
from metrics.pledges import Tally, named_countries, standing, tally
from metrics.schools import Connectivity
from services.figures import Figure, is_figure_old, latest_figure
from services.groups import kind_of
from services.pledges import WORLD, Members, pledges_for
from services.registers import newest_censuses
from services.scorecard import area_population
from services.tracker import State

ONLINE = "individuals_online"
Schools = Mapping[str, Connectivity]
"""The schools of each country with a census."""
SORTS = ("need", "pledged", "per_person")


@dataclass(frozen=True)
class Offline:
    """How many people do not use the Internet: the population times what is missing to all, in the year observed.

    `published` is the year of a published figure too old to be taken, where our own aggregate stands in its place.
    """

    people: float
    figure: Figure
    published: int | None = None


@dataclass(frozen=True)
class Unconnected:
    """How many schools are not connected, from those known not to be to those not known to be; in so many countries."""

    low: int
    high: int
    countries: int


@dataclass(frozen=True)
class PriceNeed:
    """A price and its ceiling: the figure of a country, or how many economies of a group do not meet it, of how many.

    Exactly at the ceiling it is not met where the target is strict (below 2 %), and met where it is not (at most).
    `years` are those of the oldest and the newest figure counted; `left_out` economies have only older ones.
    """

    target: Target
    line: float
    figure: Figure | None = None
    above: int = 0
    of: int = 0
    years: tuple[int, int] | None = None
    left_out: int = 0

    @property
    def over(self) -> float | None:
        """Return by how many points a country's price is above the ceiling; negative below it."""
        return None if self.figure is None else self.figure.value - self.line


@dataclass(frozen=True)
class Need:
    """What is missing in an area; None where nothing is known."""

    ref_area: str
    offline: Offline | None
    schools: Unconnected | None
    prices: tuple[PriceNeed, ...]


@dataclass(frozen=True)
class MoneyRow:
    """A country with the pledges that name it, counted in full, beside what is missing there.

    `prices` are those of it that are known, each with its ceiling.
    """

    ref_area: str
    tally: Tally
    offline: Offline | None
    schools: Unconnected | None = None
    prices: tuple[PriceNeed, ...] = ()

    @property
    def per_person(self) -> float | None:
        """Return the US dollars pledged for each person offline; None without such people or without such dollars."""
        unvalued = bool(self.tally.count) and not self.tally.valued
        if unvalued or not self.offline or not self.offline.people:
            return None
        return self.tally.pledged_usd / self.offline.people


def need_of(
    state: State,
    reference: Reference,
    ref_area: str,
    countries: Sequence[str],
    day: date,
    schools: Schools | None = None,
) -> Need:
    """Return what is missing in an area, whose countries on the day are given.

    `schools` are those counted, for an invented census, which no state holds; else those of the state's censuses.
    """
    alone = kind_of(ref_area, reference) == "country"
    counted = schools_by_country(state) if schools is None else schools
    prices = _prices(state, ref_area, () if alone else countries, day)
    return Need(ref_area, people_offline(state, ref_area, day), _schools(counted, countries), prices)


def _prices(state: State, ref_area: str, countries: Sequence[str], day: date) -> tuple[PriceNeed, ...]:
    lines = [one for one in state.targets if one.kind == "ceiling" and one.for_each_country and one.ref_area == WORLD]
    prices = [_price(state, one, ref_area, countries, day) for one in lines if one.target_value is not None]
    return tuple(one for one in prices if one.figure or one.of)


def people_offline(state: State, ref_area: str, day: date) -> Offline | None:
    """Return the people offline in an area, None where Internet use or population is not known.

    Where the published figure of a group is too old on the day, our own aggregate of its countries is taken instead,
    if that is not too old as well.
    """
    figure, published = latest_figure(state, ONLINE, ref_area), None
    if figure is not None and figure.aggregate is None and is_figure_old(figure, state, day):
        own = own_figure(state, ONLINE, ref_area)
        if own is not None and not is_figure_old(own, state, day):
            figure, published = own, figure.year
    people = area_population(state, ref_area, figure.year) if figure else None
    if figure is None or people is None:
        return None
    return Offline(people * max(HUNDRED - figure.value, 0.0) / HUNDRED, figure, published)


def own_figure(state: State, indicator: str, ref_area: str) -> Figure | None:
    """Return the newest value of our own aggregate of an area, None where there is none."""
    series, by_year = state.groups.of(indicator, ref_area)
    if series is None or not series.points:
        return None
    latest = series.points[-1]
    return Figure(ref_area, latest, series, by_year.get(latest.year))


def schools_by_country(state: State) -> dict[str, Connectivity]:
    """Return the schools of each country that the newest published census counts."""
    return {
        area: Connectivity(one.connected, one.unconnected, one.total - one.connected - one.unconnected)
        for area, one in newest_censuses(state.registers).items()
    }


def _schools(schools: Schools, countries: Sequence[str]) -> Unconnected | None:
    found = [schools[area] for area in countries if area in schools]
    if not found:
        return None
    return Unconnected(sum(one.no for one in found), sum(one.no + one.unknown for one in found), len(found))


def _price(state: State, target: Target, ref_area: str, countries: Sequence[str], day: date) -> PriceNeed:
    line = target.target_value or 0.0
    if not countries:
        return PriceNeed(target, line, latest_figure(state, target.indicator, ref_area))
    known = [one for area in countries if (one := latest_figure(state, target.indicator, area))]
    recent = [one for one in known if not is_figure_old(one, state, day)]
    above = [one for one in recent if one.value > line or (target.strict and one.value == line)]
    found = [one.year for one in recent]
    years = (min(found), max(found)) if found else None
    return PriceNeed(target, line, None, len(above), len(recent), years, len(known) - len(recent))


def money_rows(
    pledges: Sequence[Pledge],
    countries: Sequence[str],
    state: State,
    day: date,
    sort: str = SORTS[0],
    schools: Schools | None = None,
) -> list[MoneyRow]:
    """Return the countries that pledges name or where people offline or schools are known, in the order asked for.

    Args:
        pledges: The pledges; one that names several countries stands in full under each of them.
        countries: The countries to look at.
        state: The published data.
        day: The day they are looked at.
        sort: `need` (most people offline first), `pledged` (most dollars) or `per_person` (fewest dollars for each).
        schools: The schools that are counted, for an invented census; else those of the state's censuses.
    """
    named = named_countries(standing(pledges), frozenset(countries))
    counted = schools_by_country(state) if schools is None else schools
    rows = [
        MoneyRow(
            area,
            tally(named.get(area, ())),
            people_offline(state, area, day),
            _schools(counted, (area,)),
            _prices(state, area, (), day),
        )
        for area in countries
    ]
    known = [one for one in rows if one.tally.count or one.offline or one.schools]
    return sorted(known, key=lambda row: _place(row, sort))


def _place(row: MoneyRow, sort: str) -> tuple[float, float, str]:
    people = row.offline.people if row.offline else -1.0
    if sort == "pledged":
        return -row.tally.pledged_usd, -people, row.ref_area
    if sort == "per_person":
        each = row.per_person
        nothing_known = 0.0 if row.offline and row.offline.people else float("inf")
        return (nothing_known if each is None else each), -people, row.ref_area
    return -people, -row.tally.pledged_usd, row.ref_area


def is_old(found: Offline, state: State, day: date) -> bool:
    """Return whether the figure of Internet use is too old to say much about today."""
    return is_figure_old(found.figure, state, day)


def countries_of(ref_area: str, reference: Reference, members_of: Members, day: date) -> tuple[str, ...]:
    """Return the countries of an area on a day; a country is its own only one."""
    if kind_of(ref_area, reference) == "country":
        return (ref_area,)
    return tuple(members_of(ref_area, day))


def money_for(pledges: Sequence[Pledge], ref_area: str, members_of: Members, day: date) -> Tally:
    """Return the tally of the pledges that concern an area, each counted once."""
    return tally(pledges_for(pledges, ref_area, members_of, day))


def unnamed_among_neediest(rows: Sequence[MoneyRow], most: int) -> tuple[list[str], int]:
    """Return which of the countries with the most people offline no pledge names, and how many were looked at."""
    known = sorted((one for one in rows if one.offline), key=lambda row: _place(row, "need"))[:most]
    return [one.ref_area for one in known if not one.tally.count], len(known)
