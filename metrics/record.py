"""What a forecast record says: errors by horizon, chances against outcomes, and where the method missed most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HorizonRecord:
    """Mean absolute errors so many years ahead, in the unit of the indicator, and the share inside the 80 % band."""

    mae: float
    mae_no_change: float
    mae_line: float
    mae_cagr: float | None
    mae_damped: float
    coverage80: float
    n: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said of an area in a year of origin, so many years ahead, and what came in; in the unit of it all."""

    ref_area: str
    origin: int
    horizon: int
    start: float
    low: float
    median: float
    high: float
    outcome: float

    @property
    def year(self) -> int:
        """Return the year that was spoken of."""
        return self.origin + self.horizon

    @property
    def off(self) -> float:
        """Return by how much more came in than the median said; negative for less."""
        return self.outcome - self.median

    @property
    def inside(self) -> bool:
        """Return whether what came in lies in the 80 % band."""
        return self.low <= self.outcome <= self.high


@dataclass(frozen=True, slots=True)
class Missed:
    """How far an area's outcomes lay from its medians at the farthest horizon of the record, on average.

    `outside` counts the outcomes outside the 80 % band, `worst` is the statement that was farthest off.
    """

    ref_area: str
    horizon: int
    mae: float
    outside: int
    n: int
    worst: Statement


@dataclass(frozen=True, slots=True)
class LevelRecord:
    """The record of one horizon for origins of one range of starting levels."""

    low: float
    high: float
    horizon: int
    mae: float
    mae_line: float
    coverage80: float
    n: int


@dataclass(frozen=True, slots=True)
class Flagged:
    """How a yes or no turned out: cases said to be on track, how many of them arrived, and how often it was right."""

    said: int
    arrived: int
    right: float


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """What became of a label that a rule gave, from starting levels of a range: cases, and how many of them arrived."""

    rule: str
    label: str
    low: float
    high: float
    said: int
    arrived: int


@dataclass(frozen=True)
class Record:
    """The record of an indicator.

    `brier` is the mean square of chance minus outcome (0 or 1), `brier_cagr` that of the yes/no of the Open SDG rule
    for the same cases. `on_track` counts the chances from which a target is on track, `on_track_cagr` the yes of the
    rule. `reliability` holds by tenths of the chance: mean chance said, share that happened, cases.
    """

    indicator: str
    forecasts: int
    areas: int
    origins: tuple[int, int] | None
    horizons: dict[int, HorizonRecord]
    coverage80: float | None
    brier: float | None
    brier_cagr: float | None
    chances: int
    on_track: Flagged | None
    on_track_cagr: Flagged | None
    reliability: tuple[tuple[float, float, int], ...]
    missed: tuple[Missed, ...]
    levels: tuple[LevelRecord, ...]


SAID_BEFORE = (6, 5, 3, 1)
"""So many years before a year, what was said of it is shown: far, half way and near."""


def years_told(statements: Iterable[Statement]) -> tuple[int, ...]:
    """Return the years of which something was said and came in, in order."""
    return tuple(sorted({one.year for one in statements if one.horizon in SAID_BEFORE}))


def said_of(statements: Iterable[Statement], year: int) -> tuple[Statement, ...]:
    """Return what was said of a year 6, 5, 3 and 1 years before it, the earliest first."""
    found = {one.horizon: one for one in statements if one.year == year}
    return tuple(found[before] for before in SAID_BEFORE if before in found)


def count_inside(statements: Sequence[Statement]) -> int:
    """Return how many outcomes lie in the 80 % band of what was said."""
    return sum(one.inside for one in statements)
