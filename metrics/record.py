"""What a forecast record says: errors by horizon, chances against outcomes, and where the method missed most."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HorizonRecord:
    """Mean absolute errors so many years ahead, in the unit of the indicator, and the share inside the 80 % band."""

    mae: float
    mae_no_change: float
    mae_line: float
    mae_cagr: float | None
    coverage80: float
    n: int


@dataclass(frozen=True, slots=True)
class Missed:
    """How far an area's outcomes lay from its medians at the farthest horizon of the record, on average."""

    ref_area: str
    horizon: int
    mae: float
    outside: int
    n: int


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


@dataclass(frozen=True)
class Record:
    """The record of an indicator.

    `brier` is the mean square of chance minus outcome (0 or 1), `brier_cagr` that of the yes/no of the Open SDG rule
    for the same cases. `on_track` counts the chances from which a target is on track, `on_track_cagr` the yes of the
    rule. `reliability` holds by tenths of the chance: mean chance said, share that happened, cases.
    """

    indicator: str
    course: str
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
