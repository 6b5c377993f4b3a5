"""What a deed changes, as HTML: counts by dataset, old and new values, what is gone, and what becomes of targets."""

from collections.abc import Sequence

from charts.html import safe, status_chip
from charts.signs import sign_chip
from exhibits.changes import ChangeLine, ConsequenceLine, CountLine, Headings

ARROW = '<span class="c2030-arrow" aria-hidden="true">→</span>'


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


def draw_changes(lines: Sequence[ChangeLine], headings: Headings) -> str:
    """Return the changed, new and gone rows as a table: what, where, when, old and new."""
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in headings.names)
    body = "".join(_change(line, headings) for line in lines)
    return f'<table class="c2030-table c2030-changes"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _change(line: ChangeLine, headings: Headings) -> str:
    note = f"<small>{safe(line.note)}</small>" if line.note else ""
    cells = (
        f"{sign_chip(line.kind, line.word)}",
        f"{safe(line.name)}{note}",
        safe(line.area),
        f"{safe(line.period)}<small>{safe(line.edition)}</small>",
        _from_to(line.before, line.after),
    )
    return "<tr>" + "".join(_cell(name, cell) for name, cell in zip(headings.names, cells, strict=True)) + "</tr>"


def _cell(label: str, content: str) -> str:
    return f'<td data-label="{safe(label)}">{content}</td>'


def _from_to(before: str, after: str) -> str:
    if not before or not after:
        tag = "s" if before else "strong"
        return f'<span class="c2030-values"><{tag}>{safe(before or after)}</{tag}></span>'
    return (
        f'<span class="c2030-values"><span class="c2030-old">{safe(before)}</span>{ARROW}'
        f"<strong>{safe(after)}</strong></span>"
    )


def draw_gone(lines: Sequence[tuple[str, str]], more: str) -> str:
    """Return what is taken away, one line a series: (its name, its periods)."""
    parts = "".join(f"<li><strong>{safe(name)}</strong> <span>{safe(periods)}</span></li>" for name, periods in lines)
    rest = f"<li>{safe(more)}</li>" if more else ""
    return f'<ul class="c2030-gone">{parts}{rest}</ul>'


def draw_consequences(lines: Sequence[ConsequenceLine], headings: Headings) -> str:
    """Return targets with their status and latest value before and after."""
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in headings.names)
    body = "".join(_consequence(line, headings) for line in lines)
    return f'<table class="c2030-table c2030-effects"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _consequence(line: ConsequenceLine, headings: Headings) -> str:
    target = (
        f'<a href="{safe(line.link)}" target="_self"><span class="c2030-number">{safe(line.number)}</span> '
        f"{safe(line.wording)}</a>"
    )
    sides = [
        status_chip(*side) if side else f"<small>{safe(line.nothing)}</small>" for side in (line.before, line.after)
    ]
    same = line.before == line.after
    status = sides[0] if same else f'<span class="c2030-turn">{sides[0]}{ARROW}{sides[1]}</span>'
    unmoved = line.value_before == line.value_after
    value = f"<span>{safe(line.value_before)}</span>" if unmoved else _from_to(line.value_before, line.value_after)
    cells = (target, safe(line.area), status, value)
    return "<tr>" + "".join(_cell(name, cell) for name, cell in zip(headings.names, cells, strict=True)) + "</tr>"


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
