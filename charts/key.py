"""What stands around a picture as HTML: its heading, the key of its marks, its source; signs beside statuses."""

from collections.abc import Sequence

from charts.economies import band_colours
from charts.html import keep_together, safe
from charts.theme import PALETTES
from i18n import text

_POINT = '<circle cx="13" cy="7" r="4" stroke="currentColor" stroke-width="1.6" {fill}/>'
_LINE = '<path d="M0 7h26" stroke="currentColor" stroke-width="2" fill="none"/>'
_BAND = (
    '<rect x="0.5" y="0.5" width="25" height="13" fill="var(--c2030-accent)" fill-opacity="{share}" '
    'stroke="var(--c2030-accent)" stroke-opacity="0.55"/>'
)
SHAPES = {
    "own": _LINE + '<path d="M13 2v10M8 7h10" stroke="currentColor" stroke-width="3.4"/>',
    "measured": _LINE + _POINT.format(fill='fill="currentColor"'),
    "estimated": _LINE + _POINT.format(fill='fill="var(--c2030-page)"'),
    "not_stated": _LINE + _POINT.format(fill='fill="color-mix(in srgb, currentColor 38%, var(--c2030-page))"'),
    "forecast": '<path d="M0 7h26" stroke="currentColor" stroke-width="2" stroke-dasharray="2 3" fill="none"/>',
    "break": '<path d="M0 9h8M18 5h8" stroke="currentColor" stroke-width="2"/>'
    '<path d="M13 0v14" stroke="currentColor" stroke-width="1.8"/>',
    "doubt": '<text x="13" y="12" text-anchor="middle" font-size="14" font-weight="bold" fill="currentColor">?</text>',
    "path": '<path d="M0 12L26 2" stroke="var(--c2030-muted)" stroke-width="1.3" stroke-dasharray="5 3"/>',
    "projection": '<path d="M0 7h26" stroke="var(--c2030-accent)" stroke-width="2.4" stroke-dasharray="7 4"/>',
    "scenario": '<path d="M0 7h26" stroke="var(--c2030-accent)" stroke-width="2.4" stroke-dasharray="11 4"/>',
    "band80": _BAND.format(share=0.16),
    "band50": _BAND.format(share=0.33),
    "later": '<circle cx="13" cy="7" r="4" stroke="currentColor" stroke-width="1.6" fill="var(--c2030-page)"/>',
}


def draw_heading(title: str, about: str, place: str = "") -> str:
    """Return the title of a chart in words, with unit and area under it; a link can lead to its `place` on a page."""
    at = f' id="{safe(place)}"' if place else ""
    return keep_together(f'<h2 class="c2030-title"{at}>{safe(title)}</h2><p class="c2030-unit">{safe(about)}</p>')


def draw_key(kinds: Sequence[str]) -> str:
    """Return what the marks of a chart mean; each kind with its shape and its words."""
    parts = "".join(
        f'<li><svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">{SHAPES[kind]}</svg>'
        f"<span>{safe(text(f'charts.key.{kind}'))}</span></li>"
        for kind in kinds
    )
    return f'<ul class="c2030-key">{parts}</ul>' if kinds else ""


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


_STROKE = 'fill="none" stroke="var(--c2030-page)" stroke-width="1.8"'
_DISC = '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
SIGN_SHAPES = {
    "blocks": '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor"/>'
    f'<path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" {_STROKE}/>',
    "warns": f'<path d="M8 1.2L15.4 14.6H.6z" fill="currentColor"/><path d="M8 6v4.2M8 11.4v1.6" {_STROKE}/>',
    "notes": '<circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M8 7.2v4.4M8 4.2v1.7" stroke="currentColor" stroke-width="1.7"/>',
    "clear": f'{_DISC}<path d="M4.2 8.3l2.5 2.5 5-5.4" {_STROKE}/>',
    "new": f'{_DISC}<path d="M8 4.4v7.2M4.4 8h7.2" {_STROKE}/>',
    "changed": '<path d="M8 .6l7.4 7.4L8 15.4.6 8z" fill="currentColor"/>'
    f'<path d="M4.8 8h6M8.4 5.4L11 8l-2.6 2.6" {_STROKE}/>',
    "gone": '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M4.6 8h6.8" stroke="currentColor" stroke-width="1.8"/>',
    "unchanged": '<path d="M3 6h10M3 10h10" stroke="currentColor" stroke-width="1.8"/>',
}
COLOURS = {
    "blocks": "not_met",
    "warns": "at_risk",
    "notes": "muted",
    "clear": "achieved",
    "new": "on_track",
    "changed": "at_risk",
    "gone": "not_met",
    "unchanged": "muted",
}


def sign_shape(kind: str, size: int = 15) -> str:
    """Return the shape of a sign as inline SVG in the current text colour; the word stands beside it."""
    return (
        f'<svg class="c2030-shape" width="{size}" height="{size}" viewBox="0 0 16 16" aria-hidden="true">'
        f"{SIGN_SHAPES[kind]}</svg>"
    )


def sign_chip(kind: str, word: str) -> str:
    """Return a sign as its shape and word, in its colour."""
    return (
        f'<span class="c2030-chip" style="color:var(--c2030-{COLOURS[kind]})">{sign_shape(kind)}'
        f"<span>{safe(word)}</span></span>"
    )
