"""Cells that name several countries or groups: each by its code or by a name that means one area only."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from data.reference.words import load_pledge_words
from data.schemas.pledge import BETWEEN_AREAS
from data.schemas.rules import Rules

NO_LETTER = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class NamedAreas:
    """The codes of the areas that a cell names, each once, and the parts of it that no area is known by."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...]


def read_area_list(cell: str, rules: Rules) -> NamedAreas:
    """Return the areas that a cell names.

    They are set apart by semicolons, bars or line breaks; by commas only where every part is known, because names
    have commas too: 'Bahamas, The' is one country, 'Kenya, Uganda' are two.
    """
    codes: list[str] = []
    unknown: list[str] = []
    for part in (one.strip() for one in BETWEEN_AREAS.split(cell)):
        if part:
            known, others = _areas_of(part, rules)
            codes += known
            unknown += others
    return NamedAreas(tuple(dict.fromkeys(codes)), tuple(unknown))


def _areas_of(part: str, rules: Rules) -> tuple[list[str], list[str]]:
    """Return the codes that a part stands for, and what in it is not known; one unknown piece leaves all unread."""
    whole = area_code(part, rules)
    if whole:
        return [whole], []
    pieces = {one.strip(): area_code(one, rules) for one in part.split(",")}
    unknown = [one for one, code in pieces.items() if code is None]
    if unknown:
        return [], unknown if len(unknown) < len(pieces) else [part]
    return [code for code in pieces.values() if code], []


def area_code(written: str, rules: Rules) -> str | None:
    """Return the code of the area that a text names for certain, by its code or by its whole name."""
    code = written.strip().upper()
    return code if code in rules.areas else _codes_by_name(rules).get(fold(written))


@lru_cache(maxsize=8)
def _codes_by_name(rules: Rules) -> dict[str, str]:
    """Return the areas by their folded names; a name that two areas share stands for neither."""
    named = [
        *((name, code) for code, name in rules.areas.items()),
        *rules.other_names.items(),
        *load_pledge_words().areas.items(),
    ]
    found: dict[str, set[str]] = {}
    for name, code in named:
        if code in rules.areas and fold(name):
            found.setdefault(fold(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def suggest_group(written: str, rules: Rules) -> str | None:
    """Return the group that a name may mean, but not for certain: Africa may be the ITU region or the continent."""
    near = {fold(name): code for name, code in load_pledge_words().near.items()}
    code = near.get(fold(written))
    return code if code in rules.areas else None


def ambiguous_country(written: str) -> str:
    """Return the country whose code is also a mark of a missing value, an empty text for anything else."""
    return load_pledge_words().ambiguous.get(written.strip().upper(), "")


def fold(name: str) -> str:
    """Return a name without capitals, accents and punctuation: Côte d'Ivoire is cote d ivoire."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return NO_LETTER.sub(" ", plain.replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")).strip()
