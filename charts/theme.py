"""The tokens of the look: type, space, every colour in light and in dark, and the shapes of the statuses.

Everything that is drawn takes them from here: the rules of our HTML as variables (`html.style_rules`), charts, and the
theme of the framework in `.streamlit/config.toml`, which a test compares.

The status colours keep apart for readers who see colours differently (blue-green against vermilion and purple, never
red against green), and each comes with a shape and a word. Text colours have a contrast of at least 4.5 to 1 on
their background.
"""

from dataclasses import dataclass
from typing import Literal

from metrics.judgement import UNKNOWN_STATUSES

Mode = Literal["light", "dark"]
FONT = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'DejaVu Sans', sans-serif"
"""Inter comes with the product (`static/fonts`); what it has no letters for falls back to what the machine has."""
SIZES = {"small": 13, "text": 16, "lead": 20, "title": 28, "figure": 44}
"""The five sizes of type, in pixels; paper has smaller ones (`style.css`)."""
SMALL, LEAD, TITLE = SIZES["small"], SIZES["lead"], SIZES["title"]
STEP = 8
"""Pixels: every distance is a number of these."""
AIM_WIDTH = 1.5
"""Pixels: the line of a target, thin and dark, so that the data is the loudest thing in a chart."""
CONTENT, BAR = 1200, 56
"""Pixels: how wide the content is at most, and how high the bar above it is."""


@dataclass(frozen=True)
class Palette:
    """The colours of one mode."""

    ink: str
    muted: str
    line: str
    grid: str
    surface: str
    page: str
    accent: str
    series: tuple[str, ...]
    target: str


PALETTES: dict[Mode, Palette] = {
    "light": Palette(
        ink="#16212e",
        muted="#55606d",
        line="#c9d1d9",
        grid="#e8ecf0",
        surface="#f5f7f9",
        page="#ffffff",
        accent="#0b5cad",
        series=("#0b5cad", "#b4500a", "#00756a", "#7b3f98", "#8a6d00", "#5a6b7b"),
        target="#16212e",
    ),
    "dark": Palette(
        ink="#e8edf2",
        muted="#a7b3bf",
        line="#46525f",
        grid="#28323d",
        surface="#18212b",
        page="#0f161d",
        accent="#6db3f2",
        series=("#6db3f2", "#f0a35e", "#4fc9bb", "#cf9be8", "#d9bf4f", "#a9b8c6"),
        target="#e8edf2",
    ),
}

RAMPS: dict[Mode, tuple[str, ...]] = {
    "light": ("#f4eba6", "#bfdf9f", "#7ac7a3", "#3fa5b8", "#2a74a9", "#253a84"),
    "dark": ("#34437f", "#2f6ba0", "#379bb0", "#6cc3a8", "#b5e0a0", "#f6f2b0"),
}
"""From little to much: in lightness as much as in hue, so that they keep apart without colours too (after YlGnBu)."""
NO_FIGURE: dict[Mode, str] = {"light": "#c9ced4", "dark": "#46505b"}
NOT_SHOWN: dict[Mode, str] = {"light": "#eef1f4", "dark": "#1c252e"}

STATUS_COLOURS: dict[str, tuple[str, str]] = {
    "met_on_time": ("#00695f", "#4fc9bb"),
    "met_late": ("#00695f", "#4fc9bb"),
    "not_met": ("#b3261e", "#ff9a8f"),
    "not_assessable": ("#55606d", "#a7b3bf"),
    "achieved": ("#00695f", "#4fc9bb"),
    "on_track": ("#00695f", "#4fc9bb"),
    "within_reach": ("#0b5cad", "#6db3f2"),
    "at_risk": ("#8a5a00", "#e7b44c"),
    "off_track": ("#b3261e", "#ff9a8f"),
    "reversing": ("#7a2a6b", "#e79ad6"),
    "insufficient_data": ("#55606d", "#a7b3bf"),
    "qualitative": ("#55606d", "#a7b3bf"),
}

UNKNOWN_FILL = ("#d3dae1", "#3d4955")
"""The surface of an unknown status: light, so that it is never as loud as one that says something."""

_CHECK = '<path d="M4.2 8.3l2.5 2.5 5-5.4" fill="none" stroke="{mark}" stroke-width="1.8"/>'
_CROSS = '<path d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6" fill="none" stroke="{mark}" stroke-width="1.8"/>'
_DISC = '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
_RING = '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6"/>'
_DASHED = (
    '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.6 2"/>'
)

STATUS_SHAPES: dict[str, str] = {
    "met_on_time": _DISC + _CHECK.format(mark="var(--c2030-page)"),
    "achieved": _DISC + _CHECK.format(mark="var(--c2030-page)"),
    "met_late": _RING + _CHECK.format(mark="currentColor"),
    "not_met": _DISC + _CROSS.format(mark="var(--c2030-page)"),
    "on_track": '<path d="M8 1.5L15 14H1z" fill="currentColor"/>',
    "within_reach": '<path d="M8 1l7 7-7 7-7-7z" fill="currentColor"/>',
    "at_risk": '<path d="M8 1.8l6.2 6.2L8 14.2 1.8 8z" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M8 1.8l6.2 6.2L8 14.2z" fill="currentColor"/>',
    "off_track": '<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="1" fill="currentColor"/>',
    "reversing": '<path d="M1 2h14L8 14.5z" fill="currentColor"/>',
    "not_assessable": _DASHED + '<path d="M4.6 8h6.8" stroke="currentColor" stroke-width="1.6"/>',
    "insufficient_data": _DASHED,
    "qualitative": '<path d="M2 3h12v8H8l-3.4 3V11H2z" fill="none" stroke="currentColor" stroke-width="1.5"/>',
}


def status_shape(status: str, size: int = 14) -> str:
    """Return the shape of a status as inline SVG in the current text colour; the word stands beside it."""
    shape = STATUS_SHAPES[status]
    return (
        f'<svg class="c2030-shape" width="{size}" height="{size}" viewBox="0 0 16 16" aria-hidden="true">{shape}</svg>'
    )


def status_fill(status: str, mode: Mode) -> str:
    """Return the colour of a surface that stands for a status: on a map, in a strip."""
    pair = UNKNOWN_FILL if status in UNKNOWN_STATUSES else STATUS_COLOURS[status]
    return pair[mode == "dark"]
