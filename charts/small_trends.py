"""Small trends as inline SVG: of a line of a table, and of a card on an honest scale."""

from collections.abc import Sequence

from charts.html import safe
from charts.stage import value_axis
from exhibits.plots import Card, Mark

WIDE, HIGH, MARGIN = 112, 34, 4
XY = tuple[float, float]


def draw_sparkline(points: Sequence[XY], aim: float | None, name: str) -> str:
    """Return a small trend as SVG, an empty text where there are no points.

    Args:
        points: (year, value) pairs, oldest first.
        aim: The value to reach, drawn as a dashed line; it widens the scale so that the distance can be seen.
        name: What assistive technology says of the picture, already escaped.
    """
    if not points:
        return ""
    values = [value for _, value in points] + ([aim] if aim is not None else [])
    low, high = min(values), max(values)
    first, last = points[0][0], points[-1][0]

    def place(x: float, y: float) -> XY:
        across = (x - first) / (last - first) if last > first else 1.0
        up = (y - low) / (high - low) if high > low else 0.5
        return MARGIN + across * (WIDE - 2 * MARGIN), HIGH - MARGIN - up * (HIGH - 2 * MARGIN)

    parts = []
    if aim is not None:
        level = place(first, aim)[1]
        parts.append(f'<path class="c2030-aim" d="M{MARGIN} {level:.1f}H{WIDE - MARGIN}"/>')
    placed = [place(*point) for point in points]
    if len(placed) > 1:
        parts.append('<polyline points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in placed) + '"/>')
    x, y = placed[-1]
    parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>')
    return (
        f'<svg class="c2030-spark" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" '
        f'preserveAspectRatio="xMinYMid" role="img" '
        f'aria-label="{name}">{"".join(parts)}</svg>'
    )


WIDTH, HEIGHT, SIDE, ABOVE = 240, 74, 6, 7
BREAK, ESTIMATE = "B", "E"


def draw_small_trend(card: Card) -> str:
    """Return the trend of a card as SVG on an honest scale: shares from 0 to 100, amounts and prices from 0.

    The line stops at a break in the series; estimates are hollow; a dashed line is the value to reach.
    """
    aims = [card.aim] if card.aim is not None else []
    axis = value_axis([*(mark.value for mark in card.marks), *aims], card.unit_measure)
    first, last = card.marks[0].moment, card.marks[-1].moment

    def place(mark: Mark) -> tuple[float, float]:
        across = (mark.moment - first) / (last - first) if last > first else 1.0
        return SIDE + across * (WIDTH - 2 * SIDE), _height(mark.value, axis.low, axis.high)

    parts = [f'<path class="c2030-base" d="M{SIDE} {HEIGHT - ABOVE}H{WIDTH - SIDE}"/>']
    parts += [
        f'<path class="c2030-aim" d="M{SIDE} {_height(aim, axis.low, axis.high):.1f}H{WIDTH - SIDE}"/>' for aim in aims
    ]
    for run in _runs(card.marks):
        parts.append('<polyline points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, run)) + '"/>')
    x, y = place(card.marks[-1])
    hollow = ' class="c2030-hollow"' if card.marks[-1].obs_status == ESTIMATE else ""
    parts.append(f'<circle{hollow} cx="{x:.1f}" cy="{y:.1f}" r="3.4"/>')
    return (
        f'<svg class="c2030-spark" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{safe(card.alt)}">'
        f"{''.join(parts)}</svg>"
    )


def _height(value: float, low: float, high: float) -> float:
    up = (value - low) / (high - low) if high > low else 0.5
    return HEIGHT - ABOVE - up * (HEIGHT - 2 * ABOVE)


def _runs(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Return the marks cut before every break, so that no line joins what does not compare."""
    runs: list[list[Mark]] = [[]]
    for number, mark in enumerate(marks):
        if number and mark.obs_status == BREAK:
            runs.append([])
        runs[-1].append(mark)
    return runs
