"""Tables as HTML."""

from collections.abc import Sequence

from charts.html import safe, status_chip
from exhibits.exhibit import Cell, Chip, Link


def draw_table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    numeric: Sequence[int] = (),
    *,
    scroll: bool = False,
    stacked: bool = False,
) -> str:
    """Return a table whose cells are text or a status, with a caption for assistive technology.

    Args:
        caption: What the table shows; not drawn, but read out.
        columns: The headings.
        rows: The cells of each row, in the order of the columns. The first cell heads its row.
        numeric: The places of columns with figures, which stand on the right.
        scroll: Whether the table scrolls inside a frame of limited height.
        stacked: Whether its cells stand below each other on a telephone though it scrolls, as without it.
    """
    head = "".join(f'<th scope="col"{_side(at, numeric)}>{safe(name)}</th>' for at, name in enumerate(columns))
    body = "".join(f"<tr>{_row(row, columns, numeric)}</tr>" for row in rows)
    frame = "c2030-scroll c2030-wide" if scroll and stacked else "c2030-scroll" if scroll else "c2030-wide"
    return (
        f'<div class="{frame}" tabindex="0" role="region" aria-label="{safe(caption)}"><table class="c2030-figures">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: Sequence[Cell], columns: Sequence[str], numeric: Sequence[int]) -> str:
    first, *others = row
    cells = "".join(
        f'<td{_side(at, numeric)} data-label="{safe(columns[at])}">{_cell(cell)}</td>'
        for at, cell in enumerate(others, start=1)
    )
    return f'<th scope="row">{_cell(first)}</th>{cells}'


def _cell(cell: Cell) -> str:
    if isinstance(cell, Link):
        return f'<a href="{safe(cell.address)}">{safe(cell.words)}</a>'
    return status_chip(cell.status, cell.word) if isinstance(cell, Chip) else safe(cell)


def _side(at: int, numeric: Sequence[int]) -> str:
    return ' class="c2030-figure"' if at in numeric else ""
