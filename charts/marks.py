"""How a point looks: measured filled, estimated hollow, filled but pale where the publisher does not say."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from charts.theme import Palette
from exhibits.trend import GREY, TrendLine
from metrics.series import Point

BREAK = "B"
ESTIMATE = "E"
PALE = 0.62
SYMBOLS = ("circle", "square", "diamond", "triangle-up")
OWN_SYMBOL = "cross"
"""A plus: put together from the figures of countries."""


def line_colour(number: int | None, palette: Palette) -> str:
    """Return the colour of a line; beyond the colours of the theme it is grey."""
    if number is None:
        return palette.target
    return palette.series[number] if GREY < number < len(palette.series) else palette.muted


def mix(colour: str, other: str, share: float) -> str:
    """Return a colour blended with another one, `share` of the other (0 to 1); both as #rrggbb."""
    pairs = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def fill_of(point: Point, colour: str, palette: Palette) -> str:
    """Return what a mark is filled with: nothing for an estimate, pale where no status is stated."""
    if point.obs_status == ESTIMATE:
        return palette.page
    return colour if point.obs_status else mix(colour, palette.page, PALE)


def kinds_shown(lines: Iterable[TrendLine]) -> list[str]:
    """Return which kinds of marks a chart needs explained: own, measured, estimated, not_stated, forecast, break."""
    lines = list(lines)
    points = [point for line in lines if not line.own and not line.status for point in line.series.points]
    found = {
        "own": any(line.own for line in lines),
        "measured": any(point.obs_status not in ("", ESTIMATE) for point in points),
        "estimated": any(point.obs_status == ESTIMATE for point in points),
        "not_stated": any(not point.obs_status for point in points),
        "forecast": any(line.series.forecasts for line in lines),
        "break": any(point.obs_status == BREAK for line in lines for point in line.series.points[1:]),
    }
    return [kind for kind, there in found.items() if there]


def with_gaps(points: Sequence[Point]) -> list[Point | None]:
    """Return the points with None before every break in the series, so that no line joins what does not compare."""
    found: list[Point | None] = []
    for number, point in enumerate(points):
        if number and point.obs_status == BREAK:
            found.append(None)
        found.append(point)
    return found


def breaks(points: Sequence[Point]) -> list[tuple[float, float, Point]]:
    """Return for every break the middle of its gap, as moment and value, with the point after it."""
    pairs = pairwise(points)
    return [
        ((one.moment + two.moment) / 2, (one.value + two.value) / 2, two)
        for one, two in pairs
        if two.obs_status == BREAK
    ]
