"""The prices of Internet access: lines to stay below, how fast they fall, who is below a line, and the ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.reference import Reference
from data.schemas.target import Target
from metrics.prices import EconomyCount, PriceTrend, band_of, count_economies, price_trend
from metrics.ranking import rank_all
from metrics.series import Series
from services.figures import Figure, country_figures
from services.tracker import State
from services.trends import Choice, Trend, find_trends, own_trend

PRICE = "PT_GNIPC"
WORLD = "WLD"
FIXED, MOBILE_5GB, MOBILE_2GB = "fixed_basket", "mobile_basket_5gb", "mobile_basket_2gb"
MOBILE = "mobile_baskets"
"""Both mobile baskets on one chart: two indicators, two lines."""
COUNTS = {
    FIXED: "economies_meeting_fixed_2pct",
    MOBILE_5GB: "economies_meeting_mobile_2pct",
    MOBILE_2GB: "economies_meeting_mobile_2pct",
}
"""The publisher's own counts of economies below 2 %, by basket."""


@dataclass(frozen=True)
class PublishedCount:
    """A publisher's own count of economies below a line, in its own edition; `whole` where it says of how many."""

    year: int
    count: float
    whole: int | None
    series: Series


@dataclass(frozen=True)
class RankedPrice:
    """A country's latest price with its place: 1 is the cheapest, equal prices share a place."""

    place: int
    figure: Figure
    band: int


def basket_options(state: State, reference: Reference) -> list[str]:
    """Return the price baskets that have figures, and both mobile ones together where both have some."""
    held = state.world.book.indicators()
    found = [one.indicator for one in reference.indicators.values() if one.unit_measure == PRICE]
    found = [name for name in found if name in held]
    return [*found, *([MOBILE] if {MOBILE_5GB, MOBILE_2GB} <= set(found) else [])]


def baskets_of(option: str) -> tuple[str, ...]:
    """Return the indicators of an option; the older mobile basket first, as it ends before the newer one begins."""
    return (MOBILE_2GB, MOBILE_5GB) if option == MOBILE else (option,)


def price_lines(state: State, reference: Reference, basket: str) -> list[Target]:
    """Return the targets whose price a basket is to stay below, the lowest first, one for each price.

    A line that was set for another basket is a line for this one as well; of two at the same price the basket's own
    comes first, then the later one. The line that a country draws for itself alone is none for the others.
    """
    ceilings = [one for one in state.targets if one.kind == "ceiling" and _is_price(one, reference)]
    found: dict[float, Target] = {}
    for one in sorted(ceilings, key=lambda target: (target.indicator != basket, -target.target_year)):
        if one.target_value is not None:
            found.setdefault(one.target_value, one)
    return [found[value] for value in sorted(found)]


def _is_price(target: Target, reference: Reference) -> bool:
    indicator, area = reference.indicators.get(target.indicator), reference.areas.get(target.ref_area)
    common = target.for_each_country or (area is not None and area.kind != "country")
    return common and indicator is not None and indicator.unit_measure == PRICE


def price_trends(
    state: State, reference: Reference, baskets: Sequence[str], area: str
) -> list[tuple[Trend, PriceTrend]]:
    """Return for every basket the longest line of an area that says how fast its price falls, with what it says."""
    window = reference.thresholds.price_window_years.value
    fewest = reference.thresholds.fewest_prices.value
    found = []
    for basket in baskets:
        lines = [one for one in find_trends(state, basket, Choice((area,))) if not one.later]
        lines += own_beside(state, reference, basket, area)
        read = [(line, price_trend(line.series.points, window, fewest)) for line in lines]
        found += [(line, trend) for line, trend in read if trend is not None][:1]
    return found


def own_beside(state: State, reference: Reference, basket: str, area: str) -> list[Trend]:
    """Return our own aggregate to stand beside a published line that is too short to say how fast a price falls."""
    published, own = find_trends(state, basket, Choice((area,))), own_trend(state, basket, area)
    if not published or published[0].own or own is None:
        return []
    line = published[0]
    fewest = reference.thresholds.fewest_prices.value
    if len(line.series.points) >= fewest or len(own.series.points) < fewest:
        return []
    return [Trend(own.series, context=True, aggregates=own.aggregates)]


def economy_counts(state: State, basket: str, group: str, lines: Sequence[float]) -> tuple[str, list[EconomyCount]]:
    """Return how many economies of a group are in each band of prices, by year, and the one edition of the prices.

    Each year counts the members on its 31 December that have a price; the edition is the one in use for most of them.
    """
    members = state.groups.members_of
    countries = state.groups.in_one_edition(basket, members(group, None))
    by_year: dict[int, dict[str, float]] = {}
    for series in countries:
        for point in series.points:
            by_year.setdefault(point.year, {})[series.ref_area] = point.value
    made = []
    for year, prices in sorted(by_year.items()):
        held = set(members(group, date(year, 12, 31)))
        found = count_economies(year, {area: price for area, price in prices.items() if area in held}, lines)
        made += [found] if found.economies else []
    return (countries[0].edition if countries else ""), made


def published_counts(state: State, reference: Reference, basket: str, group: str) -> list[PublishedCount]:
    """Return the publisher's counts of economies below 2 %, each in its own edition, oldest first.

    Where several baskets share the name of a count, as the mobile ones do, an edition counts by the basket whose median
    it states; an edition that states none is left out, as it does not say what it counted by.
    """
    indicator = COUNTS.get(basket, "")
    shared = list(COUNTS.values()).count(indicator) > 1
    stated = {one.edition for one in state.world.book.of(basket, WORLD)}
    found = []
    for series in state.world.book.of(indicator, group):
        for point in series.points if series.edition in stated or not shared else ():
            whole = reference.wholes.get((indicator, group, point.period, series.edition))
            found.append(PublishedCount(point.year, point.value, whole.whole if whole else None, series))
    return sorted(found, key=lambda one: (one.year, one.series.released))


def price_ranking(
    state: State, reference: Reference, basket: str, members: Sequence[str], lines: Sequence[float]
) -> list[RankedPrice]:
    """Return the latest price of every country among the members, the cheapest first."""
    wanted = set(members)
    found: Mapping[str, Figure] = {
        area: one for area, one in country_figures(state, reference, basket).items() if area in wanted
    }
    places = rank_all({area: one.value for area, one in found.items()}, "down")
    return [RankedPrice(place, found[area], band_of(found[area].value, lines)) for area, place in places.items()]
