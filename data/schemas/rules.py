"""What the models need to know of the world around a row: indicators, areas, codes and today's date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pydantic import ValidationInfo

from data.schemas.indicator import Indicator


@dataclass(frozen=True, eq=False)
class Rules:
    """The reference facts a row is validated against; the date comes in, so that no model reads a clock.

    `own` are the codes of indicators that came by upload, which a file may define anew.
    Two sets of rules are equal only when they are the same object: what is worked out from one is remembered by it.
    """

    indicators: Mapping[str, Indicator]
    areas: Mapping[str, str]
    today: date
    earliest_year: int
    other_names: Mapping[str, str] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    @cached_property
    def units(self) -> frozenset[str]:
        """Return the units that indicators have."""
        return frozenset(one.unit_measure for one in self.indicators.values())


def rules_of(info: ValidationInfo) -> Rules | None:
    """Return the rules handed to a validation as its context, None where it was called without."""
    return info.context if isinstance(info.context, Rules) else None


def indicator_of(info: ValidationInfo) -> Indicator | None:
    """Return the indicator of the row that is validated, None where it is not known or there are no rules."""
    rules = rules_of(info)
    return rules.indicators.get(info.data.get("indicator", "")) if rules else None
