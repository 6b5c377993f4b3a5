"""The latest figure of each of several lines, the highest first."""

from collections.abc import Iterable
from dataclasses import replace

from services.trends import Trend


def latest_first(trends: Iterable[Trend]) -> list[Trend]:
    """Return each line cut down to its latest observation, the highest value first; among equals by area.

    The later figure of another edition stays out: it does not compare with the line it stands beside.
    """
    found = [
        replace(one, series=replace(one.series, points=one.series.points[-1:], forecasts=()))
        for one in trends
        if not one.later and one.series.points
    ]
    return sorted(found, key=lambda one: (-one.series.points[-1].value, one.series.ref_area))
