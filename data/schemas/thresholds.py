"""The numbers that something hangs on, each with its source and reason: of statuses, jumps, projections and uploads."""

from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

Number = TypeVar("Number", int, float)


class Threshold(BaseModel, Generic[Number]):
    """One number that a statistician may dispute; its name says the unit where it has one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Number
    source: str = Field(min_length=1)
    reason: str = Field(min_length=1)


class Thresholds(BaseModel):
    """All thresholds by name: factors, numbers of years, periods or observations, and shares of 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on_track: Threshold[float]
    within_reach: Threshold[float]
    oldest_last_value_years: Threshold[int]
    pace_window_years: Threshold[int]
    fewest_periods_of_an_edition: Threshold[int]
    baseline_within_years: Threshold[int]
    verdict_years_before: Threshold[int]
    indication_coverage: Threshold[float]
    aggregate_coverage: Threshold[float]
    composition_break: Threshold[float]
    estimates_worth_a_mark: Threshold[float]
    money_window_years: Threshold[float]
    money_far_short: Threshold[float]
    money_stale_intervals: Threshold[float]
    suspected_break_times: Threshold[float]
    suspected_break_points: Threshold[float]
    suspected_break_share: Threshold[float]
    suspected_break_steps: Threshold[int]
    earliest_year: Threshold[int]
    known_schools: Threshold[int]
    census_of_the_world: Threshold[float]
    shortest_census_pace_years: Threshold[float]
    price_window_years: Threshold[int]
    fewest_prices: Threshold[int]
    hardly_moving_years: Threshold[int]

    def entries(self) -> tuple[tuple[str, Threshold[int] | Threshold[float]], ...]:
        """Return every threshold with its name, in the order in which a page of methods lists them."""
        return tuple((name, getattr(self, name)) for name in type(self).model_fields)


class JumpNumber(BaseModel):
    """One number of the rule, with the reason for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: float = Field(gt=0)
    reason: str = Field(min_length=1)


class JumpRule(BaseModel):
    """The rule: `times` the median yearly change, at least `points` or that `share`, after so many `changes`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    times: JumpNumber
    points: JumpNumber
    share: JumpNumber
    changes: JumpNumber


Content = TypeVar("Content")


class Choice(BaseModel, Generic[Content]):
    """One number, word or list of the method that a statistician may dispute."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Content
    source: str = Field(min_length=1)
    reason: str = Field(min_length=1)


class Quantiles(BaseModel):
    """Errors to assume where too few are known: 10, 50 and 90 % quantiles by horizon in years."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    horizons: tuple[int, ...]
    low: tuple[float, ...]
    median: tuple[float, ...]
    high: tuple[float, ...]

    @model_validator(mode="after")
    def _one_of_each_a_horizon(self) -> Self:
        rows = list(zip(self.low, self.median, self.high, strict=False))
        if not len(self.horizons) == len(self.low) == len(self.median) == len(self.high) == len(rows):
            message = "as many quantiles as horizons are needed"
            raise ValueError(message)
        if sorted(self.horizons) != list(self.horizons) or any(not low < mid < high for low, mid, high in rows):
            message = "horizons and quantiles must ascend"
            raise ValueError(message)
        return self


class KindFacts(BaseModel):
    """What differs between shares that rise and prices that fall."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    damping: Choice[float]
    damped_from: Choice[float]
    damped_full: Choice[float]
    damped_part: Choice[float]
    default_errors: Choice[Quantiles]
    calibration_low: Choice[float]
    calibration_high: Choice[float]
    record_points: Choice[int]
    record_low: Choice[float]
    record_high: Choice[float]
    record_targets: Choice[tuple[float, ...]]
    chance_horizons: Choice[tuple[int, ...]]
    level_edges: Choice[tuple[float, ...]]
    peers_within: Choice[float]


class ProjectionFacts(BaseModel):
    """All numbers of the method; shares of 1, years, numbers of points and errors, values in per cent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    share: KindFacts
    price: KindFacts
    fewest_points: Choice[int]
    shortest_points: Choice[int]
    short_arrived: Choice[float]
    oldest_last_value_years: Choice[float]
    slope_years: Choice[tuple[int, ...]]
    shrinkage: Choice[float]
    spread_shrinkage: Choice[float]
    spread_floor: Choice[float]
    widening: Choice[float]
    lowest_share: Choice[float]
    highest_share: Choice[float]
    everyone: Choice[float]
    fewest_errors: Choice[int]
    few_origins: Choice[int]
    stretch: Choice[float]
    longest_horizon: Choice[int]
    last_year: Choice[int]
    on_track: Choice[float]
    within_reach: Choice[float]
    at_risk: Choice[float]
    record_from: Choice[int]
    record_years: Choice[int]
    record_horizons: Choice[tuple[int, ...]]
    recent_years: Choice[int]
    yes_no_ratio: Choice[float]
    staying_near: Choice[float]
    fewest_stays: Choice[int]

    def entries(self) -> tuple[tuple[str, Choice[object]], ...]:
        """Return every choice with its name, in the order in which a page of methods lists them."""
        names = [name for name in type(self).model_fields if name not in ("share", "price")]
        found = [(name, getattr(self, name)) for name in names]
        for kind in ("share", "price"):
            found += [(f"{kind}.{name}", getattr(getattr(self, kind), name)) for name in KindFacts.model_fields]
        return tuple(found)


MB = 1_000_000


class Limit(BaseModel):
    """One limit, with the reason for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: int = Field(gt=0)
    reason: str = Field(min_length=1)


class UploadLimits(BaseModel):
    """All limits by name; `_mb` are millions of bytes, the others counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file_mb: Limit
    unpacked_mb: Limit
    expansion: Limit
    expansion_free_mb: Limit
    members: Limit
    sheets: Limit
    sheet_cells: Limit
    built_free_mb: Limit
    tags_free: Limit
    tags_a_byte: Limit
    rows: Limit
    columns: Limit
    cell_characters: Limit
    line_bytes: Limit
    suggestions: Limit
    own_process_mb: Limit
    own_process_packed_mb: Limit
    small_memory_mb: Limit
    small_seconds: Limit
    small_at_once: Limit
    large_memory_mb: Limit
    large_seconds: Limit
    jobs_at_once: Limit
    problems: Limit
    visitor_uploads: Limit
    visitor_mb: Limit
    all_uploads: Limit
    all_mb: Limit
    kept_seconds: Limit
