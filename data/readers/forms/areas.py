"""Areas under a publisher's code: ours, known to be none of ours, or unknown and left for the model to refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from data.reference.area_codes import load_area_codes
from data.reference.publishers import load_m49, load_publisher_areas
from data.schemas.publisher import Publisher
from data.schemas.rules import Rules

OF_TWO_LETTERS = 2


@dataclass(frozen=True)
class Place:
    """What a code stands for: `ref_area` of ours, or else `skipped` (`country` or `group`), or nothing known.

    `other` is the country that the name beside the code names, where it is another one.
    """

    ref_area: str = ""
    skipped: str = ""
    name: str = ""
    other: str = ""


@dataclass(frozen=True)
class Places:
    """What each row's code and name of an area stand for: `owners` points to one of `all`."""

    owners: NDArray[np.int64]
    all: Sequence[Place]


def place_of(code: str, name: str, publisher: Publisher, rules: Rules) -> Place:
    """Return what a publisher's code and name of an area stand for."""
    written, named = code.strip().upper(), named_area(name, rules)
    listed = next((found for one in publisher.areas if (found := load_publisher_areas().get((one, written)))), None)
    if listed:
        return Place(listed.ref_area, "" if listed.ref_area else listed.kind, name.strip() or listed.name)
    ours = written if written in rules.areas else _by_scheme(written, publisher)
    if ours and ours in rules.areas:
        other = named if named in rules.countries and ours in rules.countries and named != ours else ""
        return Place(ours, name=name.strip(), other=other)
    if not written or written.startswith("OWID_"):
        return Place(named, name=name.strip()) if named and not written else Place(skipped="group", name=name.strip())
    if written.isdecimal() and "m49" in publisher.areas:
        return Place(skipped="group", name=name.strip())
    return Place(name=name.strip()) if named or not name.strip() else Place(skipped="country", name=name.strip())


def _by_scheme(written: str, publisher: Publisher) -> str:
    """Return our code for a number of the UN or a code of two letters, where the publisher uses such."""
    if "m49" in publisher.areas and written.isascii() and written.isdecimal():
        return load_m49().get(int(written[:9]), "")
    if "iso2" in publisher.areas and len(written) == OF_TWO_LETTERS:
        return load_area_codes().get(written, "")
    return ""


def named_area(name: str, rules: Rules) -> str:
    """Return the area that a whole name names, capitals aside; an empty text where it names none."""
    return _names(rules).get(name.strip().casefold(), "")


@lru_cache(maxsize=8)
def _names(rules: Rules) -> Mapping[str, str]:
    found = {name.casefold(): code for name, code in rules.other_names.items()}
    return found | {name.casefold(): code for code, name in rules.areas.items()}
