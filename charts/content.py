"""What a trend chart holds: lines, targets and paths to them, with every text ready to read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from metrics.series import Series

GREY = -1
XY = tuple[float, float]


@dataclass(frozen=True)
class TrendLine:
    """One series as a line.

    `colour` counts the colours of the theme, `symbol` the marks; `later` stands alone; `own` is our own aggregate.
    """

    name: str
    label: str
    series: Series
    colour: int = 0
    symbol: int = 0
    later: bool = False
    own: bool = False


@dataclass(frozen=True)
class AimLine:
    """A target as a line (or a band up to `upper`) over the whole chart; a past one is drawn in grey."""

    words: str
    value: float
    year: float
    upper: float | None = None
    live: bool = True


@dataclass(frozen=True)
class AimPath:
    """The straight way from a baseline to a target, as (moment, value) pairs; no colour means the target's own."""

    words: str
    start: XY
    end: XY
    live: bool = True
    colour: int | None = None


@dataclass(frozen=True)
class TrendChart:
    """A chart with its title in words, its unit and area, its source, and its name for assistive technology."""

    title: str
    about: str
    source: str
    alt: str
    unit_measure: str
    lines: Sequence[TrendLine]
    aims: Sequence[AimLine] = field(default_factory=tuple)
    paths: Sequence[AimPath] = field(default_factory=tuple)
