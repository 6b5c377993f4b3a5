"""One row of a pledge list: cells and amounts cleaned, what the model says of them, remarks that refuse nothing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from pydantic import ValidationError

from data.readers.area_lists import ambiguous_country, read_area_list, suggest_group
from data.readers.codes import problem, problems_of
from data.readers.numbers import COMMA_GROUPS, GROUP_MARKS, ONE_COMMA_GROUP, SPACE_GROUPS, number_advice
from data.readers.pledge_list.codes import clean_codes
from data.readers.suggestions import offer_area
from data.reference.words import load_pledge_words
from data.schemas.fields import NUMBER, is_missing, period_start
from data.schemas.pledge import SEPARATOR, USD, Pledge, period_end
from data.schemas.problem import Problem
from data.schemas.rules import Rules

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


AMOUNTS = ("amount", "reported_amount")
BLOCKS = "blocks"


def judge_pledge(
    raw: Mapping[str, str], row: int, rules: Rules, currencies: Mapping[str, str]
) -> tuple[Pledge | None, list[Problem]]:
    """Return the pledge in a row, None where a problem blocks, and every problem of the row.

    An empty cell is not handed to the model, so its field is not among the pledge's `model_fields_set`.

    Args:
        raw: The cells by column of ours, as they stand in the file.
        row: The row of the spreadsheet.
        rules: What the row is judged against.
        currencies: The currencies that the headers of amounts name, by column.
    """
    cleaned, problems = clean_pledge(raw, row, rules, currencies)
    stated = {name: cell for name, cell in cleaned.items() if cell.strip() or name in ("pledge_id", "pledger")}
    try:
        pledge = Pledge.model_validate(stated, context=rules)
    except ValidationError as error:
        return None, [*problems, *problems_of(error, raw, row, rules)]
    if any(one.severity == BLOCKS for one in problems):
        return None, problems
    return pledge, [*problems, *_remarks(pledge, row)]


def clean_pledge(
    raw: Mapping[str, str], row: int, rules: Rules, currencies: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    """Return the cells as the model reads them, with a note of every cell that was read as something else.

    The phrases of closed lists are told once for the file, not here.

    A cell that cannot be read with certainty is emptied and has a problem that blocks, so that the model says nothing
    of it again.
    """
    cleaned = dict(raw)
    problems = [*_clean_amounts(cleaned, row, currencies), *_clean_areas(cleaned, row, rules)]
    problems += clean_codes(cleaned, row)
    problems += _check_rate(cleaned, row)
    return cleaned, problems


def _clean_amounts(cleaned: dict[str, str], row: int, currencies: Mapping[str, str]) -> Iterator[Problem]:
    said: dict[str, str] = {}
    for name in AMOUNTS:
        if name not in cleaned or is_missing(cleaned[name]):
            continue
        cell, amount = cleaned[name], read_amount(cleaned[name])
        if amount.refused:
            cleaned[name] = ""
            yield problem("amount-not-certain", row=row, column=name, value=cell, details=dict(amount.advice))
            continue
        cleaned[name] = amount.number
        said |= {currency: name for currency in (amount.currency, currencies.get(name, "")) if currency}
        if amount.number != cell:
            yield problem("cell-read", row=row, column=name, value=cell, details={"read": _said(amount)})
    yield from _clean_currency(cleaned, row, said)


def _said(amount: Amount) -> str:
    return " ".join(part for part in (amount.currency, amount.number) if part)


def _clean_currency(cleaned: dict[str, str], row: int, said: Mapping[str, str]) -> Iterator[Problem]:
    """Fill in the currency that the amounts name; where column and amounts name two, neither is believed."""
    cell = cleaned.get("currency", "")
    stated = currency_code(cell) if not is_missing(cell) else ""
    if stated and stated != cell.strip().upper():
        yield problem("cell-read", row=row, column="currency", value=cell, details={"read": stated})
    named = dict.fromkeys([*([stated or cell.strip().upper()] if not is_missing(cell) else []), *said])
    if len(named) > 1:
        details = {"currencies": ", ".join(named)}
        yield problem("currency-contradicts", row=row, column=next(iter(said.values())), details=details)
    if named:
        cleaned["currency"] = next(iter(named))


def _clean_areas(cleaned: dict[str, str], row: int, rules: Rules) -> Iterator[Problem]:
    cell = cleaned.get("beneficiaries", "")
    if is_missing(cell) and not ambiguous_country(cell):
        return
    found = read_area_list(cell, rules)
    cleaned["beneficiaries"] = SEPARATOR.join(found.codes)
    for name in found.unknown:
        details = _suggestion(name, rules)
        yield problem("unknown-area", row=row, column="beneficiaries", value=name, details=details)
    if not found.unknown and _plain(cell) != cleaned["beneficiaries"]:
        details = {"read": cleaned["beneficiaries"]}
        yield problem("cell-read", row=row, column="beneficiaries", value=cell, details=details)


def _suggestion(name: str, rules: Rules) -> Mapping[str, str]:
    country = ambiguous_country(name)
    if country in rules.areas:
        return {"advice": "ambiguous", "suggestion": country, "name": rules.areas[country]}
    group = suggest_group(name, rules)
    if group is None:
        return offer_area(name, rules)
    return {"advice": "suggestion", "suggestion": group, "name": rules.areas[group]}


def _plain(cell: str) -> str:
    return SEPARATOR.join(one.strip().upper() for one in cell.split(SEPARATOR) if one.strip())


def _check_rate(cleaned: dict[str, str], row: int) -> Iterator[Problem]:
    """Refuse a rate the wrong way round (units of the currency for a dollar): it would multiply instead of divide."""
    cell, most = cleaned.get("usd_rate", ""), load_pledge_words().limits.largest_usd_rate
    if NUMBER.fullmatch(cell.strip()) and float(cell) > most:
        cleaned["usd_rate"] = ""
        yield problem("rate-upside-down", row=row, column="usd_rate", value=cell, details={"most": most})


def _remarks(pledge: Pledge, row: int) -> Iterator[Problem]:
    """Yield what is unlikely in a pledge, and what will not be seen as somebody may expect."""
    currency = pledge.currency
    if currency and currency not in known_currencies():
        yield problem("currency-unusual", row=row, column="currency", value=currency)
    if currency == USD and pledge.usd_rate not in (None, 1):
        yield problem("rate-not-used", row=row, column="usd_rate", value=f"{pledge.usd_rate:g}")
    valued = pledge.amount is not None or pledge.reported_amount is not None
    if valued and currency != USD and (pledge.usd_rate is None or not pledge.rate_date):
        yield problem("amount-unconverted", row=row, column="usd_rate", details={"currency": currency})
    if None not in (pledge.amount, pledge.reported_amount) and (pledge.reported_amount or 0) > (pledge.amount or 0):
        yield problem("reported-above-pledged", row=row, column="reported_amount", value=f"{pledge.reported_amount:g}")
    if pledge.pledged_on and pledge.due_on and period_end(pledge.due_on) < period_start(pledge.pledged_on):
        yield problem("due-before-pledged", row=row, column="due_on", value=pledge.due_on)
