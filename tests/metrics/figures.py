"""Small series, targets and worlds for the tests of the calculators."""

from collections.abc import Mapping
from datetime import date

from data.schemas.target import Target
from metrics.aggregates import Aggregate
from metrics.book import Row, build_series
from metrics.breaks import StepRule
from metrics.money import MoneyRule
from metrics.series import Point, Series, SeriesBook, make_point
from metrics.world import Limits, World

TODAY = date(2026, 11, 22)
LIMITS = Limits(
    on_track=1.05,
    within_reach=1.67,
    oldest_last_value_years=4,
    pace_window_years=5,
    fewest_periods_of_an_edition=5,
    baseline_within_years=1,
    verdict_years_before=1,
    indication_coverage=0.8,
    aggregate_coverage=0.5,
    comparator_of_gaps="DVD",
    money=MoneyRule(window_years=2, far_short=0.2, stale_intervals=2),
    steps=StepRule(times=3, points=10, share=0.5, fewest=4),
)
Values = Mapping[int, float] | Mapping[str, float]


class NoAggregates:
    """A world in which no country has a figure to aggregate."""

    def of(self, _indicator: str, _group: str, /) -> tuple[Series | None, Mapping[int, Aggregate]]:
        return None, {}


def points(values: Values) -> tuple[Point, ...]:
    return tuple(make_point(str(period), value) for period, value in values.items())


def make_series(
    values: Values,
    edition: str = "A",
    released: str = "2025-01",
    *,
    indicator: str = "individuals_online",
    ref_area: str = "WLD",
    forecasts: tuple[Point, ...] = (),
) -> Series:
    """Return a series of figures by period, in per cent of people."""
    return Series(indicator, ref_area, edition, released, "ITU", "PT_POP", points(values), forecasts)


def make_target(**changes: object) -> Target:
    """Return the target of 70 % of people online in 2030, from 50 in 2020, with some fields changed."""
    fields = {"target_id": "T-1", "framework": "UMC2030", "wording": "70 % online", "indicator": "individuals_online"}
    figures = {"unit_measure": "PT_POP", "ref_area": "WLD", "kind": "level", "direction": "up", "target_year": 2030}
    baseline = {"baseline_year": "2020", "baseline_value": 50, "target_value": 70}
    return Target.model_validate({**fields, **figures, **baseline, **changes})


def make_ceiling(**changes: object) -> Target:
    """Return the target of a price below 2 % of income in 2030, from 6 in 2020, with some fields changed."""
    prices = {"indicator": "fixed_basket", "unit_measure": "PT_GNIPC", "kind": "ceiling", "direction": "down"}
    return make_target(**{**prices, "baseline_value": 6, "target_value": 2, "strict": True, **changes})


def make_parity(**changes: object) -> Target:
    """Return the target of parity between 0.98 and 1.02 in 2030, from 0.90 in 2020, with some fields changed."""
    band = {"indicator": "gender_parity_online", "unit_measure": "RATIO", "kind": "parity", "direction": "parity"}
    return make_target(**{**band, "baseline_value": 0.9, "target_value": 0.98, "target_upper": 1.02, **changes})


def make_world(*series: Series, first_year: int = 2020) -> World:
    """Return a world of these series; those of one indicator and area must come newest edition first."""
    totals: dict[tuple[str, str], tuple[Series, ...]] = {}
    for one in series:
        key = (one.indicator, one.ref_area)
        totals[key] = (*totals.get(key, ()), one)
    return World(SeriesBook(totals), NoAggregates(), LIMITS, {"SP2020": 2017, "UMC2030": first_year})


def make_row(ref_area: str, period: str, value: float | None, **changes: str) -> Row:
    """Return a row of observations: individuals online, edition A of January 2025, with some cells changed."""
    cell = {"indicator": "individuals_online", "sex": "_T", "edition": "A", "status": "A", "released": "2025-01"}
    cell["certainty"] = ""
    cell |= changes
    head = (cell["indicator"], ref_area, period, cell["sex"], "_T", "_T", "_T", value, "PT_POP")
    return (*head, cell["status"], "", "ITU", cell["edition"], cell["released"], cell["certainty"])


def make_book(*rows: Row) -> SeriesBook:
    return build_series(rows)
