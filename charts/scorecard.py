"""The overview as HTML: one line a target, light enough that fifty of them paint at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.html import keep_together, safe, status_chip
from charts.sparkline import draw_sparkline
from exhibits.scorecard import TargetLine

HUNDRED = 100


@dataclass(frozen=True)
class Labels:
    """The headings of the overview's columns."""

    target: str
    status: str
    latest: str
    aim: str
    progress: str
    trend: str
    missing: str


def draw_lines(lines: Sequence[TargetLine], labels: Labels) -> str:
    """Return the lines of one goal as a table that turns into cards on a narrow screen."""
    names = ("target", "status", "latest", "aim", "progress", "trend", "missing")
    head = "".join(f'<th scope="col" class="c2030-{name}">{safe(getattr(labels, name))}</th>' for name in names)
    body = "".join(_line(line, labels) for line in lines)
    return f'<table class="c2030-lines"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def draw_framework(name: str, about: str) -> str:
    """Return the heading of a framework with what it is in a sentence."""
    return f'<h2 class="c2030-framework">{safe(name)}</h2><p class="c2030-about">{safe(about)}</p>'


def draw_goal(name: str, lines: Sequence[TargetLine], labels: Labels) -> str:
    """Return a goal of a framework: its heading and its targets."""
    return f'<h3 class="c2030-goal">{safe(name)}</h3>{draw_lines(lines, labels)}'


def _line(line: TargetLine, labels: Labels) -> str:
    marks = "".join(f'<span class="c2030-mark" title="{safe(why)}">{safe(word)}</span>' for word, why in line.marks)
    name = (
        f'<th scope="row" class="c2030-target"><a href="{safe(line.link)}" target="_self">'
        f'<span class="c2030-number">{safe(line.number)}</span> {safe(line.wording)}</a>'
        f'<span class="c2030-under"><span>{safe(line.area)}</span>{marks}</span></th>'
    )
    cells = [
        ("status", labels.status, _status(line)),
        ("latest", labels.latest, _two(line.latest, line.latest_note, line.beside)),
        ("aim", labels.aim, _two(line.aim, line.deadline)),
        ("progress", labels.progress, _bar(line.progress, line.progress_words)),
        ("trend", labels.trend, draw_sparkline(line.points, line.aim_value, safe(line.trend_words))),
        ("missing", labels.missing, keep_together(safe(line.missing))),
    ]
    row = "".join(
        f'<td class="c2030-{kind}" data-label="{safe(label)}">{content}</td>' for kind, label, content in cells
    )
    quiet = "" if line.applies else ' class="c2030-quiet"'
    reason = f'<tr class="c2030-why"><td colspan="7"><span>{safe(line.reason)}</span></td></tr>' if line.reason else ""
    return f"<tr{quiet}>{name}{row}</tr>{reason}"


def _status(line: TargetLine) -> str:
    chance = f"<small>{safe(line.chance)}</small>" if line.chance else ""
    return status_chip(line.status, line.status_word) + chance


def _two(strong: str, *small: str) -> str:
    first = f"<strong>{keep_together(safe(strong))}</strong>" if strong else ""
    return first + "".join(f"<small>{keep_together(safe(words))}</small>" for words in small if words)


def _bar(progress: float | None, words: str) -> str:
    """Return the share of the way as a bar; below 0 it runs to the left of the start, beyond 1 it is full."""
    if progress is None:
        return f"<small>{keep_together(safe(words))}</small>"
    width = max(0.0, min(1.0, progress)) * HUNDRED
    backwards = '<i class="c2030-back"></i>' if progress < 0 else ""
    return (
        f'<span class="c2030-bar" aria-hidden="true">{backwards}<i style="width:{width:.1f}%"></i></span>'
        f"<small>{keep_together(safe(words))}</small>"
    )


def draw_counts(counts: Sequence[tuple[str, str, int]], name: str) -> str:
    """Return how many targets have each status, as chips and as one bar in proportion.

    Args:
        counts: (status, word, number of targets), in the order to show.
        name: What the picture shows, for assistive technology.
    """
    bar = "".join(
        f'<i style="flex:{count};background:var(--c2030-{safe(status)})" title="{safe(word)}: {count}"></i>'
        for status, word, count in counts
    )
    chips = "".join(f"<li>{status_chip(status, word)} <strong>{count}</strong></li>" for status, word, count in counts)
    strip = f'<div class="c2030-strip" role="img" aria-label="{safe(name)}">{bar}</div>'
    return f'<div class="c2030-counts">{strip}<ul>{chips}</ul></div>'
