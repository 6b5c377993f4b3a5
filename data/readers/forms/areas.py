"""Areas under a publisher's code: ours, known to be none of ours, or unknown and left for the model to refuse."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from data.readers.suggestions import suggest_area
from data.reference.publishers import load_m49, load_publisher_areas, load_publishers
from data.reference.words import load_area_codes
from data.schemas.fields import is_missing
from data.schemas.publisher import AreaSort, Publisher, PublisherArea
from data.schemas.rules import Rules

OF_TWO_LETTERS, M49 = 2, "m49"
OF_THREE, WORDS = 3, re.compile(r"[^\W\d_]{3,}")
MOST_WITH_A_WORD = 3
"""A word in the names of more countries than these tells none of them: United, Republic, Islands."""


@dataclass(frozen=True)
class Place:
    """What a code stands for: `ref_area` of ours, or else `skipped` (`country`, `group` or `unknown`).

    `meant` is the area that the name beside the code names, where it is another one, and `other` its code if it is one
    of ours. Where only the name can have been meant for one of ours, `ref_area` is what the file says, for the model to
    refuse; `by_name` says that this is the name.
    """

    ref_area: str = ""
    skipped: str = ""
    name: str = ""
    other: str = ""
    by_name: bool = False
    meant: str = ""


@dataclass(frozen=True)
class Meaning:
    """An area as it is known here: `ref_area` is empty where it is none of ours."""

    ref_area: str
    kind: AreaSort
    name: str


@dataclass(frozen=True)
class Places:
    """What each row's code and name of an area stand for: `owners` points to one of `all`."""

    owners: NDArray[np.int64]
    all: Sequence[Place]


def place_of(code: str, name: str, publisher: Publisher, rules: Rules) -> Place:
    """Return what a publisher's code and name of an area stand for."""
    written, named = code.strip().upper(), named_area(name, rules)
    own = _of_code(written, publisher, rules)
    if own:
        other = None if name.strip().upper() == written else _contradiction(name.strip(), own, publisher, rules)
        skipped = "" if own.ref_area else own.kind
        if other:
            return Place(own.ref_area, skipped, own.name if skipped else name.strip(), other.ref_area, meant=other.name)
        return Place(own.ref_area, skipped, name.strip() or own.name)
    named = named or (name.strip() if name.strip() in rules.countries else "")  # a code in the column of names
    if not written and (named or not name.strip()):
        return Place(named, name=name.strip())
    if is_grouping(name, publisher, rules):
        return Place(skipped="group", name=name.strip())
    return _unknown(written, name.strip(), publisher, rules)


def _of_code(written: str, publisher: Publisher, rules: Rules) -> Meaning | None:
    """Return the area of a code: from the publisher's lists, or else ours; None where it is on no list."""
    listed = _listed(written, publisher)
    if listed:
        return Meaning(listed.ref_area, listed.kind, listed.name)
    ours = written if written in rules.areas else _by_scheme(written, publisher)
    return _ours(ours, rules) if ours in rules.areas else None


def _ours(code: str, rules: Rules) -> Meaning:
    return Meaning(code, "country" if code in rules.countries else "group", rules.areas[code])


def _contradiction(name: str, own: Meaning, publisher: Publisher, rules: Rules) -> Meaning | None:
    """Return the other area that the name beside a code is known to mean, or is nearly the name of.

    A name that is merely unknown, or written in another way, contradicts nothing.
    """
    if is_missing(name):
        return None
    found = _meanings(name, publisher, rules)
    if found:
        return None if any(_is_same(own, one) for one in found) else found[0]
    if own.kind == "country" and any(is_grouping(name, one, rules) for one in load_publishers().values()):
        return None if _shares_a_word(name, own, rules) else Meaning("", "group", name)
    return _near_another(name, own, rules)


def _is_same(own: Meaning, named: Meaning) -> bool:
    """Return whether two areas are one, or both are none of ours and left out alike, whatever each is called."""
    if own.ref_area and named.ref_area:
        return own.ref_area == named.ref_area
    heads = {one.name.partition("(")[0].strip().casefold() for one in (own, named)}
    return len(heads) == 1 or (own.ref_area == named.ref_area and own.kind == named.kind)


def _meanings(name: str, publisher: Publisher, rules: Rules) -> list[Meaning]:
    """Return all that the whole of a name is known to mean: by a name, by a code of ours, or on a publisher's list."""
    codes = [named_area(name, rules)]
    if name.isupper():
        codes += [name, load_area_codes().get(name, "")]
    if name.isascii() and name.isdecimal():
        codes.append(load_m49().get(int(name[:9]), "") if len(name) == OF_THREE or M49 in publisher.areas else "")
    listed = [one for one in (*_areas_by_name().get(name.casefold(), ()), _listed(name.upper(), publisher)) if one]
    found = [_ours(code, rules) for code in (*codes, *(one.ref_area for one in listed)) if code in rules.areas]
    return found + [Meaning("", one.kind, one.name) for one in listed if not one.ref_area]


@lru_cache(maxsize=1)
def _areas_by_name() -> Mapping[str, Sequence[PublisherArea]]:
    found: dict[str, list[PublisherArea]] = {}
    for one in load_publisher_areas().values():
        found.setdefault(one.name.casefold(), []).append(one)
    return found


def _near_another(name: str, own: Meaning, rules: Rules) -> Meaning | None:
    """Return the country whose name is nearly this one, where the code's is another one and shares no word with it."""
    near = suggest_area(name, rules).get("suggestion", "") if len(name) > OF_THREE else ""
    if near not in rules.countries or near == own.ref_area or _shares_a_word(name, own, rules):
        return None
    return _ours(near, rules)


def _shares_a_word(name: str, own: Meaning, rules: Rules) -> bool:
    """Return whether a name has a word of the names of an area that few countries have: Korea, not Republic."""
    owners = _words(rules)
    mine = {word for word, codes in owners.items() if own.ref_area in codes} | _words_of(own.name)
    return any(len(owners.get(word, ())) <= MOST_WITH_A_WORD for word in mine & _words_of(name))


@lru_cache(maxsize=8)
def _words(rules: Rules) -> Mapping[str, frozenset[str]]:
    """Return the countries that have each word in one of their names."""
    found: dict[str, set[str]] = {}
    for name, code in _names(rules).items():
        for word in _words_of(name) if code in rules.countries else ():
            found.setdefault(word, set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def _words_of(name: str) -> set[str]:
    return set(WORDS.findall(name.casefold()))


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
    found = {
        one.name.casefold(): one.ref_area
        for one in load_publisher_areas().values()
        if one.ref_area in rules.countries and one.kind == "country"
    }
    found |= {name.casefold(): code for name, code in rules.other_names.items()}
    return found | {name.casefold(): code for code, name in rules.areas.items()}
