"""Numbers and periods as text: shifted into another unit exactly; what was probably meant by a cell that is none."""

import re
from decimal import Decimal

from data.schemas.fields import NUMBER

SPAN = re.compile(r"([0-9]{4})\s*[-/\N{EN DASH}\N{EM DASH}]\s*([0-9]{2}|[0-9]{4})")


def period_advice(value: str) -> dict[str, str]:
    """Return the two years of a span such as 2018-19 or 2018/2019; nothing for anything else."""
    found = SPAN.fullmatch(value.strip())
    if found is None:
        return {}
    first, last = found[1], found[1][: 4 - len(found[2])] + found[2]
    return {"advice": "span", "first": first, "last": last} if first < last else {}


GROUP_MARKS = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'\N{RIGHT SINGLE QUOTATION MARK}]"
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
ONE_COMMA_GROUP = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
COMMA_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
POINT_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")
SPACE_GROUPS = re.compile(rf"[+-]?[0-9]{{1,3}}({GROUP_MARKS}[0-9]{{3}})+([.,][0-9]+)?")
POWER = re.compile(r"([+-]?[0-9]{1,2})(?:\.0+)?")
POWERS = {"": 0, "units": 0, "tens": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12}
"""The code list CL_UNIT_MULT of SDMX, by its labels."""
MINUS_SIGNS = str.maketrans(dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{NON-BREAKING HYPHEN}\N{HYPHEN}", "-"))


def times(cell: str, factor: Decimal) -> str:
    """Return a cell multiplied by a factor, exactly: shifted, not rounded; one that is no number stays as it is."""
    text = cell.strip()
    return f"{(Decimal(text) * factor).normalize():f}" if factor != 1 and NUMBER.fullmatch(text) else cell


def power_of_ten(cell: str) -> int | None:
    """Return the power of ten that a multiplier of SDMX means (6, 6.0, "Millions", empty: 0), None where it is none."""
    plain = cell.strip().casefold()
    if plain in POWERS:
        return POWERS[plain]
    found = POWER.fullmatch(plain)
    return int(found[1]) if found else None


def looks_like_a_number(cell: str) -> bool:
    """Return whether a cell holds digits and no letters, however it is written: 1.234,5 or 30 % or (12)."""
    return any(letter.isdigit() for letter in cell) and not any(letter.isalpha() for letter in cell)


def number_advice(value: str) -> dict[str, str]:
    """Return `advice`, the name of the remedy, and `example`, the number as it should be written.

    Nothing is returned where no single remedy fits; the general text is shown then. What is written as a number and yet
    was refused is too large for one: 1e400.
    """
    text = value.strip()
    if NUMBER.fullmatch(text):
        return {"advice": "too_large"}
    if text.endswith("%"):
        number = _written_plainly(text[:-1].strip())
        return {"advice": "per_cent", "example": number} if number else {}
    if ONE_COMMA_GROUP.fullmatch(text):
        return {"advice": "two_ways", "example": text.replace(",", "."), "other": text.replace(",", "")}
    if DECIMAL_COMMA.fullmatch(text):
        return {"advice": "decimal_comma", "example": text.replace(",", ".")}
    number = _written_plainly(text)
    if not number:
        return {}
    grouped = any(form.fullmatch(text) for form in (COMMA_GROUPS, POINT_GROUPS, SPACE_GROUPS))
    return {"advice": "thousands" if grouped else "typed", "example": number}


def _written_plainly(text: str) -> str:
    if NUMBER.fullmatch(text):
        return text
    if DECIMAL_COMMA.fullmatch(text):
        return text.replace(",", ".")
    if COMMA_GROUPS.fullmatch(text):
        return text.replace(",", "")
    if POINT_GROUPS.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    if SPACE_GROUPS.fullmatch(text):
        return re.sub(GROUP_MARKS, "", text).replace(",", ".")
    return _typed_plainly(text)


def _typed_plainly(text: str) -> str:
    """Return a number typed with other scripts' digits or a long minus in ours; empty where it is none."""
    plain = text.translate(MINUS_SIGNS)
    plain = "".join(str(int(letter)) if letter.isdecimal() else letter for letter in plain)
    return plain if NUMBER.fullmatch(plain) else ""
