"""Refused rows as they go back to whoever sent them: as they stood in the file, with the reasons beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
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
    """What goes back: the rows down to the header as they were, the refused rows in their order, and the delimiter."""

    above: Sequence[Sequence[str]]
    rows: Sequence[RefusedRow]
    delimiter: str = ","
