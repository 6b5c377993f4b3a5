"""The trends of an area in small: every indicator with figures, its latest value, and how it has changed of late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.reference import Reference
from data.schemas.indicator import Indicator
from metrics.aggregates import Aggregate
from metrics.editions import is_too_old
from metrics.pace import pace_start
from metrics.series import Point, Series
from services.figures import series_for
from services.profile import POPULATION
from services.scorecard import ScorecardRow
from services.tracker import State

BREAK = "B"


@dataclass(frozen=True)
class SmallTrend:
    """The trend of one indicator in an area.

    `since` is the observation that the change of late counts from (never one before a break in the series), None
    where there is no other. `aim` is the value that a live target asks for. `aggregate` stands where the figure is
    our own. `old` says that the latest figure is too old for a judgement of today.
    """

    indicator: Indicator
    series: Series
    latest: Point
    since: Point | None
    aim: float | None
    aggregate: Aggregate | None
    old: bool

    @property
    def change(self) -> float | None:
        """Return the change of late in the unit of the indicator, None where one figure stands alone."""
        return self.latest.value - self.since.value if self.since else None


def find_small_trends(
    state: State, reference: Reference, ref_area: str, rows: Sequence[ScorecardRow], day: date
) -> list[SmallTrend]:
    """Return the trend of every indicator that has figures for an area, in the order of the reference data.

    Args:
        state: The published data.
        reference: The indicators.
        ref_area: A country, a group or the world.
        rows: The targets of the area, judged: the live ones give the line to reach.
        day: The day to judge by.
    """
    held = state.world.book.indicators()
    known = [one for one in reference.indicators.values() if one.indicator in held and one.indicator != POPULATION]
    found = (_trend(state, one, ref_area, rows, day) for one in known)
    return [one for one in found if one is not None]


def _trend(
    state: State, indicator: Indicator, ref_area: str, rows: Sequence[ScorecardRow], day: date
) -> SmallTrend | None:
    series, years = series_for(state, indicator.indicator, ref_area)
    latest = series.latest if series else None
    if series is None or latest is None:
        return None
    limits = state.world.limits
    return SmallTrend(
        indicator=indicator,
        series=series,
        latest=latest,
        since=pace_start(since_break(series), limits.pace_window_years),
        aim=_live_aim(indicator, rows, day),
        aggregate=years.get(latest.year),
        old=is_too_old(latest, day, limits.oldest_last_value_years),
    )


def since_break(series: Series) -> Series:
    """Return the series from its last break on: figures on the two sides of a break do not compare."""
    breaks = [place for place, point in enumerate(series.points) if point.obs_status == BREAK]
    return series.with_points(series.points[breaks[-1] :]) if breaks else series


def _live_aim(indicator: Indicator, rows: Sequence[ScorecardRow], day: date) -> float | None:
    for row in rows:
        target = row.target
        live = target.indicator == indicator.indicator and target.target_year >= day.year
        if live and target.kind not in ("country_share", "gap_relative", "qualitative"):
            return row.judgement.target_value
    return None
