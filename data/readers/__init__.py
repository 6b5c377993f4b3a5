"""From the bytes of a file to observations or targets in our own columns, with every problem found.

One module a form; `read_file` is the way in: `open_as_said`, then `read_opened`. Nothing here raises for the content
of a file.
"""

from data.readers.opened import Opened
from data.readers.opening import open_as_said
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
from data.readers.recognise import read_file, read_opened

__all__ = [
    "Decision",
    "FoundSeries",
    "Look",
    "Opened",
    "ProblemCount",
    "ReadOptions",
    "Reading",
    "Recognised",
    "RowCounts",
    "Skipped",
    "Unknown",
    "open_as_said",
    "read_file",
    "read_opened",
]
