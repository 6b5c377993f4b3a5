"""The list of everything found in a file, one line each: where, what, how bad, what stands there, what was expected."""

from typing import Any

from data.schemas.problem import Problem
from i18n import problem_text, text
from services.checking import Check

COLUMNS = ("row", "column", "code", "severity", "value", "expected", "message")
Record = dict[str, Any]


def report_records(check: Check) -> list[Record]:
    """Return one record for each problem that a check lists, worst first."""
    return [report_record(one) for one in check.problems]


def report_record(found: Problem) -> Record:
    """Return a problem as a line of the list."""
    message = problem_text(found.code, found.row, found.column, found.value, found.details)
    return {
        "row": found.row,
        "column": found.column,
        "code": found.code,
        "severity": found.severity,
        "value": found.value,
        "expected": _expected(found),
        "message": message,
    }


def _expected(found: Problem) -> str | int | float | None:
    """Return what could stand there instead, as far as that is known: a code, a list, a range."""
    details = found.details
    for name in ("suggestion", "expected", "header"):
        if name in details:
            return details[name]
    low, high = details.get("low"), details.get("high")
    if low not in (None, "") and high not in (None, ""):
        return text("refused.range", low=_number(low), high=_number(high))
    if low not in (None, ""):
        return text("refused.at_least", low=_number(low))
    return None if high in (None, "") else text("refused.at_most", high=_number(high))


def _number(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, int | float) else str(value)
