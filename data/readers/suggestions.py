"""The nearest known code for an unknown one: offered in the message, never put in its place.

It is looked for once for each of the first names and codes of a file alone: whoever has more of them has taken the
wrong column, and comparing each with every known name would take minutes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import OSA

from data.reference.words import load_area_codes
from data.schemas.rules import Rules

LONGEST = 100
NAME_CUTOFF = 80
SHORT = 4
SHORT_CUTOFF = 90
"""So short a text is like many others: it must be nearly the name itself, for Asia is not Austria."""
CODE_CUTOFF = 75

Suggest = Callable[[str, Rules], dict[str, str]]


class Offers:
    """The names and codes of a file for which something near was looked for; `cut` says that there were more."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._names: set[str] = set()
        self.cut = False

    def may(self, value: str) -> bool:
        """Return whether something near may be looked for."""
        name = value.strip()
        if name in self._names:
            return True
        if len(self._names) >= self._most:
            self.cut = True
            return False
        self._names.add(name)
        return True


_OFFERS: ContextVar[Offers | None] = ContextVar("offers", default=None)


@contextmanager
def offering(most: int) -> Iterator[Offers]:
    """Look, inside, for what is near to so many names and codes at most."""
    offers = Offers(most)
    before = _OFFERS.set(offers)
    try:
        yield offers
    finally:
        _OFFERS.reset(before)


def offer_area(value: str, rules: Rules) -> dict[str, str]:
    """Return what `suggest_area` does, nothing for one name too many."""
    return _offer(value, rules, suggest_area)


def offer_indicator(value: str, rules: Rules) -> dict[str, str]:
    """Return what `suggest_indicator` does, nothing for one code too many."""
    return _offer(value, rules, suggest_indicator)


def _offer(value: str, rules: Rules, suggest: Suggest) -> dict[str, str]:
    offers = _OFFERS.get()
    return suggest(value, rules) if offers is None or offers.may(value) else {}


@lru_cache(maxsize=10_000)
def suggest_area(value: str, rules: Rules) -> dict[str, str]:
    """Return `suggestion` (a code), `name` and `advice` for an unknown area; nothing where none is near."""
    code = _same_name(value, rules) or _by_name(value, *_named_areas(rules)) or _one_swap_away(value, rules.areas)
    return {"advice": "suggestion", "suggestion": code, "name": rules.areas[code]} if code else {}


@lru_cache(maxsize=10_000)
def suggest_indicator(value: str, rules: Rules) -> dict[str, str]:
    """Return `suggestion`, `name` and `advice` for an unknown indicator; nothing where none is near."""
    code = _near_code(value, rules.indicators) or _by_name(value, *_named_indicators(rules))
    return {"advice": "suggestion", "suggestion": code, "name": rules.indicators[code].name} if code else {}


def nearest_name(value: str, names: Iterable[str], cutoff: float = CODE_CUTOFF) -> str | None:
    """Return the name that is most like a text, None where none is near enough (0 to 100)."""
    found = process.extractOne(value, list(names), scorer=fuzz.ratio, score_cutoff=cutoff)
    return str(found[0]) if found else None


def _near_code(value: str, codes: Iterable[str]) -> str | None:
    wanted = _squeezed(value).replace(" ", "_")
    return nearest_name(wanted, codes) if wanted else None


@lru_cache(maxsize=8)
def _named_areas(rules: Rules) -> tuple[Sequence[str], Sequence[str]]:
    """Return the codes of areas, and the plain names that they go by, one beside the other."""
    known = [*rules.areas.items(), *((code, name) for name, code in rules.other_names.items())]
    return [code for code, _ in known], [_squeezed(name) for _, name in known]


@lru_cache(maxsize=8)
def _named_indicators(rules: Rules) -> tuple[Sequence[str], Sequence[str]]:
    """Return the codes of indicators, and the plain names that they go by, one beside the other."""
    known = rules.indicators.values()
    names = [_squeezed(name) for name in (*(one.name for one in known), *(one.short_name for one in known))]
    return [*rules.indicators, *rules.indicators], names


def _by_name(value: str, codes: Sequence[str], names: Sequence[str]) -> str | None:
    wanted = _squeezed(value)
    if not wanted:
        return None
    cutoff = SHORT_CUTOFF if len(wanted) <= SHORT else NAME_CUTOFF
    found = process.extractOne(wanted, names, scorer=fuzz.ratio, score_cutoff=cutoff)
    return codes[found[2]] if found else None


def _same_name(value: str, rules: Rules) -> str | None:
    """Return the code that a publisher's own name or another code stands for: Turkey is TUR, KSO is XKX, NA is NAM."""
    wanted = value.strip().casefold()
    named = next((code for name, code in rules.other_names.items() if name.casefold() == wanted), None)
    found = named or load_area_codes().get(wanted.upper())
    return found if found in rules.areas else None


def _one_swap_away(value: str, codes: Iterable[str]) -> str | None:
    """Return the code whose letters are the same but for two neighbours that changed places, None where several are.

    Another letter, one more or one less makes too many codes: EAC is not Macao, and Asia not Anguilla.
    """
    wanted = value.strip().upper()
    near = [code for code in codes if _is_swapped(wanted, code)]
    return near[0] if len(near) == 1 else None


def _is_swapped(wanted: str, code: str) -> bool:
    return sorted(wanted[:LONGEST]) == sorted(code) and OSA.distance(wanted, code, score_cutoff=1) == 1


def _squeezed(value: str) -> str:
    return utils.default_process(value[:LONGEST])
