"""Signs beside statuses: how serious a problem is, and what happens to a row; each a shape, a word and a colour."""

from charts.html import safe

_STROKE = 'fill="none" stroke="var(--c2030-page)" stroke-width="1.8"'
_DISC = '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
SHAPES = {
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
        f"{SHAPES[kind]}</svg>"
    )


def sign_chip(kind: str, word: str) -> str:
    """Return a sign as its shape and word, in its colour."""
    return (
        f'<span class="c2030-chip" style="color:var(--c2030-{COLOURS[kind]})">{sign_shape(kind)}'
        f"<span>{safe(word)}</span></span>"
    )
