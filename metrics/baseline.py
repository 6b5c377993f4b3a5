"""The baseline of a judgement: an observation of the same edition if there is one, else the stated figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data.schemas.target import Target
from metrics.series import Point, Series, moment

Origin = Literal["series", "stated", "first"]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where the way begins: its value, its period, and whether it comes from the series or from the target."""

    value: float
    period: str
    origin: Origin

    @property
    def year(self) -> int | None:
        """Return the year of the baseline, None where a stated figure has none."""
        return int(self.period[:4]) if self.period else None


def find_baseline(
    target: Target,
    series: Series,
    ref_area: str,
    within_years: float,
    first_year: int | None,
    redefined: Sequence[int] = (),
) -> Baseline | None:
    """Return the baseline of a target for a series, None where there is none.

    In this order: the observation of the same edition for the baseline year, or the nearest within `within_years`
    (the earlier of two as near, never one from across a redefinition); the figure stated in the target, which is one
    for the target's own area only; the first observation at or after `first_year` (the framework's), unless it is the
    newest, from which no way has been gone. That does not serve a relative target, whose very value hangs on the
    baseline.

    Args:
        target: The target.
        series: The series judged, in the unit of the target.
        ref_area: The area judged.
        within_years: How far from the baseline year an observation may lie, in years.
        first_year: The first year that may stand in where the target states no baseline.
        redefined: The years from which on the indicator was measured in another way.
    """
    if target.baseline_year:
        near = _nearest(series, target.baseline_year, within_years, redefined)
        if near is not None:
            return Baseline(near.value, near.period, "series")
    if target.baseline_value is not None and ref_area == target.ref_area:
        return Baseline(target.baseline_value, target.baseline_year, "stated")
    if target.kind in ("relative", "gap_relative") or first_year is None:
        return None
    first = next((point for point in series.points[:-1] if point.year >= first_year), None)
    return Baseline(first.value, first.period, "first") if first else None


def _nearest(series: Series, period: str, within_years: float, redefined: Sequence[int]) -> Point | None:
    wanted, year = moment(period), int(period[:4])
    distances = [
        (abs(point.moment - (wanted if point.dated else year)), point.moment, point)
        for point in series.points
        if not any(min(point.year, year) < since <= max(point.year, year) for since in redefined)
    ]
    near = [entry for entry in distances if entry[0] <= within_years]
    return min(near, key=lambda entry: entry[:2])[2] if near else None
