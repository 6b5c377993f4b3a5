"""Which rows are the header of a form that can be read."""

from collections.abc import Iterable, Sequence

from data.readers.forms import is_form_header
from data.readers.header import known_kind

FIRST_ROWS = 20


def is_known_header(names: Sequence[str]) -> bool:
    """Return whether names are the header of a template or of a publisher's form."""
    return is_header_of_ours(names) or is_form_header(names)


def is_header_of_ours(names: Sequence[str]) -> bool:
    """Return whether names are the header of a template."""
    return known_kind(names) is not None


def holds_known_header(rows: Iterable[Sequence[str]]) -> bool:
    """Return whether one of some rows is a known header."""
    return any(is_known_header(row) for row in rows)
