"""What the colours and shapes of price bands mean, as a key under a picture."""

from collections.abc import Sequence

from charts.economies import band_colours
from charts.html import safe
from charts.theme import PALETTES

_SHAPES = (
    '<circle cx="8" cy="8" r="5.5" {style}/>',
    '<path d="M8 1.5l6.5 6.5-6.5 6.5L1.5 8z" {style}/>',
    '<rect x="3" y="3" width="10" height="10" {style}/>',
)
_BAR = '<rect x="1" y="3" width="14" height="10" {style}/>'
_SIGN = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" style="color:{colour}">{shape}</svg>'
_FULL, _HOLLOW = 'fill="currentColor"', 'fill="none" stroke="currentColor" stroke-width="1.8"'


def draw_bar_key(bands: Sequence[str], published: str) -> str:
    """Return what the parts of a bar are, and what the hollow mark is; empty words leave that out."""
    parts = [_entry(_BAR.format(style=_FULL), colour, words) for colour, words in _coloured(bands, grey=False)]
    if published:
        parts.append(_entry(_SHAPES[1].format(style=_HOLLOW), "var(--c2030-ink)", published))
    return _list(parts)


def draw_dot_key(bands: Sequence[str], old: str) -> str:
    """Return what the marks of a ranking are, and what a hollow one is; empty words leave that out."""
    parts = [
        _entry(_SHAPES[min(at, len(_SHAPES) - 1)].format(style=_FULL), colour, words)
        for at, (colour, words) in enumerate(_coloured(bands, grey=True))
    ]
    if old:
        parts.append(_entry(_SHAPES[0].format(style=_HOLLOW), "var(--c2030-muted)", old))
    return _list(parts)


def _coloured(bands: Sequence[str], *, grey: bool) -> list[tuple[str, str]]:
    light, dark = (band_colours(len(bands), PALETTES[mode]) for mode in ("light", "dark"))
    colours = [f"light-dark({one},{two})" for one, two in zip(light, dark, strict=True)]
    return list(zip([*colours[:-1], "var(--c2030-muted)"] if grey else colours, bands, strict=True))


def _entry(shape: str, colour: str, words: str) -> str:
    return f"<li>{_SIGN.format(colour=colour, shape=shape)}<span>{safe(words)}</span></li>"


def _list(parts: Sequence[str]) -> str:
    return f'<ul class="c2030-key">{"".join(parts)}</ul>' if parts else ""
