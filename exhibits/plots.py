"""Other pictures, as what they hold: two indicators, ranks among peers, errors and statements of the past."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from exhibits.trend import AimLine

STEP = 0.3
"""How far apart the statements stand, as a share of the years that the line covers: room for a year on a telephone."""
NO_GROUP = -1
"""The number of countries that are in no group."""


@dataclass(frozen=True)
class Bubble:
    """A country: its two values, its people (None where unknown), its group by number, and what is said of it."""

    name: str
    x: float
    y: float
    people: float | None
    group: int = 0
    lines: tuple[str, ...] = ()
    chosen: bool = False
    labelled: bool = False


@dataclass(frozen=True)
class Axle:
    """What an axis measures, in words, the values it has to hold, and the targets that every country has on it.

    On a `logarithmic` axis equal steps are equal ratios.
    """

    words: str
    values: Sequence[float]
    unit_measure: str
    aims: Sequence[AimLine] = field(default_factory=tuple)
    logarithmic: bool = False


@dataclass(frozen=True)
class ScatterChart:
    """The chart with its words; the marks come the largest first, `most_people` is the most of any year.

    The key names the `groups` by number, some `sizes` by people, and marks of an `unknown` number of people.
    """

    title: str
    about: str
    source: str
    across: Axle
    up: Axle
    bubbles: Sequence[Bubble]
    most_people: float
    groups: Sequence[tuple[int, str]] = ()
    sizes: Sequence[tuple[float, str]] = ()
    unknown: str = ""


@dataclass(frozen=True)
class Dot:
    """One area with its value; `words` is what it says under the mouse."""

    value: float
    words: str


@dataclass(frozen=True)
class Row:
    """One set of peers: its name and what is said of it, its dots, the median, and the area itself with its name."""

    name: str
    words: str
    dots: Sequence[Dot]
    median: float
    median_words: str
    own: Dot
    own_label: str


@dataclass(frozen=True)
class Strip:
    """The whole picture; the title is drawn for the saved picture alone."""

    title: str
    about: str
    unit_measure: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Reading:
    """A year with what came in, and its words."""

    year: int
    value: float
    words: str


@dataclass(frozen=True)
class Said:
    """What was said in one year: from which value on, the median and its band, the median in words, and all of it."""

    origin: int
    start: float
    low: float
    median: float
    high: float
    label: str
    words: str


@dataclass(frozen=True)
class EarlierChart:
    """The picture with its words: `last` at the end of the line, `said_in` under the years of the statements."""

    title: str
    about: str
    source: str
    unit_measure: str
    readings: Sequence[Reading]
    said: Sequence[Said]
    last: str
    said_in: str

    @property
    def year(self) -> int:
        """Return the year that was spoken of: the last of the line."""
        return self.readings[-1].year

    def place(self, number: float) -> float:
        """Return where a statement stands on the axis of years, beyond the end of the line."""
        return self.year + (number + 1) * STEP * max(1, self.year - self.readings[0].year)


@dataclass(frozen=True)
class ErrorLine:
    """A method with its mean error and its words for each year ahead, None where there is none."""

    name: str
    errors: Sequence[float | None]
    words: Sequence[str]
    ours: bool = False


@dataclass(frozen=True)
class ErrorChart:
    """The picture with its words; `ahead` are the years ahead, `ticks` what is written at them."""

    title: str
    about: str
    source: str
    ahead: Sequence[int]
    ticks: Sequence[str]
    lines: Sequence[ErrorLine]


@dataclass(frozen=True)
class ReliabilityDot:
    """What was said about so often (per cent), how often it arrived (per cent), of how many cases, and its words."""

    said: float
    arrived: float
    cases: int
    label: str
    words: str


@dataclass(frozen=True)
class ReliabilityChart:
    """The picture with its words: those of the two axes and those on the diagonal."""

    title: str
    about: str
    source: str
    said: str
    arrived: str
    same: str
    dots: Sequence[ReliabilityDot]


@dataclass(frozen=True)
class Mark:
    """One observation: where it stands in time (years), its value, and how it came about (`obs_status`)."""

    moment: float
    value: float
    obs_status: str = ""


@dataclass(frozen=True)
class Card:
    """An indicator in small; every text is ready to read, an empty one is left out."""

    name: str
    link: str
    value: str
    when: str
    change: str
    notes: Sequence[str]
    marks: Sequence[Mark]
    aim: float | None
    unit_measure: str
    first: str
    last: str
    alt: str


@dataclass(frozen=True)
class Cards:
    """Indicators in small, side by side."""

    cards: Sequence[Card]
