"""What is wrong with a file, as HTML: problems grouped by kind, the first cells of each drawn like the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.html import safe
from charts.signs import sign_chip


@dataclass(frozen=True)
class ProblemCell:
    """One place in the file: row and column as the spreadsheet shows them, what stands there and what to do.

    `whole` says that a whole row or column is meant and `value` only says so.
    """

    row: str
    column: str
    value: str
    message: str
    whole: bool = False


@dataclass(frozen=True)
class ProblemGroup:
    """All problems of one kind, with the first of their places; `message` where the whole file is meant."""

    severity: str
    severity_word: str
    title: str
    count: str
    message: str = ""
    cells: Sequence[ProblemCell] = ()
    more: str = ""


@dataclass(frozen=True)
class SheetLabels:
    """The headings of the drawn sheet."""

    row: str
    column: str
    value: str
    message: str


def draw_problem_groups(groups: Sequence[ProblemGroup], labels: SheetLabels) -> str:
    """Return the groups one below the other, in the order given."""
    return "".join(_group(group, labels) for group in groups)


def draw_verdict(kind: str, word: str, words: str) -> str:
    """Return the answer to "may this be published?" as a mark, its word and a sentence."""
    return f'<div class="c2030-outcome c2030-is-{safe(kind)}">{sign_chip(kind, word)}<p>{safe(words)}</p></div>'


def _group(group: ProblemGroup, labels: SheetLabels) -> str:
    head = (
        f'<h3>{sign_chip(group.severity, group.severity_word)} <span class="c2030-kind">{safe(group.title)}</span> '
        f'<span class="c2030-count">{safe(group.count)}</span></h3>'
    )
    message = f"<p>{safe(group.message)}</p>" if group.message else ""
    more = f'<p class="c2030-more">{safe(group.more)}</p>' if group.more else ""
    body = f"{head}{message}{_sheet(group.cells, labels)}{more}"
    return f'<section class="c2030-problem c2030-is-{safe(group.severity)}">{body}</section>'


def _sheet(cells: Sequence[ProblemCell], labels: SheetLabels) -> str:
    if not cells:
        return ""
    names = (labels.row, labels.column, labels.value, labels.message)
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in names)
    body = "".join(
        f'<tr><th scope="row" data-label="{safe(labels.row)}">{safe(cell.row)}</th>'
        f'<td data-label="{safe(labels.column)}">{safe(cell.column)}</td>'
        f'<td class="{"c2030-whole" if cell.whole else "c2030-cell"}" data-label="{safe(labels.value)}">'
        f"<span>{safe(cell.value)}</span></td>"
        f'<td class="c2030-say">{safe(cell.message)}</td></tr>'
        for cell in cells
    )
    return f'<table class="c2030-sheet"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
