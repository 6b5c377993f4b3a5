"""What publications change, as the lines that are read: revisions, rows, and what becomes of targets."""

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


@dataclass(frozen=True)
class ChangeTable:
    """Rows that are new, changed or gone, under their headings."""

    heads: Sequence[str]
    lines: Sequence[ChangeLine]


@dataclass(frozen=True)
class ConsequenceTable:
    """Targets with their status and latest value before and after; `more` says how many there are beside these."""

    heads: Sequence[str]
    lines: Sequence[ConsequenceLine]
    more: str = ""


@dataclass(frozen=True)
class RevisionEntry:
    """A revision: its number and dataset, why and by whom it was made, what it changed; `in_use` says if it counts."""

    number: str
    in_use: str
    dataset: str
    why: str
    by: str
    about: str
