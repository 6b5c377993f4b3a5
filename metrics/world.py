"""The world that judgements draw on: series, our own aggregates, thresholds, and what is known of definitions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from metrics.aggregates import Aggregate
from metrics.breaks import StepRule
from metrics.judgement import Reason
from metrics.money import MoneyRule
from metrics.projector import Projector
from metrics.series import Series, SeriesBook


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


class OwnAggregates(Protocol):
    """Our own aggregates of country figures, by indicator and group."""

    def of(self, indicator: str, group: str) -> tuple[Series | None, Mapping[int, Aggregate]]:
        """Return the aggregate as a series, with coverage and number of countries by year; None where there is none."""


@dataclass(frozen=True)
class World:
    """What judgements draw on: the series, our own aggregates, the limits, and each framework's first year.

    Without a projector nothing is projected, so that no chance can be given for a share or a price.
    `begins` is the year in which each framework's plan begins, `redefined` the years from which on an indicator was
    measured in another way. `no_trend` are the (indicator, area, edition) whose publisher says that their values are
    not to be compared from year to year, `by_steps` the indicators that grow by steps. `silences` says, by indicator
    and area, why there is no figure where
    something is known nevertheless.
    """

    book: SeriesBook
    own: OwnAggregates
    limits: Limits
    baseline_from: Mapping[str, int]
    silences: Mapping[tuple[str, str], Reason] = field(default_factory=dict)
    projector: Projector | None = None
    begins: Mapping[str, int] = field(default_factory=dict)
    redefined: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    no_trend: frozenset[tuple[str, str, str]] = frozenset()
    by_steps: frozenset[str] = frozenset()

    def comparable(self, series: Series) -> bool:
        """Return whether the values of a series compare from year to year."""
        return (series.indicator, series.ref_area, series.edition) not in self.no_trend
