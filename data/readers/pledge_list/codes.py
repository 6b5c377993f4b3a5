"""Codes of closed lists as people write them: a whole phrase that is known, or nothing; never the first word alone."""

from collections.abc import Iterator, Mapping
from functools import cache

from data.readers.area_lists import fold
from data.readers.codes import problem
from data.readers.suggestions import nearest_name
from data.reference.words import load_pledge_words
from data.schemas.fields import is_missing
from data.schemas.pledge import FOCUS_AREAS, PLEDGE_TYPES, PLEDGER_KINDS, STATUSES
from data.schemas.problem import Problem

CODES: Mapping[str, tuple[str, ...]] = {
    "pledger_kind": PLEDGER_KINDS,
    "focus_area": FOCUS_AREAS,
    "pledge_type": PLEDGE_TYPES,
    "status": STATUSES,
}
NEAR_CUTOFF = 88
"""Nearer than 'completed: no' is to completed: a slip of the hand is suggested, another meaning is not."""


def read_code(column: str, cell: str) -> str | None:
    """Return the code that the whole of a cell stands for; None where no phrase is like that."""
    return _phrases(column).get(fold(cell))


def clean_codes(cleaned: dict[str, str], row: int) -> Iterator[Problem]:
    """Put the code in the place of every phrase; a cell that is none is emptied and has a problem that blocks."""
    for column in CODES:
        cell = cleaned.get(column, "")
        if is_missing(cell):
            continue
        code = read_code(column, cell)
        cleaned[column] = code or ""
        if code is None:
            kind = f"{column.replace('_', '-')}-not-in-list"
            yield problem(kind, row=row, column=column, value=cell, details=_suggestion(column, cell))


def phrases_read(column: str, cells: list[str]) -> Iterator[Problem]:
    """Yield one note for each phrase of a column that was read as a code, with the number of its rows."""
    found: dict[str, list[str]] = {}
    for cell in cells:
        if not is_missing(cell):
            found.setdefault(fold(cell), []).append(cell)
    for phrase, written in found.items():
        code = _phrases(column).get(phrase)
        if code is not None and phrase != fold(code):
            details: dict[str, str | int | float] = {
                "read": code,
                "rows": len(written),
                "advice": "once" if len(written) == 1 else "message",
            }
            yield problem("code-read", column=column, value=written[0].strip(), details=details)


def _suggestion(column: str, cell: str) -> dict[str, str]:
    near = nearest_name(fold(cell), _phrases(column), NEAR_CUTOFF)
    return {"advice": "suggestion", "suggestion": _phrases(column)[near]} if near else {}


@cache
def _phrases(column: str) -> Mapping[str, str]:
    """Return the code by its folded phrases; the code itself is one of them."""
    given = load_pledge_words().phrases[column]
    return {fold(phrase): code for code in CODES[column] for phrase in (code, *given.get(code, ()))}
