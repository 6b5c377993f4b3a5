"""Bars and dots in rows, as what they hold: every text ready to read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from exhibits.trend import AimLine
from metrics.series import Point

Kind = Literal["yes", "unknown", "no", "not_measured", "none", "moderate", "good", "target", "plain", "rest", "within"]
"""What a part of a bar is: it decides its colour and pattern; `within` lies inside the part before it."""
Look = Literal["shares", "counts", "amounts", "sums"]
"""Bars of shares, each as long as the others; of counts; amounts; and sums, whose figures are too long for the edge."""


@dataclass(frozen=True)
class Part:
    """A part that bars have: its kind decides its look."""

    kind: Kind
    name: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar: its name, its figure in words, the sizes of its parts, and what is said of each, or of all, on hovering.

    A `strong` bar has its name in bold, a `quiet` one is grey: both stand beside what the chart is about.
    """

    name: str
    figure: str
    sizes: Sequence[float]
    words: Sequence[str]
    strong: bool = False
    quiet: bool = False

    def said_of(self, part: int) -> str:
        """Return what is said of a part."""
        return self.words[part] if part < len(self.words) else self.words[-1]


@dataclass(frozen=True)
class Bars:
    """Named bars from the top down, of one or several parts; `line` is a level to reach with what is written on it."""

    title: str
    about: str
    source: str
    bars: Sequence[Bar]
    parts: Sequence[Part] = (Part("plain"),)
    line: tuple[float, str] | None = None
    look: Look = "amounts"


@dataclass(frozen=True)
class YearBar:
    """One year: how many economies are in each band (the best first), and what is said of each.

    `label` is written above the bar, `best` at the part of the best band.
    """

    year: int
    bands: tuple[int, ...]
    label: str
    best: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class CountMark:
    """A count that a publisher states itself; it stands alone and is joined to nothing."""

    year: int
    count: float
    words: str


@dataclass(frozen=True)
class EconomyChart:
    """The picture with its words: the names of the bands, the bars and the publisher's own counts."""

    title: str
    about: str
    source: str
    bands: Sequence[str]
    bars: Sequence[YearBar]
    marks: Sequence[CountMark] = field(default_factory=tuple)


@dataclass(frozen=True)
class LatestRow:
    """An area with its latest point; `words` is the figure with its year and status, `hover` what is said beside."""

    name: str
    point: Point
    words: str
    hover: str = ""
    own: bool = False


@dataclass(frozen=True)
class LatestChart:
    """The chart with its words, the rows in their order, and the targets as lines across them."""

    title: str
    about: str
    source: str
    unit_measure: str
    rows: Sequence[LatestRow]
    aims: Sequence[AimLine] = field(default_factory=tuple)


@dataclass(frozen=True)
class PriceDot:
    """One economy: its place, its price, its band (0 is the best), what is said of it, and its label if it has one."""

    place: int
    value: float
    band: int
    words: str
    label: str = ""
    old: bool = False


@dataclass(frozen=True)
class PriceLine:
    """A price to stay below, with the few words that stand on it."""

    value: float
    words: str


@dataclass(frozen=True)
class RankingChart:
    """The picture with its words; the dots come the cheapest first."""

    title: str
    about: str
    source: str
    unit_measure: str
    bands: Sequence[str]
    dots: Sequence[PriceDot]
    lines: Sequence[PriceLine] = field(default_factory=tuple)
    band_counts: Sequence[str] = ()
    old: str = ""


@dataclass(frozen=True)
class GapBar:
    """One bar with what is written at it; `rest` is that of all others, which has words and no bar."""

    name: str
    words: str
    together: str
    missing: float
    hover: str
    rest: bool = False


@dataclass(frozen=True)
class GapChart:
    """The bars from the largest down, with the title for the saved picture and the heading of the right column."""

    title: str
    about: str
    source: str
    together: str
    bars: Sequence[GapBar]


@dataclass(frozen=True)
class TwoSides:
    """An area with its two amounts, each with its words; a missing one (None) has words and no bar."""

    name: str
    left: float | None
    left_words: str
    right: float | None
    right_words: str
    hover: str
    chosen: bool = False


@dataclass(frozen=True)
class TwoSidesChart:
    """The areas from the top down, with the words of the saved picture and the headings of the two sides."""

    title: str
    about: str
    source: str
    left: str
    right: str
    rows: Sequence[TwoSides]
