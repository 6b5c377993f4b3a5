"""What stands around a chart as HTML: its heading and the key of its marks."""

from collections.abc import Sequence

from charts.html import keep_together, safe
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


def draw_heading(title: str, about: str) -> str:
    """Return the title of a chart in words, with unit and area under it."""
    return keep_together(f'<h2 class="c2030-title">{safe(title)}</h2><p class="c2030-unit">{safe(about)}</p>')


def draw_key(kinds: Sequence[str]) -> str:
    """Return what the marks of a chart mean; each kind with its shape and its words."""
    parts = "".join(
        f'<li><svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">{SHAPES[kind]}</svg>'
        f"<span>{safe(text(f'charts.key.{kind}'))}</span></li>"
        for kind in kinds
    )
    return f'<ul class="c2030-key">{parts}</ul>' if kinds else ""
