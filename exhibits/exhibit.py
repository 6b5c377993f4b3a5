"""An exhibit: one answer, as the parts it is read in: words, a picture, the table behind it.

Every text in it is ready to read and plain: whoever draws it (a page, a report, an interface for programs) escapes it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Chip:
    """A status as a cell of a table: its shape, colour and word."""

    status: str
    word: str


@dataclass(frozen=True)
class Link:
    """Words that open a page of the tracker at an address such as `country?area=KEN`."""

    words: str
    address: str


Cell = str | Chip | Link


# ------------------------------------------------------------------------------------------- what a passage is made of


@dataclass(frozen=True)
class Lead:
    """The answer in a sentence or two; `first` is what stands out at its beginning."""

    words: str
    first: str = ""


@dataclass(frozen=True)
class Remark:
    """A sentence in a quieter hand."""

    words: str


@dataclass(frozen=True)
class Plain:
    """A paragraph; `first` is what stands out at its beginning."""

    words: str
    first: str = ""


@dataclass(frozen=True)
class Caption:
    """A heading inside a passage: the largest at level 1, such as the name of an area."""

    words: str
    level: Literal[1, 2, 3] = 2


@dataclass(frozen=True)
class Small:
    """A line in small print, such as the source under a picture, with ways on after its words."""

    words: str
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Note:
    """A note with its heading, set apart from the answer, and ways on from it."""

    title: str
    words: str
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Fact:
    """A figure with its name, and a note in small print."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """Figures with their names, side by side."""

    facts: Sequence[Fact]


@dataclass(frozen=True)
class Entry:
    """A name with what is said of it: words or ways on, and where each is from in small print."""

    name: str
    said: Sequence[str | Link]
    source: str = ""


@dataclass(frozen=True)
class Entries:
    """Names with what is said of each, below one another."""

    entries: Sequence[Entry]


@dataclass(frozen=True)
class Explained:
    """Names with sentences on each, a line a sentence, which read on any width."""

    entries: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Member:
    """One of a list: a way to its page, a figure and a note; `number` is the number of a target, `chip` its status."""

    link: Link
    value: str = ""
    note: str = ""
    number: str = ""
    chip: Chip | None = None


@dataclass(frozen=True)
class Members:
    """A list in columns, folded under `summary` where there is one; `wide` for long names."""

    members: Sequence[Member]
    summary: str = ""
    wide: bool = False


@dataclass(frozen=True)
class Fold:
    """Texts that are read when they are unfolded, under what they are called; left out on paper."""

    summary: str
    texts: Sequence[object]


@dataclass(frozen=True)
class Ways:
    """Ways on from here, in a row."""

    links: Sequence[Link]


@dataclass(frozen=True)
class WayOn:
    """A sentence, which may be empty, and the way on from it."""

    words: str
    link: Link


@dataclass(frozen=True)
class Grid:
    """A small table inside a passage; `caption` is read out."""

    caption: str
    heads: Sequence[str]
    cells: Sequence[Sequence[Cell]]
    numeric: Sequence[int] = ()
    scroll: bool = False


@dataclass(frozen=True)
class Standing:
    """One line: a name with a note, and, where a target applies, its status and what is missing to it."""

    name: str
    about: str = ""
    status: str = ""
    status_word: str = ""
    words: str = ""


@dataclass(frozen=True)
class Standings:
    """How things stand: against each target, or in each area."""

    lines: Sequence[Standing]


@dataclass(frozen=True)
class NewestFigure:
    """The figure that a picture is about, larger than all other words beside it, with its year and where it is from."""

    value: str
    note: str
    qualifier: str = ""


@dataclass(frozen=True)
class Mode:
    """One way to look at an indicator; `here` where it is the one that is shown."""

    link: Link
    here: bool = False


@dataclass(frozen=True)
class Modes:
    """The ways to look at an indicator, side by side under its `place`; `label` names them for whoever listens."""

    place: str
    label: str
    modes: Sequence[Mode]


@dataclass(frozen=True)
class Tools:
    """What can be done with a picture: tables to unfold, its saved forms, and the way to copy its address.

    `title` tells it from other pictures, `at` is its place on the page, `file` what it is called when it is saved.
    """

    title: str
    folds: Sequence[str]
    at: str
    file: str
    link: str
    copied: str


@dataclass(frozen=True)
class Block:
    """Texts that belong together, with a line above them."""

    texts: Sequence[object]


Text = object
"""What a passage is made of: one of the classes above, or of `exhibits.scorecard` and other exhibits; see `charts`."""


# --------------------------------------------------------------------------------------------- the parts of an exhibit


@dataclass(frozen=True)
class Heading:
    """The heading of a section of a page, or of a part of one (level 3)."""

    words: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True)
class Passage:
    """What is read together; `name` tells it from the other passages of a page."""

    name: str
    texts: Sequence[Text]


@dataclass(frozen=True)
class Notice:
    """What the reader has to know before reading on: that nothing is there, that figures are old, with a list."""

    words: str
    kind: Literal["info", "warning"] = "info"
    items: Sequence[str] = ()
    icon: str = "info"


class Content(Protocol):
    """What every picture holds: its title and what it is about; further fields are the kind's own."""

    @property
    def title(self) -> str:
        """Return its title in words."""

    @property
    def about(self) -> str:
        """Return what it is about: unit and area."""


@dataclass(frozen=True)
class Picture:
    """A picture: its content, its name in words for whoever does not see it, and what stands under it.

    `file` names the saved picture. `registers` are those whose rows it holds, schools or pledges: where these are
    invented, the picture is marked. What a publisher states beside them is not, so a picture of headlines names none.
    `reading` is what is read beside it: the picture takes eight of twelve columns, the reading four.
    """

    name: str
    content: Content
    alt: str
    remarks: Sequence[str | Small] = ()
    file: str = ""
    registers: Sequence[str] = ()
    reading: Sequence[Text] = ()


@dataclass(frozen=True)
class Table:
    """The table behind a picture, to read and to download.

    `heads` and `cells` are what is read (words, numbers with their unit), `numeric` the places of figures among them;
    `columns` and `records` what is downloaded, one record a row. `name` names the table (letters, digits, hyphens) and,
    unless `file` says what it holds, its files; `fold` is what its fold is called, where it is not the table of the
    picture above it. A `stacked` table has its cells below each other on a telephone; a `short` one stands whole.
    """

    name: str
    title: str
    heads: Sequence[str]
    cells: Sequence[Sequence[Cell]]
    numeric: Sequence[int]
    columns: Sequence[str]
    records: Sequence[Row]
    file: str = ""
    stacked: bool = False
    folded: bool = True
    fold: str = ""
    short: bool = False


@dataclass(frozen=True)
class Files:
    """A file to download in each of its forms (csv, xlsx); `make` returns it when it is asked for."""

    name: str
    file: str
    make: Callable[[str], bytes] = field(compare=False)


Part = Heading | Passage | Notice | Picture | Table | Files
OfKind = TypeVar("OfKind", bound=Part)


@dataclass(frozen=True)
class Exhibit:
    """One answer: the parts it is read in, from top to bottom."""

    name: str
    parts: Sequence[Part]

    def of_kind(self, kind: type[OfKind]) -> list[OfKind]:
        """Return its parts of one kind, such as its pictures."""
        return [one for one in self.parts if isinstance(one, kind)]


def said(name: str, *texts: Text) -> Passage:
    """Return a passage."""
    return Passage(name, texts)
