"""Thresholds: every number that a status hangs on, with its source and the reason for it."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

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
