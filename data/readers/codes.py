"""Every code that a reader can give, with its severity; here alone the errors of Pydantic become codes."""

from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from data.readers.numbers import number_advice, period_advice
from data.readers.suggestions import offer_area, offer_indicator
from data.schemas.problem import Problem, Severity
from data.schemas.rules import Rules

_CODES = """
    row-length unknown-indicator unknown-area time-period-not-valid time-period-too-early time-period-not-a-year
    time-period-in-the-future sex-not-in-list age-not-in-list urbanisation-not-in-list obs-status-not-in-list
    certainty-not-in-list obs-value-not-a-number obs-value-out-of-range unit-not-of-indicator released-not-a-month
    missing-with-value
    duplicate-key text-too-long text-missing not-a-number not-yes-or-no value-not-valid applies-to-not-in-list
    kind-not-in-list direction-not-in-list direction-not-of-kind target-year-not-a-year baseline-year-not-a-year
    target-value-missing target-upper-missing target-value-out-of-range denominator-missing country-missing
    area-not-a-country coordinate-not-on-earth number-not-whole connectivity-not-in-list electricity-not-in-list
    amount-not-certain currency-not-a-code currency-missing currency-contradicts number-negative rate-not-positive
    rate-upside-down date-not-valid date-in-the-future pledger-kind-not-in-list focus-area-not-in-list
    pledge-type-not-in-list status-not-in-list number-too-large
"""
OF_A_ROW = frozenset(_CODES.split())


def is_of_a_row(found: Problem) -> bool:
    """Return whether a problem is about one row, which can be left out."""
    return found.code in OF_A_ROW and found.row is not None


VALUE_LIMIT = 500

_BLOCKS = """
    file-too-demanding file-empty file-without-rows file-not-text file-too-large encoding-not-utf-8 line-too-long
    encoding-not-certain encoding-unknown archive-broken archive-empty archive-nested archive-protected
    archive-too-large which-member which-sheet member-unknown sheet-unknown workbook-broken workbook-too-large
    table-too-large decimal-not-certain quote-not-closed form-unknown column-missing column-repeated row-length
    unknown-indicator unknown-area time-period-not-valid time-period-too-early time-period-not-a-year
    time-period-in-the-future sex-not-in-list age-not-in-list urbanisation-not-in-list obs-status-not-in-list
    certainty-not-in-list obs-value-not-a-number obs-value-out-of-range unit-not-of-indicator released-not-a-month
    missing-with-value duplicate-key text-too-long text-missing not-a-number not-yes-or-no value-not-valid
    applies-to-not-in-list kind-not-in-list direction-not-in-list direction-not-of-kind target-year-not-a-year
    baseline-year-not-a-year target-value-missing target-upper-missing target-value-out-of-range
    denominator-missing country-missing area-not-a-country coordinate-not-on-earth number-not-whole
    connectivity-not-in-list electricity-not-in-list
    amount-not-certain currency-not-a-code currency-missing currency-contradicts number-negative rate-not-positive
    rate-upside-down date-not-valid date-in-the-future pledger-kind-not-in-list focus-area-not-in-list
    pledge-type-not-in-list status-not-in-list amount-column-not-read number-too-large
    header-repeated not-the-data-file which-indicator no-numbers no-series-tracked nothing-left form-not-as-said
    rows-above-header mapping-does-not-fit multiplier-not-known
    own-code-not-valid indicator-built-in unit-not-valid unit-words-missing range-upside-down range-not-of-unit
    zero-means-not-in-list frequency-not-in-list aggregate-not-in-list
"""
SEVERITY: dict[str, Severity] = {
    **dict.fromkeys(_BLOCKS.split(), "blocks"),
    "zero-means-missing": "warns",
    "obs-value-above-maximum": "warns",
    "column-misspelt": "warns",
    "unit-contradicts-code": "warns",
    "name-contradicts-code": "warns",
    "area-not-tracked": "warns",
    "area-contradicts-name": "warns",
    "period-contradicts-code": "warns",
    "edition-date-assumed": "warns",
    "edition-not-in-file": "warns",
    "school-repeated": "warns",
    "coordinate-alone": "warns",
    "coordinates-zero": "warns",
    "coordinates-outside-country": "warns",
    "speed-unusual": "warns",
    "students-unusual": "warns",
    "checked-long-ago": "warns",
    "speed-without-connection": "warns",
    "coordinate-few-decimals": "notes",
    "education-level-not-in-list": "notes",
    "connection-type-not-in-list": "notes",
    "connectivity-not-stated": "notes",
    "connectivity-not-in-file": "notes",
    "personal-data-not-stored": "notes",
    "column-second-choice": "notes",
    "column-ignored": "notes",
    "column-without-name": "notes",
    "column-read": "notes",
    "cell-read": "notes",
    "value-multiplied": "notes",
    "code-read": "notes",
    "amount-unconverted": "notes",
    "duplicate-row": "warns",
    "currency-unusual": "warns",
    "rate-not-used": "warns",
    "reported-above-pledged": "warns",
    "due-before-pledged": "warns",
    "obs-value-missing": "notes",
    "unit-words-not-used": "notes",
    "encoding-assumed": "notes",
    "member-chosen": "notes",
    "sheet-chosen": "notes",
    "sheet-not-used": "notes",
    "sheets-hidden": "notes",
    "member-not-used": "notes",
    "cells-merged": "notes",
    "header-below": "notes",
    "rows-below-table": "notes",
    "totals-below-table": "warns",
    "number-read": "notes",
    "percent-mixed": "warns",
    "option-not-used": "notes",
    "cells-with-errors": "warns",
    "cells-not-calculated": "warns",
    "suggestions-cut": "notes",
}
_CODE_OF = {
    "missing": "column-missing",
    "string_too_long": "text-too-long",
    "string_too_short": "text-missing",
    "too_long": "text-too-long",
    "too_short": "text-missing",
}
_RANGES = ("obs-value-out-of-range", "target-value-out-of-range")
_COLUMN_OF = {
    "target-value-missing": "target_value",
    "target-upper-missing": "target_upper",
    "direction-not-of-kind": "direction",
    "unit-not-of-indicator": "unit_measure",
    "range-upside-down": "maximum",
    "range-not-of-unit": "maximum",
}


def problem(
    code: str,
    *,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    details: Mapping[str, str | int | float] | None = None,
) -> Problem:
    """Return a problem with the severity of its code; a very long value is cut.

    Raises:
        KeyError: If the code is not one of `SEVERITY`.
    """
    shown = None if value is None else value[:VALUE_LIMIT]
    return Problem(code=code, severity=SEVERITY[code], row=row, column=column, value=shown, details=details or {})


def problems_of(error: ValidationError, raw: Mapping[str, str], row: int, rules: Rules) -> list[Problem]:
    """Return what Pydantic found in a row as problems, in the order of the model's fields."""
    return [_problem_of(found, raw, row, rules) for found in error.errors(include_url=False, include_input=False)]


def _problem_of(found: ErrorDetails, raw: Mapping[str, str], row: int, rules: Rules) -> Problem:
    where = str(found["loc"][0]) if found["loc"] else ""
    code = _code_of(found["type"], where)
    column = where or _COLUMN_OF.get(code)
    value = raw.get(column) if column else None
    details = _details(code, found.get("ctx", {}), value or "", rules)
    return problem(code, row=row, column=column, value=value, details=details)


def _code_of(kind: str, column: str) -> str:
    if kind == "not-a-number" and column == "obs_value":
        return "obs-value-not-a-number"
    if kind == "literal_error":
        kind = f"{column.replace('_', '-')}-not-in-list"
    code = _CODE_OF.get(kind, kind)
    return code if code in SEVERITY else "value-not-valid"


def _details(code: str, context: Mapping[str, object], value: str, rules: Rules) -> Mapping[str, str | int | float]:
    if code == "unknown-area":
        return offer_area(value, rules)
    if code == "unknown-indicator":
        return offer_indicator(value, rules)
    if code.endswith("not-a-number"):
        return number_advice(value)
    if code == "time-period-not-valid":
        return period_advice(value)
    details = {name: _plain(detail) for name, detail in context.items()}
    return _one_sided(details) if code in _RANGES else details


def _one_sided(details: dict[str, str | int | float]) -> dict[str, str | int | float]:
    """Return the bounds that there are, and the wording for only one of them."""
    bounds = {name: bound for name, bound in details.items() if bound != ""}
    if len(bounds) == 1:
        bounds["advice"] = "at_least" if "low" in bounds else "at_most"
    return bounds


def _plain(detail: object) -> str | int | float:
    return detail if isinstance(detail, str | int | float) else str(detail)
