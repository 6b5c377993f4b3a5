"""Refused rows as they go back to whoever sent them: as they stood in the file, with the reasons beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

REASON = "reason"
"""The column that stands before the others in a file of refused rows; it is taken off when they come back."""
EDITION, INDICATOR, DECIMAL = SAID = ("edition", "indicator", "decimal")
"""What the first rows of such a file are called: they say what the rows themselves do not, or not any more."""
MARKS = {"point": ".", "comma": ",", "mixed": "mixed"}
"""The decimal mark by its word. `mixed`: the file had both, so that no row that is left of it shows which was meant."""
MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of the file that is not published.

    `row` is its number in the file; `marks` says by the position of a cell what is wrong with it; `reasons` is all of
    it in one text.
    """

    row: int
    cells: Sequence[str]
    reasons: str
    marks: Mapping[int, str]


@dataclass(frozen=True)
class Returned:
    """What goes back: the rows down to the header as they were, the refused rows in their order, and the delimiter.

    `below` are the lines that a publisher writes below its table, where the day of its edition may stand. `said`
    holds by the names in `SAID` what the refused rows do not show: the edition and the indicator where only the
    sender or the month of the upload said them, and how numbers were written.
    """

    above: Sequence[Sequence[str]]
    rows: Sequence[RefusedRow]
    delimiter: str = ","
    below: Sequence[Sequence[str]] = ()
    said: Mapping[str, str] = field(default_factory=dict)
