"""What is written inside a trend: the names of lines at their ends, the targets on their lines."""

from html import escape
from typing import Any

from charts.axes import Axis
from charts.content import AimLine, TrendChart, TrendLine
from charts.fan import fan_margin
from charts.labels import LINE_HEIGHT, WIDEST, label_width, spread, wrap_label
from charts.marks import line_colour
from charts.theme import Palette
from i18n import format_value

MOST_LABELS = 6
BESIDE = 9.0
NARROW_PLOT, LEAST_PLOT = 220.0, 140.0
LEAST_MARGIN = 16.0
AIM_HEIGHT = 17.0
WIDEST_AIM = 34
ABOVE_ALL = 16.0
OFF_THE_LINE = 7.0
USUAL_WIDTH = 0.85
"""How wide words mostly are, as a share of the width that is kept free for them."""

Annotation = dict[str, Any]


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


def end_labels(chart: TrendChart, across: Axis, up: Axis, room: float, palette: Palette) -> list[Annotation]:
    """Return the names of lines at their ends, moved apart where they would cover each other."""
    lines = [line for line in labelled(chart) if not _before_fan(chart, line)]
    fanned = [line for line in labelled(chart) if _before_fan(chart, line)]
    written = [label_lines(line, chart.unit_measure) for line in lines]
    scale = room / (up.high - up.low)
    wanted = [(up.high - _end(line)[1]) * scale + ABOVE_ALL for line in lines]
    meant = [_clear_of_aims(chart, line, place, across, up, scale) for line, place in zip(lines, wanted, strict=True)]
    heights = [len(words) * LINE_HEIGHT + 2 for words in written]
    placed = _spread_by_side(lines, chart.unit_measure, across, meant, heights, room + ABOVE_ALL)
    return [
        *(
            _end_label(line, words, want - place, palette)
            for line, words, want, place in zip(lines, written, wanted, placed, strict=True)
        ),
        *(_label_before_fan(chart, line, up, scale, palette) for line in fanned),
    ]


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
        "bgcolor": _veil(palette),
        "name": "end",
    }


def _before_fan(chart: TrendChart, line: TrendLine) -> bool:
    """Return whether a fan goes on from a line, so that its name cannot stand to the right of its end."""
    return any(fan.fan.years[0] == _end(line)[0] and fan.fan.median[0] == _end(line)[1] for fan in chart.fans)


def _label_before_fan(chart: TrendChart, line: TrendLine, up: Axis, scale: float, palette: Palette) -> Annotation:
    """Return the name of a line to the left of its end: above a line that rose, else below, off a target's words."""
    words = label_lines(line, chart.unit_measure)
    height = len(words) * LINE_HEIGHT
    place = (up.high - _end(line)[1]) * scale + ABOVE_ALL
    above = line.series.points[-1].value >= line.series.points[0].value
    for aim, said, below_line in _aim_places(chart, up, scale):
        level = aim.value if below_line else aim.upper or aim.value
        edge = (up.high - level) * scale + ABOVE_ALL
        top = edge if below_line else edge - len(said) * AIM_HEIGHT
        over = place - OFF_THE_LINE - height < top + len(said) * AIM_HEIGHT and place - OFF_THE_LINE > top
        above = above and not over
    shift = height / 2 + OFF_THE_LINE
    moved = {"xanchor": "right", "align": "right", "xshift": 0, "yshift": shift if above else -shift}
    return _end_label(line, words, 0.0, palette) | moved


def _clear_of_aims(chart: TrendChart, line: TrendLine, place: float, across: Axis, up: Axis, scale: float) -> float:
    """Return a place for a label off the words of a target, and above its line where a projection goes on."""
    if line.series.forecasts:
        return place - LINE_HEIGHT
    end = (_end(line)[0] - across.low) / (across.high - across.low) * NARROW_PLOT
    for aim, words, below_line in _aim_places(chart, up, scale):
        level = aim.value if below_line else aim.upper or aim.value
        edge = (up.high - level) * scale + ABOVE_ALL
        height = len(words) * AIM_HEIGHT
        top, bottom = (edge, edge + height) if below_line else (edge - height, edge)
        if end < label_width(words) * USUAL_WIDTH and top - LINE_HEIGHT / 2 < place < bottom + LINE_HEIGHT / 2:
            return bottom + LINE_HEIGHT / 2
    return place


def _spread_by_side(
    lines: list[TrendLine], unit_measure: str, across: Axis, wanted: list[float], heights: list[float], room: float
) -> list[float]:
    """Return the places of labels; only those whose lines end near one another move apart."""
    ends = [(_end(line)[0] - across.low) / (across.high - across.low) * NARROW_PLOT for line in lines]
    widths = [label_width(label_lines(line, unit_measure)) + BESIDE for line in lines]
    placed = list(wanted)
    side: list[int] = []
    for at in sorted(range(len(ends)), key=lambda number: ends[number]):
        if side and ends[at] > max(ends[other] + widths[other] for other in side):
            side = []
        side.append(at)
        moved = spread([wanted[one] for one in side], [heights[one] for one in side], room)
        for one, place in zip(side, moved, strict=True):
            placed[one] = place
    return placed


def aim_labels(chart: TrendChart, up: Axis, room: float, palette: Palette) -> list[Annotation]:
    """Return the targets' words at the left of their lines; one close under another stands below its line."""
    scale = room / (up.high - up.low)
    return [_aim_label(aim, words, palette, below_line) for aim, words, below_line in _aim_places(chart, up, scale)]


def _aim_places(chart: TrendChart, up: Axis, scale: float) -> list[tuple[AimLine, list[str], bool]]:
    """Return each target with its words in lines, and whether they stand below its line; the highest first."""
    made: list[tuple[AimLine, list[str], bool]] = []
    used = -ABOVE_ALL * 2
    for aim in sorted(chart.aims, key=lambda one: -(one.upper or one.value)):
        words = wrap_label(aim.words, WIDEST_AIM)
        top, height = (up.high - (aim.upper or aim.value)) * scale, len(words) * AIM_HEIGHT
        below_line = top - used < height
        made.append((aim, words, below_line))
        used = top + height if below_line else top
    return made


def _aim_label(aim: AimLine, words: list[str], palette: Palette, below_line: bool) -> Annotation:  # noqa: FBT001
    shown = "<br>".join(escape(one) for one in words)
    return {
        "x": 0,
        "xref": "paper",
        "y": aim.value if below_line else aim.upper or aim.value,
        "xanchor": "left",
        "yanchor": "top" if below_line else "bottom",
        "showarrow": False,
        "align": "left",
        "text": f"<b>{shown}</b>" if aim.live else shown,
        "font": {"size": 12, "color": palette.target if aim.live else palette.muted},
        "bgcolor": _veil(palette),
        "name": "aim",
    }


def _veil(palette: Palette) -> str:
    red, green, blue = (int(palette.page[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.78)"
