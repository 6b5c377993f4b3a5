"""How things stand, in a sentence and a short list: a name, a status, what is missing."""

from collections.abc import Sequence

from charts.html import safe, status_chip
from exhibits.exhibit import Standing


def draw_standing(lead: str, standings: Sequence[Standing]) -> str:
    """Return the answer as a sentence, and below it how it stands against each target or in each area."""
    lines = "".join(f"<li>{_line(one)}</li>" for one in standings)
    listed = f'<ul class="c2030-standing">{lines}</ul>' if lines else ""
    return f'<p class="c2030-lead">{safe(lead)}</p>{listed}'


def _line(standing: Standing) -> str:
    about = f" <small>{safe(standing.about)}</small>" if standing.about else ""
    name = f"<span><strong>{safe(standing.name)}</strong>{about}</span>"
    chip = status_chip(standing.status, standing.status_word) if standing.status else ""
    return f"{name}{chip}<span>{safe(standing.words)}</span>"
