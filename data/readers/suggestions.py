"""The nearest known code for an unknown one: offered in the message, never put in its place."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import OSA

from data.schemas.rules import Rules

LONGEST = 100
NAME_CUTOFF = 80
CODE_CUTOFF = 75


@lru_cache(maxsize=10_000)
def suggest_area(value: str, rules: Rules) -> dict[str, str]:
    """Return `suggestion` (a code), `name` and `advice` for an unknown area; nothing where none is near."""
    known = [*rules.areas.items(), *((code, name) for name, code in rules.other_names.items())]
    code = _same_name(value, rules.other_names) or _by_name(value, known) or _one_slip_away(value, rules.areas)
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
    found = process.extractOne(
        wanted, [_squeezed(name) for _, name in pairs], scorer=fuzz.ratio, score_cutoff=NAME_CUTOFF
    )
    return pairs[found[2]][0] if found else None


def _same_name(value: str, other_names: Mapping[str, str]) -> str | None:
    """Return the code that a publisher's own name or code stands for: Turkey is TUR, KSO is XKX."""
    wanted = value.strip().casefold()
    return next((code for name, code in other_names.items() if name.casefold() == wanted), None)


def _one_slip_away(value: str, codes: Iterable[str]) -> str | None:
    """Return the code that is one letter or one swap away, None where several are."""
    wanted = value.strip().upper()[:LONGEST]
    near = [code for code in codes if OSA.distance(wanted, code, score_cutoff=1) <= 1] if wanted else []
    return near[0] if len(near) == 1 else None


def _squeezed(value: str) -> str:
    return utils.default_process(value[:LONGEST])
