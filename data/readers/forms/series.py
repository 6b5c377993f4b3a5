"""Series under a publisher's code: which indicator each is, in which unit, and whether the name fits the code."""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from data.readers.forms.page import plain
from data.schemas.indicator import Indicator, PublisherCode
from data.schemas.publisher import Publisher
from data.schemas.rules import Rules

SAME_NAME = 60
"""From this likeness on, of 100, a name is taken as another wording of the publisher's own."""


@dataclass(frozen=True)
class Tracked:
    """A series that is an indicator of ours, and what its publisher means by the code."""

    indicator: Indicator
    code: PublisherCode


def known_codes(publisher: Publisher, rules: Rules) -> Mapping[str, Tracked]:
    """Return the indicators by the codes, in small letters, that the publisher has for them, and by our own."""
    found: dict[str, Tracked] = {}
    for form in publisher.codes:
        for indicator in rules.indicators.values():
            for code in indicator.codes.get(form, ()):
                found.setdefault(code.code.casefold(), Tracked(indicator, code))
    for indicator in rules.indicators.values():
        found.setdefault(indicator.indicator.casefold(), as_said(indicator, indicator.indicator))
    return found


def known_by_title(publisher: Publisher, rules: Rules) -> Mapping[str, Tracked]:
    """Return the same, with the indicators under their names as well: a title may be one of them."""
    named = {one.name.casefold(): as_said(one, one.name) for one in rules.indicators.values()}
    return named | dict(known_codes(publisher, rules))


def as_said(indicator: Indicator, title: str) -> Tracked:
    """Return a series that is an indicator because somebody says so, in the unit of the indicator."""
    return Tracked(indicator, PublisherCode(code=title, unit_measure=indicator.unit_measure))


def unit_of(code: str, tracked: Tracked | None, publisher: Publisher) -> str:
    """Return the unit that a code stands for, an empty text where that is not known."""
    if tracked:
        return tracked.code.unit_measure
    ends = sorted(publisher.ends, key=len, reverse=True)
    return next((publisher.ends[end] for end in ends if code.casefold().endswith(end.casefold())), "")


def is_another_name(name: str, tracked: Tracked | None) -> bool:
    """Return whether a name in the file is quite another than the publisher's own for the code."""
    own = tracked.code.name if tracked else ""
    return bool(own and name.strip()) and fuzz.token_set_ratio(plain(own), plain(name)) < SAME_NAME
