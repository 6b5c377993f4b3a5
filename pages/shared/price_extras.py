"""What the affordability page adds to the panel of a basket."""

from collections.abc import Sequence
from datetime import date

from charts.content import AimLine, Change
from data.reference import Reference
from data.schemas.target import Target
from i18n import text
from pages.shared.panel import Extras
from services.affordability import MOBILE, own_beside, price_trends
from services.price_words import (
    basket_ends,
    basket_sizes,
    describe_break,
    describe_price_trend,
    describe_too_few,
    line_words,
)
from services.tracker import State
from services.trends import Choice, Trend, find_trends


def price_extras(
    baskets: Sequence[str], area: str, targets: Sequence[Target], state: State, reference: Reference, day: date
) -> Extras:
    """Return the lines to stay below, our own aggregate beside a short published line, and how fast prices fall."""
    trends = [one for basket in baskets for one in find_trends(state, basket, Choice((area,)))]
    read = price_trends(state, reference, baskets, area)
    beside = [one for basket in baskets for one in own_beside(state, reference, basket, area)]
    said = [describe_break(trends, beside)] if len(baskets) > 1 else []
    said += [describe_price_trend(line, found, reference) for line, found in read]
    told = {line.series.indicator for line, _ in read}
    there = {one.series.indicator for one in trends}
    said += [describe_too_few(basket, area, reference) for basket in baskets if basket in there - told]
    aims = [
        AimLine(line_words(one), one.target_value, one.target_year, live=one.target_year >= day.year)
        for one in targets
        if one.target_value is not None
    ]
    return Extras(MOBILE, tuple(beside), tuple(aims), tuple(words for words in said if words), _changes(trends))


def _changes(trends: Sequence[Trend]) -> tuple[Change, ...]:
    """Return the mark in the gap between the two mobile baskets, where there is a gap between what is published."""
    ends = basket_ends(trends)
    if ends is None or ends[1].moment <= ends[0].moment:
        return ()
    old, new = ends
    words = text("affordability.break_mark", **basket_sizes())
    return (Change((old.moment + new.moment) / 2, (old.value + new.value) / 2, words),)
