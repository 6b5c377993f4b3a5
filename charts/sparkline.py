"""A small trend as inline SVG: the observations, the last one marked, and the line to reach."""

from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 112, 34, 4
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
        return MARGIN + across * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN - up * (HEIGHT - 2 * MARGIN)

    parts = []
    if aim is not None:
        level = place(first, aim)[1]
        parts.append(f'<path class="c2030-aim" d="M{MARGIN} {level:.1f}H{WIDTH - MARGIN}"/>')
    placed = [place(*point) for point in points]
    if len(placed) > 1:
        parts.append('<polyline points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in placed) + '"/>')
    x, y = placed[-1]
    parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>')
    return (
        f'<svg class="c2030-spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{name}">{"".join(parts)}</svg>'
    )
