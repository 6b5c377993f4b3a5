"""A finding of the validation, as a value: collected, never raised."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["blocks", "warns", "notes"]

SEVERITY_ORDER: dict[Severity, int] = {"blocks": 0, "warns": 1, "notes": 2}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: a stable code, its severity, the place, the value found, and what the message needs.

    `row` counts as the spreadsheet does: the header is row 1. It is None where the finding is about the whole
    file or a whole column. The text is looked up by `code`, so that it can be translated; `details` fills it.
    """

    code: str
    severity: Severity
    row: int | None = None
    column: str | None = None
    value: str | None = None
    details: Mapping[str, str | int | float] = field(default_factory=dict)
