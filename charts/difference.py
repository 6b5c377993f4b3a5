"""What a deed changes, as HTML: counts by dataset, and what is gone."""

from collections.abc import Sequence

from charts.html import safe
from charts.key import sign_chip
from exhibits.changes import CountLine, Headings


def draw_count_lines(lines: Sequence[CountLine]) -> str:
    """Return the counts, one line a dataset."""
    return f'<div class="c2030-tallies">{"".join(_tally(line) for line in lines)}</div>'


def _tally(line: CountLine) -> str:
    parts = "".join(_count(kind, word, number) for kind, word, number in line.counts)
    name = f'<div class="c2030-name">{safe(line.name)}<small>{safe(line.note)}</small></div>'
    return f'<div class="c2030-tally">{name}<ul>{parts}</ul></div>'


def _count(kind: str, word: str, number: str) -> str:
    none = ' class="c2030-none"' if number == "0" else ""
    return f"<li{none}><strong>{safe(number)}</strong>{sign_chip(kind, word)}</li>"


def _cell(label: str, content: str) -> str:
    return f'<td data-label="{safe(label)}">{content}</td>'


def draw_gone(lines: Sequence[tuple[str, str]], more: str) -> str:
    """Return what is taken away, one line a series: (its name, its periods)."""
    parts = "".join(f"<li><strong>{safe(name)}</strong> <span>{safe(periods)}</span></li>" for name, periods in lines)
    rest = f"<li>{safe(more)}</li>" if more else ""
    return f'<ul class="c2030-gone">{parts}{rest}</ul>'


def draw_folded(summary: str, body: str) -> str:
    """Return a piece that is folded until it is asked for."""
    return f'<details class="c2030-fold"><summary>{safe(summary)}</summary>{body}</details>'


def draw_plain_table(headings: Headings, rows: Sequence[Sequence[str]]) -> str:
    """Return rows of texts as a table that turns into cards on a narrow screen."""
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in headings.names)
    body = "".join(
        "<tr>" + "".join(_cell(name, safe(cell)) for name, cell in zip(headings.names, row, strict=True)) + "</tr>"
        for row in rows
    )
    return f'<table class="c2030-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
