"""The nearest known code for an unknown one: offered in the message, never put in its place."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import OSA

from data.reference.area_codes import load_area_codes
from data.schemas.rules import Rules

LONGEST = 100
NAME_CUTOFF = 80
SHORT = 4
SHORT_CUTOFF = 90
"""So short a text is like many others: it must be nearly the name itself, for Asia is not Austria."""
CODE_CUTOFF = 75


@lru_cache(maxsize=10_000)
def suggest_area(value: str, rules: Rules) -> dict[str, str]:
    """Return `suggestion` (a code), `name` and `advice` for an unknown area; nothing where none is near."""
    known = [*rules.areas.items(), *((code, name) for name, code in rules.other_names.items())]
    code = _same_name(value, rules) or _by_name(value, known) or _one_swap_away(value, rules.areas)
    return {"advice": "suggestion", "suggestion": code, "name": rules.areas[code]} if code else {}


@lru_cache(maxsize=10_000)
def suggest_indicator(value: str, rules: Rules) -> dict[str, str]:
    """Return `suggestion`, `name` and `advice` for an unknown indicator; nothing where none is near."""
    names = [(code, one.name) for code, one in rules.indicators.items()]
    short_names = [(code, one.short_name) for code, one in rules.indicators.items()]
    code = _near_code(value, rules.indicators) or _by_name(value, [*names, *short_names])
    return {"advice": "suggestion", "suggestion": code, "name": rules.indicators[code].name} if code else {}


def nearest_name(value: str, names: Iterable[str], cutoff: float = CODE_CUTOFF) -> str | None:
    """Return the name that is most like a text, None where none is near enough (0 to 100)."""
    found = process.extractOne(value, list(names), scorer=fuzz.ratio, score_cutoff=cutoff)
    return str(found[0]) if found else None


def _near_code(value: str, codes: Iterable[str]) -> str | None:
    wanted = _squeezed(value).replace(" ", "_")
    return nearest_name(wanted, codes) if wanted else None


def _by_name(value: str, named: Iterable[tuple[str, str]]) -> str | None:
    wanted = _squeezed(value)
    if not wanted:
        return None
    pairs = list(named)
    cutoff = SHORT_CUTOFF if len(wanted) <= SHORT else NAME_CUTOFF
    found = process.extractOne(wanted, [_squeezed(name) for _, name in pairs], scorer=fuzz.ratio, score_cutoff=cutoff)
    return pairs[found[2]][0] if found else None


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
