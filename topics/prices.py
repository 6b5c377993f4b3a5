"""Prices of Internet access: baskets, lines to stay below, counts of economies, rankings, and how fast prices fall."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from data.reference import Reference
from data.schemas.target import Target
from exhibits.origins import edition_words
from i18n import format_plain, format_share, format_value, text
from metrics.prices import EconomyCount, PriceTrend, band_of, count_economies, price_trend
from metrics.ranking import rank_all
from metrics.series import Point, Series
from services.tracker import State
from topics.own_words import own_short
from topics.scorecard import Figure, country_figures
from topics.sentences import area_phrase, topic_of
from topics.trends import Choice, Trend, find_trends, own_trend

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


FEW_YEARS = 3
"""Up to so many years a decimal makes a difference: halving every 1.5 years is not halving every 2."""


def price_words(value: float) -> str:
    """Return a price with its unit: 2.5 %; a small one with two decimals."""
    return format_value(value, PRICE) if value >= 1 else f"{format_plain(value, 2)} %"


def band_words(lines: Sequence[float]) -> list[str]:
    """Return what the bands between lines are called, the lowest first: below 2 %, 2 % to 3 %, 3 % or more."""
    if not lines:
        return []
    between = [
        text("affordability.band.between", low=price_words(low), high=price_words(high))
        for low, high in pairwise(lines)
    ]
    below = text("affordability.band.below", value=price_words(lines[0]))
    return [below, *between, text("affordability.band.above", value=price_words(lines[-1]))]


def line_words(target: Target) -> str:
    """Return what a line says of itself: 3 %: SP2020 2.6, by 2023."""
    return text(
        "affordability.line",
        value=price_words(target.target_value or 0.0),
        framework=target.framework,
        number=target.number,
        year=target.target_year,
    )


def describe_price_trend(trend: Trend, found: PriceTrend, reference: Reference) -> str:
    """Return how fast a price falls or rises, in a sentence: it halves every 6 years."""
    series, limit = trend.series, reference.thresholds.hardly_moving_years.value
    kind = "hardly" if found.years > limit else "halves" if found.falls else "doubles"
    edition = edition_words(series.edition)
    if trend.own:
        own = own_short(reference.indicators[series.indicator], trend.aggregates[series.points[-1].year])
        edition = text("own.edition", own=own, edition=edition)
    sign = "" if kind != "hardly" or not found.slope else "\N{MINUS SIGN}" if found.falls else "+"
    return text(
        f"affordability.{kind}",
        topic=_inside(topic_of(series.indicator, reference)),
        area=text("affordability.in_area", area=area_phrase(series.ref_area, reference)),
        since=found.since,
        until=found.until,
        count=found.count,
        change=sign + format_share(abs(found.yearly_change), 1),
        edition=edition,
        every=_every(found.years),
    )


def describe_too_few(indicator: str, area: str, reference: Reference) -> str:
    """Return that there are too few prices to say how fast they fall."""
    return text(
        "affordability.too_few",
        topic=_inside(topic_of(indicator, reference)),
        area=text("affordability.in_area", area=area_phrase(area, reference)),
        fewest=reference.thresholds.fewest_prices.value,
    )


def describe_break(trends: Sequence[Trend], beside: Sequence[Trend] = ()) -> str:
    """Return until when the smaller mobile basket goes and from when the larger one; empty where one is missing.

    Args:
        trends: The lines as published.
        beside: Our own medians that stand beside them: they may begin earlier than what is published.
    """
    ends = basket_ends(trends)
    if ends is None:
        return ""
    own = [one.series.points[0].year for one in beside if one.series.indicator == MOBILE_5GB]
    words = {"until": ends[0].year, "since": ends[1].year} | basket_sizes()
    return text("affordability.break_own", **words, own=min(own)) if own else text("affordability.break", **words)


def basket_ends(trends: Sequence[Trend]) -> tuple[Point, Point] | None:
    """Return the last price of the smaller mobile basket and the first of the larger one; None where one is missing."""
    old = [one.series.points[-1] for one in trends if one.series.indicator == MOBILE_2GB]
    new = [one.series.points[0] for one in trends if one.series.indicator == MOBILE_5GB]
    if not old or not new:
        return None
    return max(old, key=lambda point: point.moment), min(new, key=lambda point: point.moment)


def basket_sizes() -> dict[str, str]:
    """Return what the mobile baskets hold, as details of a text: the old one 2 GB, the new one 5 GB."""
    return {"old": text("affordability.old_size"), "new": text("affordability.new_size")}


def _every(years: float) -> str:
    shown = format_plain(years, 1 if years < FEW_YEARS else 0)
    return text("affordability.every_year") if shown == "1" else text("affordability.every_years", years=shown)


def _inside(topic: str) -> str:
    """Return a topic as it stands inside a sentence."""
    return topic[:1].lower() + topic[1:]
