"""From the bytes of a file to observations or targets in our own columns, with every problem found.

One module a form; `door.read_file` is the only way in. Nothing here raises for the content of a file.
"""

from data.readers.reading import (
    Decision,
    FoundSeries,
    Look,
    ProblemCount,
    Reading,
    ReadOptions,
    Recognised,
    RowCounts,
    Skipped,
    Unknown,
)
from data.readers.recognise import read_file

__all__ = [
    "Decision",
    "FoundSeries",
    "Look",
    "ProblemCount",
    "ReadOptions",
    "Reading",
    "Recognised",
    "RowCounts",
    "Skipped",
    "Unknown",
    "read_file",
]
