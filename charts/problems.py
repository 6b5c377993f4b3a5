"""What is wrong with a file, as HTML: problems grouped by kind, the first cells of each drawn like the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.html import safe
from charts.key import sign_chip


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
class SheetLine:
    """A row of the file as far as it is drawn: its number, its cells, which of them are wrong, and what to do."""

    row: str
    cells: Sequence[str]
    wrong: Sequence[int]
    message: str


@dataclass(frozen=True)
class SheetSlice:
    """Some columns of the file with the first rows that have the same problem in the same of them."""

    heads: Sequence[str]
    lines: Sequence[SheetLine]


@dataclass(frozen=True)
class ProblemGroup:
    """All problems of one kind, with the first of their places; `message` where the whole file is meant.

    `slices` are places drawn with what stands beside them, `cells` those of which that is not known.
    """

    severity: str
    severity_word: str
    title: str
    count: str
    message: str = ""
    cells: Sequence[ProblemCell] = ()
    more: str = ""
    slices: Sequence[SheetSlice] = ()


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
    slices = "".join(_slice(one, labels) for one in group.slices)
    body = f"{head}{message}{slices}{_sheet(group.cells, labels)}{more}"
    return f'<section class="c2030-problem c2030-is-{safe(group.severity)}">{body}</section>'


def _slice(piece: SheetSlice, labels: SheetLabels) -> str:
    """Return some rows as in the sheet: the number of the row, the heads of the columns, the wrong cells marked."""
    wrong = {place for line in piece.lines for place in line.wrong}
    heads = "".join(
        f'<th scope="col"{_marked("head", wrong=place in wrong)}>{safe(name)}</th>'
        for place, name in enumerate(piece.heads)
    )
    head = f'<th scope="col">{safe(labels.row)}</th>{heads}<th scope="col">{safe(labels.message)}</th>'
    body = "".join(_sheet_line(line, piece.heads, labels) for line in piece.lines)
    return f'<table class="c2030-sheet c2030-near"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _sheet_line(line: SheetLine, heads: Sequence[str], labels: SheetLabels) -> str:
    cells = "".join(
        f'<td{_marked("cell", wrong=place in line.wrong)} data-label="{safe(name)}"><span>{safe(cell)}</span></td>'
        for place, (name, cell) in enumerate(zip(heads, line.cells, strict=True))
    )
    first = f'<th scope="row" data-label="{safe(labels.row)}">{safe(line.row)}</th>'
    whole = "" if line.wrong else ' class="c2030-all"'
    return f'<tr{whole}>{first}{cells}<td class="c2030-say">{safe(line.message)}</td></tr>'


def _marked(part: str, *, wrong: bool) -> str:
    return f' class="c2030-{"" if wrong else "beside-"}{part}"'


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
