"""The text of a problem: the place, the value found, what is wrong and what to do."""

import unicodedata
from collections.abc import Mapping

from i18n.catalogue import has_text, text

SHOWN = 80
SHOWN_DETAIL = 200
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

Details = Mapping[str, str | int | float]


def problem_text(code: str, row: int | None, column: str | None, value: str | None, details: Details) -> str:
    """Return the message of a problem as one or two sentences.

    A code may have other wordings beside its `message`: the one that the detail `advice` names, and `empty`
    for an empty cell.

    Args:
        code: The stable code, a table in `problems.toml`.
        row: The row of the spreadsheet, None for the whole file.
        column: The column, None for the whole row.
        value: The cell as it stands in the file; shown cut, without control characters, in quotation marks.
        details: What the wording needs; texts in it are cleaned like the value.

    Returns:
        Row 14, column obs_value: '31,5' is not a number. Use a point as the decimal mark, for example 31.5.
    """
    filled = {name: _unit(detail) if name == "unit" else _written(detail) for name, detail in details.items()}
    shown = f"'{clean(value)}'" if value is not None else ""
    message = text(_wording(code, value, details), value=shown, **filled)
    place = _place(row, column)
    return f"{place} {message}" if place else message[:1].upper() + message[1:]


def problem_title(code: str) -> str:
    """Return the short name of a kind of problem, for the heading of a group."""
    return text(f"problems.{code}.title")


def skipped_text(what: str, reason: str, code: str = "", name: str = "") -> tuple[str, str]:
    """Return in words what was skipped and why; `code` and `name` are the publisher's, where it has them."""
    named = clean(f"{code} ({name})" if code and name else code or name, SHOWN_DETAIL)
    return text(f"problems.skipped.{what}", named=named), text(f"problems.skipped.reason.{reason}")


def clean(value: str, limit: int = SHOWN) -> str:
    """Return a value fit to be shown: control characters are dropped, and what is long is cut."""
    short = value[: 4 * limit]
    seen = "".join(letter for letter in short if unicodedata.category(letter)[0] != "C").strip()
    return seen if len(seen) <= limit else f"{seen[: limit - 1]}{ELLIPSIS}"


def _wording(code: str, value: str | None, details: Details) -> str:
    wanted = f"problems.{code}.{details.get('advice', 'message')}"
    empty = f"problems.{code}.empty"
    if value is not None and not value.strip() and has_text(empty):
        return empty
    return wanted if has_text(wanted) else f"problems.{code}.message"


def _place(row: int | None, column: str | None) -> str:
    if row is not None and column:
        return text("problems.place.cell", row=row, column=clean(column))
    if row is not None:
        return text("problems.place.row", row=row)
    return text("problems.place.column", column=clean(column)) if column else ""


def _unit(detail: str | float) -> str:
    """Return the words for a unit; the code itself where there are none."""
    key = f"problems.unit.{detail}"
    return text(key) if has_text(key) else _written(detail)


def _written(detail: str | float) -> str:
    return clean(detail, SHOWN_DETAIL) if isinstance(detail, str) else f"{detail:.15g}"
