"""How pledge lists are written: other names of columns, words in amounts, currencies, names of groups."""

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from data.reference import FOLDER, read_toml_as

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
