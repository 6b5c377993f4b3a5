"""How single cells are read: the same functions serve the models and the checks by column.

Each takes the raw cell (text as it stands in a file, or an already typed value) and returns the typed value, or
raises a `PydanticCustomError` whose type is the stable code of the problem.
"""

import re
from datetime import date

from pydantic_core import PydanticCustomError

MISSING_MARKS = frozenset({"", "..", "...", "n/a", "na", "nan", "-", "null", "none", "#n/a"})
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
FORMULA_STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""What makes a spreadsheet take a cell for a formula: signs, in the width of Chinese letters too, and blanks."""
GUARDED = re.compile(f"'+[{re.escape(FORMULA_STARTS)}]")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def read_text(value: object) -> object:
    """Return the text without the spaces around it; anything that is no text is returned as it is.

    The apostrophe that our own files put before what looks like a formula is taken off again.
    """
    if not isinstance(value, str):
        return value
    text = value.strip()
    return text[1:] if GUARDED.match(text) else text


def is_absent(value: object) -> bool:
    """Return whether a typed cell holds no value: None, or the NaN or NaT by which tables say the same.

    Zero, False and an empty text are values. What a file may write for "no value" is for `is_missing`.
    """
    return value is None or bool(value != value)  # noqa: PLR0124 - only NaN and NaT are not themselves


def is_missing(value: object) -> bool:
    """Return whether a cell says that there is no value: empty, `..`, `n/a`, `NaN`, `-` and the like."""
    if is_absent(value):
        return True
    return isinstance(value, str) and value.strip().lower() in MISSING_MARKS


def read_number(value: object) -> float | None:
    """Return the number in a cell, None where it is missing.

    Only digits, one point, a sign and an exponent are taken: what a person could read in two ways is refused.

    Raises:
        PydanticCustomError: `not-a-number`.
    """
    if is_missing(value):
        return None
    text = str(value).strip()
    if isinstance(value, bool) or not NUMBER.fullmatch(text):
        raise PydanticCustomError("not-a-number", "not a number")
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise PydanticCustomError("not-a-number", "not a number")
    return number


def read_yes_no(value: object) -> bool:
    """Return whether the cell says yes; Y, yes, true and 1 do, N, no, false, 0 and an empty cell do not.

    Raises:
        PydanticCustomError: `not-yes-or-no`.
    """
    text = str(value).strip().lower()
    if text in ("y", "yes", "true", "1"):
        return True
    if text in ("n", "no", "false", "0", "", "none"):
        return False
    raise PydanticCustomError("not-yes-or-no", "neither yes nor no")


def period_start(period: str) -> date:
    """Return the first day of a period `2024`, `2024-05` or `2024-05-17`.

    Raises:
        PydanticCustomError: `time-period-not-valid`.
    """
    match = PERIOD.fullmatch(period)
    try:
        if match:
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        pass
    raise PydanticCustomError("time-period-not-valid", "not a period")
