"""Where words may stand in a trend: as boxes in pixels, weighed by what of the data they would cover.

A figure is as wide as its page lets it be, so a place counts by what it covers on a telephone, on paper and on a wide
page at once: what is free on all three is taken.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

from charts.axes import Axis
from charts.labels import LINE_HEIGHT, label_width
from exhibits.trend import ProjectionFan, TrendChart

PLOTS = (270.0, 600.0, 1000.0)
"""How wide the plot is on a telephone, on paper and on a wide page, in pixels."""
DATA, WAY, AIM, BAND = 4.0, 3.0, 0.15, 0.1
"""How much a covered pixel counts: of a line of data, of the way to a target, of a target's line, of a band's edge."""
POINT, POINT_SIZE = 80.0, 5.0
"""What a covered mark counts, and how far it reaches from its middle, in pixels."""
TAKEN, OUTSIDE = 300.0, 20.0
"""What it counts to lie on other words, and for each pixel beyond the picture."""
ABOVE_ALL = 24.0
BOLD = 1.06
"""How much wider than others bold words are."""

Annotation = dict[str, Any]
Box = tuple[float, float, float, float]
Place = TypeVar("Place")


@dataclass(frozen=True)
class Stroke:
    """A piece of a line: its ends as (share of the width, pixels from the top); what a covered pixel of it counts."""

    start: tuple[float, float]
    end: tuple[float, float]
    weight: float


@dataclass(frozen=True)
class Frame:
    """The plot of a chart: its axes, its height, the margin to its right, and everything drawn in it."""

    across: Axis
    up: Axis
    room: float
    margin: float
    strokes: Sequence[Stroke]
    marks: Sequence[tuple[float, float]]

    def share(self, moment: float) -> float:
        """Return how far to the right a moment lies, as a share of the width."""
        return (moment - self.across.low) / (self.across.high - self.across.low)

    def down(self, value: float) -> float:
        """Return how far below the top a value lies, in pixels."""
        return (self.up.high - value) * self.room / (self.up.high - self.up.low)


def frame_of(chart: TrendChart, across: Axis, up: Axis, room: float, margin: float) -> Frame:
    """Return the plot of a chart with all its lines and marks as pieces in pixels."""
    bare = Frame(across, up, room, margin, (), ())
    strokes, marks = [], []
    for line in chart.lines:
        points = [(one.moment, one.value) for one in (*line.series.points, *line.series.forecasts)]
        marks += [(bare.share(x), bare.down(y)) for x, y in points]
        strokes += [] if line.later else _strokes(bare, points, DATA)
    marks += [(bare.share(one.moment), bare.down(one.value)) for one in chart.changes]
    for path in chart.paths:
        strokes += _strokes(bare, [path.start, path.end], WAY)
        marks.append((bare.share(path.end[0]), bare.down(path.end[1])))
    for fan in chart.fans:
        strokes += _fan_strokes(bare, fan)
    ends = (across.low, across.high)
    levels = {level for aim in chart.aims for level in (aim.value, aim.upper) if level is not None}
    strokes += [one for level in levels for one in _strokes(bare, [(x, level) for x in ends], AIM)]
    return Frame(across, up, room, margin, strokes, marks)


def _strokes(frame: Frame, points: Iterable[tuple[float, float]], weight: float) -> list[Stroke]:
    placed = [(frame.share(x), frame.down(y)) for x, y in points]
    return [Stroke(one, other, weight) for one, other in pairwise(placed)]


def _fan_strokes(frame: Frame, fan: ProjectionFan) -> list[Stroke]:
    years = range(fan.fan.years[0], min(fan.until, fan.fan.years[-1]) + 1)
    edges = [(fan.fan.median, DATA)]
    edges += [(fan.fan.low80, BAND), (fan.fan.high80, BAND)] if fan.banded else []
    return [one for values, weight in edges for one in _strokes(frame, zip(years, values, strict=False), weight)]


def box_of(note: Annotation, frame: Frame, plot: float) -> Box:
    """Return what an annotation covers in a plot so many pixels wide: left, top, right, bottom in pixels."""
    lines = str(note["text"]).split("<br>")
    width = label_width(lines) * (BOLD if lines[0].startswith("<b>") else 1.0)
    height = len(lines) * LINE_HEIGHT + 2
    share = note["x"] if note.get("xref") == "paper" else frame.share(note["x"])
    left = share * plot + note.get("xshift", 0) - {"left": 0.0, "center": 0.5, "right": 1.0}[note["xanchor"]] * width
    top = frame.down(note["y"]) - note.get("yshift", 0)
    top -= {"top": 0.0, "middle": 0.5, "bottom": 1.0}[note["yanchor"]] * height
    return left, top, left + width, top + height


def covers_data(note: Annotation, frame: Frame) -> bool:
    """Return whether an annotation lies on a line or a mark of the data at any width of the picture."""
    return any(_covered(box_of(note, frame, plot), frame, plot, AIM) > 0 for plot in PLOTS)


def cost_of(note: Annotation, frame: Frame, taken: Sequence[Annotation]) -> float:
    """Return what an annotation would cover, as a sum over the widths of the picture; 0 is a free place."""
    return sum(_cost(note, frame, taken, plot) for plot in PLOTS)


def best_place(places: Sequence[Place], cost: Callable[[Place], float], step: float = 1.0) -> Place:
    """Return the place that costs the least; each later one has to save so much (`step`) more."""
    best, least = places[0], math.inf
    for number, place in enumerate(places):
        if number * step >= least:
            break
        found = cost(place) + number * step
        best, least = (place, found) if found < least else (best, least)
    return best


def _cost(note: Annotation, frame: Frame, taken: Sequence[Annotation], plot: float) -> float:
    box = box_of(note, frame, plot)
    left, top, right, bottom = box
    beyond = max(0.0, -left) + max(0.0, right - plot - frame.margin)
    beyond += max(0.0, -ABOVE_ALL - top) + max(0.0, bottom - frame.room)
    met = sum(_shared(box, box_of(one, frame, plot)) for one in taken)
    return _covered(box, frame, plot, 0.0) + beyond * OUTSIDE + met


def _shared(one: Box, other: Box) -> float:
    across, down = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return TAKEN + across * down / LINE_HEIGHT if across > 0 and down > 0 else 0.0


def _covered(box: Box, frame: Frame, plot: float, above: float) -> float:
    """Return what a box covers of the lines that count more than `above`, and of the marks."""
    left, top, right, bottom = box
    found = sum(_inside(one, box, plot) * one.weight for one in frame.strokes if one.weight > above)
    for share, y in frame.marks:
        x = share * plot
        near = left - POINT_SIZE < x < right + POINT_SIZE and top - POINT_SIZE < y < bottom + POINT_SIZE
        found += POINT if near else 0.0
    return found


def _inside(stroke: Stroke, box: Box, plot: float) -> float:
    """Return how much of a piece of a line lies inside a box, in pixels (the clipping of Liang and Barsky)."""
    (x1, y1), (x2, y2) = stroke.start, stroke.end
    x1, x2 = x1 * plot, x2 * plot
    if max(x1, x2) < box[0] or min(x1, x2) > box[2] or max(y1, y2) < box[1] or min(y1, y2) > box[3]:
        return 0.0
    first, last = 0.0, 1.0
    for start, step, low, high in ((x1, x2 - x1, box[0], box[2]), (y1, y2 - y1, box[1] + 1, box[3] - 1)):
        if step == 0:
            if not low < start < high:
                return 0.0
            continue
        one, other = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, one), min(last, other)
    return max(0.0, last - first) * float(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
