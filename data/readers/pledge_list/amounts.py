"""Amounts of money as people write them: read where they can be read in one way only, else refused with advice.

Read: digits with a point; thousands set apart by blanks, or by two commas or more; a word for thousand, million or
billion; a currency before or behind. Not read: `1,000` and `1.000` (a thousand or one), points between thousands,
decimal commas, single letters for millions, and signs such as $ that several currencies share.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from data.readers.numbers import COMMA_GROUPS, GROUP_MARKS, ONE_COMMA_GROUP, SPACE_GROUPS, number_advice
from data.reference.words import load_pledge_words
from data.schemas.fields import NUMBER, is_missing

PARTS = re.compile(rf"(?P<before>[^0-9]*?)(?P<number>[0-9](?:[0-9.,]|{GROUP_MARKS}(?=[0-9]))*)(?P<after>[^0-9]*)")
ONE_POINT_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
SHARED_SIGNS = frozenset("$£¥")
LETTERS = frozenset({"k", "m", "mm", "b", "t"})
LONGEST = 60


@dataclass(frozen=True)
class Amount:
    """What stands in a cell: the number in plain digits, the currency it names, and advice where it is not certain.

    `number` is the cell as it is where that is plain already; `advice` is empty where the amount was read.
    """

    number: str
    currency: str = ""
    advice: Mapping[str, str] = field(default_factory=dict)
    refused: bool = False


def read_amount(cell: str) -> Amount:
    """Return the amount in a cell, refused where it could be read in another way or not at all."""
    text = cell.strip()
    if is_missing(cell) or (NUMBER.fullmatch(text) and not ONE_POINT_GROUP.fullmatch(text)):
        return Amount(cell)
    parts = PARTS.fullmatch(text) if len(text) <= LONGEST else None
    if parts is None:
        return _refused(text, number_advice(text))
    before, scale, after = parts["before"].strip(), *_scale_and_rest(parts["after"].strip())
    currencies = {currency_code(one) for one in (before, after) if one}
    if scale is None or len(currencies) > 1 or None in currencies:
        return _refused(text, _about_words(before, after))
    return _scaled(parts["number"].strip(), scale, next(iter(currencies), "") or "", text)


def currency_code(written: str) -> str | None:
    """Return the ISO 4217 code that a code, sign or name stands for; None where that is not certain."""
    code = written.strip().upper()
    return code if code in known_currencies() else _currency_names().get(_folded(written))


@cache
def known_currencies() -> frozenset[str]:
    """Return the currency codes in use."""
    return load_pledge_words().currencies.known


@cache
def _currency_names() -> dict[str, str]:
    return {_folded(name): code for name, code in load_pledge_words().currencies.names.items()}


def _folded(written: str) -> str:
    return " ".join(written.casefold().split())


def _scale_and_rest(after: str) -> tuple[int | None, str]:
    """Return what the word behind a number multiplies it by, and what stands behind that; None for a lone letter."""
    first, _, rest = after.partition(" ")
    word = first.casefold().rstrip(".")
    if word in LETTERS:
        return None, after
    scale = load_pledge_words().scales.get(word)
    return (1, after) if scale is None else (scale, rest.strip())


def _about_words(before: str, after: str) -> dict[str, str]:
    if SHARED_SIGNS & {before, after.split(" ", maxsplit=1)[0]}:
        return {"advice": "sign"}
    first = after.split(" ", maxsplit=1)[0]
    return {"advice": "letter", "letter": first} if first.casefold().rstrip(".") in LETTERS else {}


def _scaled(number: str, scale: int, currency: str, text: str) -> Amount:
    if ONE_COMMA_GROUP.fullmatch(number) or ONE_POINT_GROUP.fullmatch(number):
        low, high = number.replace(",", "."), re.sub("[.,]", "", number)
        return _refused(text, {"advice": "two_ways", "example": _times(low, scale), "other": _times(high, scale)})
    plain = _in_one_way(number)
    return Amount(_times(plain, scale), currency) if plain else _refused(text, _advice_in_full(number, scale))


def _advice_in_full(number: str, scale: int) -> dict[str, str]:
    """Return the advice for a number, in full: for 1,5 million that is 1500000, not 1.5."""
    advice = number_advice(number)
    if scale == 1 or "example" not in advice:
        return advice
    return {"advice": "in_full", "example": _times(advice["example"], scale)}


def _in_one_way(number: str) -> str:
    """Return a number in plain digits where it can be read in one way only; an empty text where it cannot."""
    if NUMBER.fullmatch(number):
        return number
    if COMMA_GROUPS.fullmatch(number):
        return number.replace(",", "")
    if SPACE_GROUPS.fullmatch(number) and "," not in number:
        return re.sub(GROUP_MARKS, "", number)
    return ""


def _times(number: str, scale: int) -> str:
    written = format(Decimal(number) * scale, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _refused(text: str, advice: Mapping[str, str]) -> Amount:
    return Amount(text, advice=dict(advice), refused=True)
