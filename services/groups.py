"""Groups that a reader puts together: their code is the codes of the countries, joined by a plus sign.

The code is all there is of such a group: it stands in the link, so whoever gets the link sees the same group.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from data.reference import Reference
from i18n import (
    text,
)

Key = TypeVar("Key")
Value = TypeVar("Value")

KEPT_DAYS = 64
"""Of how many days something is kept: a page may ask for those of many years at once."""


def kept_for(days: dict[date, dict[Key, Value]], day: date) -> dict[Key, Value]:
    """Return what is kept of a day, empty where it is new.

    Threads share the days. Each step on them is whole, and what a thread holds of a day let go stays as it is.
    """
    found = days.setdefault(day, {})
    for old in list(days)[:-KEPT_DAYS]:
        days.pop(old, None)
    return found


JOIN = "+"


def group_code(countries: Iterable[str]) -> str:
    """Return the code of a group of countries: KEN+TZA+UGA; that of a single country is its own."""
    return JOIN.join(sorted(set(countries)))


def is_custom(ref_area: str) -> bool:
    """Return whether the code is that of a group somebody put together."""
    return JOIN in ref_area


def custom_members(ref_area: str) -> tuple[str, ...]:
    """Return the countries of such a group."""
    return tuple(ref_area.split(JOIN))


def kind_of(ref_area: str, reference: Reference) -> str:
    """Return `world`, `group` or `country`; a group that somebody put together is a group.

    Raises:
        KeyError: If there is no such area.
    """
    return "group" if is_custom(ref_area) else reference.areas[ref_area].kind


def is_known(ref_area: str, reference: Reference) -> bool:
    """Return whether a code is an area, or a group of countries that all are."""
    countries = custom_members(ref_area)
    if len(countries) == 1:
        return ref_area in reference.areas
    found = [reference.areas.get(one) for one in countries]
    return ref_area == group_code(countries) and all(one is not None and one.kind == "country" for one in found)


@dataclass(frozen=True)
class Members:
    """The countries of every group, by the dated memberships of the reference data; what was found is kept."""

    reference: Reference
    _kept: dict[date, dict[str, tuple[str, ...]]] = field(default_factory=dict, compare=False)

    def of(self, group: str, on: date | None) -> tuple[str, ...]:
        """Return the countries of a group on a day; all that ever belonged to it without one."""
        if is_custom(group):
            return custom_members(group)
        if on is None:
            return self._ever.get(group, ())
        if group not in (kept := kept_for(self._kept, on)):
            kept[group] = self.reference.members_of(group, on)
        return kept[group]

    @cached_property
    def _ever(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for one in self.reference.memberships:
            found.setdefault(one.group, set()).add(one.ref_area)
        return {group: tuple(sorted(members)) for group, members in found.items()}


MOST_NAMED = 4


def area_name(ref_area: str, reference: Reference) -> str:
    """Return the name of an area, its code where it is not known; a group put together here has its countries'."""
    if is_custom(ref_area):
        return name_list([area_name(one, reference) for one in custom_members(ref_area)])
    area = reference.areas.get(ref_area)
    return area.name if area else ref_area


def name_list(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Return names as a list in words: A, B and C; a long list is cut and says how many more there are."""
    if len(names) > most:
        return text("charts.area_and_more", areas=", ".join(names[: most - 1]), count=len(names) - most + 1)
    if len(names) > 1:
        return text("charts.list_and", first=", ".join(names[:-1]), last=names[-1])
    return names[0] if names else ""
