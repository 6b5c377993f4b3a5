"""The header of a pledge list: which column is which, under our names or under those that lists have."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from data.reference.words import load_pledge_words
from data.schemas.pledge import PLEDGE_COLUMNS, USD

APART = re.compile(r"[\s_\-()]+")
ID = "pledge_id"
WORD = re.compile(r"us\$|[^\W\d_]+|[$€£¥]")
PURE_CODE = re.compile(r"[(\[][A-Z]{3}[)\]]")
SAYS_USD = ("usd", "us$")


@dataclass(frozen=True)
class PledgeColumns:
    """Where each column of ours stands, which of them have another name there, and the currencies that headers say.

    `renamed` gives the column of ours by the place of one with another name; `currencies` the currency that the
    header of a column of amounts names, by our name for the column.
    """

    used: Mapping[str, int]
    renamed: Mapping[int, str]
    currencies: Mapping[str, str]


def is_pledge_header(names: Sequence[str]) -> bool:
    """Return whether a header is that of a pledge list: it has our id, or enough columns under other names."""
    plain = [name.strip().lower() for name in names]
    if ID in plain:
        return True
    recognition = load_pledge_words().recognition
    found = match_pledge_columns(plain).used.values()
    return len(found) >= recognition.columns and any(recognition.word in plain[place] for place in found)


def match_pledge_columns(names: Sequence[str]) -> PledgeColumns:
    """Return which column is which: our own names first, then the other names in the order of the reference data."""
    plain = [name.strip().lower() for name in names]
    squeezed = [_squeezed(name) for name in plain]
    used = {column: plain.index(column) for column in PLEDGE_COLUMNS if column in plain}
    renamed: dict[int, str] = {}
    for column, others in _other_names().items():
        places = [squeezed.index(name) for name in others if name in squeezed]
        free = [place for place in places if place not in renamed and plain[place] not in used]
        if column not in used and free:
            used[column], renamed[free[0]] = free[0], column
    currencies = {
        column: USD for place, column in renamed.items() if column != "usd_rate" and squeezed[place].endswith(SAYS_USD)
    }
    ordered = {column: used[column] for column in PLEDGE_COLUMNS if column in used}
    return PledgeColumns(ordered, renamed, currencies)


def unread_amounts(name: str, used: Collection[str]) -> str | None:
    """Return which column of amounts a header that was not read seems to be, None where it seems to be none.

    It says so by a word for amounts, or by a currency or a scale; a column of the same meaning that was read lets it
    pass.
    """
    words, unread = set(WORD.findall(name.lower())), load_pledge_words().unread
    if words & unread.other:
        return None
    measured = words & (unread.currency | load_pledge_words().scales.keys()) or PURE_CODE.search(name)
    if words & unread.delivered and (measured or words & unread.amount):
        meant = "reported_amount"
    elif measured or words & unread.amount:
        meant = "amount"
    else:
        return None
    return None if meant in used else meant


@cache
def _other_names() -> dict[str, tuple[str, ...]]:
    """Return the other names of each column, squeezed; our own name, written otherwise, is the first of them."""
    given = load_pledge_words().columns
    return {column: tuple(_squeezed(name) for name in (column, *given.get(column, ()))) for column in PLEDGE_COLUMNS}


def _squeezed(name: str) -> str:
    return APART.sub("", name.lower())
