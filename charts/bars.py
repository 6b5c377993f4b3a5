"""Bars side by side, of one or several parts, with their names and figures above them and a level to reach."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from charts.html import safe
from charts.marks import mix
from charts.stage import BAR, LINE, bar_height, lines_of, picture_title, stage_layout
from charts.theme import AIM_WIDTH, PALETTES, SMALL, Mode, Palette
from exhibits.bars import Bar, Bars, Kind, Look, Part

PATTERNS: dict[Kind, str] = {"unknown": "/", "not_measured": "/", "no": "x", "none": "x", "moderate": "."}
PATTERN_SIZE = 7
SHADES = {"moderate": 0.62, "good": 0.32}
"""How much of the page is mixed into the blue of connected schools: the faster, the stronger."""
PALE, PATTERN_GROUND = 0.62, 0.72
WITHIN, OUTLINE = 6, 1.4
"""The height of a bar that lies inside another one, and the width of its outline."""
NAME_AT = 12.0
"""How far below the top of a row the middle of a name lies, in pixels."""
Row = tuple[float, float, int]
"""The height of a row, how far below its top the middle of its bar lies, and the lines of words above the bar."""


@dataclass(frozen=True)
class Measures:
    """How bars of a look are laid out, in pixels: a row, the middle of its bar below its top, and the room around all.

    `room` is how much longer than the longest bar the axis is, `edge` how wide a gap parts have between them, `longest`
    how many letters of a name stand beside its figure, and `figure` the size and colour of that. Without a row, figures
    stand behind names, and a name that is too long for that has a line of its own.
    """

    row: float
    bar_at: float
    thick: float
    top: float
    room: float
    longest: int
    figure: tuple[int, str] = (13, "ink")
    edge: float = 0.0
    bottom: float = 8
    left: float = 4
    line_top: float = 0


PATTERNED = Measures(44, 32.12, 17, 74, 1.0, 28, (12, "muted"), 1.2)
LOOKS: Mapping[Look, Measures] = {
    "shares": PATTERNED,
    "counts": PATTERNED,
    "amounts": Measures(46, 34, 16, 92, 1.04, 99),
    "sums": Measures(0, 0, BAR, 68, 1.01, 26, bottom=6, left=0, line_top=20),
}


def draw_bars(chart: Bars, mode: Mode) -> go.Figure:
    """Return the bars as a Plotly figure in the colours of a mode, the first on top."""
    palette, look, rows = PALETTES[mode], LOOKS[chart.look], _rows(chart)
    top, room = look.top + (look.line_top if chart.line else 0), sum(height for height, *_ in rows)
    hidden = {"fixedrange": True, "visible": False}
    most = _most(chart)
    layout = stage_layout(palette, top + look.bottom + room, (look.left, 4, top, look.bottom)) | {
        "barmode": "overlay" if any(part.kind == "within" for part in chart.parts) else "stack",
        "title": picture_title(chart.title, chart.about, chart.source, palette),
        "xaxis": hidden | {"range": [0, most * look.room]},
        "yaxis": hidden | {"range": [-room, 0]},
        "shapes": _line(chart, palette),
        "annotations": [*_labels(chart, rows, palette), *_line_label(chart, most, palette)],
    }
    traces = [_trace(chart, at, _middles(rows), palette) for at in range(len(chart.parts) if chart.bars else 0)]
    return go.Figure(data=traces, layout=layout)


def _rows(chart: Bars) -> list[Row]:
    look = LOOKS[chart.look]
    if look.row:
        return [(look.row, look.bar_at, 1)] * len(chart.bars)
    lines = lines_of([bar.name for bar in chart.bars], look.longest, [bar.figure for bar in chart.bars])
    return [(bar_height(one), LINE * one + BAR / 2, one) for one in lines]


def _middles(rows: Sequence[Row]) -> list[float]:
    """Return where the middles of the bars lie, on an axis of pixels that has its zero at the top."""
    tops = accumulate((height for height, *_ in rows), initial=0.0)
    return [-(top + middle) for top, (_, middle, _) in zip(tops, rows, strict=False)]


def _most(chart: Bars) -> float:
    if chart.look == "shares":
        return 1.0
    lengths = [max(bar.sizes) if chart.look == "sums" else sum(bar.sizes) for bar in chart.bars]
    return max([*lengths, chart.line[0] if chart.line else 0.0]) or 1.0


def part_colour(kind: Kind, palette: Palette) -> str:
    """Return the colour of a part: blue for connected, the faster the stronger; orange for not; grey for unknown."""
    if kind in ("no", "none"):
        return palette.series[1]
    if kind in ("unknown", "not_measured"):
        return palette.muted
    if kind == "rest":
        return mix(palette.muted, palette.page, PALE)
    return palette.page if kind == "within" else mix(palette.accent, palette.page, SHADES.get(kind, 0.0))


def _trace(chart: Bars, at: int, middles: Sequence[float], palette: Palette) -> go.Bar:
    part = chart.parts[at]
    return go.Bar(
        x=[_length(chart, bar, at) for bar in chart.bars],
        y=middles,
        width=WITHIN if part.kind == "within" else LOOKS[chart.look].thick,
        orientation="h",
        name=escape(part.name, quote=False),
        meta=part.kind,
        marker=_marker(chart, part, palette),
        text=[f"<b>{escape(bar.name)}</b><br>{escape(bar.said_of(at))}" for bar in chart.bars],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _length(chart: Bars, bar: Bar, at: int) -> float | None:
    """Return how long a part is drawn; one that a bar has not, or that would be no more than an outline, is None."""
    if at >= len(bar.sizes) or (chart.parts[at].kind == "within" and not bar.sizes[at]):
        return None
    return bar.sizes[at] / ((sum(bar.sizes) or 1.0) if chart.look == "shares" else 1.0)


def _marker(chart: Bars, part: Part, palette: Palette) -> dict[str, Any]:
    colour, pattern = part_colour(part.kind, palette), PATTERNS.get(part.kind, "")
    if part.kind == "within":
        return {"color": colour, "line": {"width": OUTLINE, "color": palette.ink}}
    ground = mix(colour, palette.page, PATTERN_GROUND) if pattern else colour
    quiet = any(bar.quiet for bar in chart.bars)
    return {
        "color": [palette.muted if bar.quiet else ground for bar in chart.bars] if quiet else ground,
        "line": {"color": palette.page, "width": LOOKS[chart.look].edge},
        "pattern": {
            "shape": pattern,
            "fgcolor": colour,
            "size": PATTERN_SIZE,
            "solidity": 0.35,
            "fillmode": "overlay",
        },
    }


# ------------------------------------------------------------------------------------------------- names and the level


def _labels(chart: Bars, rows: Sequence[Row], palette: Palette) -> Iterator[dict[str, Any]]:
    """Give the name above the left end of each bar, and its figure: at the right edge, or behind its name."""
    look, plain = LOOKS[chart.look], {"size": SMALL, "color": palette.ink}
    common = {"xref": "paper", "showarrow": False}
    beside = common | {"yanchor": "middle", "bgcolor": palette.page, "borderpad": 1}
    behind = common | {"yanchor": "bottom", "align": "left", "borderpad": 0, "name": "bar"}
    small = {"size": look.figure[0], "color": getattr(palette, look.figure[1])}
    for bar, middle, (_, bar_at, lines) in zip(chart.bars, _middles(rows), rows, strict=True):
        name, figure = escape(_short(bar.name, look.longest) if look.row else bar.name), escape(bar.figure)
        left = {"x": 0, "xanchor": "left", "font": plain}
        if look.row:
            at = middle + bar_at - NAME_AT
            yield beside | left | {"y": at, "text": f"<b>{name}</b>" if bar.strong else name}
            yield beside | {"x": 1, "xanchor": "right", "y": at, "text": figure, "font": small}
        else:
            words = f"<b>{name}</b>{'<br>' if lines > 1 else '  '}{figure}"
            yield behind | left | {"y": middle + BAR / 2, "text": words}


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"


def _line(chart: Bars, palette: Palette) -> list[dict[str, Any]]:
    if chart.line is None:
        return []
    at, look = chart.line[0], {"color": palette.target, "width": AIM_WIDTH}
    return [{"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": look, "name": "aim"}]


def _line_label(chart: Bars, most: float, palette: Palette) -> list[dict[str, Any]]:
    if chart.line is None:
        return []
    at, words = chart.line
    side = "center" if LOOKS[chart.look].row else "right" if at > most / 2 else "left"
    return [
        {"x": at, "xanchor": side, "y": 1, "yref": "paper", "yanchor": "bottom"}
        | {"showarrow": False, "text": escape(words), "font": {"size": SMALL, "color": palette.target}}
        | {"name": "aim"}
    ]


# -------------------------------------------------------------------------------------------------------------- the key


def draw_parts_key(chart: Bars) -> str:
    """Return what the parts of bars are, each with its colour, its pattern and its name, as HTML; empty for one."""
    if len(chart.parts) == 1:
        return ""
    items = "".join(f"<li>{_swatch(part.kind)}<span>{safe(part.name)}</span></li>" for part in chart.parts)
    return f'<ul class="c2030-key">{items}</ul>'


def _swatch(kind: Kind) -> str:
    shown: Kind = "plain" if kind == "within" else kind
    light, dark = (part_colour(shown, PALETTES[mode]) for mode in ("light", "dark"))
    marks = {
        "/": '<path d="M-2 14L12 0M6 14L20 0M14 14L28 0" stroke="currentColor" stroke-width="2"/>',
        "x": '<path d="M2 2l10 10M12 2L2 12M14 2l10 10M24 2L14 12" stroke="currentColor" stroke-width="1.8"/>',
        ".": '<path d="M5 4v.1M13 4v.1M21 4v.1M5 10v.1M13 10v.1M21 10v.1" stroke="currentColor" stroke-width="3" '
        'stroke-linecap="round"/>',
        "within": '<rect x="0.7" y="4" width="18" height="6" fill="var(--c2030-page)" stroke="var(--c2030-ink)"/>',
    }
    pattern = PATTERNS.get(kind, "")
    ground = "color-mix(in srgb, currentColor 28%, var(--c2030-page))" if pattern else "currentColor"
    return (
        f'<svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true" style="color:light-dark({light},{dark});'
        f'overflow:hidden"><rect width="26" height="14" fill="{ground}"/>{marks.get(pattern or kind, "")}</svg>'
    )
