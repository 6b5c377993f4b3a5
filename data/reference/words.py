"""How people write what we have codes for: headings, pledges, units and countries; read and checked once."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from data.reference import FOLDER, BrokenReferenceError, load_reference, read_toml_as
from data.reference.reading import broken, read_rows
from data.schemas.observation import COLUMNS
from data.schemas.own_indicator import OWN_COLUMNS
from data.schemas.school import SCHOOL_COLUMNS


class ColumnWords(BaseModel):
    """The headings by column of ours, for figures, schools and indicators of one's own, and words for yes and no."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str
    answers: Mapping[Literal["yes", "no"], tuple[str, ...]]
    observations: Mapping[str, tuple[str, ...]]
    schools: Mapping[str, tuple[str, ...]]
    indicators: Mapping[str, tuple[str, ...]]


@cache
def load_column_words() -> ColumnWords:
    """Return the words.

    Raises:
        BrokenReferenceError: If the file does not fit its model, or names columns other than ours.
    """
    path = FOLDER / "column_words.toml"
    found = read_toml_as(path, ColumnWords)
    ours = ((found.observations, COLUMNS), (found.schools, SCHOOL_COLUMNS), (found.indicators, OWN_COLUMNS))
    if not all(set(named) <= set(columns) for named, columns in ours):
        raise BrokenReferenceError(f"{path.name}: it names columns that are none of ours")
    return found


FILE = FOLDER / "pledge_words.toml"


class Recognition(BaseModel):
    """When a header under other names is that of a pledge list: so many columns of one, and a word in one of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: int
    word: str


class Currencies(BaseModel):
    """The currency codes in use, and the signs and names that mean one currency only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    codes: str
    names: Mapping[str, str]

    @property
    def known(self) -> frozenset[str]:
        """Return the codes."""
        return frozenset(self.codes.split())


class Unread(BaseModel):
    """Words of headers that were not read: those of amounts, what is delivered, currencies, and of anything else."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: frozenset[str]
    delivered: frozenset[str]
    currency: frozenset[str]
    other: frozenset[str]


class Limits(BaseModel):
    """What no pledge can have: a rate above `largest_usd_rate` US dollars for one unit of a currency."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    largest_usd_rate: float


class PledgeWords(BaseModel):
    """All that is known of how pledge lists are written.

    `columns` gives for each column of ours its other names, `scales` what a word multiplies an amount by, `areas` the
    codes that names of groups stand for, `near` those that a name may mean: they are offered, never put in its place.
    `ambiguous` are marks of a missing value that are codes of countries as well; `phrases` gives, for each column with
    a closed list and each of its codes, how else the code is written; `unread` the words of headers that were not read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Mapping[str, tuple[str, ...]]
    recognition: Recognition
    scales: Mapping[str, int] = Field(min_length=1)
    currencies: Currencies
    areas: Mapping[str, str]
    near: Mapping[str, str]
    ambiguous: Mapping[str, str]
    phrases: Mapping[str, Mapping[str, tuple[str, ...]]]
    unread: Unread
    limits: Limits


@cache
def load_pledge_words() -> PledgeWords:
    """Return how pledge lists are written, read once.

    Raises:
        BrokenReferenceError: If the file does not fit its model.
    """
    return read_toml_as(FILE, PledgeWords)


YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
PER_CENT_OF = re.compile(
    r"^(?:as (?:an? )?|in )?(?:%|pct|per ?cent|percentage|share|proportion) ?of (?:the )?(?:total )?(?=\w)"
)
AROUND = " ,;:()[]"


class UnitWords(BaseModel):
    """The words by the unit that they may mean, and those that leave the unit open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str
    open: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]


def plain_unit(words: str) -> str:
    """Return words for a unit as they are compared: small letters, no years, `% of` for every way to say that."""
    plain = re.sub(r"[\s_]+", " ", YEAR.sub(" ", words.casefold().replace("_", " "))).strip(AROUND)
    return PER_CENT_OF.sub("% of ", plain)


@cache
def load_unit_words() -> Mapping[str, tuple[str, ...]]:
    """Return the units that each word may mean; none where the word leaves the unit open.

    Raises:
        BrokenReferenceError: If the file does not fit its model, or a word means a unit and leaves it open at once.
    """
    path = FOLDER / "unit_words.toml"
    found = read_toml_as(path, UnitWords)
    meant: dict[str, tuple[str, ...]] = {}
    for unit, words in found.words.items():
        for word in {plain_unit(one) for one in (unit, *words)}:
            meant[word] = (*meant.get(word, ()), unit)
    open_words = {plain_unit(one) for one in found.open}
    both = sorted(open_words & meant.keys())
    if both:
        raise BrokenReferenceError(f"{path.name}: open: '{both[0]}' means a unit as well")
    return meant | dict.fromkeys(open_words, ())


CODES_FILE = "area_codes.csv"


@cache
def load_area_codes() -> Mapping[str, str]:
    """Return our code for each other code, in capitals.

    Raises:
        BrokenReferenceError: If a code stands there twice, is not in capitals, or leads to no area of ours.
    """
    return read_area_codes(FOLDER / CODES_FILE)


def read_area_codes(path: Path) -> Mapping[str, str]:
    """Return our code for each other code of a file, in capitals.

    Raises:
        BrokenReferenceError: If a code stands there twice, is not in capitals, or leads to no area of ours.
    """
    known = load_reference().areas
    found: dict[str, str] = {}
    for place, row in read_rows(path):
        code, ref_area = str(row.get("other_code") or ""), str(row.get("ref_area") or "")
        if not code or code != code.upper() or code in found:
            raise broken(path, place, f"other_code: '{code}' is empty, not in capitals, or stands there twice")
        if ref_area not in known:
            raise broken(path, place, f"ref_area: {ref_area} is no area of areas.csv")
        found[code] = ref_area
    return found
