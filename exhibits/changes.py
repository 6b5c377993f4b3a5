"""Differences between two states of a dataset, as the lines that are read."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CountLine:
    """How many rows of a dataset are new, changed, unchanged and gone, ready to read."""

    name: str
    note: str
    counts: Sequence[tuple[str, str, str]]
    """(kind, word, number), in the order to show."""


@dataclass(frozen=True)
class ChangeLine:
    """One row that is new, changed or gone; every text is ready to read, an empty one is left out."""

    kind: str
    word: str
    name: str
    area: str
    period: str
    edition: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True)
class ConsequenceLine:
    """A target before and after; a status is (code, word), None where the target does not exist on that side."""

    number: str
    wording: str
    area: str
    link: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    value_before: str
    value_after: str
    nothing: str


@dataclass(frozen=True)
class Headings:
    """The headings of a table, in the order of its columns."""

    names: Sequence[str]
