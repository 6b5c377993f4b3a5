"""The head of a target: where it belongs, what it says, its status large, and the reason."""

from dataclasses import dataclass

from charts.html import safe


@dataclass(frozen=True)
class Verdict:
    """A target with its status; `chip` is HTML of our own, everything else plain text."""

    place: str
    wording: str
    chip: str
    area: str
    reason: str


def draw_verdict(verdict: Verdict) -> str:
    """Return the head of a target as HTML."""
    return (
        f'<p class="c2030-place">{safe(verdict.place)}</p>'
        f'<h2 class="c2030-wording">{safe(verdict.wording)}</h2>'
        f'<div class="c2030-verdict">{verdict.chip}<p>{safe(verdict.reason)}</p>'
        f"<small>{safe(verdict.area)}</small></div>"
    )
