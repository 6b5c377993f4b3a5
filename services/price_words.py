"""Prices in words: bands between the lines, how fast a price falls, where one basket ends and the next begins."""

from collections.abc import Sequence
from itertools import pairwise

from data.reference import Reference
from data.schemas.target import Target
from i18n import format_plain, format_share, format_value, text
from metrics.prices import PriceTrend
from metrics.series import Point
from services.affordability import MOBILE_2GB, MOBILE_5GB, PRICE
from services.own_words import own_short
from services.sentences import area_phrase, topic_of
from services.trends import Trend

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
    edition = series.edition
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
