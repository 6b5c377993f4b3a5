"""What the marks of two indicators against each other mean: shapes and colours of groups, sizes of people."""

from collections.abc import Sequence

from charts.html import safe
from charts.scatter import NO_GROUP, SYMBOLS
from charts.scatter_content import UNKNOWN, bubble_size
from charts.theme import PALETTES

_FRAME = '<svg width="{wide}" height="{wide}" viewBox="0 0 {wide} {wide}" aria-hidden="true" {style}>{shape}</svg>'
_SHAPES = {
    "circle": '<circle cx="8" cy="8" r="6" fill="currentColor"/>',
    "square": '<rect x="2.5" y="2.5" width="11" height="11" fill="currentColor"/>',
    "diamond": '<path d="M8 1l7 7-7 7-7-7z" fill="currentColor"/>',
    "triangle-up": '<path d="M8 2l7 12H1z" fill="currentColor"/>',
    "triangle-down": '<path d="M1 2h14L8 14z" fill="currentColor"/>',
    "pentagon": '<path d="M8 1.4l6.8 5-2.6 8H3.8l-2.6-8z" fill="currentColor"/>',
    "cross": '<path d="M6 1.5h4V6h4.5v4H10v4.5H6V10H1.5V6H6z" fill="currentColor"/>',
}


def draw_groups(groups: Sequence[tuple[int, str]], unknown: str) -> str:
    """Return the shape, the colour and the name of each group, and what a hollow mark is.

    Args:
        groups: The number of each group and what it is called.
        unknown: What is said of a mark without a number of people; empty where there is none.
    """
    parts = [_entry(_group_shape(number), words) for number, words in groups]
    if unknown:
        ring = f'<circle cx="8" cy="8" r="{UNKNOWN / 2}" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        parts.append(_entry(_FRAME.format(wide=16, style="", shape=ring), unknown))
    return f'<ul class="c2030-key">{"".join(parts)}</ul>' if parts else ""


def draw_sizes(sizes: Sequence[tuple[float, str]], most_people: float) -> str:
    """Return marks of some numbers of people, as large as they are in the chart, each with its number in words."""
    parts = []
    for people, words in sizes:
        across = bubble_size(people, most_people)
        wide = round(across + 3)
        ring = f'<circle cx="{wide / 2}" cy="{wide / 2}" r="{across / 2:.1f}" fill="none" stroke="currentColor"/>'
        parts.append(_entry(_FRAME.format(wide=wide, style="", shape=ring), words))
    return f'<ul class="c2030-key c2030-sizes">{"".join(parts)}</ul>' if parts else ""


def _group_shape(number: int) -> str:
    light, dark = PALETTES["light"], PALETTES["dark"]
    name = SYMBOLS[number % len(SYMBOLS)] if number > NO_GROUP else "cross"
    pair = (light.series[number], dark.series[number]) if number > NO_GROUP else (light.muted, dark.muted)
    return _FRAME.format(wide=16, style=f'style="color:light-dark({pair[0]},{pair[1]})"', shape=_SHAPES[name])


def _entry(shape: str, words: str) -> str:
    return f"<li>{shape}<span>{safe(words)}</span></li>"
