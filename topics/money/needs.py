"""What is missing where pledges could help: people offline, schools unconnected, prices above the line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.schemas.pledge import Pledge
from data.schemas.target import Target
from metrics.aim import HUNDRED
from metrics.pledges import Tally, named_countries, standing, tally
from metrics.schools import Connectivity
from services.groups import kind_of
from services.pledges import WORLD, pledges_for
from services.registers import newest_censuses
from services.tracker import State
from services.view import View
from topics.profile import scheme_of
from topics.scorecard import Figure, area_population, is_figure_old, latest_figure

ONLINE = "individuals_online"
PEERS = "itu-region"
"""A country stands among those of its region of ITU."""
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


def need_of(view: View, ref_area: str, countries: Sequence[str], schools: Schools | None = None) -> Need:
    """Return what is missing in an area, whose countries on the day are given.

    `schools` are those counted, for an invented census, which no state holds; else those of the state's censuses.
    """
    alone = kind_of(ref_area, view.reference) == "country"
    counted = schools_by_country(view.state) if schools is None else schools
    prices = _prices(view, ref_area, () if alone else countries)
    return Need(ref_area, people_offline(view, ref_area), _schools(counted, countries), prices)


def _prices(view: View, ref_area: str, countries: Sequence[str]) -> tuple[PriceNeed, ...]:
    targets = view.state.targets
    lines = [one for one in targets if one.kind == "ceiling" and one.for_each_country and one.ref_area == WORLD]
    prices = [_price(view, one, ref_area, countries) for one in lines if one.target_value is not None]
    return tuple(one for one in prices if one.figure or one.of)


def people_offline(view: View, ref_area: str) -> Offline | None:
    """Return the people offline in an area, None where Internet use or population is not known.

    Where the published figure of a group is too old on the day, our own aggregate of its countries is taken instead,
    if that is not too old as well.
    """
    state, day = view.state, view.day
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


def _price(view: View, target: Target, ref_area: str, countries: Sequence[str]) -> PriceNeed:
    state, line = view.state, target.target_value or 0.0
    if not countries:
        return PriceNeed(target, line, latest_figure(state, target.indicator, ref_area))
    known = [one for area in countries if (one := latest_figure(state, target.indicator, area))]
    recent = [one for one in known if not is_figure_old(one, state, view.day)]
    above = [one for one in recent if one.value > line or (target.strict and one.value == line)]
    found = [one.year for one in recent]
    years = (min(found), max(found)) if found else None
    return PriceNeed(target, line, None, len(above), len(recent), years, len(known) - len(recent))


def money_rows(
    view: View,
    pledges: Sequence[Pledge],
    countries: Sequence[str],
    sort: str = SORTS[0],
    schools: Schools | None = None,
) -> list[MoneyRow]:
    """Return the countries that pledges name or where people offline or schools are known, in the order asked for.

    Args:
        view: The published data, on the day to look at them.
        pledges: The pledges; one that names several countries stands in full under each of them.
        countries: The countries to look at.
        sort: `need` (most people offline first), `pledged` (most dollars) or `per_person` (fewest dollars for each).
        schools: The schools that are counted, for an invented census; else those of the state's censuses.
    """
    named = named_countries(standing(pledges), frozenset(countries))
    counted = schools_by_country(view.state) if schools is None else schools
    rows = [
        MoneyRow(
            area,
            tally(named.get(area, ())),
            people_offline(view, area),
            _schools(counted, (area,)),
            _prices(view, area, ()),
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


def is_old(found: Offline, view: View) -> bool:
    """Return whether the figure of Internet use is too old to say much about today."""
    return is_figure_old(found.figure, view.state, view.day)


def countries_of(ref_area: str, view: View) -> tuple[str, ...]:
    """Return the countries of an area on the day; a country is its own only one."""
    return (ref_area,) if kind_of(ref_area, view.reference) == "country" else view.members_of(ref_area)


def countries_beside(ref_area: str, view: View) -> tuple[str, tuple[str, ...]]:
    """Return the area whose countries are set side by side, with these: a country stands among those of its region."""
    if kind_of(ref_area, view.reference) != "country":
        return ref_area, countries_of(ref_area, view)
    groups = view.reference.groups_of(ref_area, view.day)
    region = next((one for one in groups if scheme_of(one, view.reference) == PEERS), WORLD)
    return region, view.members_of(region)


def money_for(pledges: Sequence[Pledge], ref_area: str, view: View) -> Tally:
    """Return the tally of the pledges that concern an area, each counted once."""
    return tally(pledges_for(pledges, ref_area, view.state.members_of, view.day))


def unnamed_among_neediest(rows: Sequence[MoneyRow], most: int) -> tuple[list[str], int]:
    """Return which of the countries with the most people offline no pledge names, and how many were looked at."""
    known = sorted((one for one in rows if one.offline), key=lambda row: _place(row, "need"))[:most]
    return [one.ref_area for one in known if not one.tally.count], len(known)
