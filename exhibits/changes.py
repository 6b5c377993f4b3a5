"""What publications change, as the lines that are read: revisions, rows, and what becomes of targets."""

from collections.abc import Sequence
from dataclasses import dataclass

from exhibits.exhibit import Link


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
    """Targets with their status and latest value before and after; `more` says how many there are beside these.

    The column of the area, the second, is left out unless `by_area`.
    """

    heads: Sequence[str]
    lines: Sequence[ConsequenceLine]
    more: str = ""
    by_area: bool = True


@dataclass(frozen=True)
class RevisionEntry:
    """A revision: its number and dataset, why and by whom it was made, what it changed; `in_use` says if it counts."""

    number: str
    in_use: str
    dataset: str
    why: str
    by: str
    about: str


@dataclass(frozen=True)
class MovedLine:
    """A figure before and after; every text is ready to read.

    `way` is `up`, `down` or empty where there is nothing to compare; `share` is the length of its bar (0 to 1), as a
    share of the longest.
    """

    link: Link
    note: str
    before: str
    before_when: str
    after: str
    after_when: str
    way: str
    change: str
    change_note: str
    share: float


@dataclass(frozen=True)
class MovedLines:
    """Figures that moved, under their headings; `more` says how many there are beside these and by what they stand."""

    caption: str
    heads: Sequence[str]
    lines: Sequence[MovedLine]
    more: str = ""


@dataclass(frozen=True)
class NewsLine:
    """One thing that changed, in a sentence that leads to all of its kind; `note` is against what."""

    link: Link
    note: str


@dataclass(frozen=True)
class ShortNews:
    """What changed in a few lines, with the way to all of it; `nothing` is said where there are none."""

    title: str
    lines: Sequence[NewsLine]
    way_on: Link
    nothing: str = ""
