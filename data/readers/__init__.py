"""From the bytes of a file to observations or targets in our own columns, with every problem found.

One module a form; `door.read_file` is the only way in. Nothing here raises for the content of a file.
"""

from data.readers.door import read_file
from data.readers.reading import ProblemCount, Reading, ReadOptions, Recognised, RowCounts, Skipped

__all__ = ["ProblemCount", "ReadOptions", "Reading", "Recognised", "RowCounts", "Skipped", "read_file"]
