"""How many economies are below a line, year by year: bars of our own count, and the publisher's own beside them."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from charts.marks import mix
from charts.stage import picture_title, stage_layout
from charts.theme import PALETTES, SMALL, Mode, Palette
from exhibits.bars import CountMark, EconomyChart, YearBar

HEIGHT, TOP, BOTTOM = 380, 84, 30
LEFT, RIGHT = 44, 16
BAR = 0.62
ROOM = 1.08
"""How much higher than the highest bar the picture is, for what is written on it."""
LEAST_PART, CLEAR = 0.14, 6
"""A number stands inside its part, at its foot, where that is such a share of the highest bar; else above it."""
PALE, PALEST = 0.6, 0.86


def band_colours(count: int, palette: Palette) -> list[str]:
    """Return a colour for each band: the accent for the best, then ever quieter, grey for the last."""
    first = [palette.series[0], mix(palette.series[0], palette.page, PALE)]
    last = mix(palette.muted, palette.page, PALE)
    return [*first[: count - 1], *([mix(palette.series[0], palette.page, PALEST)] * (count - 3)), last][:count]


def draw_economies(chart: EconomyChart, mode: Mode) -> go.Figure:
    """Return the picture as a Plotly figure in the colours of a mode."""
    palette = PALETTES[mode]
    figure = go.Figure(layout=stage_layout(palette, HEIGHT, (LEFT, RIGHT, TOP, BOTTOM)))
    colours = band_colours(len(chart.bands), palette)
    for band, name in enumerate(chart.bands):
        figure.add_trace(_band_trace(chart, band, name, colours[band]))
    if chart.marks:
        figure.add_trace(_mark_trace(chart.marks, palette))
    years = sorted({one.year for one in chart.bars} | {one.year for one in chart.marks})
    common = {"fixedrange": True, "zeroline": False, "tickfont": {"color": palette.muted}}
    figure.update_layout(
        title=picture_title(chart.title, chart.about, chart.source, palette),
        barmode="stack",
        xaxis=common
        | {"tickmode": "array", "tickvals": years, "ticktext": [str(year) for year in years], "showgrid": False}
        | {"linecolor": palette.line, "range": [years[0] - 0.6, years[-1] + 0.6] if years else None},
        yaxis=common | {"gridcolor": palette.grid, "range": [0, _highest(chart) * ROOM], "nticks": 6},
        annotations=[note for one in chart.bars for note in _labels(one, _highest(chart), palette)],
    )
    return figure


def _highest(chart: EconomyChart) -> float:
    return max([sum(one.bands) for one in chart.bars] + [one.count for one in chart.marks], default=1.0)


def _band_trace(chart: EconomyChart, band: int, name: str, colour: str) -> go.Bar:
    return go.Bar(
        x=[one.year for one in chart.bars],
        y=[one.bands[band] for one in chart.bars],
        name=escape(name, quote=False),
        meta="band",
        width=BAR,
        marker={"color": colour, "line": {"width": 0}},
        text=[escape(one.words[band]) for one in chart.bars],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _mark_trace(marks: Sequence[CountMark], palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[one.year for one in marks],
        y=[one.count for one in marks],
        mode="markers",
        meta="published",
        marker={"symbol": "diamond", "size": 11, "color": palette.page, "line": {"color": palette.ink, "width": 2}},
        text=[escape(one.words) for one in marks],
        hovertemplate="%{text}<extra></extra>",
    )


def _labels(bar: YearBar, highest: float, palette: Palette) -> list[dict[str, object]]:
    """Return the number of all economies above a bar, and that of the best band at the foot of its part."""
    inside = bar.bands[0] > highest * LEAST_PART
    common = {"x": bar.year, "showarrow": False, "font": {"size": SMALL, "color": palette.ink}, "name": "bar"}
    best = {"y": 0 if inside else bar.bands[0], "yanchor": "bottom", "yshift": CLEAR}
    colour = palette.page if inside else palette.ink
    return [
        common | {"y": sum(bar.bands), "yanchor": "bottom", "yshift": 2, "text": escape(bar.label)},
        common | best | {"text": f"<b>{escape(bar.best)}</b>", "font": {"size": SMALL, "color": colour}},
    ]
