"""Areas under a publisher's code: ours, known to be none of ours, or unknown and left for the model to refuse."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from data.readers.suggestions import suggest_area
from data.reference.area_codes import load_area_codes
from data.reference.publishers import load_m49, load_publisher_areas
from data.schemas.publisher import Publisher, PublisherArea
from data.schemas.rules import Rules

OF_TWO_LETTERS, M49 = 2, "m49"


@dataclass(frozen=True)
class Place:
    """What a code stands for: `ref_area` of ours, or else `skipped` (`country`, `group` or `unknown`).

    `other` is the country that the name beside the code names, where it is another one. Where only the name can have
    been meant for one of ours, `ref_area` is what the file says, for the model to refuse; `by_name` says that this is
    the name.
    """

    ref_area: str = ""
    skipped: str = ""
    name: str = ""
    other: str = ""
    by_name: bool = False


@dataclass(frozen=True)
class Places:
    """What each row's code and name of an area stand for: `owners` points to one of `all`."""

    owners: NDArray[np.int64]
    all: Sequence[Place]


def place_of(code: str, name: str, publisher: Publisher, rules: Rules) -> Place:
    """Return what a publisher's code and name of an area stand for."""
    written, named = code.strip().upper(), named_area(name, rules)
    listed = _listed(written, publisher)
    if listed:
        return Place(listed.ref_area, "" if listed.ref_area else listed.kind, name.strip() or listed.name)
    ours = written if written in rules.areas else _by_scheme(written, publisher)
    if ours and ours in rules.areas:
        other = named if named in rules.countries and ours in rules.countries and named != ours else ""
        return Place(ours, name=name.strip(), other=other)
    if not written and (named or not name.strip()):
        return Place(named, name=name.strip())
    if is_grouping(name, publisher, rules):
        return Place(skipped="group", name=name.strip())
    return _unknown(written, name.strip(), publisher, rules)


def _listed(written: str, publisher: Publisher) -> PublisherArea | None:
    """Return an area from the publisher's lists; numbers of the UN are known with and without zeros before them."""
    lists = load_publisher_areas()
    bare = written.lstrip("0") if written.isdecimal() else written
    found = (lists.get((one, bare if one == M49 else written)) for one in publisher.areas)
    return next((one for one in found if one), None)


def is_grouping(name: str, publisher: Publisher, rules: Rules) -> bool:
    """Return whether a name is that of a grouping of the publisher's own; a country with words behind it is none."""
    plain = name.strip()
    if named_area(plain.partition("(")[0], rules) in rules.countries:
        return False
    return any(re.fullmatch(pattern, plain, re.IGNORECASE) for pattern in publisher.groupings)


def _unknown(written: str, name: str, publisher: Publisher, rules: Rules) -> Place:
    """Return an area that is on no list: one for the model to refuse where a country may be meant, else left out.

    What stands as the name is handed on only where it cannot be taken for a code of ours.
    """
    if not name and not (written.isdecimal() and M49 in publisher.areas):
        return Place(written)
    near = named_area(name, rules) or suggest_area(name, rules).get("suggestion", "")
    if near not in rules.countries or name.upper() in rules.areas:
        return Place(skipped="unknown", name=name)
    if written and suggest_area(written, rules):
        return Place(written, name=name)
    return Place(name, name=name, by_name=True)


def _by_scheme(written: str, publisher: Publisher) -> str:
    """Return our code for a number of the UN or a code of two letters, where the publisher uses such."""
    if M49 in publisher.areas and written.isascii() and written.isdecimal():
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
