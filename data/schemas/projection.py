"""The numbers of the projection: each with its source and the reason for it."""

from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

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

    course: Choice[str]
    default_course: Choice[str]
    damping: Choice[float]
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
    oldest_last_value_years: Choice[float]
    trend_years: Choice[int]
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
