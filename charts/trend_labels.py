"""What is written inside a trend: the names of lines at their ends, the targets on their lines, none of it on data."""

from collections.abc import Sequence
from html import escape

from charts.axes import Axis
from charts.fan import fan_labels, fan_margin
from charts.labels import LINE_HEIGHT, WIDEST, label_width, spread, wrap_label
from charts.marks import line_colour
from charts.places import Annotation, Frame, best_place, cost_of, covers_data, frame_of
from charts.stage import see_through
from charts.theme import Palette
from exhibits.trend import MOST_LABELS, AimLine, TrendChart, TrendLine
from i18n import format_value

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
    """Return the lines that carry a label: the first six."""
    return list(chart.lines)[:MOST_LABELS]


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
    return any(fan.fan.years[0] == _end(line)[0] and fan.fan.median[0] == _end(line)[1] for fan in chart.fans)


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
        "font": {"size": 12, "color": line_colour(line.colour, palette)},
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
        "text": f"<b>{shown}</b>" if aim.live else shown,
        "font": {"size": 12, "color": palette.target if aim.live else palette.muted},
        "name": "aim",
    }
