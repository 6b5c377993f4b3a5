"""Whether a table is small enough to be read: its lines and columns."""

from collections.abc import Sequence

from data.readers.codes import problem
from data.readers.content import Content
from data.readers.delimiters import head_rows, head_text
from data.readers.head import find_head
from data.readers.survey import survey_of
from data.reference.upload_limits import load_upload_limits
from data.schemas.problem import Problem

SHORTEST_LINE = 2


def check_table_size(content: Content) -> Problem | None:
    """Return the problem of a text with too many lines; they are counted only where there may be so many."""
    limit = load_upload_limits().rows.value
    if len(content) < SHORTEST_LINE * limit:
        return None
    lines = survey_of(content).lines
    return problem("table-too-large", details={"found": lines, "limit": limit}) if lines > limit else None


def check_first_rows(content: Content, start: int, delimiter: str) -> Problem | None:
    """Return the problem of a text that begins with more columns than may be read, before anybody looks for a form.

    Args:
        content: The text.
        start: Where it begins.
        delimiter: The sign between its columns.
    """
    rows = head_rows(head_text(content, start), delimiter)
    wide = check_width(max(rows, key=len, default=()))
    whole = check_width(find_head(content, start, delimiter).names) if wide else None
    return whole or wide


def check_width(names: Sequence[str]) -> Problem | None:
    """Return the problem of a header with more columns than may be read."""
    limit = load_upload_limits().columns.value
    if len(names) <= limit:
        return None
    return problem("table-too-large", details={"advice": "columns", "found": len(names), "limit": limit})
