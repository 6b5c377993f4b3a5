"""The numbers of a projection; their values, sources and reasons are reference data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["share", "price"]


@dataclass(frozen=True)
class DefaultErrors:
    """Errors to assume where too few are known: 10, 50 and 90 % quantiles by horizon, on the scale of the errors."""

    horizons: tuple[float, ...]
    low: tuple[float, ...]
    median: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class KindRules:
    """What differs between shares and prices.

    Each year ahead the damped course keeps the part `damping` of the slope of the year before. It takes no part in the
    course up to the value `damped_from`, and `damped_part` of it from `damped_full` on. A record is made from origins
    with `record_points` points in the last years and a value from `record_low` to `record_high`; Brier scores over
    `record_targets`, so many `chance_horizons` ahead. `peers_within` is in points for a share, in per cent of a price.
    """

    damping: float
    damped_from: float
    damped_full: float
    damped_part: float
    defaults: DefaultErrors
    calibration_low: float
    calibration_high: float
    record_points: int
    record_low: float
    record_high: float
    record_targets: tuple[float, ...]
    chance_horizons: tuple[int, ...]
    level_edges: tuple[float, ...]
    peers_within: float


@dataclass(frozen=True)
class ProjectionRules:
    """Every number of the method: years, numbers of points and of errors, shares of 1, values in per cent."""

    kinds: Mapping[Kind, KindRules]
    fewest_points: int
    shortest_points: int
    short_arrived: float
    oldest_last_value_years: float
    slope_years: tuple[int, ...]
    shrinkage: float
    spread_shrinkage: float
    spread_floor: float
    widening: float
    lowest_share: float
    highest_share: float
    everyone: float
    fewest_errors: int
    few_origins: int
    stretch: float
    longest_horizon: int
    last_year: int
    on_track: float
    within_reach: float
    at_risk: float
    record_from: int
    record_years: int
    record_horizons: tuple[int, ...]
    recent_years: int
    yes_no_ratio: float
    staying_near: float
    fewest_stays: int
