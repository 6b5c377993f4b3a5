"""Targets as exhibits: one line a target, how many have each status, and the head of a single one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from data.geometry import Bounds
from exhibits.exhibit import Link
from exhibits.trend import XY


@dataclass(frozen=True)
class TargetLine:
    """A target with everything that a line of a list says of it."""

    target_id: str
    number: str
    wording: str
    link: str
    area: str
    status: str
    status_word: str
    latest: str
    latest_note: str
    beside: str
    aim: str
    deadline: str
    progress: float | None
    progress_words: str
    points: Sequence[XY]
    aim_value: float | None
    trend_words: str
    missing: str
    reason: str
    marks: Sequence[tuple[str, str]] = field(default_factory=tuple)
    applies: bool = True
    chance: str = ""


@dataclass(frozen=True)
class TargetLines:
    """Targets line by line under a heading; without one where there is one above already."""

    lines: Sequence[TargetLine]
    title: str = ""


@dataclass(frozen=True)
class TargetRow:
    """A target in one row: what it asks, how it stands, and what is missing; every text is ready to read."""

    number: str
    wording: str
    link: str
    status: str
    status_word: str
    chance: str
    latest: str
    when: str
    aim: str
    points: Sequence[XY]
    aim_value: float | None
    trend_words: str
    missing: str
    area: str
    note: str = ""


@dataclass(frozen=True)
class TargetRows:
    """Targets row by row; the column of the area stands where they are not all of one."""

    caption: str
    rows: Sequence[TargetRow]

    @property
    def several_areas(self) -> bool:
        """Return whether the rows are of different areas."""
        return len({row.area for row in self.rows}) > 1


@dataclass(frozen=True)
class BareTarget:
    """A target without any figure: its name, what file would bring one, and where to upload it."""

    link: Link
    number: str
    filled_by: str


@dataclass(frozen=True)
class BareTargets:
    """Targets without figures, folded under `summary`, with the way to upload what would fill them."""

    summary: str
    targets: Sequence[BareTarget]
    upload: Link


@dataclass(frozen=True)
class FrameworkTitle:
    """The heading of a framework or of another section, with what it is in a sentence where that needs one."""

    name: str
    about: str = ""


@dataclass(frozen=True)
class StatusCounts:
    """How many targets have each status, as (status, word, number), with a name for whoever does not see the bar."""

    counts: Sequence[tuple[str, str, int]]
    name: str


@dataclass(frozen=True)
class TargetHead:
    """A target with its status and the reason for it."""

    place: str
    wording: str
    status: str
    status_word: str
    area: str
    reason: str


@dataclass(frozen=True)
class TopicCard:
    """A topic in one look: its figure, the way since, its status, and why; every text is ready to read.

    `status` is empty where no target of the topic applies; `action` is what to do where there is no figure, or beside
    one that says little.
    """

    name: str
    link: str
    figure: str
    what: str
    qualifier: str = ""
    change: str = ""
    status: str = ""
    status_word: str = ""
    why: str = ""
    points: Sequence[XY] = ()
    aim: float | None = None
    trend_words: str = ""
    action: Link | None = None


@dataclass(frozen=True)
class TopicCards:
    """The topics side by side."""

    cards: Sequence[TopicCard]


@dataclass(frozen=True)
class RankLine:
    """One of a ranking: a way to its page, its value in words, and its length as a share of the longest (0 to 1).

    A `strong` one is that which the others stand beside.
    """

    link: Link
    value: str
    share: float
    strong: bool = False


@dataclass(frozen=True)
class RankLines:
    """A ranking as bars with their values at them; `rest` says what is not drawn."""

    title: str
    lines: Sequence[RankLine]
    rest: str = ""
    way_on: Link | None = None


@dataclass(frozen=True)
class StatusMap:
    """The world, or a part of it, by status, with the way to all of it.

    `codes` has (code, status, words) of each country; `counts` are (status, word, number of countries) in the order of
    the key. `bounds` is the part that is shown, None the whole world; `picked` the country that is outlined.
    """

    title: str
    codes: Sequence[tuple[str, str, str]]
    counts: Sequence[tuple[str, str, int]]
    alt: str
    source: str
    link: Link
    bounds: Bounds | None = None
    picked: str = ""

    @property
    def covered(self) -> frozenset[str]:
        """Return the countries that have a status; others in a part of the world are drawn as what lies beyond it."""
        return frozenset(code for code, _, _ in self.codes)


@dataclass(frozen=True)
class Sides:
    """Texts side by side: the first takes seven of twelve columns, the second five; below each other on a telephone."""

    left: Sequence[object]
    right: Sequence[object]


@dataclass(frozen=True)
class Answer:
    """The answer of a page in one or two sentences, the largest words on it."""

    words: str


@dataclass(frozen=True)
class Verdict:
    """How an area stands, in a few sentences: `first` is the largest on the page, `words` what is said after it."""

    first: str
    words: str
