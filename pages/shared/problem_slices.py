"""The first places of a kind of problem as they stand in the file, with the columns beside them."""

from collections.abc import Sequence
from dataclasses import replace

from charts.problems import SheetLine, SheetSlice
from data.readers import ReadOptions
from data.readers.raw_rows import place_of_column
from data.schemas.problem import Problem
from i18n import problem_text, text
from i18n.problems import clean
from pages.shared.access import get_tracker
from pages.shared.filters import escape_markdown
from pages.shared.kept import keep
from pages.shared.upload_shelf import Upload
from services.checking import Check
from services.glimpses import Glimpse
from services.large.reading_apart import glimpse_apart

BESIDE = 2
LONGEST = 28
WHOLE = 5


def look_into(upload: Upload, check: Check, options: ReadOptions, shown: Sequence[Problem]) -> Glimpse:
    """Return the rows in which problems are shown, kept for as long as the same ones are shown."""
    wanted = tuple(sorted({one.row for one in shown if one.row is not None}))

    def look() -> Glimpse:
        return glimpse_apart(get_tracker(), upload.spooled, check, options, wanted, large=upload.large)

    words = text("upload.checking", file=escape_markdown(clean(check.file)))
    return keep("glimpse", (check.sha256, options, wanted), look, words)


def slice_problems(found: Sequence[Problem], seen: Glimpse) -> tuple[list[SheetSlice], list[Problem]]:
    """Return the problems drawn in their rows, those of one column together, and those whose row is not known."""
    slices: dict[tuple[int, ...], SheetSlice] = {}
    left = []
    for one in found:
        cells = seen.rows.get(one.row or 0)
        place = place_of_column(one.column, seen.heads)
        if cells is None or (one.column and (place is None or place >= len(cells))):
            left.append(one)
            continue
        places = _near(place, len(seen.heads))
        heads = [clean(seen.heads[at], LONGEST) for at in places]
        line = _line(one, cells, places, place)
        known = slices.get(tuple(places), SheetSlice(heads, ()))
        slices[tuple(places)] = replace(known, lines=(*known.lines, line))
    return list(slices.values()), left


def _near(place: int | None, width: int) -> list[int]:
    """Return the columns that are drawn: those around the wrong one, or the first ones where the whole row is wrong."""
    if place is None:
        return list(range(min(width, WHOLE)))
    first = max(0, min(place - BESIDE, width - 1 - 2 * BESIDE))
    return list(range(first, min(width, first + 1 + 2 * BESIDE)))


def _line(one: Problem, cells: Sequence[str], places: Sequence[int], wrong: int | None) -> SheetLine:
    drawn = [_cell(cells[at] if at < len(cells) else "", wrong=at == wrong) for at in places]
    message = problem_text(one.code, None, None, one.value, one.details)
    marked = [number for number, at in enumerate(places) if at == wrong]
    return SheetLine(str(one.row), drawn, marked, message)


def _cell(cell: str, *, wrong: bool) -> str:
    return clean(cell, LONGEST) or (text("upload.empty_cell") if wrong else "")
