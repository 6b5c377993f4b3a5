"""What is written inside a trend and where it may stand: names at the ends of lines, targets on theirs."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any, TypeVar

from charts.fan import fan_labels, fan_margin, names_its_line
from charts.labels import LINE_HEIGHT, WIDEST, label_width, spread, wrap_label
from charts.marks import line_colour
from charts.stage import Axis, see_through
from charts.theme import SMALL, Palette
from exhibits.trend import MOST_LABELS, AimLine, ProjectionFan, TrendChart, TrendLine
from i18n import format_value

PLOTS = (270.0, 600.0, 1000.0)
"""How wide the plot is on a telephone, on paper and on a wide page, in pixels."""
DATA, WAY, AIM, BAND = 4.0, 3.0, 0.15, 0.1
"""How much a covered pixel counts: of a line of data, of the way to a target, of a target's line, of a band's edge."""
POINT, POINT_SIZE = 80.0, 5.0
"""What a covered mark counts, and how far it reaches from its middle, in pixels."""
TAKEN, OUTSIDE = 300.0, 20.0
"""What it counts to lie on other words, and for each pixel beyond the picture."""
CLEAR_ABOVE = 24.0
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
    edges = [(fan.fan.median, DATA)]
    edges += [(fan.fan.low80, BAND), (fan.fan.high80, BAND)] if fan.banded else []
    return [one for values, weight in edges for one in _strokes(frame, zip(fan.years, values, strict=False), weight)]


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
    beyond += max(0.0, -CLEAR_ABOVE - top) + max(0.0, bottom - frame.room)
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


BESIDE = 9.0
NARROW_PLOT, LEAST_PLOT = 220.0, 140.0
LEAST_MARGIN = 16.0
WIDEST_AIM, WRAPPED_AIM = 34, 18
"""How many characters a line of a target's words has, and where they only find room in several lines."""
ABOVE_ALL = 16.0
OFF_THE_LINE = 7.0
VEIL = 0.78
MOVES = tuple(step * sign for step in range(0, 97, 4) for sign in (1, -1) if step or sign > 0)
"""How far names may be moved up (positive) or down from the ends of their lines, in pixels; the nearest first."""
ALONG_ITS_LINE = 0.05
"""What a target's words cost at each next place along their line: next to nothing beside what they would cover."""
LEAST_LEADER = 6.0
"""So many pixels beyond a name the end of its line has to lie, for a thin line to lead from one to the other."""


def labelled(chart: TrendChart) -> list[TrendLine]:
    """Return the lines that carry a label: of the first six those whose name does not stand at their projection."""
    return [line for line in list(chart.lines)[:MOST_LABELS] if not any(map(names_its_line, _fans_of(chart, line)))]


def _end(line: TrendLine) -> tuple[float, float]:
    last = (*line.series.points, *line.series.forecasts)[-1] if not line.series.points else line.series.points[-1]
    return last.moment, last.value


def label_lines(line: TrendLine, unit_measure: str) -> list[str]:
    """Return a label as its lines: the name, and the last value after it or below it."""
    *above, last = wrap_label(line.label)
    value = f"<b>{escape(format_value(_end(line)[1], unit_measure))}</b>"
    together = f"{escape(last)} {value}"
    if len(last) + len(format_value(_end(line)[1], unit_measure)) < WIDEST:
        return [*map(escape, above), together]
    return [*map(escape, above), escape(last), value]


def right_margin(chart: TrendChart, across: Axis) -> float:
    """Return the margin that keeps every label inside the picture, also where the chart is narrow; in pixels."""
    needed = [LEAST_MARGIN, fan_margin(chart)]
    for line in labelled(chart):
        if _before_fan(chart, line):
            continue
        spare = (across.high - _end(line)[0]) / (across.high - across.low) * LEAST_PLOT
        needed.append(label_width(label_lines(line, chart.unit_measure)) + BESIDE - spare)
    return max(needed)


def trend_words(chart: TrendChart, across: Axis, up: Axis, room: float, palette: Palette) -> list[Annotation]:
    """Return all that is written in a trend: the words of fans, the names of lines, then the targets where it is free.

    A name stays near the end of its line; the words of a target may move along its line, so they come last. Names
    leave them the place that they would have without any names, as on a telephone there is often only one.
    """
    frame = frame_of(chart, across, up, room, right_margin(chart, across))
    fans = fan_labels(chart, up, room, palette)
    meant = _aim_labels(chart, frame, palette, fans)
    names = _names(chart, frame, palette, [*fans, *meant])
    words = [*fans, *names, *_aim_labels(chart, frame, palette, [*fans, *names])]
    moved = [one for one in names if one["xanchor"] == "left"]
    return [*(_veiled(one, frame, palette) for one in words), *_leaders(moved)]


def _names(chart: TrendChart, frame: Frame, palette: Palette, others: Sequence[Annotation]) -> list[Annotation]:
    taken = list(others)
    for side in _sides(chart, frame):
        taken += _side_labels(chart, side, frame, palette, taken)
    for line in (one for one in labelled(chart) if _before_fan(chart, one)):
        taken.append(_label_before_fan(chart, line, frame, palette, taken))
    return taken[len(others) :]


def _aim_labels(chart: TrendChart, frame: Frame, palette: Palette, others: Sequence[Annotation]) -> list[Annotation]:
    taken = list(others)
    for aim in sorted(chart.aims, key=lambda one: -(one.upper or one.value)):
        taken.append(_aim_label(aim, frame, palette, taken))
    return taken[len(others) :]


def _veiled(note: Annotation, frame: Frame, palette: Palette) -> Annotation:
    """Return words with a veil over what lies behind them, unless that is data: those stay to be seen."""
    return note | {"bgcolor": see_through(palette.page, 0.0 if covers_data(note, frame) else VEIL)}


def _before_fan(chart: TrendChart, line: TrendLine) -> bool:
    """Return whether a fan goes on from a line, so that its name cannot stand to the right of its end."""
    return bool(_fans_of(chart, line))


def _fans_of(chart: TrendChart, line: TrendLine) -> list[ProjectionFan]:
    return [fan for fan in chart.fans if (fan.fan.years[0], fan.fan.median[0]) == _end(line)]


def _sides(chart: TrendChart, frame: Frame) -> list[list[TrendLine]]:
    """Return the lines whose names stand to the right of their ends, together where they end near one another."""
    lines = [line for line in labelled(chart) if not _before_fan(chart, line)]
    found: list[list[TrendLine]] = []
    reach = 0.0
    for line in sorted(lines, key=lambda one: _end(one)[0]):
        left = frame.share(_end(line)[0]) * NARROW_PLOT
        right = left + label_width(label_lines(line, chart.unit_measure)) + BESIDE
        if found and left <= reach:
            found[-1].append(line)
        else:
            found.append([line])
            reach = 0.0
        reach = max(reach, right)
    return found


def _side_labels(
    chart: TrendChart, side: list[TrendLine], frame: Frame, palette: Palette, taken: Sequence[Annotation]
) -> list[Annotation]:
    """Return names that neither cover each other nor, where there is a place near, any data."""
    written = [label_lines(line, chart.unit_measure) for line in side]
    heights = [len(words) * LINE_HEIGHT + 2 for words in written]
    ahead = [LINE_HEIGHT if line.series.forecasts else 0.0 for line in side]
    ends = [frame.down(_end(line)[1]) for line in side]
    wanted = [end + ABOVE_ALL - above for end, above in zip(ends, ahead, strict=True)]

    def moved_by(move: float) -> list[Annotation]:
        placed = spread([one - move for one in wanted], heights, frame.room + ABOVE_ALL)
        return [
            _end_label(line, words, end + ABOVE_ALL - place, palette)
            for line, words, end, place in zip(side, written, ends, placed, strict=True)
        ]

    places = [moved_by(move) for move in MOVES]
    return best_place(places, lambda names: sum(cost_of(one, frame, taken) for one in names))


def _end_label(line: TrendLine, words: list[str], shift: float, palette: Palette) -> Annotation:
    return {
        "x": _end(line)[0],
        "y": _end(line)[1],
        "yshift": shift,
        "xshift": BESIDE,
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "text": "<br>".join(words),
        "font": {"size": SMALL, "color": line_colour(line.colour, palette)},
        "name": "end",
    }


def _leaders(names: Sequence[Annotation]) -> list[Annotation]:
    """Return thin lines from the ends of lines to those names that had to move away from them."""
    far = [
        one for one in names if abs(one["yshift"]) > LINE_HEIGHT * (one["text"].count("<br>") + 1) / 2 + LEAST_LEADER
    ]
    return [
        {
            "x": one["x"],
            "y": one["y"],
            "ax": BESIDE,
            "ay": -one["yshift"],
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 0.8,
            "arrowcolor": one["font"]["color"],
            "standoff": 6,
            "text": "",
            "name": "leader",
        }
        for one in far
    ]


def _label_before_fan(
    chart: TrendChart, line: TrendLine, frame: Frame, palette: Palette, taken: Sequence[Annotation]
) -> Annotation:
    """Return the name of a line to the left of its end: above a line that rose, else below, where it covers least."""
    words = label_lines(line, chart.unit_measure)
    rose = line.series.points[-1].value >= line.series.points[0].value
    near = len(words) * LINE_HEIGHT / 2 + OFF_THE_LINE
    left = _end_label(line, words, 0.0, palette) | {"xanchor": "right", "align": "right", "xshift": 0}
    places = [
        left | {"yshift": sign * (near + more)} for more in range(0, 41, 4) for sign in ((1, -1) if rose else (-1, 1))
    ]
    return best_place(places, lambda one: cost_of(one, frame, taken))


def _aim_label(aim: AimLine, frame: Frame, palette: Palette, taken: Sequence[Annotation]) -> Annotation:
    """Return a target's words at the end of its line, or in its middle, above or below it: where no data lies."""
    bases = [_aim_words(aim, wrap_label(aim.words, widest), palette) for widest in (WIDEST_AIM, WRAPPED_AIM)]
    above = {"y": aim.upper or aim.value, "yanchor": "bottom"}
    below = {"y": aim.value, "yanchor": "top"}
    sides = [{"x": x, "xanchor": anchor} for x, anchor in ((0.0, "left"), (1.0, "right"), (0.5, "center"))]
    places = [base | side | level for base in bases for side in sides for level in (above, below)]
    return best_place(places, lambda one: cost_of(one, frame, taken), ALONG_ITS_LINE)


def _aim_words(aim: AimLine, words: list[str], palette: Palette) -> Annotation:
    shown = "<br>".join(escape(one) for one in words)
    return {
        "xref": "paper",
        "showarrow": False,
        "align": "left",
        "text": shown,
        "font": {"size": SMALL, "color": palette.target if aim.live else palette.muted},
        "name": "aim",
    }
