"""The thresholds of every status; their values, sources and reasons are reference data."""

from dataclasses import dataclass

from metrics.breaks import StepRule
from metrics.money import MoneyRule


@dataclass(frozen=True)
class Limits:
    """The thresholds that judgements need: factors, numbers of years and of periods, and shares of 1."""

    on_track: float
    within_reach: float
    oldest_last_value_years: float
    pace_window_years: float
    fewest_periods_of_an_edition: int
    baseline_within_years: float
    verdict_years_before: int
    indication_coverage: float
    aggregate_coverage: float
    comparator_of_gaps: str
    money: MoneyRule
    steps: StepRule
